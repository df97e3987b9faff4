import { join, uniform } from '#kernel/random.ts'
import { GROUPS } from '../taxonomy.ts'
import { fromTable, normal } from './chance.ts'
import type { Calendar, Drawable, Entering, Gammas } from './tables.ts'
import { real, whole } from './read.ts'
import { AGES, DURATIONS, EVENTS, KINDS, PLACES, SINCES, SINCE_ENDS } from './types.ts'
import type { SimInput } from './types.ts'

/** Which luck is meant: a draw's numbers never meet a person's. */
const LUCK = {
  cells: 0x10000000,
  levels: 0x20000000,
  returnCells: 0x30000000,
  returnLevels: 0x40000000,
  intake: 0x50000000,
  walk: 0x60000000,
} as const

const STATES = PLACES * AGES * DURATIONS
const WIDTH = PLACES * EVENTS
const RESIDENTIAL = KINDS + GROUPS.indexOf('residential')

/** What one draw holds to be true: rates, their sums, and how they drift. Filled anew for each draw. */
export type Truth = {
  /** Rate a day: `state * EVENTS + event`. */
  readonly rate: Float64Array
  /** Rate a day of any event: `epoch * STATES + state`. */
  readonly total: Float64Array
  /** Drift and levers: `(epoch * PLACES + group) * EVENTS + event`. */
  readonly factor: Float64Array
  /** Rate a day of return: `(kind * AGES + age) * SINCES + since`. */
  readonly back: Float64Array
  /** By kind: a luck below this means that a leaver never returns, whatever the age. */
  readonly never: Float64Array
  /** Factor on first entries: `stream * epochs + epoch`. */
  readonly intake: Float64Array
}

export type TruthMaker = {
  readonly care: Drawable
  readonly returns: Drawable
  readonly tables: Gammas
  readonly entering: readonly Entering[]
  readonly levers: Float64Array
  readonly calendar: Calendar
  readonly input: SimInput
}

export function emptyTruth(maker: TruthMaker): Truth {
  const epochs = maker.calendar.epochEnds.length
  return {
    rate: new Float64Array(maker.care.cells),
    total: new Float64Array(epochs * STATES),
    factor: new Float64Array(epochs * WIDTH),
    back: new Float64Array(maker.returns.cells),
    never: new Float64Array(KINDS),
    intake: new Float64Array(maker.entering.length * epochs),
  }
}

/** Draws the rates of one draw: levels, then cells (10-demand, 4C1); then their yearly drift (4B9). */
export function drawTruth(maker: TruthMaker, key: number, truth: Truth): void {
  const { input, care, returns, tables } = maker
  if (input.chance.parameters) {
    drawRates(care, tables.tables, join(key, LUCK.levels), join(key, LUCK.cells), truth.rate)
    const backKey = join(key, LUCK.returnCells)
    drawRates(returns, tables.tables, join(key, LUCK.returnLevels), backKey, truth.back)
  } else {
    truth.rate.set(care.point)
    truth.back.set(returns.point)
  }
  drawDrift(maker, key, truth)
  addUp(truth, maker.calendar.epochEnds.length)
  for (let kind = 0; kind < KINDS; kind += 1) truth.never[kind] = neverBack(truth.back, kind)
}

/** The chance of staying away for all the days at risk at the highest rates: an upper bound that saves looking. */
function neverBack(back: Float64Array, kind: number): number {
  let hazard = 0
  let from = 0
  for (let since = 0; since < SINCES; since += 1) {
    let highest = 0
    for (let age = 0; age < AGES; age += 1)
      highest = Math.max(highest, real(back, (kind * AGES + age) * SINCES + since))
    hazard += highest * ((SINCE_ENDS[since] ?? 0) - from)
    from = SINCE_ENDS[since] ?? 0
  }
  return Math.exp(-hazard) * (1 - 1e-12)
}

function drawRates(
  from: Drawable,
  tables: Float64Array,
  levelKey: number,
  cellKey: number,
  rate: Float64Array,
): void {
  const { base, tableOf, alphaEvents, priorDays, exposure, level } = from
  const levels = from.levelTable.length
  const drawn = new Float64Array(levels)
  for (let i = 0; i < levels; i += 1) {
    drawn[i] = real(level, i) * fromTable(tables, whole(from.levelTable, i), uniform(levelKey + i))
  }
  for (let i = 0; i < from.cells; i += 1) {
    const days = real(priorDays, i) / real(drawn, whole(base, i)) + real(exposure, i)
    const luck = fromTable(tables, whole(tableOf, i), uniform(cellKey + Math.imul(i, 0x9e3779b9)))
    rate[i] = (real(alphaEvents, i) * luck) / days
  }
}

/** Random walks with a step each 1 April; without drift the factors are the levers alone. */
function drawDrift(maker: TruthMaker, key: number, truth: Truth): void {
  const { calendar, levers, entering, input } = maker
  const { drift } = input.model
  const on = input.chance.drift ? 1 : 0
  const walk = join(key, LUCK.walk)
  const step = (which: number) => normal(uniform(walk + april * 8 + which)) * on
  const epochs = calendar.epochEnds.length
  let april = 0
  let exits = 0
  let residential = 0
  let intake = 0
  let ofYear = 0
  truth.factor.set(levers)
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    if (calendar.stepsAt[epoch] === true) {
      april += 1
      exits += drift.exits * step(0) + drift.exitsEngland * step(1)
      residential += drift.toResidential * step(2)
      intake += drift.intake * step(3) + drift.intakeEngland * step(4)
      ofYear = drift.intakeYear * step(5)
    }
    scaleEpoch(truth.factor, epoch * WIDTH, Math.exp(exits), Math.exp(residential))
    for (const [stream, s] of entering.entries()) {
      const luck = uniform(join(key, LUCK.intake + stream))
      const level = input.chance.parameters ? fromTable(maker.tables.tables, s.table, luck) : 1
      truth.intake[stream * epochs + epoch] = level * Math.exp(intake + ofYear)
    }
  }
}

function scaleEpoch(factor: Float64Array, from: number, exits: number, residential: number): void {
  for (let group = 0; group < PLACES; group += 1) {
    const at = from + group * EVENTS
    for (let event = 0; event < KINDS; event += 1)
      factor[at + event] = real(factor, at + event) * exits
    factor[at + RESIDENTIAL] = real(factor, at + RESIDENTIAL) * residential
  }
}

function addUp(truth: Truth, epochs: number): void {
  const { rate, factor, total } = truth
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (let state = 0; state < STATES; state += 1) {
      const group = Math.floor(state / (AGES * DURATIONS))
      const at = epoch * WIDTH + group * EVENTS
      let sum = 0
      for (let event = 0; event < EVENTS; event += 1) {
        sum += real(rate, state * EVENTS + event) * real(factor, at + event)
      }
      total[epoch * STATES + state] = sum
    }
  }
}

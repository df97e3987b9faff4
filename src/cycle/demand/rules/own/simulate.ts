import { drawKey, join, uniform } from '#kernel/random.ts'
import { countAt } from './chance.ts'
import { drawTruth, emptyTruth } from './parameters.ts'
import type { TruthMaker } from './parameters.ts'
import {
  MEMBERS,
  ORDER,
  SUB_GROUP,
  calendarOf,
  cellsOf,
  drawable,
  enteringOf,
  gammas,
  knownOf,
  leverFactors,
  placesOf,
  shapesOf,
} from './tables.ts'
import type { Calendar, Entering, Known } from './tables.ts'
import { AGES, FLOWS, PLACES, SUBS } from './types.ts'
import type { Block, Cell, Partial, SimInput } from './types.ts'
import { enter, live, liveAway } from './walk.ts'
import type { Walk } from './walk.ts'

/** Persons' numbers: known children and leavers by their order, entrants by stream, month and number in it. */
const PERSON = { here: 0, left: 1_000_000, entrant: 2_000_000, intake: 0x70000000 } as const
const MOST_IN_A_MONTH = 16_384
const YEAR_DAYS = 365.25

type Engine = {
  readonly maker: TruthMaker
  readonly calendar: Calendar
  readonly cells: readonly Cell[]
  readonly cellAt: Int32Array
  readonly people: Known
  readonly left: Known
  readonly entering: readonly Entering[]
  readonly walk: Walk
}

/**
 * Simulates the draws `[from, to)`. Pure, and the same to the last byte however the draws are cut: every number is a
 * function of the seed, the draw, the person and its use (10-demand, 4C3 and 4C4).
 */
export function simulateChunk(
  input: SimInput,
  seed: number,
  draws: { readonly from: number; readonly to: number },
): Partial {
  if (draws.to <= draws.from) return []
  const engine = engineOf(input)
  const { months } = input
  const size = draws.to - draws.from
  const block: Block = {
    from: draws.from,
    to: draws.to,
    monthEnd: new Uint16Array(size * engine.cells.length * months),
    childDays: new Int32Array(size * engine.cells.length * months),
    flows: new Uint16Array(size * FLOWS.length * months),
    moves: engine.walk.moves,
  }
  for (let draw = draws.from; draw < draws.to; draw += 1) {
    oneDraw(engine, drawKey(seed, draw))
    keep(engine, block, draw - draws.from)
  }
  return [block]
}

/** The states that a table of draws counts, in order. */
export function statesOf(input: SimInput): readonly Cell[] {
  return cellsOf(input, calendarOf(input))
}

function engineOf(input: SimInput): Engine {
  const calendar = calendarOf(input)
  const { model } = input
  const shapes = [
    ...shapesOf(model.rates),
    ...shapesOf(model.returns),
    ...model.intake.map((i) => i.shape),
  ]
  const tables = gammas(shapes)
  const entering = enteringOf(input, tables)
  const maker: TruthMaker = {
    care: drawable(model.rates, tables),
    returns: drawable(model.returns, tables),
    tables,
    entering,
    levers: leverFactors(input, calendar),
    calendar,
    input,
  }
  const cells = cellsOf(input, calendar)
  const { people, left } = input
  return {
    maker,
    calendar,
    cells,
    cellAt: Int32Array.from(
      cells,
      (c) =>
        ((c.uasc ? AGES * SUBS : 0) + c.ageBand * SUBS + c.subType) * (calendar.months + 2) * 2,
    ),
    people: knownOf(input, calendar, { ...people, state: people.subType }),
    left: knownOf(input, calendar, { ...left, since: left.on, state: left.kind }),
    entering,
    walk: walkOf(input, maker),
  }
}

function walkOf(input: SimInput, maker: TruthMaker): Walk {
  const { months } = input
  return {
    calendar: maker.calendar,
    truth: emptyTruth(maker),
    places: placesOf(input),
    order: ORDER,
    members: MEMBERS,
    firstGroups: Float64Array.from(maker.entering.flatMap((e) => [...e.groups])),
    width: months + 2,
    counts: new Int32Array(2 * AGES * SUBS * (months + 2) * 2),
    flows: new Int32Array(FLOWS.length * months),
    moves: new Int32Array(months * PLACES * PLACES),
    key: 0,
    ordinal: 0,
    birthdays: 0,
    stream: 0,
    uasc: 0,
    hereNow: false,
    time: 0.5,
    day: 0,
    group: 0,
    subType: 0,
    ageBand: 0,
    duration: 0,
    since: 0,
  }
}

function oneDraw(engine: Engine, key: number): void {
  const { walk, maker } = engine
  drawTruth(maker, key, walk.truth)
  walk.counts.fill(0)
  walk.flows.fill(0)
  liveHere(engine, key)
  liveLeft(engine, key)
  for (const [stream, entering] of engine.entering.entries())
    enterAll(engine, key, stream, entering)
}

function meet(walk: Walk, calendar: Calendar, key: number, person: number, born: number): void {
  walk.key = join(key, person) | 0
  walk.ordinal = 0
  walk.birthdays = (born - calendar.bornFrom) * AGES
}

function liveHere({ walk, calendar, people }: Engine, key: number): void {
  walk.hereNow = true
  for (let i = 0; i < people.born.length; i += 1) {
    meet(walk, calendar, key, PERSON.here + i, people.born[i] ?? 0)
    walk.uasc = people.uasc[i] ?? 0
    walk.stream = walk.uasc * AGES * SUBS
    walk.subType = people.state[i] ?? 0
    walk.group = SUB_GROUP[walk.subType] ?? 0
    walk.ageBand = people.ageBand[i] ?? 0
    walk.duration = people.duration[i] ?? 0
    walk.since = people.since[i] ?? 0
    walk.time = -1
    walk.day = -1
    live(walk)
  }
  walk.hereNow = false
}

function liveLeft({ walk, calendar, left }: Engine, key: number): void {
  for (let i = 0; i < left.born.length; i += 1) {
    meet(walk, calendar, key, PERSON.left + i, left.born[i] ?? 0)
    walk.uasc = left.uasc[i] ?? 0
    walk.stream = walk.uasc * AGES * SUBS
    walk.ageBand = left.ageBand[i] ?? 0
    walk.day = left.since[i] ?? 0
    liveAway(walk, left.state[i] ?? 0)
  }
}

/** The entrants of every month: how many by the inverse of their distribution, so that fewer never means others. */
function enterAll(engine: Engine, key: number, stream: number, entering: Entering): void {
  const { walk, calendar } = engine
  const epochs = calendar.epochEnds.length
  for (let month = 0; month < calendar.months; month += 1) {
    const start = calendar.monthStarts[month] ?? 0
    const epoch = calendar.epochOf[start] ?? 0
    const mean = (entering.means[month] ?? 0) * (walk.truth.intake[stream * epochs + epoch] ?? 1)
    const id = month * 2 + stream
    const count = countAt(mean, entering.theta, uniform(join(key, PERSON.intake + id)))
    if (count > MOST_IN_A_MONTH)
      throw new Error(`${count} entrants in one month is beyond this model`)
    for (let k = 0; k < count; k += 1) {
      enterOne(
        walk,
        calendar,
        join(key, PERSON.entrant + id * MOST_IN_A_MONTH + k),
        month,
        entering,
        stream,
      )
    }
  }
}

function enterOne(
  walk: Walk,
  calendar: Calendar,
  key: number,
  month: number,
  entering: Entering,
  stream: number,
): void {
  const start = calendar.monthStarts[month] ?? 0
  const days = (calendar.monthEnds[month] ?? 0) - start
  const day = start + Math.floor(uniform(key - 1) * days)
  const wanted = uniform(key - 2)
  let years = 0
  while (years < 17 && (entering.ages[years] ?? 0) < wanted) years += 1
  const born = day - Math.min(6572, Math.floor((years + uniform(key - 3)) * YEAR_DAYS))
  walk.key = key | 0
  walk.ordinal = 0
  walk.birthdays = (born - calendar.bornFrom) * AGES
  walk.uasc = stream
  walk.stream = stream * AGES * SUBS
  walk.day = day
  walk.ageBand = bandOn(calendar.birthdays, walk.birthdays, day)
  enter(walk)
}

function bandOn(birthdays: Int32Array, from: number, day: number): number {
  let band = 0
  while (band < AGES - 1 && (birthdays[from + band] ?? 0) <= day) band += 1
  return band
}

/** Adds up the differences of one draw into its place in the block. */
function keep(engine: Engine, block: Block, index: number): void {
  const { walk, calendar, cellAt } = engine
  const { months, monthStarts, monthEnds } = calendar
  let to = index * cellAt.length * months
  for (let cell = 0; cell < cellAt.length; cell += 1) {
    let at = cellAt[cell] ?? 0
    let heads = 0
    for (let month = 0; month < months; month += 1) {
      heads += walk.counts[at + 1] ?? 0
      const length = (monthEnds[month] ?? 0) - (monthStarts[month] ?? 0)
      block.childDays[to] = heads * length + (walk.counts[at] ?? 0)
      block.monthEnd[to] = heads + (walk.counts[at + 3] ?? 0)
      at += 2
      to += 1
    }
  }
  block.flows.set(walk.flows, index * walk.flows.length)
}

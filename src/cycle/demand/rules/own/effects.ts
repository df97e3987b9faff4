import { addMonths, monthEnd, monthOf } from '#kernel/dates.ts'
import type { Truth } from './parameters.ts'
import { real } from './read.ts'
import { bandAt } from './periods.ts'
import type { Calendar } from './tables.ts'
import { ORDER, SUB_GROUP } from './tables.ts'
import { AGES, DURATIONS, EVENTS, KINDS, PLACES, SUBS } from './types.ts'
import type { SimInput } from './types.ts'

/** Factors on rates of leaving and moving, month by month, for the states named. */
export type RateEffect = {
  readonly groups: readonly number[]
  /** Exits 0 to 3, then a move to each group. */
  readonly events: readonly number[]
  readonly ages: readonly number[]
  readonly durations: readonly number[]
  readonly byMonth: Float64Array
}

/** Factors on first entries of some streams. With age bands, only entrants of these ages are fewer or more. */
export type IntakeEffect = {
  readonly streams: readonly number[]
  /** Undefined for every age. */
  readonly ages: readonly number[] | undefined
  readonly byMonth: Float64Array
}

/** What is added to a sub-type's share of its group; the others of the group scale to keep one. */
export type ShareEffect = {
  readonly subType: number
  readonly ages: readonly number[]
  readonly byMonth: Float64Array
}

/**
 * What a scenario does to one draw, as plain numbers (20-placements, 4F). Nothing in it is chance: whoever makes it has drawn
 * how strong each effect is. First entries avoided are those of other children than unaccompanied ones.
 */
export type FlowEffects = {
  readonly rates: readonly RateEffect[]
  readonly intake: readonly IntakeEffect[]
  readonly returns: Float64Array | undefined
  readonly avoided: Int32Array | undefined
  readonly shares: readonly ShareEffect[]
}

/** The effects of a draw; undefined when nothing is changed in any draw. */
export type EffectsOf = (draw: number) => FlowEffects

/**
 * The calendar with a stretch from every month in which a scenario's factors on rates change; from every month where it is not
 * said which.
 */
export function cutBy(calendar: Calendar, months: readonly number[] | undefined): Calendar {
  const { days, epochEnds, stepsAt, monthStarts } = calendar
  const cuts = (months ?? [...monthStarts.keys()]).map((m) => monthStarts[m] ?? 0)
  const ends = [...new Set([...epochEnds, ...cuts.filter((d) => d > 0)])].toSorted((a, b) => a - b)
  if (ends.length > 255) throw new Error(`a scenario of ${ends.length} stretches is beyond us`)
  const steps = new Set([...epochEnds].filter((_, e) => stepsAt[e + 1] === true))
  return {
    ...calendar,
    epochEnds: Int32Array.from(ends),
    epochOf: Uint8Array.from({ length: days + 1 }, (_, d) => bandAt(ends, d)),
    stepsAt: [false, ...ends.slice(0, -1).map((end) => steps.has(end))],
  }
}

/** Factor of every epoch, state and event: `(epoch * STATES + state) * EVENTS + event`. */
export function scaleRates(
  effects: readonly RateEffect[],
  calendar: Calendar,
  scale: Float64Array,
): void {
  scale.fill(1)
  for (const effect of effects) {
    for (let epoch = 0; epoch < calendar.epochEnds.length; epoch += 1) {
      const start = epoch === 0 ? 0 : (calendar.epochEnds[epoch - 1] ?? 0)
      const by = effect.byMonth[calendar.monthOf[start] ?? 0] ?? 1
      if (by !== 1) scaleEpoch(effect, scale, epoch, by)
    }
  }
}

const STATES = PLACES * AGES * DURATIONS

function scaleEpoch(effect: RateEffect, scale: Float64Array, epoch: number, by: number): void {
  for (const group of effect.groups) {
    for (const age of effect.ages) {
      for (const duration of effect.durations) {
        const state = (group * AGES + age) * DURATIONS + duration
        const at = (epoch * STATES + state) * EVENTS
        for (const event of effect.events) scale[at + event] = real(scale, at + event) * by
      }
    }
  }
}

/** Adds up the rates of every state again, each times its factor. */
export function addUpScaled(truth: Truth, scale: Float64Array, epochs: number): void {
  const { rate, factor, total } = truth
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (let state = 0; state < STATES; state += 1) {
      const group = Math.floor(state / (AGES * DURATIONS))
      const at = (epoch * PLACES + group) * EVENTS
      const from = (epoch * STATES + state) * EVENTS
      let sum = 0
      for (let event = 0; event < EVENTS; event += 1) {
        const drifted = real(rate, state * EVENTS + event) * real(factor, at + event)
        sum += drifted * real(scale, from + event)
      }
      total[epoch * STATES + state] = sum
    }
  }
}

/** The bound on staying away, lower where a scenario makes returns likelier. */
export function neverUnder(truth: Truth, returns: Float64Array): void {
  const most = Math.max(1, ...returns)
  for (let kind = 0; kind < KINDS; kind += 1) {
    truth.never[kind] = real(truth.never, kind) ** most * (1 - 1e-12)
  }
}

/** Cumulative shares inside groups with a scenario's shares, in the layout of the walk's table. */
export function changedPlaces(usual: Float64Array, effects: readonly ShareEffect[]): Float64Array {
  const table = usual.slice()
  for (let row = 0; row < usual.length / SUBS; row += 1) {
    const month = Math.floor(row / AGES)
    for (const effect of effects) {
      const add = effect.byMonth[month] ?? 0
      if (add !== 0 && effect.ages.includes(row % AGES))
        changeRow(table, row * SUBS, effect.subType, add)
    }
  }
  return table
}

/** Shares of the group are taken apart, one is moved within nought and one, the rest scaled; then they are summed again. */
function changeRow(table: Float64Array, from: number, subType: number, add: number): void {
  const group = SUB_GROUP[subType]
  const own = ORDER.reduce<number[]>(
    (found, s, i) => (SUB_GROUP[s] === group ? [...found, i] : found),
    [],
  )
  const parts = own.map((i, k) => real(table, from + i) - (k === 0 ? 0 : real(table, from + i - 1)))
  const whole = parts.reduce((a, b) => a + b, 0)
  const mine = own.findIndex((i) => ORDER[i] === subType)
  const share = whole === 0 ? 0 : (parts[mine] ?? 0) / whole
  const next = Math.min(1, Math.max(0, share + add))
  if (whole === 0 || share >= 1) return
  let running = 0
  for (const [k, i] of own.entries()) {
    const part = k === mine ? next : ((parts[k] ?? 0) / whole) * ((1 - next) / (1 - share))
    running += part * whole
    table[from + i] = running
  }
}

/** The factor of some months on first entries of a stream, of every age. */
export function intakeFactorOf(effects: FlowEffects, stream: number, month: number): number {
  let factor = 1
  for (const e of effects.intake) {
    if (e.ages === undefined && e.streams.includes(stream)) factor *= e.byMonth[month] ?? 1
  }
  return factor
}

/** The factor on first entries of one age band alone. */
export function ageFactorOf(
  effects: FlowEffects,
  stream: number,
  month: number,
  ageBand: number,
): number {
  let factor = 1
  for (const e of effects.intake) {
    if (e.ages?.includes(ageBand) === true && e.streams.includes(stream))
      factor *= e.byMonth[month] ?? 1
  }
  return factor
}

/** First and last day (not counted) of every month of a run, from its origin. */
export function monthsOfRun(input: Pick<SimInput, 'origin' | 'months'>): readonly {
  readonly from: number
  readonly to: number
}[] {
  const first = monthOf(input.origin)
  const ends = Array.from(
    { length: input.months },
    (_, i) => monthEnd(addMonths(first, i)) - input.origin,
  )
  return ends.map((to, i) => ({ from: ends[i - 1] ?? 0, to }))
}

import { addMonths, day, monthOf, monthStart } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import type { CleanedCare } from '../episode.ts'
import { GROUPS } from '../taxonomy.ts'
import type { Group } from '../taxonomy.ts'
import { estimate, inCareOn } from './estimate.ts'
import type { EstimateSettings } from './estimate.ts'
import { knownAt } from './known-at.ts'
import { drawTable } from './partial.ts'
import { periodsOf } from './periods.ts'
import type { Period } from './periods.ts'
import { prepare } from './prepare.ts'
import { simulateChunk } from './simulate.ts'
import { column, spreadOf } from './summarise.ts'
import type { Spread } from './summarise.ts'
import { SUB_GROUP } from './tables.ts'
import type { DrawTable } from './types.ts'

/** Months ahead at which a forecast is judged (10-demand, 4D1). */
export const HORIZONS = [3, 6, 12, 24, 36] as const
/** A group is judged when it has so many children. */
export const ENOUGH_CHILDREN = 20

/** One forecast made at a past date, and what happened. */
export type Trial = {
  readonly origin: Day
  readonly horizon: number
  readonly series: Group | 'all'
  readonly actual: number
  /** The count at the origin: what assuming no change forecasts. */
  readonly noChange: number
  readonly spread: Spread
}

/** The judgement of one series at one horizon. Errors are mean absolute errors over what happened, as shares. */
export type Judgement = {
  readonly series: Group | 'all'
  readonly horizon: number
  /** Number of origins. */
  readonly n: number
  readonly error: number
  readonly errorNoChange: number
  /** 1 - error / error of no change; undefined when nothing ever changed. */
  readonly skill: number | undefined
  readonly bias: number
  readonly cover80: number
  readonly cover95: number
  /** Factor on the width that would have covered 80%. */
  readonly widthOwn: number
  /** The factor used: `(n own + 8 national) / (n + 8)`, national 1 until measured. */
  readonly width: number
}

const NATIONAL_WEIGHT = 8
const NATIONAL_WIDTH = 1

/** Forecasts from one past date, at every horizon whose outcome the data hold. */
export function trialsAt(
  care: CleanedCare,
  origin: Day,
  draws: number,
  seed: number,
  settings: EstimateSettings = {},
): readonly Trial[] {
  const then = knownAt(care, origin)
  const horizons = HORIZONS.filter((h) => lastDayOf(origin, h) < care.to)
  const longest = horizons.at(-1)
  if (longest === undefined) return []
  const input = prepare(then, estimate(then, settings), { months: longest })
  const table = drawTable(input, simulateChunk(input, seed, { from: 0, to: draws }))
  const periods = periodsOf(care)
  const before = countsOn(periodsOf(then), day(origin - 1))
  return horizons.flatMap((horizon) => {
    const after = countsOn(periods, lastDayOf(origin, horizon))
    return (['all', ...GROUPS] as const).map((series): Trial => ({
      origin,
      horizon,
      series,
      actual: after(series),
      noChange: before(series),
      spread: spreadOf(column(table, cellsIn(table, series), horizon - 1)),
    }))
  })
}

function lastDayOf(origin: Day, months: number): Day {
  return day(monthStart(addMonths(monthOf(origin), months)) - 1)
}

function countsOn(periods: readonly Period[], on: Day): (series: Group | 'all') => number {
  const here = inCareOn(periods, on)
  return (series) =>
    series === 'all'
      ? here.length
      : here.filter(({ period, stay }) => period.stays[stay]?.group === series).length
}

/** The cells of a table that a series adds up. */
export function cellsIn(table: DrawTable, series: Group | 'all'): readonly number[] {
  return table.cells.flatMap((cell, i) =>
    series === 'all' || GROUPS[SUB_GROUP[cell.subType] ?? 0] === series ? [i] : [],
  )
}

/** How the trials turned out, for the whole and for each group with enough children. */
export function judge(trials: readonly Trial[]): readonly Judgement[] {
  return (['all', ...GROUPS] as const).flatMap((series) =>
    HORIZONS.flatMap((horizon) => {
      const these = trials.filter(
        (t) => t.series === series && t.horizon === horizon && t.noChange >= ENOUGH_CHILDREN,
      )
      return these.length === 0 ? [] : [judgement(series, horizon, these)]
    }),
  )
}

function judgement(series: Group | 'all', horizon: number, trials: readonly Trial[]): Judgement {
  const error = mean(trials, (t) => Math.abs(t.spread.p50 - t.actual) / Math.max(1, t.actual))
  const errorNoChange = mean(trials, (t) => Math.abs(t.noChange - t.actual) / Math.max(1, t.actual))
  const widthOwn = widthThatCovers(trials)
  const n = trials.length
  return {
    series,
    horizon,
    n,
    error,
    errorNoChange,
    skill: errorNoChange > 0 ? 1 - error / errorNoChange : undefined,
    bias: mean(trials, (t) => (t.spread.p50 - t.actual) / Math.max(1, t.actual)),
    cover80: mean(trials, (t) => within(t.actual, t.spread.p10, t.spread.p90)),
    cover95: mean(trials, (t) => within(t.actual, t.spread.p2_5, t.spread.p97_5)),
    widthOwn,
    width: (n * widthOwn + NATIONAL_WEIGHT * NATIONAL_WIDTH) / (n + NATIONAL_WEIGHT),
  }
}

function mean(trials: readonly Trial[], of: (t: Trial) => number): number {
  return trials.reduce((sum, t) => sum + of(t), 0) / trials.length
}

function within(value: number, low: number, high: number): number {
  return low <= value && value <= high ? 1 : 0
}

/** The factor on the log scale about the median that would have covered 80% of what happened. */
function widthThatCovers(trials: readonly Trial[]): number {
  const needed = trials.map((t) => {
    const off = logRatio(t.actual, t.spread.p50)
    const half =
      off >= 0 ? logRatio(t.spread.p90, t.spread.p50) : logRatio(t.spread.p10, t.spread.p50)
    return half === 0 ? (off === 0 ? 0 : 1) : off / half
  })
  const sorted = needed.toSorted((a, b) => a - b)
  const place = 0.8 * (sorted.length - 1)
  const low = sorted[Math.floor(place)] ?? 1
  return low + ((sorted[Math.ceil(place)] ?? low) - low) * (place - Math.floor(place))
}

function logRatio(value: number, median: number): number {
  return Math.log((value + 0.5) / (median + 0.5))
}

/** Whether to trust it, in a sentence for the top of the page (10-demand, 4D3). */
export function skillSentence(judgements: readonly Judgement[], horizon = 12): string {
  const j = judgements.find((x) => x.series === 'all' && x.horizon === horizon)
  if (j === undefined)
    return 'There is too little history to test this forecast against our own past.'
  const over = `over ${j.n} past ${j.n === 1 ? 'date' : 'dates'}`
  if (j.skill === undefined || j.skill <= 0)
    return `At ${horizon} months, ${over}, this model was no better than assuming no change.`
  return `At ${horizon} months, ${over}, this method has erred ${Math.round(j.skill * 100)}% less than assuming nothing changes.`
}

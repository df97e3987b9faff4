import type { Judgement } from './back-test.ts'
import { cellsIn } from './back-test.ts'
import { column, spreadOf } from './summarise.ts'
import type { MonthRow, Spread } from './summarise.ts'
import type { DrawTable } from './types.ts'

/** Factor on the width of a series' bands, by months ahead: what the back-test taught. */
export type Widths = readonly {
  readonly series: Judgement['series']
  /** By month, 0 being the first. */
  readonly factors: readonly number[]
}[]

/**
 * The widths to use: between the horizons tested by straight lines, the nearest tested one outside them, and never below
 * the width of chance alone (10-demand, 4D2).
 */
export function widthsOf(
  judgements: readonly Judgement[],
  months: number,
  floor: readonly number[],
): Widths {
  const series = [...new Set(judgements.map((j) => j.series))]
  return series.map((s) => {
    const tested = judgements
      .filter((j) => j.series === s)
      .toSorted((a, b) => a.horizon - b.horizon)
    return {
      series: s,
      factors: Array.from({ length: months }, (_, m) =>
        Math.max(between(tested, m + 1), floor[m] ?? 0),
      ),
    }
  })
}

function between(tested: readonly Judgement[], ahead: number): number {
  const after = tested.find((j) => j.horizon >= ahead)
  const before = tested.findLast((j) => j.horizon <= ahead)
  if (after === undefined) return before?.width ?? 1
  if (before === undefined || before.horizon === after.horizon) return after.width
  const share = (ahead - before.horizon) / (after.horizon - before.horizon)
  return before.width + (after.width - before.width) * share
}

/** Width of the 8 in 10 band of the total in each month, as a logarithm. */
export function bandWidths(table: DrawTable): readonly number[] {
  return Array.from({ length: table.months }, (_, month) => {
    const s = spreadOf(column(table, cellsIn(table, 'all'), month))
    return Math.log((s.p90 + 0.5) / (s.p10 + 0.5))
  })
}

/** The part of each month's width that is chance alone: draws with rates fixed against draws with rates drawn. */
export function chanceShare(chance: readonly number[], full: DrawTable): readonly number[] {
  return bandWidths(full).map((wide, month) => {
    const narrow = chance[month]
    if (narrow === undefined) return 0
    return wide === 0 ? 1 : Math.min(1, narrow / wide)
  })
}

/** Rows with their bands widened (or narrowed) about the median; a row without a test of its own follows the whole. */
export function recalibrate(rows: readonly MonthRow[], widths: Widths): readonly MonthRow[] {
  if (widths.length === 0) return rows
  const whole = widths.find((w) => w.series === 'all')
  const months = [...new Set(rows.map((r) => r.month))]
  const index = new Map(months.map((m, i) => [m, i]))
  return rows.map((row) => {
    const own = widths.find((w) => w.series === row.group) ?? whole
    return { ...row, ...widened(row, own?.factors[index.get(row.month) ?? 0] ?? 1) }
  })
}

/** The spread with each quantile moved on the log scale to `factor` times its distance from the median. */
export function widened(s: Spread, factor: number): Spread {
  const move = (q: number) =>
    q === s.p50 ? q : Math.max(0, (s.p50 + 0.5) * ((q + 0.5) / (s.p50 + 0.5)) ** factor - 0.5)
  return {
    mean: s.mean,
    p2_5: move(s.p2_5),
    p10: move(s.p10),
    p25: move(s.p25),
    p50: s.p50,
    p75: move(s.p75),
    p90: move(s.p90),
    p97_5: move(s.p97_5),
  }
}

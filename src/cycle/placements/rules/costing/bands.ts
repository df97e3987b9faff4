import type { Group, Widths } from '#cycle/demand/rules/index.ts'
import { pence } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'
import { roundHalfAway } from '#kernel/rate.ts'

/** A cost and where it may lie: 8 in 10 between P10 and P90, 19 in 20 between P2.5 and P97.5. */
export type CostSpread = {
  readonly mean: Pence
  readonly p2_5: Pence
  readonly p10: Pence
  readonly p50: Pence
  readonly p90: Pence
  readonly p97_5: Pence
}

/** The mean is the exact cost of what is expected; the rest are of the draws. */
export function spreadOfDraws(mean: Pence, draws: Float64Array): CostSpread {
  const sorted = draws.toSorted()
  const at = (share: number) => pence(roundHalfAway(quantile(sorted, share)))
  return {
    mean,
    p2_5: at(0.025),
    p10: at(0.1),
    p50: at(0.5),
    p90: at(0.9),
    p97_5: at(0.975),
  }
}

/** Linear between the two draws either side (Hyndman and Fan 1996, type 7). */
export function quantile(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share
  const low = Math.floor(place)
  const from = sorted[low] ?? 0
  const to = sorted[Math.min(low + 1, sorted.length - 1)] ?? from
  return from + (to - from) * (place - low)
}

/**
 * Draws moved about their median on the log scale by the factor that the back-test taught for counts of children (10-demand,
 * 4D2), so that bands of cost and of children agree. The price's own part of each draw is left as it was drawn: the test was
 * of children.
 */
export function stretched(atBook: Float64Array, drawn: Float64Array, factor: number): Float64Array {
  if (factor === 1) return drawn
  const middle = quantile(atBook.toSorted(), 0.5)
  if (middle <= 0) return drawn
  return atBook.map((book, i) => {
    if (book <= 0) return drawn[i] ?? 0
    return middle * (book / middle) ** factor * ((drawn[i] ?? 0) / book)
  })
}

/** The factor for a series in a month (0 the first): a group without a test of its own follows the whole. */
export function widthAt(widths: Widths, series: Group | 'all', month: number): number {
  const own = widths.find((w) => w.series === series) ?? widths.find((w) => w.series === 'all')
  return own?.factors[month] ?? own?.factors.at(-1) ?? 1
}

export function varianceOf(draws: Float64Array): number {
  if (draws.length === 0) return 0
  let sum = 0
  for (const d of draws) sum += d
  const mean = sum / draws.length
  let squares = 0
  for (const d of draws) squares += (d - mean) ** 2
  return squares / draws.length
}

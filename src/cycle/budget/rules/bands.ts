import { pence } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'
import { roundHalfAway } from '#kernel/rate.ts'

/** An 8 in 10 chance lies between `p10` and `p90`. */
export type Band = { readonly p10: Pence; readonly p50: Pence; readonly p90: Pence }

/** The band of a point from how far each draw lies from it. Undefined without draws. */
export function bandOf(offsets: readonly number[], point: Pence): Band | undefined {
  if (offsets.length === 0) return undefined
  const sorted = Float64Array.from(offsets).toSorted()
  const at = (share: number): Pence => pence(roundHalfAway(point + quantile(sorted, share)))
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) }
}

/** Linear between the two draws either side (Hyndman and Fan 1996, type 7). */
function quantile(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share
  const low = Math.floor(place)
  const from = sorted[low] ?? 0
  const to = sorted[Math.min(low + 1, sorted.length - 1)] ?? from
  return from + (to - from) * (place - low)
}

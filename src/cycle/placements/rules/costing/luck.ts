import { normal, SUB_TYPES } from '#cycle/demand/rules/index.ts'
import { drawKey, join, uniform } from '#kernel/random.ts'
import type { Kind } from './counts.ts'

/** Mean days of a month, as hazards are turned into months. */
const MONTH_DAYS = 30.4375
const PRICE_LUCK = 0x70726963

/**
 * How much of a month's price luck is left a month later: placements end at a steady rate, and with them their prices. A
 * longer stay keeps a price longer (docs/decisions/0020).
 */
export function persistence(placementDays: number): number {
  return Math.exp(-MONTH_DAYS / placementDays)
}

/**
 * The path of one draw's luck with the prices of a kind: normal deviates, one a month, each holding on to the last with the
 * persistence, so that every month alone is standard normal. A function of seed, draw, kind and month alone.
 */
export function luckPath(
  into: Float64Array,
  keep: number,
  seed: number,
  draw: number,
  kind: Kind,
): void {
  const apart = kind.unaccompanied === 'yes' ? SUB_TYPES.length : 0
  const key = join(join(drawKey(seed, draw), PRICE_LUCK), SUB_TYPES.indexOf(kind.subType) + apart)
  const fresh = Math.sqrt(1 - keep * keep)
  let z = 0
  for (let month = 0; month < into.length; month += 1) {
    const step = normal(uniform(join(key, month)))
    z = month === 0 ? step : keep * z + fresh * step
    into[month] = z
  }
}

/**
 * The average price of so many placements over the book's price: lognormal with mean 1 and coefficient of variation
 * cv / root of n (20-placements, rule 4A3, for an average instead of each placement).
 */
export function averagePrice(z: number, cv: number, children: number): number {
  const variance = Math.log1p((cv * cv) / Math.max(1, children))
  return Math.exp(Math.sqrt(variance) * z - variance / 2)
}

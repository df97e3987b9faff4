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

/** The luck of every draw with the prices of a kind, month after month. */
export type Luck = {
  readonly keys: Float64Array
  /** Normal deviates of the month reached. */
  readonly z: Float64Array
}

export function luckOf(seed: number, draws: number, kind: Kind): Luck {
  const apart = kind.unaccompanied === 'yes' ? SUB_TYPES.length : 0
  const which = SUB_TYPES.indexOf(kind.subType) + apart
  const keys = new Float64Array(draws)
  for (let draw = 0; draw < draws; draw += 1) {
    keys[draw] = join(join(drawKey(seed, draw), PRICE_LUCK), which)
  }
  return { keys, z: new Float64Array(draws) }
}

/**
 * Goes on to a month (0 the first): each deviate holds on to the last with the persistence, so that every month alone is
 * standard normal. A function of seed, draw, kind and month alone: the same on any thread.
 */
export function nextMonth({ keys, z }: Luck, month: number, keep: number): void {
  const held = month === 0 ? 0 : keep
  const fresh = Math.sqrt(1 - held * held)
  for (let draw = 0; draw < z.length; draw += 1) {
    const step = normal(uniform(join(keys[draw] ?? 0, month)))
    z[draw] = held * (z[draw] ?? 0) + fresh * step
  }
}

/**
 * The average price of so many placements over the book's price: lognormal with mean 1 and coefficient of variation
 * cv / root of n (20-placements, rule 4A3, for an average instead of each placement).
 */
export function averagePrice(z: number, cv: number, children: number): number {
  const variance = logVariance(cv, children)
  return Math.exp(Math.sqrt(variance) * z - variance / 2)
}

/** Variance of the logarithm of that average. */
export function logVariance(cv: number, children: number): number {
  return Math.log1p((cv * cv) / Math.max(1, children))
}

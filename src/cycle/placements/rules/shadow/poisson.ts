import { pence } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'
import { roundHalfAway } from '#kernel/rate.ts'

/** Places beyond which a Poisson need of this mean has no weight. */
function last(mean: number): number {
  return Math.ceil(mean + 40 * Math.sqrt(mean) + 40)
}

/** Chances of 0, 1, 2 ... children who need a place, where the need is Poisson. */
function masses(mean: number): readonly number[] {
  const found: number[] = []
  let log = -mean
  for (let n = 0; n <= last(mean); n += 1) {
    found.push(Math.exp(log))
    log += Math.log(mean) - Math.log(n + 1)
  }
  return found
}

/** The chance that more need a place than there are. */
export function chanceAbove(mean: number, places: number): number {
  return masses(mean).reduce((sum, p, n) => (n > places ? sum + p : sum), 0)
}

/** Children without a place, on average. */
export function expectedSpill(mean: number, places: number): number {
  return masses(mean).reduce((sum, p, n) => (n > places ? sum + p * (n - places) : sum), 0)
}

/**
 * What one more place is worth a year where the need is steady, Poisson, and spills in one step: P(need > K) x price gap x
 * 365/7 (20-placements, 4H23). The check on the simulated price.
 */
export function steadyShadowPrice(mean: number, places: number, weeklyGap: Pence): Pence {
  return pence(roundHalfAway((chanceAbove(mean, places) * weeklyGap * 365) / 7))
}

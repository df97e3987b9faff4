import type { Lever, Ramp } from './types.ts'

/** How much of a lever works so many days after its start: 0 before, 1 once it is full (20-placements, 4F18). */
export function rampAt(ramp: Ramp, days: number): number {
  if (days < 0) return 0
  if (ramp.kind === 'none') return 1
  const x = Math.min(1, days / ramp.days)
  return ramp.kind === 'linear' ? x : x * x * (3 - 2 * x)
}

/** The same on a day, with what is left after its end. */
export function strengthOn(
  lever: Pick<Lever, 'ramp' | 'start' | 'end' | 'halfLifeDays'>,
  on: number,
): number {
  const { ramp, start, end, halfLifeDays } = lever
  if (end === undefined || on < end) return rampAt(ramp, on - start)
  if (halfLifeDays === undefined) return 0
  return rampAt(ramp, end - start) * 0.5 ** ((on - end) / halfLifeDays)
}

/** The mean strength over some days: what holds for a month. */
export function meanStrength(
  lever: Pick<Lever, 'ramp' | 'start' | 'end' | 'halfLifeDays'>,
  from: number,
  to: number,
): number {
  let sum = 0
  for (let on = from; on < to; on += 1) sum += strengthOn(lever, on)
  return sum / (to - from)
}

/** The factor on a hazard: 1 + reach x ramp x (r - 1). Never below nought. */
export function hazardFactor(reach: number, strength: number, ratio: number): number {
  return Math.max(0, 1 + reach * strength * (ratio - 1))
}

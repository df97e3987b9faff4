/** From a value to a place on the drawing, to a tenth of a unit. A value that is not a number stands at the start. */
export type Scale = (value: number) => number

export function linear(from: readonly [number, number], to: readonly [number, number]): Scale {
  const span = from[1] - from[0]
  const slope = span === 0 || !Number.isFinite(span) ? 0 : (to[1] - to[0]) / span
  return (value) => tenth(Number.isFinite(value) ? to[0] + (value - from[0]) * slope : to[0])
}

export function tenth(value: number): number {
  return Math.round(value * 10) / 10
}

/** The least and the greatest of the values that are numbers, widened to hold `also`; 0 to 0 when there is none. */
export function extent(
  values: readonly number[],
  ...also: readonly number[]
): readonly [low: number, high: number] {
  const there = [...values, ...also].filter(Number.isFinite)
  if (there.length === 0) return [0, 0]
  return [
    there.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    there.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
  ]
}

/**
 * Where an axis of a line starts: at nought, unless that would flatten the picture; then a little below the least, so
 * that the words that say so have room.
 */
export function footOf(lowest: number, highest: number): number {
  const span = highest - lowest
  if (lowest <= 0) return lowest
  return lowest < span * 1.5 ? 0 : lowest - span * 0.12
}

/**
 * Round, even steps that cover a range, with about so many lines and never fewer than two. Whole unless `whole` is
 * false: a child is never a fraction on an axis.
 */
export function ticks(low: number, high: number, most: number, whole = true): readonly number[] {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1]
  const step = stepFor(Math.max(1e-9, high - low), most, whole)
  const first = Math.floor(low / step + 1e-9)
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9))
  return Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  )
}

function stepFor(span: number, most: number, whole: boolean): number {
  const rough = span / Math.max(1, most - 1)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10]
    .map((m) => m * power)
    .find((s) => s >= rough * (1 - 1e-9) && (!whole || s < 1 || Number.isInteger(s)))
  const found = step ?? power * 10
  return whole ? Math.max(1, found) : found
}

import { pence } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'

/** An exact fraction: money over children is kept whole until it is shown. The denominator is above zero. */
export type Ratio = { readonly n: bigint; readonly d: bigint }

export function ratio(n: number | bigint, d: number | bigint = 1): Ratio {
  const below = BigInt(d)
  if (below <= 0n) throw new Error(`a ratio needs a denominator above zero, not ${below}`)
  return { n: BigInt(n), d: below }
}

export function compare(a: Ratio, b: Ratio): number {
  const left = a.n * b.d
  const right = b.n * a.d
  return left < right ? -1 : left > right ? 1 : 0
}

export function minusRatio(a: Ratio, b: Ratio): Ratio {
  return { n: a.n * b.d - b.n * a.d, d: a.d * b.d }
}

export function times(a: Ratio, by: number): Ratio {
  return { n: a.n * BigInt(by), d: a.d }
}

/** The middle of exact values, or half way between the two in the middle; undefined of none. */
export function median(values: readonly Ratio[]): Ratio | undefined {
  const sorted = values.toSorted(compare)
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half]
  const lower = sorted[half - 1]
  if (upper === undefined) return undefined
  if (sorted.length % 2 === 1 || lower === undefined) return upper
  return { n: lower.n * upper.d + upper.n * lower.d, d: 2n * lower.d * upper.d }
}

/** Rounded once, half away from zero. */
export function rounded(a: Ratio): Pence {
  const size = a.n < 0n ? -a.n : a.n
  const whole = size / a.d
  const up = (size - whole * a.d) * 2n >= a.d ? whole + 1n : whole
  return pence(Number(a.n < 0n ? -up : up))
}

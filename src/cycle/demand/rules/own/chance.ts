/** The distributions the model draws from: gamma, normal and negative binomial, each by its inverse from one uniform. */

import { real } from './read.ts'

const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const

/** The logarithm of the gamma function, for x above zero (Lanczos, about 15 digits). */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const y = x - 1
  let sum = 0.99999999999980993
  for (const [i, c] of LANCZOS.entries()) sum += c / (y + i + 1)
  const t = y + LANCZOS.length - 0.5
  return 0.5 * Math.log(2 * Math.PI) + (y + 0.5) * Math.log(t) - t + Math.log(sum)
}

/** The share of a gamma distribution of this shape (and scale 1) below x. */
export function gammaBelow(shape: number, x: number): number {
  if (x <= 0) return 0
  const front = Math.exp(shape * Math.log(x) - x - logGamma(shape))
  return x < shape + 1 ? front * bySeries(shape, x) : 1 - front * byFraction(shape, x)
}

function bySeries(shape: number, x: number): number {
  let term = 1 / shape
  let sum = term
  for (let n = 1; n < 1000 && term > sum * 1e-15; n += 1) {
    term *= x / (shape + n)
    sum += term
  }
  return sum
}

function byFraction(shape: number, x: number): number {
  let b = x + 1 - shape
  let c = 1e300
  let d = 1 / b
  let h = d
  for (let i = 1; i < 1000; i += 1) {
    const an = -i * (i - shape)
    b += 2
    d = 1 / (an * d + b)
    c = b + an / c
    h *= d * c
    if (Math.abs(d * c - 1) < 1e-15) break
  }
  return h
}

const LOW = [-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269] as const
const LOW_END = [-30.66479806614716, 2.506628277459239] as const
const MID = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972] as const
const TAIL = [-0.007784894002430293, -0.3223964580411365, -2.400758277161838] as const
const TAIL_END = [-2.549732539343734, 4.374664141464968, 2.938163982698783] as const
const UNDER = [0.007784695709041462, 0.3224671290700398, 2.445134137142996] as const

/** The normal deviate with this share below it (P. J. Acklam's approximation, relative error below 1.2e-9). */
export function normal(p: number): number {
  if (p > 0.97575) return -normal(1 - p)
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p))
    return horner([...TAIL, ...TAIL_END], q) / horner([...UNDER, 3.754408661907416, 1], q)
  }
  const q = p - 0.5
  const r = q * q
  return (horner([...LOW, ...LOW_END], r) * q) / horner([...MID, -13.28068155288572, 1], r)
}

function horner(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, c) => sum * x + c, 0)
}

/** The value of a gamma distribution (scale 1) with this share below it, by Newton's method in the logarithm. */
export function gammaAt(shape: number, share: number): number {
  const small = Math.exp((Math.log(share) + logGamma(shape + 1)) / shape)
  let x = shape < 1.5 ? Math.min(small, shape + 4) : wilsonHilferty(shape, normal(share))
  for (let i = 0; i < 60; i += 1) {
    const density = Math.exp(shape * Math.log(x) - x - logGamma(shape))
    const step = (gammaBelow(shape, x) - share) / Math.max(density, 1e-300)
    const next = x * Math.exp(-Math.max(-1, Math.min(1, step)))
    if (Math.abs(next - x) <= 1e-12 * x) return next
    x = next
  }
  return x
}

function wilsonHilferty(shape: number, z: number): number {
  return shape * Math.max(1e-3, 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape))) ** 3
}

/** How many steps a quantile table has. */
export const STEPS = 512
/** Above this shape the Wilson-Hilferty form is exact to four digits. */
const NEARLY_NORMAL = 24

/** Quantiles of a gamma of mean 1 at the middles of equal shares, made to average exactly 1. */
export function gammaTable(shape: number): Float64Array {
  const table = new Float64Array(STEPS)
  let sum = 0
  for (let i = 0; i < STEPS; i += 1) {
    const share = (i + 0.5) / STEPS
    const x = shape > NEARLY_NORMAL ? wilsonHilferty(shape, normal(share)) : gammaAt(shape, share)
    table[i] = x
    sum += x
  }
  for (let i = 0; i < STEPS; i += 1) table[i] = ((table[i] ?? 0) * STEPS) / sum
  return table
}

/** Reads a quantile table that begins at `from`, between its points. */
export function fromTable(tables: Float64Array, from: number, u: number): number {
  const at = Math.max(0, Math.min(STEPS - 1.000001, u * STEPS - 0.5))
  const i = Math.floor(at)
  const low = real(tables, from + i)
  return low + (real(tables, from + i + 1) - low) * (at - i)
}

/**
 * The count of a negative binomial (variance mean + mean squared / theta) with this share below it. For one share the
 * count never falls as the mean rises: a scenario with fewer entrants drops the last ones and changes no other.
 */
export function countAt(mean: number, theta: number, share: number): number {
  if (mean <= 0) return 0
  const ratio = mean / (mean + theta)
  const spread = Math.sqrt(mean + (mean * mean) / theta)
  let n = Math.max(0, Math.floor(mean - 12 * spread))
  let mass = Math.exp(logCount(n, mean, theta))
  let below = mass
  const last = mean + 40 * spread + 40
  while (below < share && n < last) {
    mass *= (ratio * (n + theta)) / (n + 1)
    below += mass
    n += 1
  }
  return n
}

/** The logarithm of the chance of a count under a negative binomial. */
export function logCount(n: number, mean: number, theta: number): number {
  const ways = n === 0 ? 0 : logGamma(theta + n) - logGamma(theta) - logGamma(n + 1)
  return (
    ways +
    theta * Math.log(theta / (theta + mean)) +
    (n === 0 ? 0 : n * Math.log(mean / (theta + mean)))
  )
}

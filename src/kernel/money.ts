import { ok, refused } from './result.ts'
import type { Result } from './result.ts'
import { PPM } from './rate.ts'
import type { Rate } from './rate.ts'

declare const penceBrand: unique symbol
/** Money: a whole number of pence. */
export type Pence = number & { readonly [penceBrand]: true }

/** Pence from a whole number; throws on a fraction or beyond about 90 trillion pounds. */
export function pence(value: number): Pence {
  if (!Number.isSafeInteger(value)) throw new Error(`money is whole pence, not ${value}`)
  return (value === 0 ? 0 : value) as Pence
}

export const NOTHING: Pence = pence(0)

/** The exact sum. */
export function sum(amounts: Iterable<Pence>): Pence {
  let total = 0
  for (const amount of amounts) total += amount
  return pence(total)
}

export function minus(left: Pence, right: Pence): Pence {
  return pence(left - right)
}

/**
 * `amount x numerator / denominator` in exact integers, rounded once, half away from zero.
 * Throws when the denominator is not above zero.
 */
export function proportion(amount: Pence, numerator: number, denominator: number): Pence {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator <= 0) {
    throw new Error(
      `a proportion needs whole numbers over a positive one, not ${numerator}/${denominator}`,
    )
  }
  const product = amount * numerator
  if (Number.isSafeInteger(product)) return fromQuotient(product, denominator)
  return pence(Number(divideBig(BigInt(amount) * BigInt(numerator), BigInt(denominator))))
}

function fromQuotient(product: number, denominator: number): Pence {
  const size = Math.abs(product)
  const whole = Math.floor(size / denominator)
  const rest = size - whole * denominator
  const rounded = rest * 2 >= denominator ? whole + 1 : whole
  return pence(product < 0 ? -rounded : rounded)
}

function divideBig(product: bigint, denominator: bigint): bigint {
  const size = product < 0n ? -product : product
  const whole = size / denominator
  const rounded = (size - whole * denominator) * 2n >= denominator ? whole + 1n : whole
  return product < 0n ? -rounded : rounded
}

/** A rate of an amount: exact integers, rounded once, half away from zero. */
export function at(amount: Pence, rate: Rate): Pence {
  return proportion(amount, rate, PPM)
}

/** Child-days at a weekly price: `weekly x days / 7`, rounded once (placements rule 4A1, budget rule 10). */
export function weeks(weekly: Pence, days: number): Pence {
  return proportion(weekly, days, 7)
}

/**
 * Shares a total by weights with the largest remainder, so that the parts always add back to the total. Ties go
 * to the earlier part. Throws on a negative weight, or when no weight is above zero.
 */
export function split(total: Pence, weights: readonly number[]): readonly Pence[] {
  const whole = weights.reduce((a, b) => a + b, 0)
  if (weights.some((w) => !Number.isFinite(w) || w < 0) || whole <= 0) {
    throw new Error('shares need weights of zero or more, at least one above zero')
  }
  const size = Math.abs(total)
  const exact = weights.map((w) =>
    Number.isInteger(w) && Number.isInteger(whole)
      ? shareOf(size, w, whole)
      : floorShare(size, w, whole),
  )
  const parts = exact.map((e) => e.floor)
  let left = size - parts.reduce((a, b) => a + b, 0)
  const order = exact
    .map((e, i) => ({ i, rest: e.rest }))
    .toSorted((a, b) => b.rest - a.rest || a.i - b.i)
  for (const { i } of order) {
    if (left <= 0) break
    parts[i] = (parts[i] ?? 0) + 1
    left -= 1
  }
  return parts.map((p) => pence(total < 0 ? -p : p))
}

function shareOf(size: number, weight: number, whole: number): { floor: number; rest: number } {
  const product = BigInt(size) * BigInt(weight)
  const floor = product / BigInt(whole)
  return { floor: Number(floor), rest: Number(product - floor * BigInt(whole)) / whole }
}

function floorShare(size: number, weight: number, whole: number): { floor: number; rest: number } {
  const exact = (size * weight) / whole
  return { floor: Math.floor(exact), rest: exact - Math.floor(exact) }
}

const SIGNED = /^(?:\((?<inner>[^()]*)\)|(?<lead>[-\u2212])?(?<plain>[^()]*?)(?<tail>-|CR|DR)?)$/i
const AMOUNT = /^£?\s*(?<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?<part>\d+))?$/

/**
 * Reads pounds as people type them: `1,234.50`, `£1,234`, `(1,234)`, `1234-`, `-1234`, `£-12`, `1234CR`. More than two
 * decimals are rounded half away from zero. Anything else is refused with the mend.
 */
export function parsePounds(text: string): Result<Pence> {
  const tidy = text.trim().replace(/^£\s*[-\u2212]/, '-')
  const outer = SIGNED.exec(tidy)?.groups
  if (outer === undefined) return notMoney(text)
  const size = sizeInPence((outer['inner'] ?? outer['plain'] ?? '').trim())
  if (size === undefined || !Number.isSafeInteger(size)) return notMoney(text)
  return ok(pence(isNegative(outer) ? -size : size))
}

function sizeInPence(body: string): number | undefined {
  const amount = AMOUNT.exec(body)?.groups
  return amount === undefined
    ? undefined
    : poundsToPence(amount['whole'] ?? '', amount['part'] ?? '')
}

function poundsToPence(whole: string, part: string): number {
  const digits = BigInt(whole.replaceAll(',', '') + part)
  return Number(divideBig(digits * 100n, 10n ** BigInt(part.length)))
}

function isNegative(groups: Readonly<Record<string, string | undefined>>): boolean {
  if (groups['inner'] !== undefined || groups['lead'] !== undefined) return true
  return /^(-|CR)$/i.test(groups['tail'] ?? '')
}

function notMoney(text: string): Result<Pence> {
  return refused({
    kind: 'not-money',
    message: `"${text}" is not money`,
    mend: 'Write pounds as digits, with at most one point, such as 12345.00',
    value: text,
  })
}

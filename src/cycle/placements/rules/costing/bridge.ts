import { SUB_TYPES } from '#cycle/demand/rules/index.ts'
import type { SubType } from '#cycle/demand/rules/index.ts'
import { pence } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'
import type { FinancialYear } from '#kernel/year.ts'
import type { YearPart } from './types.ts'

/** Why one year costs more than the one before. Three causes that add to the change exactly. */
export type Bridge = {
  readonly from: FinancialYear
  readonly to: FinancialYear
  readonly before: Pence
  readonly after: Pence
  /** More or fewer child-days, at the first year's mix and prices. */
  readonly volume: Pence
  /** The same child-days in dearer or cheaper kinds of placement, at the first year's prices. */
  readonly mix: Pence
  /** The second year's child-days at the change of price. */
  readonly price: Pence
}

type Sum = { readonly days: number; readonly pence: number }

/**
 * Change of cost between two whole years: volume = (D1 - D0) x sum of m0 p0, mix = D1 x sum of (m1 - m0) p0, price = D1 x sum of
 * m1 (p1 - p0). A kind that is new in the second year has its first price there. Shared out in pence by largest remainder
 * (10-demand, 4G).
 */
export function costBridge(
  parts: readonly YearPart[],
  from: FinancialYear,
  to: FinancialYear,
): Bridge {
  const first = sumsOf(parts, from)
  const second = sumsOf(parts, to)
  const [before, after] = [wholeOf(first), wholeOf(second)]
  const oldPrice = (s: SubType) => perDay(first.get(s)) ?? perDay(second.get(s)) ?? 0
  const atOld = (sums: ReadonlyMap<SubType, Sum>) =>
    SUB_TYPES.reduce((n, s) => n + (sums.get(s)?.days ?? 0) * oldPrice(s), 0)
  const volume = before.days === 0 ? 0 : (after.days / before.days - 1) * before.pence
  const mix = atOld(second) - (before.days === 0 ? 0 : (after.days / before.days) * before.pence)
  const price = after.pence - atOld(second)
  const [v = 0, m = 0, p = 0] = wholePence(after.pence - before.pence, [volume, mix, price])
  return {
    from,
    to,
    before: pence(before.pence),
    after: pence(after.pence),
    volume: pence(v),
    mix: pence(m),
    price: pence(p),
  }
}

function sumsOf(parts: readonly YearPart[], year: FinancialYear): ReadonlyMap<SubType, Sum> {
  const own = parts.filter((p) => p.year === year)
  return new Map(
    [...Map.groupBy(own, (p) => p.subType)].map(([s, these]) => [
      s,
      {
        days: these.reduce((n, p) => n + p.childDays, 0),
        pence: these.reduce((n, p) => n + p.cost.mean, 0),
      },
    ]),
  )
}

function wholeOf(sums: ReadonlyMap<SubType, Sum>): Sum {
  const all = [...sums.values()]
  return {
    days: all.reduce((n, s) => n + s.days, 0),
    pence: all.reduce((n, s) => n + s.pence, 0),
  }
}

function perDay(sum: Sum | undefined): number | undefined {
  return sum === undefined || sum.days === 0 ? undefined : sum.pence / sum.days
}

/** Whole pence nearest to the parts that add to the total: what is left goes where most was cut off. */
export function wholePence(total: number, parts: readonly number[]): readonly number[] {
  const floors = parts.map((p) => Math.floor(p))
  let left = total - floors.reduce((a, b) => a + b, 0)
  const order = parts
    .map((p, i) => ({ i, rest: p - Math.floor(p) }))
    .toSorted((a, b) => b.rest - a.rest || a.i - b.i)
  const out = [...floors]
  for (let n = 0; left !== 0; n = (n + 1) % order.length) {
    const at = order[n]?.i ?? 0
    const step = left > 0 ? 1 : -1
    out[at] = (out[at] ?? 0) + step
    left -= step
  }
  return out
}

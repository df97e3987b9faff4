import { SUB_TYPES } from '#cycle/demand/rules/index.ts'
import type { SubType } from '#cycle/demand/rules/index.ts'
import type { Day } from '#kernel/dates.ts'
import { pence } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'
import { generalPrice } from './book.ts'
import type { Price } from './model.ts'

/** What the children of a kind of placement cost a week; without a price there is no cost. */
export type TodayLine = {
  readonly subType: SubType
  readonly children: number
} & (
  | {
      readonly kind: 'priced'
      readonly weekly: Pence
      readonly cost: Pence
      /** Indexes of the prices used. */
      readonly rows: readonly number[]
    }
  | { readonly kind: 'unpriced'; readonly why: string }
)

/** Children in care by kind, each at the price of a day; kinds without a child are left out. */
export function costNow(
  children: ReadonlyMap<SubType, number>,
  prices: readonly Price[],
  on: Day,
): readonly TodayLine[] {
  return SUB_TYPES.flatMap((subType): TodayLine[] => {
    const count = children.get(subType) ?? 0
    if (count === 0) return []
    const price = generalPrice(prices, subType, on)
    if (price.kind === 'unpriced') return [{ subType, children: count, ...price }]
    const rows = price.prices.map((p) => prices.indexOf(p))
    const { weekly } = price
    return [{ kind: 'priced', subType, children: count, weekly, cost: pence(weekly * count), rows }]
  })
}

/** Fewer children than this, and what is spent on them could tell of one (20-placements, rule 17). */
export const FEW = 6

/**
 * For readers outside the service: kinds with few children are shown as one, with further kinds, the smallest first, until it
 * holds enough. Answers the kinds that stand together; the others stand alone.
 */
export function pooledKinds(children: ReadonlyMap<SubType, number>): ReadonlySet<SubType> {
  const sorted = [...children].filter(([, n]) => n > 0).toSorted((a, b) => a[1] - b[1])
  const pool = new Set<SubType>()
  let held = 0
  for (const [subType, n] of sorted) {
    if (n >= FEW && (pool.size === 0 || (held >= FEW && pool.size > 1))) break
    pool.add(subType)
    held += n
  }
  return pool
}

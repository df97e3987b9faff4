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

import type { SubType } from '#cycle/demand/rules/index.ts'
import { day, monthEnd, monthStart } from '#kernel/dates.ts'
import type { Day, Month } from '#kernel/dates.ts'
import type { Pence } from '#kernel/money.ts'
import { proportion } from '#kernel/money.ts'
import { generalPrice } from './book.ts'
import type { GeneralPrice } from './book.ts'
import type { Price } from './model.ts'
import { nextUplift } from './weekly.ts'

/** Days of a month over which the price of a sub-type stays the same. */
export type Segment = {
  readonly from: Day
  readonly to: Day
  readonly price: GeneralPrice
}

/** A month of a sub-type cut where its price changes; one piece in most months. */
export function segmentsOf(
  prices: readonly Price[],
  subType: SubType,
  month: Month,
): readonly Segment[] {
  const own = prices.filter((p) => p.subType === subType)
  return segmentsBetween(own, subType, monthStart(month), monthEnd(month))
}

/** Any run of days cut where the price of a sub-type changes. */
export function segmentsBetween(
  prices: readonly Price[],
  subType: SubType,
  from: Day,
  to: Day,
): readonly Segment[] {
  const own = prices.filter((p) => p.subType === subType)
  const cuts = new Set<number>([from])
  for (const p of own) {
    for (const edge of [p.from, p.to, ...upliftsWithin(p, from, to)]) {
      if (edge !== undefined && edge > from && edge < to) cuts.add(edge)
    }
  }
  const starts = [...cuts].toSorted((a, b) => a - b)
  return starts.map((start, i) => ({
    from: day(start),
    to: day(starts[i + 1] ?? to),
    price: generalPrice(own, subType, day(start)),
  }))
}

function upliftsWithin(price: Price, from: Day, to: Day): readonly Day[] {
  const found: Day[] = []
  let next = nextUplift(price, from)
  while (next !== undefined && next < to) {
    found.push(next)
    next = nextUplift(price, next)
  }
  return found
}

/**
 * Cost of one cell (sub-type, price, month): weekly pence x child-days / 7, rounded once, half away from zero. Child-days of
 * an expectation are whole days over draws; a price that holds for a part of a month takes that part of its days
 * (20-placements, rule 4A1).
 */
export function cellCost(
  weekly: Pence,
  childDays: number,
  over: { readonly draws?: number; readonly days?: number; readonly of?: number } = {},
): Pence {
  const { draws = 1, days = 1, of = 1 } = over
  return proportion(weekly, childDays * days, 7 * draws * of)
}

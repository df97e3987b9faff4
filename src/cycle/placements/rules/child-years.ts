import { weeks } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'

const YEAR_DAYS = 365

/** What so many children cost for a full year at a weekly price: 365 days over 7, never 52 weeks. */
export function fullYear(weekly: Pence, children = 1): Pence {
  return weeks(weekly, children * YEAR_DAYS)
}

/**
 * The first year of children who arrive (or move) evenly over it: d/365 of them are there on day d, which makes 182 full days
 * for each. The other half lands next year.
 */
export function firstYear(weekly: Pence, children: number): Pence {
  return weeks(weekly, children * ((YEAR_DAYS - 1) / 2))
}

/** How many children for a full year an amount pays for at a weekly price. */
export function childYears(amount: Pence, weekly: Pence): number {
  return (amount * 7) / (weekly * YEAR_DAYS)
}

/** Children moved for a full year, at a gap in weekly price, until an amount is reached. */
export function childrenToReach(amount: Pence, weeklyGap: Pence): number {
  let children = Math.max(0, Math.floor(childYears(amount, weeklyGap)) - 1)
  while (fullYear(weeklyGap, children) < amount) children += 1
  return children
}

/** Price's part of a growth of cost, on the log scale, where children x price makes the cost. */
export function priceShareOfGrowth(
  before: { readonly children: number; readonly weekly: number },
  after: { readonly children: number; readonly weekly: number },
): number {
  const price = Math.log(after.weekly / before.weekly)
  return price / (price + Math.log(after.children / before.children))
}

import { birthday, civil, dayOf } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { at, pence } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'
import type { Price, Uplift } from './model.ts'

/**
 * The price a week on a day: the price as written, raised on each date of uplift since, to the penny each time, and never
 * for days before the date (20-placements, rule 4A2). The day must be one on which the price holds.
 */
export function weeklyOn(price: Pick<Price, 'weekly' | 'from' | 'uplift'>, on: Day): Pence {
  const { uplift } = price
  if (uplift === undefined) return price.weekly
  let weekly = price.weekly
  for (let n = 1; upliftDay(price.from, uplift, n) <= on; n += 1) {
    weekly = pence(weekly + at(weekly, uplift.rate))
  }
  return weekly
}

/** The nth date on which a price rises: always after its first day. */
function upliftDay(from: Day, uplift: Uplift, n: number): Day {
  if (uplift.on === 'anniversary') return birthday(from, n)
  const { year } = civil(from)
  const first = dayOf(year, 4, 1) > from ? year : year + 1
  return dayOf(first + n - 1, 4, 1)
}

/** The first date of uplift after a day; undefined for a price that does not rise. */
export function nextUplift(price: Pick<Price, 'from' | 'uplift'>, after: Day): Day | undefined {
  const { uplift, from } = price
  if (uplift === undefined) return undefined
  const years = Math.max(1, civil(after).year - civil(from).year - 1)
  let n = years
  while (upliftDay(from, uplift, n) <= after) n += 1
  return upliftDay(from, uplift, n)
}

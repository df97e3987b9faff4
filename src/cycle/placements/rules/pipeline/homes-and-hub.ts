import type { Day } from '#kernel/dates.ts'
import { pence, sum, weeks } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'
import { asNumber, PPM, percent, rate } from '#kernel/rate.ts'
import type { Rate } from '#kernel/rate.ts'
import type { CapacityRow } from '../capacity/types.ts'

/** A home of the council's own: beds open on a day; its cost is fixed whether they are filled or not (20-placements, 4C11). */
export type OwnHome = {
  readonly name: string
  readonly area: string
  readonly ageFrom: number
  readonly ageTo: number
  readonly beds: number
  readonly opens: Day
  /** Pence a week for the whole home. */
  readonly fixedWeekly: Pence
}

/** How full a home can be kept. */
export const SHIPPED_CEILING: { readonly value: Rate; readonly source: string } = {
  value: percent(90),
  source: 'Local setting',
}

/** Homes as rows of capacity: beds add up, from the day each home opens, for an area and range of ages. */
export function homeRows(
  homes: readonly OwnHome[],
  ceiling: Rate = SHIPPED_CEILING.value,
): readonly CapacityRow[] {
  const groups = Map.groupBy(homes, (h) => `${h.area}|${h.ageFrom}|${h.ageTo}`)
  return [...groups.values()].flatMap((own) => {
    const inOrder = own.toSorted((a, b) => a.opens - b.opens)
    const last = inOrder.filter((h, i) => inOrder[i + 1]?.opens !== h.opens)
    return last.map((h): CapacityRow => ({
      pool: 'own-homes',
      area: h.area,
      ageFrom: h.ageFrom,
      ageTo: h.ageTo,
      approved: inOrder.filter((o) => o.opens <= h.opens).reduce((n, o) => n + o.beds, 0),
      unavailable: rate(PPM - ceiling),
      blocked: 0,
      from: h.opens,
    }))
  })
}

/** What homes cost over some days, filled or not: each home by itself, rounded once. */
export function fixedCost(homes: readonly OwnHome[], from: Day, to: Day): Pence {
  return sum(
    homes.map((h) => {
      const days = Math.max(0, to - Math.max(from, h.opens))
      return days === 0 ? pence(0) : weeks(h.fixedWeekly, days)
    }),
  )
}

/** A team that keeps children at home (paper 001): not a bed, but families at once for so many weeks. */
export type Hub = {
  readonly workers: number
  readonly familiesAtOnce: number
  readonly weeks: number
}

/** Weeks in a month of a year of 365 days. */
const MONTH_WEEKS = 365 / 7 / 12

/** Families that a hub can begin to work with in a month. */
export function familiesAMonth(hub: Hub): number {
  return (hub.workers * hub.familiesAtOnce * MONTH_WEEKS) / hub.weeks
}

/** How far a lever through a hub reaches: of those who could be helped in a month, the share that it has room for. */
export function hubReach(hub: Hub, eligibleAMonth: number, reach: Rate): Rate {
  if (eligibleAMonth <= 0) return reach
  const room = familiesAMonth(hub) / eligibleAMonth
  return rate(Math.round(Math.min(asNumber(reach), room) * PPM))
}

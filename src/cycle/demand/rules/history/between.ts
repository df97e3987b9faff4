import { birthday } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import type { CleanedCare, Stay } from '../episode.ts'
import { SUB_TYPES } from '../taxonomy.ts'

/** What was counted from a day to another, the last not counted. */
export type Between = {
  /** Child-days by sub-type, in the order of SUB_TYPES. */
  readonly days: readonly number[]
  /** Periods of care that began, first entries and returns alike. */
  readonly starts: number
}

/** Child-days and starts from a day up to another: a child counts on each day in care after its first midnight. */
export function countedBetween(care: CleanedCare, from: Day, to: Day): Between {
  const days = SUB_TYPES.map(() => 0)
  for (const { stay, days: here } of daysBetween(care, from, to)) {
    const at = SUB_TYPES.indexOf(stay.subType)
    days[at] = (days[at] ?? 0) + here
  }
  return { days, starts: startsBetween(care, from, to).length }
}

/** The placements of those days, each with the days it adds. Nobody counts on or after the eighteenth birthday. */
export function daysBetween(
  care: CleanedCare,
  from: Day,
  to: Day,
): readonly { readonly stay: Stay; readonly days: number }[] {
  return care.stays.flatMap((stay) => {
    const end = Math.min(stay.to ?? to, adultOn(care, stay), to)
    const days = end - Math.max(stay.from, from)
    return days > 0 ? [{ stay, days }] : []
  })
}

/** The placements with which a period of care began in those days. */
export function startsBetween(care: CleanedCare, from: Day, to: Day): readonly Stay[] {
  return care.stays.filter((stay, i) => {
    if (stay.from < from || stay.from >= to || stay.from >= adultOn(care, stay)) return false
    const before = care.stays[i - 1]
    return before?.child !== stay.child || before.to !== stay.from
  })
}

/** The eighteenth birthday; the first day of all for a child who is not there. */
function adultOn(care: CleanedCare, stay: Stay): number {
  const born = care.children[stay.child]?.born
  return born === undefined ? Number.NEGATIVE_INFINITY : birthday(born, 18)
}

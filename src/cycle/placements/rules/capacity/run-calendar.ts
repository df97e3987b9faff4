import { AGE_ENDS, monthsOfRun } from '#cycle/demand/rules/index.ts'
import type { SimInput } from '#cycle/demand/rules/index.ts'
import { birthday, day } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'

const YEARS = 19
const BORN_FROM = -6577

/** Days of a run from its origin, with everybody's birthdays. */
export type RunCalendar = {
  readonly origin: Day
  readonly days: number
  readonly months: readonly { readonly from: number; readonly to: number }[]
  readonly monthOf: Uint8Array
  /** The day after the last of each month. */
  readonly monthEnds: Int32Array
  /** `(born - BORN_FROM) * YEARS + years` */
  readonly birthdays: Int32Array
}

export function runCalendar(input: Pick<SimInput, 'origin' | 'months'>): RunCalendar {
  const months = monthsOfRun(input)
  const days = months.at(-1)?.to ?? 0
  const monthOf = new Uint8Array(days + 1)
  months.forEach(({ from, to }, m) => monthOf.fill(m, from, to))
  monthOf[days] = Math.max(0, months.length - 1)
  const birthdays = new Int32Array((days - BORN_FROM + 1) * YEARS)
  for (let born = BORN_FROM; born <= days; born += 1) {
    const on = day(input.origin + born)
    for (let years = 0; years < YEARS; years += 1) {
      birthdays[(born - BORN_FROM) * YEARS + years] = birthday(on, years) - input.origin
    }
  }
  const monthEnds = Int32Array.from(months, (m) => m.to)
  return { origin: input.origin, days, months, monthOf, monthEnds, birthdays }
}

/** The day from the origin on which somebody completes so many years. */
export function turns(calendar: RunCalendar, born: number, years: number): number {
  return calendar.birthdays[(born - BORN_FROM) * YEARS + years] ?? 0
}

/** Whether somebody is of an age on a day: completed years, both ends counted. */
export function isAged(
  calendar: RunCalendar,
  born: number,
  on: number,
  ages: { readonly ageFrom: number; readonly ageTo: number },
): boolean {
  return (
    on >= turns(calendar, born, ages.ageFrom) &&
    (ages.ageTo >= YEARS - 1 || on < turns(calendar, born, ages.ageTo + 1))
  )
}

/** The day on which the age band that somebody is in ends. */
export function bandEnds(calendar: RunCalendar, born: number, band: number): number {
  return turns(calendar, born, AGE_ENDS[band] ?? 18)
}

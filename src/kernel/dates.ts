/**
 * Days. `Temporal.PlainDate` is the day people read; `Day` is the same day as a whole number (days since 1 January
 * 1970), for columns and loops. Intervals are half-open `[from, to)`: the first day counts, the last does not.
 */
declare const dayBrand: unique symbol
export type Day = number & { readonly [dayBrand]: true }

/** `YYYY-MM`. */
declare const monthBrand: unique symbol
export type Month = string & { readonly [monthBrand]: true }

export function day(value: number): Day {
  if (!Number.isSafeInteger(value)) throw new Error(`a day is a whole number, not ${value}`)
  return value as Day
}

/** The day of a civil date; exact for every year of the proleptic Gregorian calendar. */
export function dayOf(year: number, month: number, dayOfMonth: number): Day {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return (era * 146_097 + dayOfEra - 719_468) as Day
}

export type CivilDate = { readonly year: number; readonly month: number; readonly day: number }

export function civil(d: Day): CivilDate {
  const z = d + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  }
}

export function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (LENGTHS[month - 1] ?? 0)
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0')
}

/** `YYYY-MM-DD`. */
export function iso(d: Day): string {
  const c = civil(d)
  return `${pad(c.year, 4)}-${pad(c.month)}-${pad(c.day)}`
}

export function plainDate(d: Day): Temporal.PlainDate {
  const c = civil(d)
  return new Temporal.PlainDate(c.year, c.month, c.day)
}

export function fromPlainDate(date: Temporal.PlainDate): Day {
  return dayOf(date.year, date.month, date.day)
}

/** A day from `YYYY-MM-DD`; undefined when it is not a day that exists. */
export function parseIso(text: string): Day | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (match === null) return undefined
  return civilDay(Number(match[1]), Number(match[2]), Number(match[3]))
}

/** The day of a civil date if it exists (31 February does not). */
export function civilDay(year: number, month: number, dayOfMonth: number): Day | undefined {
  const exists =
    year >= 1 &&
    month >= 1 &&
    month <= 12 &&
    dayOfMonth >= 1 &&
    dayOfMonth <= daysInMonth(year, month)
  return exists ? dayOf(year, month, dayOfMonth) : undefined
}

/** The day of `YYYY-MM-DD` in code and settings, where a bad one is a fault of ours. */
export function isoDay(text: string): Day {
  const d = parseIso(text)
  if (d === undefined) throw new Error(`"${text}" is not a day written YYYY-MM-DD`)
  return d
}

/**
 * The birthday that completes `years`. A child born on 29 February comes of age on 1 March in other years [from
 * memory: check]; pass `'28 February'` for the peer's convention (10-demand, 4A8).
 */
export function birthday(
  born: Day,
  years: number,
  leap: '1 March' | '28 February' = '1 March',
): Day {
  const c = civil(born)
  const year = c.year + years
  if (c.month === 2 && c.day === 29 && !isLeap(year))
    return leap === '1 March' ? dayOf(year, 3, 1) : dayOf(year, 2, 28)
  return dayOf(year, c.month, c.day)
}

/** Completed years of age on a day. */
export function ageOn(born: Day, on: Day): number {
  const years = civil(on).year - civil(born).year
  return birthday(born, years) <= on ? years : years - 1
}

export function month(text: string): Month {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text))
    throw new Error(`"${text}" is not a month written YYYY-MM`)
  return text as Month
}

export function monthOf(d: Day): Month {
  return iso(d).slice(0, 7) as Month
}

export function monthStart(m: Month): Day {
  return dayOf(Number(m.slice(0, 4)), Number(m.slice(5, 7)), 1)
}

/** The month `count` months later (or earlier). */
export function addMonths(m: Month, count: number): Month {
  const months = Number(m.slice(0, 4)) * 12 + Number(m.slice(5, 7)) - 1 + count
  return `${pad(Math.floor(months / 12), 4)}-${pad((((months % 12) + 12) % 12) + 1)}` as Month
}

/** The day after the month's last: the end of its half-open interval. */
export function monthEnd(m: Month): Day {
  return monthStart(addMonths(m, 1))
}

export function monthsFrom(first: Month, count: number): readonly Month[] {
  return Array.from({ length: count }, (_, i) => addMonths(first, i))
}

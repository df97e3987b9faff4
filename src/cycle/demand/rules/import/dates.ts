import { civilDay, daysInMonth } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import type { CellFault } from './faults.ts'
import { past, textOf, upTo } from './text.ts'

/** What a cell of bytes gave when it was read as a date. */
export const NO_DATE = -2_147_483_648
export const BAD_DATE = -2_147_483_647

const SLASH = 47
const DASH = 45

/**
 * The day in a cell: `dd/mm/yyyy`, `d/m/yyyy`, `yyyy-mm-dd`, with or without a midnight after it. Never month first,
 * never a two-digit year. NO_DATE when the cell is empty, BAD_DATE when it holds something else. 10-demand, 3A3.
 */
export function dayIn(utf8: Uint8Array, start: number, end: number): number {
  const s = past(utf8, start, end)
  let e = upTo(utf8, s, end)
  if (s === e) return NO_DATE
  if (e - s > 10) e = withoutMidnight(utf8, s, e)
  const found = utf8[s + 4] === DASH ? yearFirst(utf8, s, e) : dayFirst(utf8, s, e)
  return found ?? BAD_DATE
}

function yearFirst(utf8: Uint8Array, s: number, e: number): Day | undefined {
  if (e - s !== 10 || utf8[s + 7] !== DASH) return undefined
  return plausible(number(utf8, s, s + 4), number(utf8, s + 5, s + 7), number(utf8, s + 8, s + 10))
}

function dayFirst(utf8: Uint8Array, s: number, e: number): Day | undefined {
  const first = utf8[s + 1] === SLASH ? s + 1 : s + 2
  if (utf8[first] !== SLASH) return undefined
  const second = utf8[first + 2] === SLASH ? first + 2 : first + 3
  if (utf8[second] !== SLASH || e - second !== 5) return undefined
  return plausible(
    number(utf8, second + 1, e),
    number(utf8, first + 1, second),
    number(utf8, s, first),
  )
}

/** The whole number of some digits; -1 when a byte is not a digit. */
function number(utf8: Uint8Array, s: number, e: number): number {
  let value = 0
  for (let i = s; i < e; i += 1) {
    const digit = (utf8[i] ?? 0) - 48
    if (digit < 0 || digit > 9) return -1
    value = value * 10 + digit
  }
  return value
}

function plausible(year: number, month: number, dayOfMonth: number): Day | undefined {
  return year >= 1900 && year <= 2199 ? civilDay(year, month, dayOfMonth) : undefined
}

/** Where the date ends when a midnight follows it, else the end as it was. */
function withoutMidnight(utf8: Uint8Array, s: number, e: number): number {
  const text = e - s <= 30 ? textOf(utf8, s, e) : ''
  const match = /^([0-9/-]{8,10})[T ]00:00(?::00(?:\.0+)?)?Z?$/.exec(text)
  return match === null ? e : s + (match[1] ?? '').length
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** What is wrong with a text that is not one of our dates, in words. */
export function whyNotADate(text: string): CellFault {
  const value = text.trim()
  if (value.startsWith('=')) return { kind: 'formula' }
  if (value.length > 60) return { kind: 'too-long' }
  if (/^[1-9]\d{4}(?:\.\d+)?$/.test(value))
    return { kind: 'spreadsheet-number', reason: 'This looks like a spreadsheet date number' }
  if (/^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}$/.test(value))
    return { kind: 'two-digit-year', reason: 'The year has two digits: the century is not known' }
  if (/^[0-9/-]{8,10}[T ]\d{1,2}:\d{2}/.test(value))
    return { kind: 'with-a-time', reason: 'A time of day follows the date' }
  return noSuchDay(value)
}

function noSuchDay(value: string): CellFault {
  const british = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(value)
  const isoLike = /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$/.exec(value)
  const parts = british ?? isoLike
  if (parts === null)
    return {
      kind: 'not-a-date',
      reason: /zz/i.test(value) ? 'Part of the date is not known' : 'Not a date',
    }
  const year = Number(british === null ? parts[1] : parts[3])
  const month = Number(parts[2])
  const dayOfMonth = Number(british === null ? parts[3] : parts[1])
  return whichPart({ year, month, dayOfMonth, british: british !== null })
}

type Parts = { year: number; month: number; dayOfMonth: number; british: boolean }

function whichPart(p: Parts): CellFault {
  if (p.year < 1900 || p.year > 2199)
    return { kind: 'not-a-date', reason: `Not a date: the year ${p.year} is not in range` }
  if (p.month > 12 && p.dayOfMonth >= 1 && p.dayOfMonth <= 12)
    return {
      kind: p.british ? 'month-first' : 'not-a-date',
      reason: `Month ${p.month} does not exist; the ${p.british ? 'month' : 'day'} may be first`,
      mend: `Write ${two(p.month)}/${two(p.dayOfMonth)}/${p.year}, if that is the date`,
    }
  const name = MONTHS[p.month - 1]
  if (name === undefined)
    return { kind: 'not-a-date', reason: `Not a date: there is no month ${p.month}` }
  if (civilDay(p.year, p.month, p.dayOfMonth) === undefined)
    return {
      kind: 'not-a-date',
      reason: `Not a date: ${name} ${p.year} has ${daysInMonth(p.year, p.month)} days`,
    }
  return { kind: 'not-a-date', reason: 'A date, but not written as dd/mm/yyyy' }
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

import { civil, month as asMonth, monthStart, plainDate } from '#kernel/dates.ts'
import type { Day, Month } from '#kernel/dates.ts'
import type { Pence } from '#kernel/money.ts'
import type { Unit } from '#kernel/working.ts'

/** Figures as people read them. Rounding here is for reading alone: every total is made from exact values first. */

const MINUS = '\u2212'
const WHOLE = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })
const ONE = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const TWO = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

function signed(value: number, text: string): string {
  return value < 0 && /[1-9]/.test(text) ? `${MINUS}${text}` : text
}

/** `£1.9m` from a million, `£943,000` from ten thousand, `£4,312` below. */
export function pounds(amount: Pence | number): string {
  const size = Math.abs(amount) / 100
  if (size >= 999_500) return signed(amount, `£${ONE.format(size / 1_000_000)}m`)
  if (size >= 9_950) return signed(amount, `£${WHOLE.format(Math.round(size / 1000) * 1000)}`)
  return signed(amount, `£${WHOLE.format(size)}`)
}

/** `£0.8m`: for a chart or a table whose every amount is in millions. */
export function inMillions(amount: Pence | number): string {
  return amount === 0 ? '£0' : signed(amount, `£${ONE.format(Math.abs(amount) / 100_000_000)}m`)
}

export function changeInMillions(amount: Pence | number): string {
  return amount > 0 ? `+${inMillions(amount)}` : inMillions(amount)
}

/** `£943,210.55`: to the penny. */
export function exactPounds(amount: Pence | number): string {
  return signed(amount, `£${TWO.format(Math.abs(amount) / 100)}`)
}

/** A change with its sign: `+£3.1m`, `−£0.8m`, `£0`. */
export function change(amount: Pence | number): string {
  return amount > 0 ? `+${pounds(amount)}` : pounds(amount)
}

export function exactChange(amount: Pence | number): string {
  return amount > 0 ? `+${exactPounds(amount)}` : exactPounds(amount)
}

/** `1,004`. A fraction of a child is rounded for reading. */
export function count(value: number): string {
  return signed(value, WHOLE.format(Math.abs(value)))
}

export function countChange(value: number): string {
  return value > 0 && count(value) !== '0' ? `+${count(value)}` : count(value)
}

export function oneDecimal(value: number): string {
  return signed(value, ONE.format(Math.abs(value)))
}

/** `17%` from 0.17. */
export function percent(share: number): string {
  return `${signed(share, WHOLE.format(Math.abs(share) * 100))}%`
}

export function percentOne(share: number): string {
  return `${signed(share, ONE.format(Math.abs(share) * 100))}%`
}

const LONG = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})
const SHORT = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})
const MIDDLE = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})

/** `Tuesday 24 May 2016`. */
export function dayLong(d: Day): string {
  return LONG.format(plainDate(d)).replace(',', '')
}

/** `24 May 2016`. */
export function dayMiddle(d: Day): string {
  return MIDDLE.format(plainDate(d))
}

/** `24 Sept 2016` in a table. */
export function dayShort(d: Day): string {
  return SHORT.format(plainDate(d))
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

/** `April 2027`. */
export function month(m: Month): string {
  const c = civil(monthStart(m))
  return `${MONTHS[c.month - 1] ?? ''} ${c.year}`
}

/** `Apr 2027`. */
export function monthShort(m: Month): string {
  const c = civil(monthStart(m))
  return `${(MONTHS[c.month - 1] ?? '').slice(0, 3)} ${c.year}`
}

export function monthText(text: string): string {
  return month(asMonth(text))
}

/** A financial year that never breaks over a line. */
export function year(text: string): string {
  return text.replace('-', '\u2011')
}

/** A moment as London reads it: `24 November 2026, 11:04pm`. */
export function moment(instant: Temporal.Instant | string): string {
  const at = typeof instant === 'string' ? Temporal.Instant.from(instant) : instant
  const london = at.toZonedDateTimeISO('Europe/London')
  const hour = london.hour % 12 === 0 ? 12 : london.hour % 12
  const date = MIDDLE.format(london.toPlainDate())
  return `${date}, ${hour}:${String(london.minute).padStart(2, '0')}${london.hour < 12 ? 'am' : 'pm'}`
}

/** `1 child`, `2 children`. */
export function plural(n: number, one: string, many: string): string {
  return `${count(n)} ${n === 1 ? one : many}`
}

/** `3 files, 4.2 MB`. */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  return bytes < 999_500
    ? `${WHOLE.format(bytes / 1000)} kB`
    : `${ONE.format(bytes / 1_000_000)} MB`
}

/** A figure in its own unit: rounded for a page, or exact. */
export function figure(value: number, unit: Unit, exact = false): string {
  return exact ? EXACTLY[unit](value) : ROUNDED[unit](value)
}

const tidy = (value: number): string => (Number.isInteger(value) ? count(value) : TWO.format(value))

const ROUNDED: Readonly<Record<Unit, (value: number) => string>> = {
  pence: pounds,
  'pence-a-week': (value) => `${exactPounds(value)} a week`,
  rate: (value) => percentOne(value / 1_000_000),
  children: count,
  'child-days': count,
  'child-weeks': oneDecimal,
  days: count,
  count,
}

const EXACTLY: typeof ROUNDED = {
  ...ROUNDED,
  pence: exactPounds,
  children: tidy,
  'child-days': tidy,
  days: tidy,
  count: tidy,
}

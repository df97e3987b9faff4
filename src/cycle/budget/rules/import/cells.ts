import { day as asDay, month as asMonth, parseIso, civilDay } from '#kernel/dates.ts'
import type { Day, Month } from '#kernel/dates.ts'
import { rate } from '#kernel/rate.ts'
import type { Rate } from '#kernel/rate.ts'
import { parseFinancialYear } from '#kernel/year.ts'
import type { FinancialYear } from '#kernel/year.ts'
import { refuse } from './found.ts'
import type { Reading } from './found.ts'

/** A cell that must hold something. */
export function needed(r: Reading, column: string): string | undefined {
  const text = r.row.text(column)
  return text === ''
    ? refuse(r, column, 'missing', `${column} is blank`, `Give the ${column}`)
    : text
}

/** One of a few words; `otherwise` when blank. */
export function choice<T extends string>(
  r: Reading,
  column: string,
  choices: readonly T[],
  otherwise?: T,
): T | undefined {
  const text = r.row.text(column).toLowerCase()
  if (text === '' && otherwise !== undefined) return otherwise
  const found = choices.find((c) => c === text)
  return (
    found ??
    refuse(
      r,
      column,
      'not-a-choice',
      `"${text}" is not one of the values of ${column}`,
      `Write one of ${choices.join(', ')}`,
    )
  )
}

export function yearCell(r: Reading, column: string): FinancialYear | undefined {
  const text = r.row.text(column)
  return (
    parseFinancialYear(text) ??
    refuse(r, column, 'not-a-year', `"${text}" is not a financial year`, 'Write it as 2026-27')
  )
}

/** A day as `2026-04-01` or `01/04/2026`. */
export function readDay(text: string): Day | undefined {
  const british = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text)
  if (british === null) return parseIso(text)
  return civilDay(Number(british[3]), Number(british[2]), Number(british[1]))
}

export function dayCell(r: Reading, column: string): Day | undefined {
  const text = r.row.text(column)
  return (
    readDay(text) ??
    refuse(r, column, 'not-a-day', `"${text}" is not a day`, 'Write it as 01/04/2026 or 2026-04-01')
  )
}

/** A day that may be blank. `refused` says that something else stands there. */
export function optionalDay(
  r: Reading,
  column: string,
): { readonly day?: Day; readonly refused?: true } {
  if (r.row.text(column) === '') return {}
  const found = dayCell(r, column)
  return found === undefined ? { refused: true } : { day: found }
}

/** The last day of something, as people write it, as the first day after. */
export function optionalEnd(
  r: Reading,
  column: string,
): { readonly day?: Day; readonly refused?: true } {
  const found = optionalDay(r, column)
  return found.day === undefined ? found : { day: asDay(found.day + 1) }
}

export function monthCell(r: Reading, column: string): Month | undefined {
  const text = r.row.text(column)
  const iso = /^(\d{4})-(\d{2})(?:-01)?$/.exec(text)
  if (iso === null || Number(iso[2]) < 1 || Number(iso[2]) > 12)
    return refuse(r, column, 'not-a-month', `"${text}" is not a month`, 'Write it as 2026-04')
  return asMonth(`${iso[1]}-${iso[2]}`)
}

const PERCENT = /^(\d+)(?:\.(\d{1,4}))?\s*%?$/

/** A percentage to four decimals, exactly: `33.3333%` is 333,333 parts per million. */
export function readPercent(text: string): Rate | undefined {
  const match = PERCENT.exec(text.trim())
  if (match === null) return undefined
  return rate(Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(4, '0')))
}

export function yesNo(r: Reading, column: string, otherwise: boolean): boolean | undefined {
  const text = r.row.text(column).toLowerCase()
  if (text === '') return otherwise
  if (['yes', 'y', 'true', '1'].includes(text)) return true
  if (['no', 'n', 'false', '0'].includes(text)) return false
  return refuse(r, column, 'not-yes-no', `"${text}" is not yes or no`, 'Write yes or no')
}

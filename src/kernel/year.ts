import { addMonths, civil, dayOf, month, monthsFrom } from './dates.ts'
import type { Day, Month } from './dates.ts'

declare const yearBrand: unique symbol
/** A financial year, 1 April to 31 March, written `2026-27`. */
export type FinancialYear = string & { readonly [yearBrand]: true }

/** The financial year that starts on 1 April of `start`. */
export function financialYear(start: number): FinancialYear {
  if (!Number.isInteger(start) || start < 1900 || start > 2200)
    throw new Error(`no financial year starts in ${start}`)
  return `${start}-${String((start + 1) % 100).padStart(2, '0')}` as FinancialYear
}

/** Reads `2026-27`, `2026/27` or `2026-2027`; undefined when it is not two years running. */
export function parseFinancialYear(text: string): FinancialYear | undefined {
  const match = /^(\d{4})\s*[-/\u2013]\s*(\d{2}|\d{4})$/.exec(text.trim())
  if (match === null) return undefined
  const start = Number(match[1])
  if (start < 1900 || start > 2199) return undefined
  return (start + 1) % 100 === Number(match[2]) % 100 &&
    (match[2]?.length === 2 || Number(match[2]) === start + 1)
    ? financialYear(start)
    : undefined
}

export function startYear(year: FinancialYear): number {
  return Number(year.slice(0, 4))
}

export function nextYear(year: FinancialYear, by = 1): FinancialYear {
  return financialYear(startYear(year) + by)
}

/** 1 April. */
export function yearStart(year: FinancialYear): Day {
  return dayOf(startYear(year), 4, 1)
}

/** The 1 April after: the end of the half-open interval. */
export function yearEnd(year: FinancialYear): Day {
  return dayOf(startYear(year) + 1, 4, 1)
}

/** 365 or 366. */
export function daysInYear(year: FinancialYear): number {
  return yearEnd(year) - yearStart(year)
}

export function yearOfDay(d: Day): FinancialYear {
  const c = civil(d)
  return financialYear(c.month >= 4 ? c.year : c.year - 1)
}

export function yearOfMonth(m: Month): FinancialYear {
  const shifted = addMonths(m, -3)
  return financialYear(Number(shifted.slice(0, 4)))
}

/** The twelve months of a financial year, April first. */
export function monthsOfYear(year: FinancialYear): readonly Month[] {
  return monthsFrom(month(`${startYear(year)}-04`), 12)
}

import { logOf } from './forecast.ts'
import type { Known } from './forecast.ts'
import { PRIOR_YEARS } from './constants.ts'

/** A month as a number: twelve times the year, and the month from 0. */
export function monthNumber(year: number, month: number): number {
  return year * 12 + month - 1
}

export function monthName(at: number): string {
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
}

export type MonthBand = { readonly middle: number; readonly low95: number; readonly high95: number }

/** Spread of a month about its like a year before (log), where a council has none of its own [measured on the months of 2013 to 2022]. */
export const MONTH_SPREAD = 0.181
/** How far the band reaches: 95.4% of 15,955 published months stood inside it [measured]. */
const MONTH_REACH = 2.35
const FEWEST_ERRORS = 12

/**
 * The band of a month from what was known the month before: the same month a year ago, moved by half of how the last
 * twelve months stand to the twelve before. Its width is from the months so judged before it.
 */
export function monthBand(known: Known, at: number): MonthBand | undefined {
  const middle = expected(known, at)
  if (middle === undefined) return undefined
  const errors: number[] = []
  for (let t = at - 1; t >= at - 36; t -= 1) {
    const said = expected(known, t)
    const came = known.get(t)
    if (said !== undefined && came !== undefined) errors.push(logOf(came) - said)
  }
  const own = errors.reduce((sum, e) => sum + Math.min(e * e, 0.64), 0)
  const prior = PRIOR_YEARS + Math.max(0, FEWEST_ERRORS - errors.length)
  const sd = Math.sqrt((own + prior * MONTH_SPREAD ** 2) / (errors.length + prior))
  return {
    middle: Math.exp(middle),
    low95: Math.exp(middle - MONTH_REACH * sd),
    high95: Math.exp(middle + MONTH_REACH * sd),
  }
}

function expected(known: Known, at: number): number | undefined {
  const like = known.get(at - 12)
  const last = sumOf(known, at - 12, at - 1)
  if (like === undefined || last === undefined) return undefined
  const before = sumOf(known, at - 24, at - 13)
  const moved = before === undefined ? 0 : 0.5 * (logOf(last) - logOf(before))
  return logOf(like) + moved
}

/** The months from one to another added up; undefined when any is not known. */
function sumOf(known: Known, from: number, to: number): number | undefined {
  let sum = 0
  for (let t = from; t <= to; t += 1) {
    const value = known.get(t)
    if (value === undefined) return undefined
    sum += value
  }
  return sum
}

const NAMES =
  'January February March April May June July August September October November December'.split(' ')

/** "March 2026". */
export function monthText(year: number, month: number): string {
  return `${NAMES[month - 1] ?? ''} ${year}`
}

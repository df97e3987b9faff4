import { civil, day, dayOf } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import type { Stay } from '../episode.ts'
import { afterMarch, endingYear } from '../import/years.ts'
import type { Work } from './work.ts'

/**
 * The first day the data cover: 1 April of the first return's year. A return says who left during its own year alone, so
 * a file that gives no year is taken to cover the years in which it records children leaving: back from the last, each
 * year with at least a fifth of the usual number of ends.
 */
export function firstDay(w: Work, stays: readonly Stay[]): Day {
  const found = w.reading.reader.collections.filter((c) => c.rows > 0)
  const stated = found.filter((c) => c.label.kind !== 'none')
  const ends = stated.map((c) => endingYear(c.end))
  if (stated.length === found.length && ends.length > 0) return afterMarch(Math.min(...ends) - 1)
  return byEnds(w.end, stays, ends)
}

function byEnds(end: Day, stays: readonly Stay[], stated: readonly number[]): Day {
  const counts = new Map<number, number>()
  for (const s of stays)
    if (s.to !== undefined) counts.set(yearOf(s.to), (counts.get(yearOf(s.to)) ?? 0) + 1)
  const last = endingYear(end)
  const usual = middle([...counts.values()])
  let first = last
  while ((counts.get(first - 1) ?? 0) * 5 >= usual && counts.has(first - 1)) first -= 1
  return afterMarch(Math.min(first, ...stated) - 1)
}

/** The year ending 31 March that a day falls in. */
function yearOf(d: Day): number {
  return d >= dayOf(civil(d).year, 4, 1) ? civil(d).year + 1 : civil(d).year
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

/** The last day the data cover. */
export function lastDay(to: Day): Day {
  return day(to - 1)
}

import type { Day } from '#kernel/dates.ts'
import type { CleanedCare } from '../episode.ts'
import { SUB_TYPES } from '../taxonomy.ts'
import { ENTRY, segments } from './segments.ts'

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
  let starts = 0
  for (const s of segments(care)) {
    const here = Math.min(s.to, to) - Math.max(s.from, from)
    if (here > 0) days[s.subType] = (days[s.subType] ?? 0) + here
    if (s.cameFrom === ENTRY && s.from >= from && s.from < to) starts += 1
  }
  return { days, starts }
}

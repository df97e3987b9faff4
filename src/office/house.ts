import type { Db } from '#db'
import type { Jobs } from '#jobs'
import type { Day } from '#kernel/dates.ts'
import { fromPlainDate } from '#kernel/dates.ts'
import type { Setting } from './settings/rules/index.ts'

/** What is handed to every room's routes and commands. `main.ts` and the tests put it together. */
export type House = {
  readonly db: Db
  readonly jobs: Jobs
  /** The moment, for actors and audit. */
  readonly now: () => Temporal.Instant
  /** The day in London, for settings and clocks. */
  readonly today: () => Day
  /** What the rooms let a council set, by id. */
  readonly settings: ReadonlyMap<string, Setting<unknown>>
}

/** The day that a moment falls on in London. */
export function londonDay(at: Temporal.Instant): Day {
  return fromPlainDate(at.toZonedDateTimeISO('Europe/London').toPlainDate())
}

/** The parts of a house that come from the clock; tests give a fixed `now`. */
export function clock(
  now: () => Temporal.Instant = () => Temporal.Now.instant(),
): Pick<House, 'now' | 'today'> {
  return { now, today: () => londonDay(now()) }
}

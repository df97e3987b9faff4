import type { Tx } from '#db'
import { civil } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { startYear, yearOfDay } from '#kernel/year.ts'
import { londonDay } from '#office/house.ts'
import { ownCouncil } from '#office/access/index.ts'
import { setting } from '#office/settings/index.ts'
import { dayShort } from '#web'
import { inYear, PRECEPT_BY, RETURN_DUE, RETURN_OPENS, TAX_BY } from './data.ts'
import type { YearDates } from './port.ts'

/** The dates that today's year turns on, from the council's settings. A county precepts; the others bill for council tax. */
export async function yearDates(tx: Tx, today: Day): Promise<YearDates> {
  const start = startYear(yearOfDay(today))
  const council = await ownCouncil(tx)
  const county = council?.kind === 'county' || council?.kind === 'example'
  const by = await setting(tx, county ? PRECEPT_BY : TAX_BY, today)
  const opens = await setting(tx, RETURN_OPENS, today)
  const due = await setting(tx, RETURN_DUE, today)
  return {
    today,
    returnOpens: inYear(opens.value, start),
    returnDue: inYear(due.value, start),
    budgetBy: inYear(by.value, start + 1),
    budgetWords: county ? 'precepts' : 'council tax',
    budgetSource: by.source,
  }
}

/** The same day a year later. */
export function yearLater(d: Day): Day {
  const c = civil(d)
  return inYear(`${String(c.month).padStart(2, '0')}-${String(c.day).padStart(2, '0')}`, c.year + 1)
}

/** The day in London of a moment as the database gives it. */
export function dayIn(moment: string): Day {
  return londonDay(Temporal.Instant.from(moment))
}

/** `25 Nov`, where the year is plain from the place. */
export function dayOfYear(d: Day): string {
  return dayShort(d).replace(/ \d{4}$/, '')
}

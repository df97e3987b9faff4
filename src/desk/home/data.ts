import { dayOf, daysInMonth } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import type { Setting } from '#office/settings/index.ts'

/** A day of the year, `MM-DD`: the same each year. 29 February is none. */
function dayOfYear(setting: Omit<Setting<string>, 'read' | 'allowed' | 'unit'>): Setting<string> {
  return {
    ...setting,
    unit: 'month and day',
    allowed: 'a month and a day of every year, such as 03-31',
    read: (value) => (typeof value === 'string' && isDayOfYear(value) ? value : undefined),
  }
}

function isDayOfYear(text: string): boolean {
  if (!/^\d{2}-\d{2}$/.test(text)) return false
  const [month = 0, dayOfMonth = 0] = text.split('-').map(Number)
  return dayOfMonth >= 1 && dayOfMonth <= daysInMonth(2025, month)
}

/** The day in a calendar year. */
export function inYear(dayText: string, calendarYear: number): Day {
  const [month = 1, dayOfMonth = 1] = dayText.split('-').map(Number)
  return dayOf(calendarYear, month, dayOfMonth)
}

const WINDOW =
  'Department for Education: the return of 2018-19 opened on 1 April 2019 and was due on 31 May 2019. Check the dates of the year'

export const RETURN_OPENS = dayOfYear({
  id: 'desk.return-opens',
  name: 'The return on children looked after opens',
  sentence: 'From this day the SSDA903 return of the year that has ended may be sent.',
  shipped: [{ from: '2019-04-01', value: '04-01', source: WINDOW }],
})

export const RETURN_DUE = dayOfYear({
  id: 'desk.return-due',
  name: 'The return on children looked after is due',
  sentence: 'The last day to send the SSDA903 return of the year that has ended.',
  shipped: [{ from: '2019-04-01', value: '05-31', source: WINDOW }],
})

export const PRECEPT_BY = dayOfYear({
  id: 'desk.precept-by',
  name: 'Last day for a county to issue its precepts',
  sentence:
    'A county council issues its precepts before 1 March, so its budget must be set by then. A precept is not invalid for being late.',
  shipped: [
    { from: '1992-03-06', value: '02-28', source: 'Local Government Finance Act 1992, s.40(5)' },
  ],
})

export const TAX_BY = dayOfYear({
  id: 'desk.council-tax-by',
  name: 'Last day to set the council tax',
  sentence:
    'A council that bills for council tax sets it before 11 March. It is not invalid for being late.',
  shipped: [
    { from: '1992-03-06', value: '03-10', source: 'Local Government Finance Act 1992, s.30(6)' },
  ],
})

/** The dates that the year turns on. A council may set its own. */
export const HOME_SETTINGS = [RETURN_OPENS, RETURN_DUE, PRECEPT_BY, TAX_BY] as const

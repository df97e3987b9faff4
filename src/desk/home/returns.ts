import { currentImport } from '#cycle/demand/index.ts'
import type { ImportRow } from '#cycle/demand/index.ts'
import type { Tx } from '#db'
import { day, isoDay } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { nextYear, yearOfDay, yearStart } from '#kernel/year.ts'
import { dayMiddle, year } from '#web'
import type { Span } from '#web'
import { yearLater } from './dates.ts'
import type { HomeDate, HomeTask, RoomAtHome, YearDates } from './port.ts'

const RETURNS = ['returns', 'administrator'] as const
const SOURCE = 'Setting “The return on children looked after is due”'

/** When the statutory return may be sent and is due, and whether the data in use hold the year that has ended. */
export async function returnsAtHome(tx: Tx, dates: YearDates): Promise<RoomAtHome> {
  const inUse = await currentImport(tx)
  return {
    tasks: inUse === undefined ? [] : dueReturn(inUse, dates),
    lanes: [{ name: 'Returns', spans: windows(dates) }],
    dates: dueDates(dates),
    keys: [],
  }
}

/** The return of the year that has ended, once it may be sent, until the data in use reach its end. */
function dueReturn(inUse: ImportRow, dates: YearDates): readonly HomeTask[] {
  const ended = day(yearStart(yearOfDay(dates.today)))
  if (isoDay(inUse.end_day) >= ended || dates.today < dates.returnOpens) return []
  const late = dates.today > dates.returnDue
  return [
    {
      title: `Load the return for the year to ${dayMiddle(day(ended - 1))}`,
      href: '/demand/import',
      why: `The data in use end on ${dayMiddle(day(isoDay(inUse.end_day) - 1))}.`,
      roles: RETURNS,
      due: dates.returnDue,
      state: {
        kind: late ? 'stop' : 'wait',
        text: `${late ? 'Was due' : 'Due'} ${dayMiddle(dates.returnDue)}`,
      },
    },
  ]
}

function windows(dates: YearDates): readonly Span[] {
  const now = yearOfDay(dates.today)
  return [
    window(nextYear(now, -1), dates.returnOpens, dates.returnDue),
    window(now, yearLater(dates.returnOpens), yearLater(dates.returnDue)),
  ]
}

function window(of: string, from: Day, due: Day): Span {
  return { label: `SSDA903 for ${year(of)}`, from, to: day(due + 1) }
}

function dueDates(dates: YearDates): readonly HomeDate[] {
  const now = yearOfDay(dates.today)
  return [due(nextYear(now, -1), dates.returnDue), due(now, yearLater(dates.returnDue))]
}

function due(of: string, on: Day): HomeDate {
  return { on, what: `SSDA903 return for ${year(of)} is due`, source: SOURCE }
}

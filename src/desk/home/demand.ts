import { currentImport, forecastOfRecord, forecasts, imports } from '#cycle/demand/index.ts'
import type { ForecastLine, ImportRow } from '#cycle/demand/index.ts'
import type { Tx } from '#db'
import { day, isoDay } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { yearEnd, yearOfDay } from '#kernel/year.ts'
import { count, dayMiddle, fig, html, plural } from '#web'
import type { Key, Span } from '#web'
import { dayIn, dayOfYear, yearLater } from './dates.ts'
import type { HomeTask, Missing, RoomAtHome, YearDates } from './port.ts'

const RETURNS = ['returns', 'administrator'] as const
const FORECASTERS = ['analyst', 'returns'] as const

/** The return, its rows set aside, and the forecast of record. */
export async function demandAtHome(tx: Tx, dates: YearDates): Promise<RoomAtHome> {
  const inUse = await currentImport(tx)
  const waiting = (await imports(tx, 20)).filter((i) => isWaiting(i, inUse))
  const record = await forecastOfRecord(tx)
  const latest = await forecasts(tx, 5)
  return {
    tasks: [
      ...waiting.map((i) => decide(i, dates)),
      ...(inUse === undefined ? [] : setAsideOf(inUse)),
      ...(inUse === undefined || record !== undefined ? [] : noForecast(latest)),
    ],
    lanes: [{ name: 'Demand', spans: inUseSpans(inUse, record, dates) }],
    dates: [],
    keys: inUse === undefined ? [] : keysOf(inUse, record, dates),
    ...(inUse === undefined && waiting.length === 0 ? { missing: NO_RETURN } : {}),
  }
}

const NO_RETURN: Missing = {
  title: 'No return has been loaded',
  why: 'Counts, forecasts and costs start from the statutory return on children looked after. Five years of it are best; two are the least for a forecast.',
  step: { text: 'Load the SSDA903 files', href: '/demand/import' },
  roles: ['returns', 'administrator'],
}

/** Read, and neither stored nor left: it can still be put in use. */
function isWaiting(i: ImportRow, inUse: ImportRow | undefined): boolean {
  return i.state === 'parsed' && i.refusal === null && i.based_on === (inUse?.id ?? null)
}

function decide(i: ImportRow, { today }: YearDates): HomeTask {
  const { read } = i.found
  const made = dayIn(i.made_at)
  const rows = read.episodes + read.header + read.uasc
  return {
    title: `Decide on the return that was read on ${dayMiddle(made)}`,
    href: `/demand/import/${i.id}`,
    why: `${plural(rows, 'row was', 'rows were')} read and ${count(i.found.setAside)} set aside, for ${i.made_by_name}. Nothing uses them until they are stored.`,
    roles: RETURNS,
    state: { kind: 'wait', text: made === today ? 'Since today' : since(made, today) },
  }
}

function since(from: Day, today: Day): string {
  return `Waiting ${plural(today - from, 'day', 'days')}`
}

function setAsideOf(inUse: ImportRow): readonly HomeTask[] {
  const { setAside } = inUse.found
  const mend: HomeTask = {
    title: `Mend ${plural(setAside, 'row', 'rows')} set aside from the return in use`,
    href: `/demand/import/${inUse.id}#rows`,
    why: 'Counts and forecasts are made without them. Each is listed with what is wrong and how to mend it.',
    roles: RETURNS,
  }
  return setAside > 0 ? [mend] : []
}

function noForecast(latest: readonly ForecastLine[]): readonly HomeTask[] {
  if (latest.some((f) => f.state === 'queued' || f.state === 'running')) return []
  return [
    {
      title: 'Make a forecast from the return in use',
      href: '/demand/forecast',
      why: 'No forecast rests on it yet, so there is none of record.',
      roles: FORECASTERS,
    },
  ]
}

/** From the day it was made until the next return opens. */
function inUseSpans(
  inUse: ImportRow | undefined,
  record: ForecastLine | undefined,
  dates: YearDates,
): readonly Span[] {
  if (inUse === undefined) return []
  const to = yearLater(dates.returnOpens)
  if (record === undefined)
    return [{ label: 'return in use, no forecast yet', from: dayIn(inUse.made_at), to }]
  const made = dayIn(record.askedAt)
  return [{ label: `forecast of ${dayOfYear(made)} in use`, from: made, to }]
}

function keysOf(
  inUse: ImportRow,
  record: ForecastLine | undefined,
  { today }: YearDates,
): readonly Key[] {
  const last = day(isoDay(inUse.end_day) - 1)
  const now: Key = {
    term: `In care on ${dayMiddle(last)}`,
    value: fig(count(inUse.found.latest), `/working/demand/stock/${inUse.id}`),
    note: last === yearEnd(yearOfDay(last)) ? 'the last day of the year' : 'the last day of data',
  }
  if (record?.middle === undefined) return [now]
  const figure = (value: number | undefined, measure: string) =>
    fig(count(value ?? 0), `/working/demand/forecast/${record.run}/all/${record.months}/${measure}`)
  const made = dayIn(record.askedAt)
  return [
    now,
    {
      term: `Expected ${plural(record.months, 'month', 'months')} on`,
      value: figure(record.middle, 'p50'),
      note: html`8 in 10 chance of between ${figure(record.low, 'p10')} and ${figure(record.high, 'p90')}`,
    },
    {
      term: 'Forecast of record',
      value: html`<a href="/demand/forecast/${record.run}">${made === today ? 'Today' : plural(today - made, 'day old', 'days old')}</a>`,
      note: `asked for by ${record.askedBy} on ${dayMiddle(made)}`,
    },
  ]
}

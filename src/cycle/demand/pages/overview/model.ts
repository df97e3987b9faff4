import type { Tx } from '#db'
import { day, iso, monthOf } from '#kernel/dates.ts'
import { seriesOf, shownExpected, shownFlows, shownOn, shownRows } from '../../rules/index.ts'
import type { Count, OwnForecast, Reader, ShownMonth, ShownStock } from '../../rules/index.ts'
import { careOf } from '../../store/care.ts'
import { forecastById, forecastOfRecord } from '../../store/forecasts.ts'
import type { ForecastLine } from '../../store/forecasts.ts'
import type { CareInUse } from '../care-in-use.ts'
import { seriesFrom } from '../forecast/model.ts'
import type { Series } from '../forecast/model.ts'
import { EVERYBODY, historyModel } from '../history/model.ts'
import type { HistoryModel } from '../history/model.ts'

/** What a forecast says so many months ahead; null where it is hidden. */
export type Ahead = {
  readonly months: number
  readonly month: string
  readonly middle: Count
  readonly low: Count
  readonly high: Count
  readonly lowest: Count
  readonly highest: Count
}

export type RecordModel = {
  readonly run: string
  readonly askedAt: string
  readonly origin: string
  readonly now: Count
  /** History and forecast as the fan shows them, to the last of the months below. */
  readonly whole: Series
  readonly ahead: readonly Ahead[]
  readonly skill: string
  /** Up to the last horizon shown: expected first entries, returns, known birthdays of those here now. */
  readonly why: { readonly starts: Count; readonly returns: Count; readonly birthdays: Count }
}

export type OverviewModel = {
  readonly importId: string
  /** Rows set aside, for those who may see them. */
  readonly setAside: number
  readonly history: HistoryModel
  readonly record: RecordModel | undefined
}

const HORIZONS = [12, 24, 36]

export async function overviewModel(
  tx: Tx,
  found: CareInUse,
  reader: Reader,
  traced: boolean,
): Promise<OverviewModel> {
  const line = await forecastOfRecord(tx)
  const history = historyModel(found, EVERYBODY, reader, traced)
  return {
    importId: found.head.id,
    setAside: traced ? found.head.found.setAside : 0,
    history,
    record: line === undefined ? undefined : await recordOf(tx, line, history.months, reader),
  }
}

async function recordOf(
  tx: Tx,
  line: ForecastLine,
  months: readonly ShownMonth[],
  reader: Reader,
): Promise<RecordModel | undefined> {
  const forecast = await forecastById(tx, line.run)
  const care = await careOf(tx, line.importId)
  if (forecast === undefined || care === undefined) return undefined
  const now = shownOn(care, day(forecast.origin - 1), reader)
  const rows = shownRows(forecast, now, reader)
  const whole = seriesFrom(
    { rows, history: months.filter((m) => m.month < monthOf(forecast.origin)), skill: [] },
    'all',
    'Children in care',
  )
  const ahead = atHorizons(whole)
  const until = ahead.at(-1)?.months ?? 0
  return {
    run: line.run,
    askedAt: line.askedAt,
    origin: iso(forecast.origin),
    now: seriesOf(now, 'all'),
    whole: { ...whole, ahead: whole.ahead.slice(0, until) },
    ahead,
    skill: forecast.skillInWords,
    why: whyOf(forecast, new Set(whole.ahead.slice(0, until).map((a) => a.month)), now, reader),
  }
}

/** In one, two and three years; a shorter forecast, at its end. */
function atHorizons(whole: Series): readonly Ahead[] {
  const all = whole.ahead.map((a, i) => ({
    months: i + 1,
    month: a.month,
    middle: a.middle,
    low: a.low80,
    high: a.high80,
    lowest: a.low95,
    highest: a.high95,
  }))
  const years = all.filter((a) => HORIZONS.includes(a.months))
  return years.length > 0 ? years : all.slice(-1)
}

/**
 * Outside, what the forecast's own page hides over its whole length is hidden here too. Birthdays of those here now are
 * the ages of today by another name: outside they are never counted.
 */
function whyOf(
  forecast: OwnForecast,
  until: ReadonlySet<string>,
  now: ShownStock,
  reader: Reader,
): RecordModel['why'] {
  const run = shownFlows(forecast, now, reader)
  const expected = (...flows: readonly string[]): Count =>
    shownExpected(
      forecast.flows
        .filter((f) => flows.includes(f.flow) && until.has(f.month))
        .reduce((n, f) => n + f.mean, 0),
      reader,
    )
  const birthdays = forecast.diary
    .filter((d) => until.has(d.month))
    .reduce((n, d) => n + d.children, 0)
  return {
    starts: run.starts === null ? null : expected('starts', 'starts-uasc'),
    returns: run.flow('returns') === null ? null : expected('returns'),
    birthdays: reader.inside ? birthdays : null,
  }
}

import type { Tx } from '#db'
import { day, iso } from '#kernel/dates.ts'
import { seriesOf, shownExpected, shownFlows, shownOn, shownRows } from '../../rules/index.ts'
import type { Count, OwnForecast, Reader, ShownStock } from '../../rules/index.ts'
import { careOf } from '../../store/care.ts'
import { forecastById, forecastOfRecord } from '../../store/forecasts.ts'
import type { ForecastLine } from '../../store/forecasts.ts'
import type { CareInUse } from '../care-in-use.ts'
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
  readonly series: readonly Ahead[]
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
  return {
    importId: found.head.id,
    setAside: traced ? found.head.found.setAside : 0,
    history: historyModel(found, EVERYBODY, reader, traced),
    record: line === undefined ? undefined : await recordOf(tx, line, reader),
  }
}

async function recordOf(
  tx: Tx,
  line: ForecastLine,
  reader: Reader,
): Promise<RecordModel | undefined> {
  const forecast = await forecastById(tx, line.run)
  const care = await careOf(tx, line.importId)
  if (forecast === undefined || care === undefined) return undefined
  const now = shownOn(care, day(forecast.origin - 1), reader)
  const series = aheadOf(forecast, now, reader)
  const ahead = series.filter((a) => HORIZONS.includes(a.months))
  const until = new Set(series.slice(0, ahead.at(-1)?.months ?? series.length).map((a) => a.month))
  return {
    run: line.run,
    askedAt: line.askedAt,
    origin: iso(forecast.origin),
    now: seriesOf(now, 'all'),
    series,
    ahead,
    skill: forecast.skillInWords,
    why: whyOf(forecast, until, now, reader),
  }
}

function aheadOf(forecast: OwnForecast, now: ShownStock, reader: Reader): readonly Ahead[] {
  return shownRows(forecast, now, reader)
    .filter(
      (m) => m.group === 'all' && m.subType === 'all' && m.ageBand === 'all' && m.uasc === 'all',
    )
    .map((m, i) => ({
      months: i + 1,
      month: m.month,
      middle: m.p50,
      low: m.p10,
      high: m.p90,
      lowest: m.p2_5,
      highest: m.p97_5,
    }))
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

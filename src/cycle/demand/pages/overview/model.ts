import type { Tx } from '#db'
import { iso } from '#kernel/dates.ts'
import type { OwnForecast } from '../../rules/index.ts'
import { forecastById, forecastOfRecord } from '../../store/forecasts.ts'
import type { CareInUse } from '../care-in-use.ts'
import { historyModel } from '../history/model.ts'
import type { HistoryModel } from '../history/model.ts'

/** What a forecast says so many months ahead. */
export type Ahead = {
  readonly months: number
  readonly month: string
  readonly middle: number
  readonly low: number
  readonly high: number
  readonly lowest: number
  readonly highest: number
}

export type RecordModel = {
  readonly run: string
  readonly askedAt: string
  readonly origin: string
  readonly now: number
  readonly series: readonly Ahead[]
  readonly ahead: readonly Ahead[]
  readonly skill: string
  /** Up to the last horizon shown: expected first entries, returns, known birthdays of those here now. */
  readonly why: { readonly starts: number; readonly returns: number; readonly birthdays: number }
}

export type OverviewModel = {
  readonly importId: string
  readonly setAside: number
  readonly history: HistoryModel
  readonly record: RecordModel | undefined
}

const HORIZONS = [12, 24, 36]

export async function overviewModel(
  tx: Tx,
  found: CareInUse,
  traced: boolean,
): Promise<OverviewModel> {
  const line = await forecastOfRecord(tx)
  const forecast = line === undefined ? undefined : await forecastById(tx, line.run)
  return {
    importId: found.head.id,
    setAside: found.head.found.setAside,
    history: historyModel(found, { uasc: 'all', sex: 'all' }, traced),
    record:
      line === undefined || forecast === undefined
        ? undefined
        : recordModel(line.run, line.askedAt, forecast),
  }
}

function recordModel(run: string, askedAt: string, forecast: OwnForecast): RecordModel {
  const series = forecast.months
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
  const ahead = series.filter((a) => HORIZONS.includes(a.months))
  const last = ahead.at(-1)?.months ?? series.length
  const until = new Set(series.slice(0, last).map((a) => a.month))
  const expected = (flow: string) =>
    forecast.flows
      .filter((f) => f.flow === flow && until.has(f.month))
      .reduce((n, f) => n + f.mean, 0)
  return {
    run,
    askedAt,
    origin: iso(forecast.origin),
    now: forecast.now.total,
    series,
    ahead,
    skill: forecast.skillInWords,
    why: {
      starts: expected('starts') + expected('starts-uasc'),
      returns: expected('returns'),
      birthdays: forecast.diary
        .filter((d) => until.has(d.month))
        .reduce((n, d) => n + d.children, 0),
    },
  }
}

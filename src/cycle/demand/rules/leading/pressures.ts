import { ENGLAND, numberOf } from '../annual/read/published.ts'
import { OWN, publishedName } from '../published/index.ts'
import type { PublishedRow, SeriesId } from '../published/index.ts'
import { alertsOf } from './alerts.ts'
import type { Alert } from './alerts.ts'
import { LEADING } from './constants.ts'
import type { LeadingConstants } from './constants.ts'
import { bandBefore, forecastLeading } from './forecast.ts'
import type { Known, LeadingForecast } from './forecast.ts'
import { monthBand, monthNumber } from './months.ts'

/** One leading series of a council: what was published, and what it points to. */
export type Pressure = {
  readonly series: SeriesId
  readonly name: string
  readonly years: Known
  readonly forecast: LeadingForecast | undefined
  readonly measured: LeadingConstants
}

export type Pressures = {
  readonly pressures: readonly Pressure[]
  /** Referrals by month, as month numbers. */
  readonly months: Known
  readonly alerts: readonly Alert[]
}

/** The numbers of a series of an area, by year; what is suppressed or not available is absent. */
export function knownYears(rows: readonly PublishedRow[], area: string, series: SeriesId): Known {
  const found = new Map<number, number>()
  for (const row of rows) {
    if (row.area !== area || row.series !== series || row.month !== undefined) continue
    const n = numberOf(row)
    if (n !== undefined) found.set(row.year, n)
  }
  return found
}

/** Referrals by month: April to December stand in the calendar year before the one that ends the financial year. */
export function knownMonths(rows: readonly PublishedRow[], series: SeriesId): Known {
  const found = new Map<number, number>()
  for (const row of rows) {
    if (row.area !== OWN || row.series !== series || row.month === undefined) continue
    const n = numberOf(row)
    const year = row.month >= 4 ? row.year - 1 : row.year
    if (n !== undefined) found.set(monthNumber(year, row.month), n)
  }
  return found
}

/** Every leading series that the rows hold, its forecasts, and what stands outside its own band twice running. */
export function pressuresOf(rows: readonly PublishedRow[]): Pressures {
  const found = LEADING.flatMap((measured) => {
    const years = knownYears(rows, OWN, measured.series)
    return years.size === 0 ? [] : [{ measured, years }]
  })
  const pressures = found.map(({ measured, years }): Pressure => {
    const { series, spread } = measured
    const forecast = forecastLeading(years, knownYears(rows, ENGLAND, series), spread)
    return { series, name: publishedName(series), years, forecast, measured }
  })
  const months = knownMonths(rows, 'referrals')
  const ofYears = pressures.flatMap(({ series, years, measured }) => {
    const england = knownYears(rows, ENGLAND, series)
    const band = (year: number) => bandBefore(years, england, year, measured.spread)
    return alertsOf({ series, by: 'year' }, years, band)
  })
  const ofMonths = alertsOf({ series: 'referrals', by: 'month' }, months, (t) =>
    monthBand(months, t),
  )
  return { pressures, months, alerts: [...ofMonths, ...ofYears] }
}

/** Series as shares of their first year in common, which is 100: pictures of different sizes beside one another. */
export function indexed(lines: readonly Known[]): {
  readonly years: readonly number[]
  readonly lines: readonly (readonly (number | undefined)[])[]
} {
  const [first, ...rest] = lines
  const common = [...(first?.keys() ?? [])]
    .filter((y) => (first?.get(y) ?? 0) > 0 && rest.every((l) => (l.get(y) ?? 0) > 0))
    .toSorted((a, b) => a - b)
  const [base] = common
  if (base === undefined) return { years: [], lines: [] }
  const last = Math.max(...lines.flatMap((l) => [...l.keys()]))
  const years = Array.from({ length: last - base + 1 }, (_, i) => base + i)
  return {
    years,
    lines: lines.map((l) =>
      years.map((y) => {
        const value = l.get(y)
        return value === undefined ? undefined : (100 * value) / (l.get(base) ?? 1)
      }),
    ),
  }
}

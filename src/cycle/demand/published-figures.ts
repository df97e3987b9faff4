import type { Figure, Rule } from '#kernel/working.ts'
import { count, percentOne } from '#web'
import { LEADING_RULES, monthText, OWN, pressuresOf, publishedName } from './rules/index.ts'
import type { LeadingAhead, Pressure, PublishedRow } from './rules/index.ts'
import type { PublishedLoaded } from './store/published.ts'

const TREND: Rule = {
  id: 'demand.leading',
  name: 'Damped, half-pooled trend',
  sentence:
    'Half the council’s own yearly growth of the last three years and half England’s, of which each further year keeps three tenths, from the last published figure. Growth of more than 15% a year is not carried on.',
  source: `Specification of demand, section 4F; ${LEADING_RULES}`,
}

/** Where a published figure is worked: `/working/demand/published/RELEASE/YEAR/MONTH/SERIES`. */
export function publishedHref(
  row: Pick<PublishedRow, 'release' | 'year' | 'month' | 'series'>,
): string {
  return `/working/demand/published/${row.release}/${row.year}/${row.month ?? 0}/${row.series}`
}

export function pressureHref(series: string, year: number): string {
  return `/working/demand/pressure/${series}/${year}`
}

/** A published figure of the council, down to the file and row; undefined when there is none to show. */
export function publishedFigure(
  rows: readonly PublishedRow[],
  files: readonly PublishedLoaded[],
  [release = '', year = '', month = '', ...series]: readonly string[],
): Figure | undefined {
  const row = rows.findLast(
    (r) =>
      r.area === OWN &&
      r.series === series.join('/') &&
      String(r.release) === release &&
      String(r.year) === year &&
      String(r.month ?? 0) === month,
  )
  return row === undefined ? undefined : rowFigure(row, files)
}

function rowFigure(row: PublishedRow, files: readonly PublishedLoaded[]): Figure | undefined {
  const file = files.find((f) => f.id === row.file)
  if (row.kind !== 'count' || file === undefined) return undefined
  return {
    label: `${publishedName(row.series)}, ${whenOf(row)}`,
    value: row.n,
    unit: 'count',
    href: publishedHref(row),
    note: `Published by the Department for Education, release ${row.release}: ${file.table_name}`,
    working: {
      kind: 'origin',
      origin: {
        kind: 'import',
        importId: file.id,
        file: file.name,
        sha256: file.sha256,
        rows: [row.row],
        by: file.loaded_by_name,
        at: file.loaded_at,
      },
    },
  }
}

function whenOf({ year, month, series }: PublishedRow): string {
  if (series === 'population') return `middle of ${year}`
  if (month !== undefined) return monthText(month >= 4 ? year - 1 : year, month)
  return `year ending 31 March ${year}`
}

/** The middle of a leading series' trend in a year ahead. */
export function pressureFigure(
  rows: readonly PublishedRow[],
  files: readonly PublishedLoaded[],
  [series = '', year = '']: readonly string[],
): Figure | undefined {
  const pressure = pressuresOf(rows).pressures.find((p) => p.series === series)
  const ahead = pressure?.forecast?.ahead.find((a) => String(a.year) === year)
  if (pressure === undefined || ahead === undefined) return undefined
  return {
    label: `${pressure.name}, ${ahead.year}: middle of the trend`,
    value: Math.round(ahead.middle),
    unit: 'count',
    href: pressureHref(series, ahead.year),
    note: noteOf(pressure, ahead),
    working: {
      kind: 'rule',
      rule: TREND,
      combine: 'derived',
      parts: () => partsOf(pressure, rows, files),
    },
  }
}

function yearly(growth: number): string {
  return percentOne(Math.expm1(growth))
}

function noteOf({ forecast }: Pressure, ahead: LeadingAhead): string {
  const england = forecast?.england
  return [
    `8 in 10 chance of ${count(ahead.low80)} to ${count(ahead.high80)}; 19 in 20 of ${count(ahead.low95)} to ${count(ahead.high95)}; no change is ${count(ahead.noChange)}`,
    `Growth a year: own ${yearly(forecast?.own ?? 0)}, England ${england === undefined ? 'not known' : yearly(england)}`,
  ].join('. ')
}

/** The figures that the trend stands on: the last years of the council, and its growth beside England's. */
function partsOf(
  pressure: Pressure,
  rows: readonly PublishedRow[],
  files: readonly PublishedLoaded[],
): readonly Figure[] {
  const { forecast } = pressure
  if (forecast === undefined) return []
  return rows
    .filter((r) => r.area === OWN && r.series === pressure.series && r.month === undefined)
    .filter((r) => r.year > forecast.origin - 4 && r.year <= forecast.origin)
    .toSorted((a, b) => b.year - a.year)
    .flatMap((r) => rowFigure(r, files) ?? [])
}

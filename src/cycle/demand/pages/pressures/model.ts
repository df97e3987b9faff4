import { civil, iso, isoDay } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import type { Refusal } from '#kernel/result.ts'
import { markNote } from '#office/disclosure/index.ts'
import { publishedHref } from '../../published-figures.ts'
import {
  indexed,
  knownYears,
  LEADING,
  monthBand,
  monthName,
  OWN,
  pressuresOf,
  publishedAt,
  publishedName,
  shownCare,
  SERIES,
  shownPublished,
} from '../../rules/index.ts'
import type { Known, LeadingForecast, PublishedRow, Reader } from '../../rules/index.ts'
import type { PublishedLoaded } from '../../store/published.ts'
import type { CareInUse } from '../care-in-use.ts'

export type Point = { readonly year: number; readonly value: number }

export type PressureLine = {
  readonly series: string
  readonly name: string
  readonly years: readonly Point[]
  readonly forecast: LeadingForecast | undefined
  /** Mean error of one year ahead over English councils, in per cent. */
  readonly noChangeError: number
  readonly trendError: number
}

export type AlertLine = {
  readonly name: string
  readonly by: 'month' | 'year'
  readonly current: boolean
  readonly outside: readonly {
    readonly when: string
    readonly value: number
    readonly low95: number
    readonly high95: number
    readonly side: 'above' | 'below'
  }[]
}

export type SeriesRow = {
  readonly series: string
  readonly name: string
  /** In the order of `tableYears`: the figure, or why there is none. */
  readonly cells: readonly {
    readonly value: number | null
    readonly kind: string
    readonly href: string
  }[]
}

export type PressuresModel = {
  readonly asAt: string
  readonly release: number | undefined
  readonly inside: boolean
  readonly mark: string
  readonly markNote: string
  readonly maySend: boolean
  readonly refusals: readonly Refusal[]
  readonly files: readonly PublishedLoaded[]
  readonly pressures: readonly PressureLine[]
  readonly missing: readonly string[]
  readonly starts:
    | { readonly source: 'returns' | 'published'; readonly years: readonly Point[] }
    | undefined
  readonly against: ReturnType<typeof indexed> & { readonly names: readonly string[] }
  readonly months: readonly {
    readonly month: string
    readonly value: number
    readonly low95: number | undefined
    readonly high95: number | undefined
  }[]
  readonly alerts: readonly AlertLine[]
  readonly tableYears: readonly number[]
  readonly table: readonly SeriesRow[]
}

export type Loaded = {
  readonly files: readonly PublishedLoaded[]
  readonly rows: readonly PublishedRow[]
  readonly care: CareInUse | undefined
}

export type Asked = {
  readonly reader: Reader
  readonly asAt: Day
  readonly maySend: boolean
  readonly refusals: readonly Refusal[]
}

/** The day that the page looks from: today, unless an earlier one is asked for. */
export function asAtOf(query: URLSearchParams, today: Day): Day {
  const text = query.get('at') ?? ''
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(Date.parse(text))) return today
  const asked = isoDay(text)
  return asked < today ? asked : today
}

const MOST_YEARS = 6
const MOST_MONTHS = 36

export function pressuresModel(loaded: Loaded, asked: Asked): PressuresModel {
  const { reader, asAt, maySend, refusals } = asked
  const view = publishedAt(loaded.rows, { release: civil(asAt).year })
  const rows = shownPublished(view, reader)
  const { pressures, months, alerts } = pressuresOf(rows)
  const starts = startsOf(loaded.care, rows, reader)
  const lines = pressures.map(({ series, name, years, forecast, measured }) => ({
    series,
    name,
    years: points(years),
    forecast,
    noChangeError: measured.noChange[0] ?? 0,
    trendError: measured.trend[0] ?? 0,
  }))
  return {
    asAt: iso(asAt),
    release: rows.length === 0 ? undefined : Math.max(...rows.map((r) => r.release)),
    inside: reader.inside,
    mark: reader.profile.mark,
    markNote: markNote(reader.profile),
    maySend,
    refusals,
    files: loaded.files,
    pressures: lines,
    missing: LEADING.filter((l) => !pressures.some((p) => p.series === l.series)).map((l) =>
      publishedName(l.series),
    ),
    starts,
    against: againstOf(lines, starts),
    months: monthLines(months),
    alerts: alerts.map(({ series, by, current, outside }) => ({
      name: publishedName(series),
      by,
      current,
      outside: outside.map(({ at, ...o }) => ({
        ...o,
        when: by === 'month' ? monthName(at) : String(at),
      })),
    })),
    ...tableOf(rows),
  }
}

function points(known: Known): readonly Point[] {
  return [...known].map(([year, value]) => ({ year, value })).toSorted((a, b) => a.year - b.year)
}

/** Children who started to be looked after: by the returns in use where they cover two years, else as published. */
function startsOf(
  care: CareInUse | undefined,
  rows: readonly PublishedRow[],
  reader: Reader,
): PressuresModel['starts'] {
  const own =
    care === undefined
      ? []
      : shownCare(care.care, reader).years.flatMap((y) =>
          y.whole && y.starts !== null ? [{ year: y.year, value: y.starts }] : [],
        )
  if (own.length >= 2) return { source: 'returns', years: own }
  const published = points(knownYears(rows, OWN, 'started'))
  return published.length >= 2 ? { source: 'published', years: published } : undefined
}

const DRAWN = ['referrals', 'in-need', 'section-47', 'plans']

/** Starts and the four leading series, each 100 in the first year that all are known. */
function againstOf(
  lines: readonly PressureLine[],
  starts: PressuresModel['starts'],
): PressuresModel['against'] {
  const drawn = lines.filter((l) => DRAWN.includes(l.series))
  if (starts === undefined || drawn.length === 0) return { years: [], lines: [], names: [] }
  const all = [
    { name: 'Starts to be looked after', years: starts.years },
    ...drawn.map((l) => ({ name: l.name, years: l.years })),
  ]
  const known = all.map((l) => new Map(l.years.map((p) => [p.year, p.value])))
  return { ...indexed(known), names: all.map((l) => l.name) }
}

function monthLines(months: Known): PressuresModel['months'] {
  return [...months.keys()]
    .toSorted((a, b) => a - b)
    .slice(-MOST_MONTHS)
    .map((at) => {
      const band = monthBand(months, at)
      const value = months.get(at) ?? 0
      return { month: monthName(at), value, low95: band?.low95, high95: band?.high95 }
    })
}

function tableOf(rows: readonly PublishedRow[]): Pick<PressuresModel, 'tableYears' | 'table'> {
  const own = rows.filter((r) => r.area === OWN && r.month === undefined && r.kind !== 'rate')
  const years = [...new Set(own.map((r) => r.year))].toSorted((a, b) => b - a).slice(0, MOST_YEARS)
  const series = [...new Set(own.map((r) => r.series))].toSorted(byPlace)
  return {
    tableYears: years.toReversed(),
    table: series.map((s) => ({
      series: s,
      name: publishedName(s),
      cells: years
        .toReversed()
        .map((year) => cellOf(own.findLast((r) => r.series === s && r.year === year))),
    })),
  }
}

function cellOf(row: PublishedRow | undefined): SeriesRow['cells'][number] {
  if (row === undefined) return { value: null, kind: 'not-available', href: '' }
  return { value: row.kind === 'count' ? row.n : null, kind: row.kind, href: publishedHref(row) }
}

/** The leading series in their order, then the others, parts after wholes. */
function byPlace(a: string, b: string): number {
  return placeOf(a) - placeOf(b) || (a < b ? -1 : 1)
}

function placeOf(series: string): number {
  const leading = LEADING.findIndex((l) => l.series === series)
  if (leading >= 0) return leading
  const inTable = SERIES.indexOf(series)
  return (series.includes('/') ? 1000 : 100) + (inTable < 0 ? 99 : inTable)
}

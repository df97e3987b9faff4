import { lineKey } from '#cycle/budget/rules/index.ts'
import { day } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { workbook } from '#office/sheets/index.ts'
import { COUNTY } from '../parameters.ts'
import { asCsv, british } from '../written.ts'
import type { Cell, TextFile } from '../written.ts'
import { allocationFile, publishedFile } from './pots.ts'
import type { Row } from './lines.ts'
import { plannedPrices, plannedVolumes } from './placements.ts'
import { pounds } from './pounds.ts'
import { forecastRows, outturnRows } from './spent.ts'
import { servicesFile } from './services.ts'
import { streamMoneyFile, streamsFile } from './streams.ts'
import { inventYears } from './years.ts'
import type { InventedYears } from './years.ts'

/**
 * The invented county's budget as the tables of 30-budget, section 2: three years as drafts, the outturn of the first, the
 * forecast of the second at month 7, drivers and prices of placements, movements of four years, streams with their letters.
 */
export function inventBudget(seed: number = COUNTY.seed): readonly TextFile[] {
  const invented = inventYears(seed)
  return [
    servicesFile(),
    streamsFile(),
    streamMoneyFile(invented.years),
    driversFile(),
    pricesFile(),
    linesFile(invented, seed),
    movementsFile(invented),
    allocationFile(invented.years),
    publishedFile(invented.movements),
  ]
}

/** The same tables as the sheets of one workbook. */
export function inventBudgetWorkbook(seed: number = COUNTY.seed): TextWorkbook {
  const sheets = inventBudget(seed).map(({ name, text }) => ({
    name: name.replace('.csv', ''),
    rows: cellsOf(text),
  }))
  return { name: 'marlshire-budget.xlsx', bytes: workbook(sheets) }
}

export type TextWorkbook = { readonly name: string; readonly bytes: Uint8Array }

/** The cells of a text that `asCsv` wrote. */
function cellsOf(text: string): readonly (readonly string[])[] {
  return text
    .trimEnd()
    .split('\r\n')
    .map((row) =>
      [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    )
}

const LINES_HEAD = [
  'year',
  'version',
  'service_id',
  'subjective_id',
  'stream_id',
  'area_id',
  'cost_centre',
  'month',
  'amount',
  'recurring',
  'driver_id',
  'note',
]

function linesFile({ years }: InventedYears, seed: number): TextFile {
  const [first, second] = years
  if (first === undefined || second === undefined) throw new Error('the budget has too few years')
  const rows = [
    ...years.flatMap(({ year, rows: own }) => own.map((r) => lineRow(year, 'draft', r))),
    ...outturnRows(first.rows, seed).map((r) => lineRow(first.year, 'outturn', r)),
    ...forecastRows(second.rows, seed).map((r) => lineRow(second.year, 'forecast: M7', r)),
  ]
  return { name: 'lines.csv', text: asCsv(LINES_HEAD, rows) }
}

function lineRow(year: string, version: string, r: Row): readonly Cell[] {
  const { service, subjective, stream, area, costCentre } = r.line
  const amount = r.driver === undefined ? pounds(r.pence) : ''
  const recurring = r.oneOff ? 'one-off' : 'yes'
  const driver = r.driver ?? ''
  const where = [service, subjective, stream, area, costCentre]
  return [year, version, ...where, '', amount, recurring, driver, r.note]
}

function driversFile(): TextFile {
  const rows = plannedVolumes().map((v) => [
    v.driver,
    v.unit,
    v.month,
    (v.thousandths / 1000).toFixed(3),
    v.source,
  ])
  return {
    name: 'drivers.csv',
    text: asCsv(['driver_id', 'unit', 'month', 'volume', 'source'], rows),
  }
}

function pricesFile(): TextFile {
  const rows = plannedPrices().map((p) => [
    p.driver,
    p.basis,
    pounds(p.pence),
    british(p.from),
    british(lastDay(p.to ?? p.from)),
    p.source,
  ])
  return {
    name: 'prices.csv',
    text: asCsv(['driver_id', 'basis', 'price', 'from', 'to', 'source'], rows),
  }
}

function lastDay(end: Day): Day {
  return day(end - 1)
}

function movementsFile({ movements }: InventedYears): TextFile {
  const rows = movements.map((m) => [
    m.year,
    m.kind,
    lineKey(m.from),
    m.to === undefined ? '' : lineKey(m.to),
    pounds(m.pence),
    m.why,
    m.reference,
  ])
  const head = ['year', 'kind', 'from_line', 'to_line', 'amount', 'why', 'reference']
  return { name: 'movements.csv', text: asCsv(head, rows) }
}

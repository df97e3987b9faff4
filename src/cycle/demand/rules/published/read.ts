import { ok, refused } from '#kernel/result.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import { eachLine, openCsv } from '../annual/read/csv.ts'
import type { AnnualFile, Csv, Line } from '../annual/read/csv.ts'
import { codeOf, columnOf, hasAll, wordsIn, wrongCell, yearOf } from '../annual/read/gather.ts'
import { gathered } from '../annual/read/gather.ts'
import type { Gathered } from '../annual/read/gather.ts'
import { countFigure, ENGLAND, numberOf } from '../annual/read/published.ts'
import type { Figure } from '../annual/read/published.ts'
import { readAnnualFiles } from '../annual/read/read-files.ts'
import { MONTHS, PUBLISHED_TABLES } from './tables.ts'
import type { PublishedTable, SeriesId } from './tables.ts'

/** A published figure with where and when it was published: the union of 10-demand, section 2, for the leading series too. */
export type PublishedRow = Figure & {
  readonly series: SeriesId
  /** Code of the council, or `england`. */
  readonly area: string
  /** The year ending 31 March; of a population, the year of its middle. */
  readonly year: number
  /** The calendar month of a monthly figure; absent for a year. */
  readonly month?: number | undefined
  readonly release: number
  readonly file: string
  readonly row: number
}

/** A council as a file names it. */
export type AreaNamed = {
  readonly code: string
  readonly longCode?: string | undefined
  readonly name?: string | undefined
}

export type PublishedFile = {
  readonly file: string
  /** Which table of the Department's it is. */
  readonly table: string
  readonly name: string
  readonly release: number
  readonly values: readonly PublishedRow[]
  readonly areas: readonly AreaNamed[]
}

const MOST_REFUSALS = 50

/** Reads published tables, in any order: those of children in need and protection, populations, and of children looked after. */
export function readPublished(files: readonly AnnualFile[]): Result<readonly PublishedFile[]> {
  const read = files.map(readOne)
  const refusals = read.flatMap((r) => (r.ok ? [] : r.refusals))
  if (refusals.length > 0) return refused(...refusals.slice(0, MOST_REFUSALS))
  return ok(read.flatMap((r) => (r.ok ? [r.value] : [])))
}

function readOne(file: AnnualFile): Result<PublishedFile> {
  const csv = openCsv(file)
  if ('message' in csv) return refused(csv)
  const table = PUBLISHED_TABLES.find((t) => hasAll(csv, 'time_period', ...t.needs))
  return table === undefined ? lookedAfter(file) : leading(csv, table)
}

/** A table of children looked after, as the annual forecaster reads it. */
function lookedAfter(file: AnnualFile): Result<PublishedFile> {
  const read = readAnnualFiles([file])
  if (!read.ok) return refused(...read.refusals.map(notKnown))
  const values = read.value.values.flatMap((v) =>
    v.release === undefined ? [] : [{ ...v, release: v.release }],
  )
  const [first] = values
  if (first === undefined)
    return refused({
      kind: 'not-published',
      file: file.name,
      message: `${file.name} holds no published figures that are used here.`,
      mend: 'Send a table as the Department for Education publishes it.',
    })
  const { facts } = read.value
  return ok({
    file: file.name,
    table: 'cla',
    name: 'Children looked after',
    release: first.release,
    values,
    areas: facts,
  })
}

function notKnown(refusal: Refusal): Refusal {
  return refusal.kind === 'no-such-table' || refusal.kind === 'missing-column'
    ? {
        ...refusal,
        kind: 'no-such-table',
        message: `${refusal.file ?? 'The file'} is not a published table that we know`,
        mend: 'Send a table of children in need (b1, c1 to c6, d1 to d5), of population, or of children looked after as it was downloaded, with the column names first',
      }
    : refusal
}

type Reading = {
  readonly csv: Csv
  readonly table: PublishedTable
  readonly into: Gathered
  readonly values: PublishedRow[]
  readonly seen: Map<string, PublishedRow>
}

function leading(csv: Csv, table: PublishedTable): Result<PublishedFile> {
  const twice = csv.heading.find((n, i) => n !== '' && csv.heading.indexOf(n) !== i)
  if (twice !== undefined) return refused(columnTwice(csv, twice))
  const r: Reading = { csv, table, into: gathered(), values: [], seen: new Map() }
  const release = releaseIn(csv)
  const areas = new Map<string, AreaNamed>()
  const unclosed = eachLine(csv, (line) => {
    if (line.cells !== csv.heading.length) return void r.into.refusals.push(ragged(csv, line))
    const area = areaOf(r, line)
    const year =
      area === undefined ? undefined : yearOf(r.into, csv, line, columnOf(csv, 'time_period'))
    if (area === undefined || year === undefined || isLeftOut(r, line)) return
    if (area.code !== ENGLAND) areas.set(area.code, area)
    readRow(r, line, { area: area.code, year, release })
  })
  if (unclosed !== undefined) r.into.refusals.push(unclosed)
  const { refusals } = r.into
  if (refusals.length === 0 && r.values.length === 0) refusals.push(noRows(csv))
  if (refusals.length > 0) return refused(...refusals.slice(0, MOST_REFUSALS))
  const { id, name } = table
  return ok({
    file: csv.file,
    table: id,
    name,
    release,
    values: r.values,
    areas: [...areas.values()],
  })
}

/** England or a council; a region's row is passed over. A file without a level is England's. */
function areaOf(r: Reading, line: Line): AreaNamed | undefined {
  const { csv } = r
  const level = line.cell(columnOf(csv, 'geographic_level')).toLowerCase()
  if (level === 'national') return { code: ENGLAND }
  if (level !== 'local authority') return undefined
  const at = columnOf(csv, 'old_la_code')
  const code = codeOf(line.cell(at))
  const longCode = wordsIn(line.cell(columnOf(csv, 'new_la_code')))
  const name = wordsIn(line.cell(columnOf(csv, 'la_name')))
  if (code !== '') return { code, longCode, name }
  r.into.refusals.push(
    wrongCell(csv, line, at, {
      kind: 'no-council',
      message: 'There is no code of a council in this row',
      mend: 'Download the table again: every row of a local authority has its code',
    }),
  )
  return undefined
}

function isLeftOut({ csv, table }: Reading, line: Line): boolean {
  return (
    table.only !== undefined &&
    line.cell(columnOf(csv, table.only.column)).toLowerCase() !== table.only.text
  )
}

type Belongs = Pick<PublishedRow, 'area' | 'year' | 'release'>

function readRow(r: Reading, line: Line, belongs: Belongs): void {
  for (const [column, series] of r.table.columns)
    addCell(r, line, columnOf(r.csv, column), { ...belongs, series })
  const { months } = r.table
  if (months === undefined) return
  MONTHS.forEach((name, i) => {
    const month = i < 9 ? i + 4 : i - 8
    addCell(r, line, columnOf(r.csv, name), { ...belongs, series: months, month })
  })
}

function addCell(
  r: Reading,
  line: Line,
  column: number,
  about: Belongs & Pick<PublishedRow, 'series' | 'month'>,
): void {
  if (column < 0) return
  const figure = countFigure(line.cell(column))
  if (figure === undefined)
    return void r.into.refusals.push(
      wrongCell(r.csv, line, column, {
        kind: 'not-a-count',
        message:
          'This is neither a whole number nor a sign of the published tables (c, k, x, z, u)',
        mend: 'Write the number in figures, as it was published',
      }),
    )
  const value: PublishedRow = { ...figure, ...about, file: r.csv.file, row: line.row }
  const key = `${about.area} ${about.year} ${about.month ?? ''} ${about.series}`
  const before = r.seen.get(key)
  r.seen.set(key, before ?? value)
  if (before === undefined) r.values.push(value)
  else if (shown(before) !== shown(value))
    r.into.refusals.push(
      wrongCell(r.csv, line, column, {
        kind: 'said-twice',
        message: `${about.area} in ${about.year} has ${shown(before)} in row ${before.row}, and ${shown(value)} here`,
        mend: 'Keep the row that is right',
      }),
    )
}

function shown(value: PublishedRow): string {
  return String(numberOf(value) ?? value.kind)
}

function releaseIn(csv: Csv): number {
  const named = /release[ _-]?(\d{4})/i.exec(csv.file)
  if (named?.[1] !== undefined) return Number(named[1])
  let latest = 0
  eachLine(csv, (line) => {
    const year = Number(line.cell(columnOf(csv, 'time_period')).slice(0, 4))
    if (year > latest) latest = year
  })
  return latest
}

function columnTwice(csv: Csv, column: string): Refusal {
  return {
    kind: 'duplicate-column',
    file: csv.file,
    row: csv.headingRow,
    column,
    message: `The heading has the column ${column} twice`,
    mend: 'Remove one of the two',
  }
}

function ragged(csv: Csv, line: Line): Refusal {
  return {
    kind: 'ragged',
    file: csv.file,
    row: line.row,
    value: `${line.cells} cells`,
    message: `This row has ${line.cells} cells and the heading ${csv.heading.length}`,
    mend: 'Check for a comma inside a cell, or a line cut short; or download the table again',
  }
}

function noRows(csv: Csv): Refusal {
  return {
    kind: 'no-rows',
    file: csv.file,
    row: csv.headingRow,
    message: `${csv.file} has a heading and no row of England or of a council`,
    mend: 'Download the table again, with every row',
  }
}

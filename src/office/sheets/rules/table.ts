import { ok, refused } from '#kernel/result.ts'
import type { Refusal, Result } from '#kernel/result.ts'

/** One cell as text. `formula` is what it was computed from, when the file says so. */
export type Cell = { readonly text: string; readonly formula?: string }

/** A grid of a file; `rows[0]` is row `firstRow` of the person's own view. */
export type Sheet = {
  readonly file: string
  /** Absent for CSV. */
  readonly sheet?: string
  readonly rows: readonly (readonly Cell[])[]
  readonly firstRow: number
}

/** A row of a table: cells by column name, and where it stands. */
export type TableRow = {
  readonly row: number
  /** The trimmed text of a column; empty when the column is not there. */
  readonly text: (column: string) => string
}

export type Formula = {
  readonly row: number
  readonly column: string
  readonly formula: string
  readonly value: string
}

export type Table = {
  readonly file: string
  readonly sheet?: string
  readonly columns: readonly string[]
  /** Columns the reader did not ask for: kept in the file, not read. */
  readonly strangers: readonly string[]
  readonly rows: readonly TableRow[]
  readonly formulas: readonly Formula[]
}

export type Wanted = { readonly required: readonly string[]; readonly optional?: readonly string[] }

/** Where something stands, for a refusal. */
export function placeOf(sheet: {
  readonly file: string
  readonly sheet?: string
}): Pick<Refusal, 'file' | 'sheet'> {
  return sheet.sheet === undefined ? { file: sheet.file } : { file: sheet.file, sheet: sheet.sheet }
}

/** A column's name as it is compared: small letters, words joined by underscores, without a unit in brackets. */
export function columnKey(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s\u00a0-]+/g, '_')
}

/** Reads a sheet by its heading. Refuses a missing or double column, and an empty sheet. Blank rows are passed over. */
export function asTable(sheet: Sheet, wanted: Wanted): Result<Table> {
  const heading = sheet.rows.findIndex((row) => row.some((cell) => cell.text.trim() !== ''))
  const head = sheet.rows[heading]
  const place = placeOf(sheet)
  if (head === undefined) {
    return refused({
      kind: 'empty',
      ...place,
      message: `${nameOf(sheet)} is empty`,
      mend: 'Fill in the sheet, with the column names in its first row',
    })
  }
  const keys = head.map((cell) => columnKey(cell.text))
  const faults = headingFaults(sheet, sheet.firstRow + heading, keys, wanted)
  if (faults.length > 0) return refused(...faults)
  const known = new Set([...wanted.required, ...(wanted.optional ?? [])])
  const body = sheet.rows.slice(heading + 1)
  const first = sheet.firstRow + heading + 1
  return ok({
    ...place,
    file: sheet.file,
    columns: keys.filter((k) => known.has(k)),
    strangers: keys.filter((k) => k !== '' && !known.has(k)),
    rows: body.flatMap((cells, i) =>
      cells.every((c) => c.text.trim() === '') ? [] : [tableRow(keys, cells, first + i)],
    ),
    formulas: body.flatMap((cells, i) => formulasOf(keys, cells, first + i)),
  })
}

function nameOf(sheet: Sheet): string {
  return sheet.sheet === undefined ? sheet.file : `Sheet "${sheet.sheet}" of ${sheet.file}`
}

function headingFaults(
  sheet: Sheet,
  row: number,
  keys: readonly string[],
  wanted: Wanted,
): readonly Refusal[] {
  const place = { ...placeOf(sheet), row }
  const missing = wanted.required.filter((column) => !keys.includes(column))
  const known = [...wanted.required, ...(wanted.optional ?? [])]
  const twice = known.filter((column) => keys.indexOf(column) !== keys.lastIndexOf(column))
  return [
    ...missing.map((column) => ({
      kind: 'missing-column',
      ...place,
      column,
      message: `${nameOf(sheet)} has no column ${column}`,
      mend: `Add the column; the first row must hold ${wanted.required.join(', ')}`,
    })),
    ...twice.map((column) => ({
      kind: 'duplicate-column',
      ...place,
      column,
      message: `${nameOf(sheet)} has the column ${column} twice`,
      mend: 'Remove one of the two',
    })),
  ]
}

function tableRow(keys: readonly string[], cells: readonly Cell[], row: number): TableRow {
  return { row, text: (column) => (cells[keys.indexOf(column)]?.text ?? '').trim() }
}

function formulasOf(
  keys: readonly string[],
  cells: readonly Cell[],
  row: number,
): readonly Formula[] {
  return cells.flatMap((cell, i) =>
    cell.formula === undefined
      ? []
      : [{ row, column: keys[i] ?? String(i + 1), formula: cell.formula, value: cell.text }],
  )
}

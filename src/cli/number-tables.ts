import { ok, refused } from '#kernel/result.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import { columnKey, placeOf, readSheets } from '#office/sheets/index.ts'
import type { Sheet } from '#office/sheets/index.ts'
import type { GivenFile } from './files.ts'

/** A row of a small table of numbers: cells by column, and where it stands. */
export type NumberRow = {
  readonly text: (...columns: readonly string[]) => string
  /** The number in the first of these columns that there is; undefined when the cell is empty. */
  readonly number: (...columns: readonly string[]) => number | undefined
  readonly where: Pick<Refusal, 'file' | 'sheet' | 'row'>
}

/**
 * Reads the first sheet of a file as rows of labels and numbers. `wanted` names the columns that must be there, each with
 * the names it may have; an empty name stands for a first column without a heading, as the peer writes its tables.
 */
export function numberRows(
  file: GivenFile,
  wanted: readonly (readonly string[])[],
): Result<readonly NumberRow[]> {
  const read = readSheets(file.name, file.bytes)
  if (!read.ok) return read
  const [sheet] = read.value
  const at = sheet?.rows.findIndex((row) => row.some((c) => c.text.trim() !== '')) ?? -1
  const head = sheet?.rows[at]
  if (sheet === undefined || head === undefined) return refused(emptyFile(file))
  const keys = head.map((cell) => columnKey(cell.text))
  const missing = wanted.filter((names) => !names.some((name) => keys.includes(name)))
  if (missing.length > 0)
    return refused(...missing.map((names) => missingColumn(sheet, names, keys)))
  const refusals: Refusal[] = []
  const rows = sheet.rows.flatMap((cells, i) =>
    i <= at || cells.every((c) => c.text.trim() === '')
      ? []
      : [
          rowOf(
            sheet,
            keys,
            cells.map((c) => c.text.trim()),
            sheet.firstRow + i,
            refusals,
          ),
        ],
  )
  return refusals.length > 0 ? refused(...refusals) : ok(rows)
}

const NUMBER = /^-?\d+(\.\d+)?(e-?\d+)?$/i

function rowOf(
  sheet: Sheet,
  keys: readonly string[],
  cells: readonly string[],
  row: number,
  refusals: Refusal[],
): NumberRow {
  const where = { ...placeOf(sheet), row }
  const text = (...columns: readonly string[]): string => {
    const key = columns.find((c) => keys.includes(c))
    return key === undefined ? '' : (cells[keys.indexOf(key)] ?? '')
  }
  keys.forEach((column, i) => {
    const value = plain(cells[i] ?? '')
    if (NUMBERS.has(column) && value !== '' && !NUMBER.test(value))
      refusals.push({
        kind: 'not-a-number',
        ...where,
        column,
        value: cells[i] ?? '',
        message: `"${cells[i] ?? ''}" is not a number`,
        mend: 'Write digits with at most one point, such as 0.5 or 950.00',
      })
  })
  return {
    text,
    where,
    number: (...columns) => {
      const value = plain(text(...columns))
      return value === '' ? undefined : Number(value)
    },
  }
}

/** Columns that hold numbers. */
const NUMBERS: ReadonlySet<string> = new Set([
  'multiply_value',
  'add_value',
  'share',
  '0',
  'weekly_gbp',
  'price',
  'cost',
])

function plain(text: string): string {
  return text.replaceAll(/[£,\s]/g, '')
}

function emptyFile(file: GivenFile): Refusal {
  return {
    kind: 'empty',
    file: file.name,
    message: 'The file is empty',
    mend: 'Fill it in, with the column names in its first row',
  }
}

function missingColumn(sheet: Sheet, names: readonly string[], keys: readonly string[]): Refusal {
  return {
    kind: 'missing-column',
    ...placeOf(sheet),
    row: sheet.firstRow,
    column: names[0] ?? '',
    value: keys.join(', ').slice(0, 120),
    message: `There is no column ${names.filter((n) => n !== '').join(' or ')}`,
    mend: 'Add the column; its name stands in the first row',
  }
}

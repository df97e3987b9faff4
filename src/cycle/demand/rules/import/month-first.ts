import type { Refusal } from '#kernel/result.ts'
import { cellText, columnName } from './reader.ts'
import type { FileReader } from './reader.ts'
import { separatorByte } from './open.ts'
import { scan } from './scan.ts'
import type { Row } from './scan.ts'

/** Rows set aside for a month first before the whole column is doubted. */
const DOUBT = 3

/**
 * A column written month first throughout: most of its days would pass as other days, in silence. It is so when some
 * rows can only be month first and no row can only be day first. The whole file is then refused.
 */
export function monthFirstColumns(f: FileReader): readonly Refusal[] {
  return [...f.monthFirst]
    .filter(([, count]) => count >= DOUBT)
    .flatMap(([column, count]) => {
      const cell = f.opened.columns.get(column)
      const seen = cell === undefined ? undefined : look(f, cell)
      return seen === undefined || seen.dayFirst > 0 ? [] : [refusal(f, column, count, seen.first)]
    })
}

type First = { readonly row: number; readonly value: string }

function look(f: FileReader, cell: number): { dayFirst: number; first: First } {
  const { opened } = f
  const seen = { dayFirst: 0, first: { row: 0, value: '' } }
  scan(opened.utf8, separatorByte(opened.separator), opened.body, (row: Row) => {
    const match = /^\s*(\d{1,2})\/(\d{1,2})\/\d{4}/.exec(cellText(f, row, cell))
    if (match === null) return
    if (Number(match[1]) > 12) seen.dayFirst += 1
    if (seen.first.row === 0 && Number(match[2]) > 12)
      seen.first = { row: row.number, value: match[0].trim() }
  })
  return seen
}

function refusal(f: FileReader, column: string, count: number, first: First): Refusal {
  const name = columnName(f.opened, f.opened.columns.get(column) ?? 0)
  return {
    kind: 'month-first-column',
    file: f.opened.file.name,
    row: first.row,
    column: name,
    value: first.value,
    message: `${name} in ${f.opened.file.name} is written month first: ${count} rows cannot be read otherwise, so the others would be read wrongly.`,
    mend: 'Export the dates as dd/mm/yyyy.',
  }
}

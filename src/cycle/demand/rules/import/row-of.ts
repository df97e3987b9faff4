import type { Refusal } from '#kernel/result.ts'
import { openFile, separatorByte } from './open.ts'
import type { FileIn } from './open.ts'
import { scan } from './scan.ts'
import { textOf } from './text.ts'
import { FOUND_AT } from '../xml/table-rows.ts'

export type Cell = { readonly column: string; readonly value: string }

/** Columns that identify nobody: what a figure's origin shows to everyone who may see the figure. */
const PLAIN = new Set(
  `${FOUND_AT} DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC REASON_PLACE_CHANGE SEX ETHNIC DUC LA YEAR`.split(
    ' ',
  ),
)

export function isPlainColumn(column: string): boolean {
  return PLAIN.has(column)
}

/** The cells of one row of a file of the return, by column; undefined when there is no such row. */
export function rowOf(
  file: FileIn,
  number: number,
): readonly Cell[] | readonly Refusal[] | undefined {
  const opened = openFile(file, Number.POSITIVE_INFINITY)
  if (!('table' in opened)) return opened
  let cells: readonly Cell[] | undefined
  scan(opened.utf8, separatorByte(opened.separator), opened.body, (row) => {
    if (row.number < number) return undefined
    if (row.number === number)
      cells = opened.names.map((column, c) => ({
        column,
        value:
          c < row.cells
            ? textOf(opened.utf8, row.starts[c] ?? 0, row.ends[c] ?? 0)
                .replaceAll('""', '"')
                .trim()
            : '',
      }))
    return 'stop'
  })
  return cells
}

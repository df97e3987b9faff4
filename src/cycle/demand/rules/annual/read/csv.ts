import type { Refusal } from '#kernel/result.ts'
import { notText } from '../../import/sniff.ts'
import { MOST_CELLS, scan } from '../../import/scan.ts'
import type { Place, Row } from '../../import/scan.ts'
import { asText, textOf } from '../../import/text.ts'

/** A file as it was sent, unpacked. */
export type AnnualFile = { readonly name: string; readonly bytes: Uint8Array }

/** A separated table whose heading has been read. */
export type Csv = {
  readonly file: string
  readonly heading: readonly string[]
  readonly headingRow: number
  readonly utf8: Uint8Array
  readonly separator: number
  readonly body: Place
}

/** One row: its number as a spreadsheet counts it, and its cells by the number of their column. */
export type Line = {
  readonly row: number
  readonly cells: number
  readonly cell: (column: number) => string
}

const SEPARATORS = [44, 59, 9]

/** Reads the heading, or says why the file is no table. The separator is the one that cuts the heading most. */
export function openCsv(file: AnnualFile): Csv | Refusal {
  if (file.bytes.length === 0) return nothing(file.name)
  const strange = notText(file.name, file.bytes)
  if (strange !== undefined) return strange
  const text = asText(file.name, file.bytes)
  if (!('utf8' in text)) return text
  const found = SEPARATORS.map((s) => headingAt(file.name, text.utf8, s, { from: 0, row: 1 }))
  const best = found.reduce((a, b) => ((b?.heading.length ?? 0) > (a?.heading.length ?? 0) ? b : a))
  return best ?? nothing(file.name)
}

/** The same file with its heading further down: some tables stand under other rows. */
export function headingFurtherDown(csv: Csv): Csv | undefined {
  return headingAt(csv.file, csv.utf8, csv.separator, csv.body)
}

function headingAt(
  file: string,
  utf8: Uint8Array,
  separator: number,
  from: Place,
): Csv | undefined {
  let found: { heading: string[]; row: number } | undefined
  const { next } = scan(utf8, separator, from, (row) => {
    const heading = Array.from({ length: Math.min(row.cells, MOST_CELLS) }, (_, i) =>
      columnKey(cellOf(utf8, row, i)),
    )
    found = { heading, row: row.number }
    return 'stop'
  })
  if (found === undefined) return undefined
  return { file, heading: found.heading, headingRow: found.row, utf8, separator, body: next }
}

/** `LA Number` and `la_number` are the same column. */
export function columnKey(text: string): string {
  return text.trim().toLowerCase().replaceAll(/\s+/g, '_')
}

/** Hands over every row under the heading that is not blank; a quote that never closes is a refusal. */
export function eachLine(csv: Csv, visit: (line: Line) => void): Refusal | undefined {
  const { unclosed } = scan(csv.utf8, csv.separator, csv.body, (row) => {
    visit({ row: row.number, cells: row.cells, cell: (i) => cellOf(csv.utf8, row, i).trim() })
  })
  if (unclosed === undefined) return undefined
  return {
    kind: 'unclosed-quote',
    file: csv.file,
    row: unclosed.row,
    column: csv.heading[unclosed.cell] ?? String(unclosed.cell + 1),
    message: 'A quote opened in this row never closes',
    mend: 'Close the quote, or export the table again',
  }
}

function cellOf(utf8: Uint8Array, row: Row, i: number): string {
  if (i < 0 || i >= Math.min(row.cells, MOST_CELLS)) return ''
  return textOf(utf8, row.starts[i] ?? 0, row.ends[i] ?? 0).replaceAll('""', '"')
}

function nothing(file: string): Refusal {
  return {
    kind: 'empty',
    file,
    message: 'The file is empty',
    mend: 'Export the table again and send that',
  }
}

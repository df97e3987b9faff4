/**
 * Cells of a separated table (RFC 4180), found in its bytes: a row is handed over as offsets, so that a day or a code
 * is read without making text. Written here because rules import no library and the speed asked of an import is high
 * (10-demand, section 7; docs/decisions/0010); held against csv-parse in the tests.
 */

/** One row, reused for the next: read what you need before you return. */
export type Row = {
  /** As the person's own file counts them: the heading is row 1, a blank line is a row. */
  number: number
  cells: number
  readonly starts: Uint32Array
  readonly ends: Uint32Array
  /** Number of the first cell with text after its closing quote; -1 when there is none. */
  torn: number
}

/** A quote that never closes: everything after it would be one cell. */
export type Unclosed = { readonly row: number; readonly cell: number; readonly at: number }

/** Cells past this many are counted and not kept. */
export const MOST_CELLS = 1024

const QUOTE = 34
const LF = 10
const CR = 13

type Cursor = {
  readonly utf8: Uint8Array
  readonly separator: number
  at: number
  unclosed: Unclosed | undefined
}

export type Place = { readonly from: number; readonly row: number }

/** Hands over each row that is not blank, from `place` on, until `visit` says stop. */
export function scan(
  utf8: Uint8Array,
  separator: number,
  place: Place,
  visit: (row: Row) => 'stop' | void,
): { readonly next: Place; readonly unclosed: Unclosed | undefined } {
  const cursor: Cursor = { utf8, separator, at: place.from, unclosed: undefined }
  const row: Row = {
    number: place.row - 1,
    cells: 0,
    starts: new Uint32Array(MOST_CELLS),
    ends: new Uint32Array(MOST_CELLS),
    torn: -1,
  }
  while (cursor.at < utf8.length && cursor.unclosed === undefined) {
    readRow(cursor, row)
    if (cursor.unclosed === undefined && !isBlank(utf8, row) && visit(row) === 'stop') break
  }
  return { next: { from: cursor.at, row: row.number + 1 }, unclosed: cursor.unclosed }
}

function readRow(cursor: Cursor, row: Row): void {
  const { utf8, separator } = cursor
  row.number += 1
  row.cells = 0
  row.torn = -1
  for (;;) {
    if (utf8[cursor.at] === QUOTE) readQuoted(cursor, row)
    else readPlain(cursor, row)
    row.cells += 1
    if (cursor.at < utf8.length && utf8[cursor.at] === separator) {
      cursor.at += 1
      continue
    }
    cursor.at += utf8[cursor.at] === CR && utf8[cursor.at + 1] === LF ? 2 : 1
    return
  }
}

function readPlain(cursor: Cursor, row: Row): void {
  const end = endOfCell(cursor, cursor.at)
  keep(row, cursor.at, end)
  cursor.at = end
}

function readQuoted(cursor: Cursor, row: Row): void {
  const { utf8 } = cursor
  const opened = cursor.at
  let i = opened + 1
  while (i < utf8.length && !(utf8[i] === QUOTE && utf8[i + 1] !== QUOTE))
    i += utf8[i] === QUOTE ? 2 : 1
  if (i >= utf8.length) {
    cursor.unclosed = { row: row.number, cell: row.cells, at: opened }
    cursor.at = utf8.length
    return
  }
  keep(row, opened + 1, i)
  cursor.at = endOfCell(cursor, i + 1)
  if (cursor.at === i + 1) return
  if (row.torn < 0) row.torn = row.cells
  keep(row, opened, cursor.at)
}

/** Where the separator, the end of the line or the end of the file next comes. */
function endOfCell(cursor: Cursor, from: number): number {
  const { utf8, separator } = cursor
  let i = from
  for (; i < utf8.length; i += 1) {
    const b = utf8[i] ?? 0
    if (b === separator || b === LF || b === CR) break
  }
  return i
}

function keep(row: Row, from: number, to: number): void {
  if (row.cells >= MOST_CELLS) return
  row.starts[row.cells] = from
  row.ends[row.cells] = to
}

/** A row without a character that counts: an empty line, or separators and spaces alone. */
function isBlank(utf8: Uint8Array, row: Row): boolean {
  const kept = Math.min(row.cells, MOST_CELLS)
  for (let c = 0; c < kept; c += 1) {
    const to = row.ends[c] ?? 0
    for (let i = row.starts[c] ?? 0; i < to; i += 1) if ((utf8[i] ?? 0) > 32) return false
  }
  return true
}

/** At most how many rows follow `from`: one for each end of a line, and one more. */
export function rowsAtMost(utf8: Uint8Array, from: number): number {
  let lf = 0
  let cr = 0
  for (let i = from; i < utf8.length; i += 1) {
    if (utf8[i] === LF) lf += 1
    else if (utf8[i] === CR && utf8[i + 1] !== LF) cr += 1
  }
  return lf + cr + 1
}

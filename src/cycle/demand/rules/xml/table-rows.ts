import { TABLES } from '../import/tables.ts'
import type { Table, TableName } from '../import/tables.ts'

/** Where a row stands in its file: the one column of a table from XML that is ours. */
export const FOUND_AT = 'FOUND_AT'

/** A table found in an XML file, its rows as a separated table without a heading. */
export type TableIn = {
  readonly table: Table
  readonly names: readonly string[]
  readonly rows: Uint8Array
  readonly encoding: 'UTF-8' | 'UTF-16' | 'Windows-1252'
  /** Elements that are not of the return: in the file, and not read. */
  readonly strangers: readonly string[]
}

/** Rows of one table as they are gathered: UTF-8, cells in quotes where they must be. */
export type TableRows = {
  readonly table: Table
  readonly names: readonly string[]
  bytes: Uint8Array
  used: number
  /** Rows so far, empty ones counted: the number of the last. */
  rows: number
}

export function tableRows(name: TableName): TableRows {
  const table = TABLES.find((t) => t.name === name)
  if (table === undefined) throw new Error(`${name} is no table of the return`)
  const names = [...table.required, ...table.others, FOUND_AT]
  return { table, names, bytes: new Uint8Array(4096), used: 0, rows: 0 }
}

/** Writes a row. */
export function addRow(t: TableRows, cells: ReadonlyMap<string, string>): void {
  t.names.forEach((name, i) => {
    if (i > 0) put(t, COMMA)
    putCell(t, cells.get(name) ?? '')
  })
  put(t, LF)
  t.rows += 1
}

/** Leaves rows empty, so that the next has this number. */
export function upToRow(t: TableRows, number: number): void {
  while (t.rows < number - 1) {
    put(t, LF)
    t.rows += 1
  }
}

const COMMA = 44
const LF = 10
const QUOTE = 34

function put(t: TableRows, byte: number): void {
  if (t.used === t.bytes.length) {
    const wider = new Uint8Array(t.bytes.length * 2)
    wider.set(t.bytes)
    t.bytes = wider
  }
  t.bytes[t.used] = byte
  t.used += 1
}

function putCell(t: TableRows, text: string): void {
  const quoted = /[",\r\n]/.test(text)
  if (quoted) put(t, QUOTE)
  for (const character of text) {
    if (character === '"') put(t, QUOTE)
    putCharacter(t, character.codePointAt(0) ?? 0)
  }
  if (quoted) put(t, QUOTE)
}

function putCharacter(t: TableRows, code: number): void {
  if (code < 0x80) return put(t, code)
  if (code < 0x800) put(t, 0xc0 | (code >> 6))
  else {
    if (code < 0x10000) put(t, 0xe0 | (code >> 12))
    else {
      put(t, 0xf0 | (code >> 18))
      put(t, 0x80 | ((code >> 12) & 63))
    }
    put(t, 0x80 | ((code >> 6) & 63))
  }
  put(t, 0x80 | (code & 63))
}

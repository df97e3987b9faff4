import type { Refusal } from '#kernel/result.ts'
import { textOf, asText } from './text.ts'
import type { Encoding } from './text.ts'
import { MOST_CELLS, scan } from './scan.ts'
import type { Place, Row } from './scan.ts'
import { notText } from './sniff.ts'
import { EXTRA, recognise, TABLES } from './tables.ts'
import type { Table } from './tables.ts'
import { FOUND_AT } from '../xml/table-rows.ts'
import type { TableIn } from '../xml/table-rows.ts'

/** A file as it was sent. The hash is made by whoever holds the bytes. */
export type FileIn = {
  readonly name: string
  readonly bytes: Uint8Array
  readonly sha256: string
  /** The year ending 31 March that its sender says it is for. */
  readonly year?: number | undefined
  /** Which import it came with, in order of time: a later one's table of a return takes the place of an earlier's. */
  readonly rank?: number
  /** Of XML: one of the tables in it, or why it cannot be read. Its rows are counted by element, from 1. */
  readonly read?: TableIn | readonly Refusal[]
  /** Of XML: the tables in it that are wanted; all when absent. */
  readonly tables?: readonly string[]
}

/** A file whose heading has been read: a known table, its columns, and where its rows begin. */
export type Opened = {
  readonly file: FileIn
  readonly table: Table
  readonly utf8: Uint8Array
  readonly encoding: Encoding
  readonly separator: ',' | ';' | 'tab'
  readonly width: number
  /** Cell number of each column that we know. */
  readonly columns: ReadonlyMap<string, number>
  readonly names: readonly string[]
  /** Columns that the table does not have: kept in the file, not read. */
  readonly strangers: readonly string[]
  readonly body: Place
}

const SEPARATORS = [
  { sign: ',', byte: 44 },
  { sign: ';', byte: 59 },
  { sign: 'tab', byte: 9 },
] as const

export function separatorByte(sign: Opened['separator']): number {
  return sign === ',' ? 44 : sign === ';' ? 59 : 9
}

/** Reads the heading of a file and says which table it is, or why it cannot be read. */
export function openFile(file: FileIn, limitBytes: number): Opened | readonly Refusal[] {
  const refusal = file.bytes.length === 0 ? empty(file) : tooBig(file, limitBytes)
  if (refusal !== undefined) return [refusal]
  if (file.read !== undefined) return 'table' in file.read ? fromXml(file, file.read) : file.read
  const strange = notText(file.name, file.bytes)
  if (strange !== undefined) return [strange]
  const text = asText(file.name, file.bytes)
  if (!('utf8' in text)) return [text]
  const heading = readHeading(text.utf8)
  if (heading === undefined) return [empty(file)]
  const faults = headingFaults(file, heading)
  if (faults.length > 0) return faults
  return asTable(file, { ...text, ...heading })
}

function fromXml(file: FileIn, read: TableIn): Opened {
  const { table, names, rows, encoding, strangers } = read
  return {
    file,
    table,
    utf8: rows,
    encoding,
    separator: ',',
    width: names.length,
    columns: new Map(names.flatMap((name, i) => (name === FOUND_AT ? [] : [[name, i] as const]))),
    names,
    strangers,
    body: { from: 0, row: 1 },
  }
}

function empty(file: FileIn): Refusal {
  return {
    kind: 'empty',
    file: file.name,
    message: `${file.name} is empty.`,
    mend: 'Export the table again and send that.',
  }
}

function tooBig(file: FileIn, limit: number): Refusal | undefined {
  if (file.bytes.length <= limit) return undefined
  return {
    kind: 'too-big',
    file: file.name,
    value: mb(file.bytes.length),
    message: `${file.name} has ${mb(file.bytes.length)}; the limit is ${mb(limit)}.`,
    mend: 'Send one table and one year in each file, or have the limit raised in the settings.',
  }
}

function mb(bytes: number): string {
  return `${Math.ceil(bytes / 1_000_000)} MB`
}

type Heading = {
  readonly names: readonly string[]
  readonly separator: Opened['separator']
  readonly body: Place
  readonly unclosed: boolean
  readonly row: number
}

/** The first row that is not blank, cut by the separator that gives the most known columns. */
function readHeading(utf8: Uint8Array): Heading | undefined {
  const said = /^"?sep=(.)"?[\t;,]*\r?\n/i.exec(textOf(utf8, 0, asciiUpTo(utf8, 20)))
  const start: Place = said === null ? { from: 0, row: 1 } : { from: said[0].length, row: 2 }
  let best: Heading | undefined
  let most = -1
  for (const { sign, byte } of SEPARATORS) {
    const heading = firstRow(utf8, byte, sign, start)
    if (heading === undefined) return undefined
    const known = heading.names.filter((n) => KNOWN.has(n)).length
    if (known > most) {
      most = known
      best = heading
    }
  }
  return best
}

/** Every column of every table of the return. */
const KNOWN: ReadonlySet<string> = new Set<string>([
  ...TABLES.flatMap((t) => [...t.required, ...t.others]),
  ...EXTRA,
])

function asciiUpTo(utf8: Uint8Array, most: number): number {
  let n = 0
  while (n < most && n < utf8.length && (utf8[n] ?? 0) < 128) n += 1
  return n
}

function firstRow(
  utf8: Uint8Array,
  byte: number,
  separator: Opened['separator'],
  start: Place,
): Heading | undefined {
  let names: readonly string[] | undefined
  let row = 1
  const { next, unclosed } = scan(utf8, byte, start, (r) => {
    names = headingNames(utf8, r)
    row = r.number
    return 'stop'
  })
  if (unclosed !== undefined)
    return { names: [], separator, body: next, unclosed: true, row: unclosed.row }
  return names === undefined ? undefined : { names, separator, body: next, unclosed: false, row }
}

function headingNames(utf8: Uint8Array, row: Row): readonly string[] {
  const count = Math.min(row.cells, MOST_CELLS)
  const names = Array.from({ length: count }, (_, c) =>
    textOf(utf8, row.starts[c] ?? 0, Math.min(row.ends[c] ?? 0, (row.starts[c] ?? 0) + 200))
      .replaceAll('\u00a0', ' ')
      .trim()
      .toUpperCase()
      .replaceAll(/\s+/g, '_'),
  )
  while (names.length > 0 && names.at(-1) === '') names.pop()
  return names
}

function headingFaults(file: FileIn, heading: Heading): readonly Refusal[] {
  if (heading.unclosed)
    return [
      {
        kind: 'unclosed-quote',
        file: file.name,
        row: heading.row,
        message: `In ${file.name}, a quote opened in the heading never closes.`,
        mend: 'Close the quote, or export the table again.',
      },
    ]
  const twice = heading.names.filter((n, i) => KNOWN.has(n) && heading.names.indexOf(n) !== i)
  return [...new Set(twice)].map((column) => ({
    kind: 'duplicate-column',
    file: file.name,
    row: heading.row,
    column,
    message: `${file.name} has the column ${column} twice.`,
    mend: 'Remove one of the two, and send the file again.',
  }))
}

type Read = Heading & { readonly utf8: Uint8Array; readonly encoding: Encoding }

function asTable(file: FileIn, read: Read): Opened | readonly Refusal[] {
  const found = recognise(read.names)
  switch (found.kind) {
    case 'none':
      return [noSuchTable(file, read)]
    case 'missing':
      return found.columns.map((column) => missingColumn(file, found.table, column))
    case 'two':
      return [ambiguous(file, found.tables)]
    case 'table':
      return opened(file, read, found.table)
  }
}

function noSuchTable(file: FileIn, read: Read): Refusal {
  return {
    kind: 'no-such-table',
    file: file.name,
    row: read.row,
    value: read.names.slice(0, 8).join(', ').slice(0, 120),
    message: `${file.name} is not a table of the return: its heading is not one we know.`,
    mend: 'The first row must hold the column names, such as CHILD, DECOM, RNE. Remove any title above it.',
  }
}

function missingColumn(file: FileIn, table: Table, column: string): Refusal {
  return {
    kind: 'missing-column',
    file: file.name,
    row: 1,
    column,
    message: `${file.name} looks like the ${table.name} table but has no column ${column}.`,
    mend: `Add ${column} to the export; a column may be empty but must be there.`,
  }
}

function ambiguous(file: FileIn, tables: readonly Table[]): Refusal {
  const names = tables.map((t) => t.name).join(' and ')
  return {
    kind: 'two-tables',
    file: file.name,
    row: 1,
    value: names,
    message: `${file.name} could be ${names}: it has every column of each.`,
    mend: 'Send each table in a file of its own.',
  }
}

function opened(file: FileIn, read: Read, table: Table): Opened {
  const own = new Set<string>([...table.required, ...table.others, ...EXTRA])
  const columns = new Map<string, number>()
  read.names.forEach((name, i) => {
    if (own.has(name) && !columns.has(name)) columns.set(name, i)
  })
  return {
    file,
    table,
    utf8: read.utf8,
    encoding: read.encoding,
    separator: read.separator,
    width: read.names.length,
    columns,
    names: read.names,
    strangers: read.names.filter((n) => n !== '' && !own.has(n)),
    body: read.body,
  }
}

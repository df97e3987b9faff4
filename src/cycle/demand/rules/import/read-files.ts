import type { Refusal } from '#kernel/result.ts'
import { episodes, headers } from './columns.ts'
import type { Episodes, Headers } from './columns.ts'
import { openFile } from './open.ts'
import type { FileIn, Opened } from './open.ts'
import { fileReader, reader } from './reader.ts'
import type { FileReader, Reader } from './reader.ts'
import { monthFirstColumns } from './month-first.ts'
import { councilMissing, oneCouncil, wrongCouncil } from './councils.ts'
import { repeatedFiles, repeatedTables } from './repeats.ts'
import { rowsAtMost } from './scan.ts'
import type { Unclosed } from './scan.ts'
import { textOf } from './text.ts'
import { countRows, readEpisodes, readHeader, readUasc } from './used-tables.ts'
import type { Unaccompanied } from './used-tables.ts'
import { endOf, labelOfName, meaningOf } from './years.ts'
import type { Label, Meaning } from './years.ts'

/** What a council may set about reading [local settings]. */
export type ReadSettings = {
  /** Largest file, in bytes. */
  readonly largest: number
  /** What a bare year such as 2017 means; undefined: settled by the dates. */
  readonly meaning?: Meaning | undefined
  /** Code, name and aliases of the council whose data these must be; undefined: any, kept apart. */
  readonly council?: readonly string[] | undefined
  /** Names of the one council to read, of several in the files. */
  readonly only?: readonly string[] | undefined
}

export const READ_DEFAULTS: ReadSettings = { largest: 200_000_000 }

/** Everything read from a set of files. Nothing in it depends on the order in which the files were given. */
export type Reading = {
  readonly files: readonly FileReader[]
  readonly reader: Reader
  readonly episodes: Episodes
  readonly headers: Headers
  readonly uasc: readonly Unaccompanied[]
  readonly meaning: Meaning
  /** Files that are the same as another, byte for byte, and were read once. */
  readonly repeated: readonly { readonly name: string; readonly same: string }[]
  /** Rows of (file, return) that a later import's table takes the place of: `file * 65,536 + return`. */
  readonly replaced: ReadonlySet<number>
}

/** Reads files of the return, whole or not at all: either everything that can be used, or every structural fault. */
export function readFiles(
  sent: readonly FileIn[],
  settings: ReadSettings,
): Reading | readonly Refusal[] {
  const { files, repeated } = repeatedFiles(sent)
  const results = files.map((f) => openFile(f, settings.largest))
  const refusals = results.flatMap((r) => ('table' in r ? [] : r))
  const opened = results.flatMap((r) => ('table' in r ? [r] : []))
  refusals.push(...missingTables(opened, refusals.length > 0))
  if (refusals.length > 0) return refusals
  const read = readOpened(opened, settings.only)
  const missing = councilMissing(read.reader)
  if (missing !== undefined) return [missing]
  refusals.push(...read.refusals, ...wrongCouncil(read.reader, settings), ...oneCouncil(read))
  const { collections } = read.reader
  const meaning = settings.meaning ?? meaningOf(collections)
  for (const c of collections) c.end = endOf(c, meaning)
  settleUndated(read.reader)
  const again = repeatedTables(read.files)
  refusals.push(...again.refusals)
  return refusals.length > 0 ? refusals : { ...read, meaning, repeated, replaced: again.replaced }
}

type Tables = {
  readonly episodes: Episodes
  readonly headers: Headers
  readonly uasc: Unaccompanied[]
}

type Read = Tables & {
  readonly files: readonly FileReader[]
  readonly reader: Reader
  readonly refusals: readonly Refusal[]
}

function readOpened(opened: readonly Opened[], only: ReadSettings['only']): Read {
  const r = reader(only)
  const into: Tables = {
    episodes: episodes(roomFor(opened, 'episodes')),
    headers: headers(roomFor(opened, 'header')),
    uasc: [],
  }
  const files = opened.map((o, i) => fileReader(r, o, i, labelOfFile(o)))
  const refusals = files.flatMap((f) => {
    const unclosed = readTable(f, into)
    if (unclosed !== undefined) return [unclosedQuote(f, unclosed)]
    return [...noRows(f), ...monthFirstColumns(f)]
  })
  return { files, reader: r, ...into, refusals }
}

function roomFor(opened: readonly Opened[], table: string): number {
  return opened
    .filter((o) => o.table.name === table)
    .reduce((n, o) => n + rowsAtMost(o.utf8, o.body.from), 0)
}

function labelOfFile(o: Opened): Label {
  return o.file.year === undefined
    ? labelOfName(o.file.name)
    : { kind: 'ending', ending: o.file.year, from: 'sender' }
}

function readTable(f: FileReader, into: Tables): Unclosed | undefined {
  switch (f.opened.table.name) {
    case 'episodes':
      return readEpisodes(f, into.episodes)
    case 'header':
      return readHeader(f, into.headers)
    case 'uasc':
      return readUasc(f, into.uasc)
    default:
      return countRows(f)
  }
}

function unclosedQuote(f: FileReader, at: Unclosed): Refusal {
  const { utf8, names, file } = f.opened
  let end = Math.min(utf8.length, at.at + 41)
  while (end > at.at && end < utf8.length && ((utf8[end] ?? 0) & 0xc0) === 0x80) end -= 1
  const column = names[at.cell] ?? `column ${at.cell + 1}`
  return {
    kind: 'unclosed-quote',
    file: file.name,
    row: at.row,
    column,
    value: column === 'CHILD' ? '(not shown)' : (textOf(utf8, at.at, end).split(/[\r\n]/)[0] ?? ''),
    message: `In ${file.name}, row ${at.row}, a quote opened in ${column} never closes: the rest cannot be read.`,
    mend: 'Close or remove the quote. If the file was cut short, export it again.',
  }
}

function noRows(f: FileReader): readonly Refusal[] {
  const needed = f.opened.table.name === 'episodes' || f.opened.table.name === 'header'
  if (f.rows > 0 || !needed) return []
  return [
    {
      kind: 'no-rows',
      file: f.opened.file.name,
      row: 1,
      message: `${f.opened.file.name} has a heading and no rows.`,
      mend: 'Export the table again: the filter of the export may have left everything out.',
    },
  ]
}

/** A forecast needs episodes and dates of birth: without either, nothing could be used. */
function missingTables(opened: readonly Opened[], already: boolean): readonly Refusal[] {
  if (already) return []
  const have = new Set<string>(opened.map((o) => o.table.name))
  return ['episodes', 'header']
    .filter((t) => !have.has(t))
    .map((table) => ({
      kind: 'missing-table',
      value: table,
      message: `There is no ${table} table among the files.`,
      mend:
        table === 'episodes'
          ? 'Add the episodes file: CHILD, DECOM, RNE, PLACE, PLACE_PROVIDER, DEC, REC.'
          : 'Add the header file: CHILD, SEX, DOB, ETHNIC. Without dates of birth no episode can be used.',
    }))
}

/** A header file of no stated year belongs to the return of the episodes of no stated year. */
function settleUndated(r: Reader): void {
  const dated = r.collections.filter((c) => c.rows > 0).map((c) => c.end)
  const [first, ...rest] = dated
  if (first === undefined) return
  const latest = rest.reduce((a, b) => (b > a ? b : a), first)
  for (const c of r.collections) if (c.label.kind === 'none' && c.rows === 0) c.end = latest
}

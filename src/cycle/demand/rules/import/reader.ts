import { code, codes, dictionary, intern } from './dictionary.ts'
import type { Codes, Dictionary } from './dictionary.ts'
import { BAD_DATE, dayIn, NO_DATE, whyNotADate } from './dates.ts'
import { isCouncil } from './council-names.ts'
import { setAside } from './faults.ts'
import type { CellFault, SetAside } from './faults.ts'
import type { Change } from './changes.ts'
import type { Opened } from './open.ts'
import { scan } from './scan.ts'
import type { Row, Unclosed } from './scan.ts'
import { separatorByte } from './open.ts'
import { past, textOf } from './text.ts'
import { collection, labelKey, labelOfCell } from './years.ts'
import type { Collection, Label } from './years.ts'

/** What reading gathers across the files of one import. */
export type Reader = {
  /** The one council whose rows are read, by its names; those of others are passed over. Undefined: all of them. */
  readonly only: readonly string[] | undefined
  /** Whether a council is the one that is read, by its number. */
  readonly wanted: boolean[]
  readonly children: Dictionary
  readonly councils: Dictionary
  /** The first spelling of each council, whatever its capitals. */
  readonly councilOf: number[]
  /** Person by (council, CHILD): children of two councils who share an identifier stay apart. */
  readonly persons: Map<number, number>
  readonly personChild: number[]
  readonly personCouncil: number[]
  readonly codes: Codes
  readonly collections: Collection[]
  readonly byKey: Map<string, number>
  readonly setAside: SetAside[]
  readonly changes: Change[]
}

export function reader(only?: readonly string[]): Reader {
  const councils = dictionary()
  intern(councils, new Uint8Array(0), 0, 0)
  return {
    only,
    wanted: [true],
    children: dictionary(),
    councils,
    councilOf: [0],
    persons: new Map(),
    personChild: [],
    personCouncil: [],
    codes: codes(),
    collections: [],
    byKey: new Map(),
    setAside: [],
    changes: [],
  }
}

/** One file being read: the reader, the file, and what is counted on the way. */
export type FileReader = {
  readonly reader: Reader
  readonly opened: Opened
  readonly index: number
  readonly label: Label
  /** Collections by raw YEAR text. */
  readonly years: Dictionary
  readonly yearOf: number[]
  readonly collectionsSeen: Set<number>
  rows: number
  aside: number
  first: number
  last: number
  readonly monthFirst: Map<string, number>
}

export function fileReader(
  reader: Reader,
  opened: Opened,
  index: number,
  label: Label,
): FileReader {
  return {
    reader,
    opened,
    index,
    label,
    years: dictionary(),
    yearOf: [],
    collectionsSeen: new Set(),
    rows: 0,
    aside: 0,
    first: Number.POSITIVE_INFINITY,
    last: Number.NEGATIVE_INFINITY,
    monthFirst: new Map(),
  }
}

export function fault(
  f: FileReader,
  row: Row,
  column: string,
  value: string,
  why: CellFault,
): void {
  f.aside += 1
  if (why.kind === 'month-first') f.monthFirst.set(column, (f.monthFirst.get(column) ?? 0) + 1)
  const place = { file: f.opened.file.name, at: f.index, row: row.number, column }
  f.reader.setAside.push(setAside(place, value, why))
}

export function cellText(f: FileReader, row: Row, cell: number): string {
  const from = row.starts[cell] ?? 0
  const to = Math.min(row.ends[cell] ?? 0, from + 400)
  return textOf(f.opened.utf8, from, wholeTo(f.opened.utf8, from, to)).replaceAll('""', '"')
}

/** A cut never falls inside a character. */
function wholeTo(utf8: Uint8Array, from: number, to: number): number {
  let end = to
  while (end > from && ((utf8[end] ?? 0) & 0xc0) === 0x80) end -= 1
  return end
}

/** Visits each row whose cells are as many as the heading's; the others are set aside. */
export function eachRow(f: FileReader, visit: (row: Row) => void): Unclosed | undefined {
  const { opened } = f
  const { unclosed } = scan(opened.utf8, separatorByte(opened.separator), opened.body, (row) => {
    if (isPassedOver(f, row)) return
    f.rows += 1
    if (row.torn >= 0) {
      fault(f, row, columnName(opened, row.torn), secret(f, row, row.torn), { kind: 'torn-quote' })
    } else if (isRagged(f, row)) {
      ragged(f, row)
    } else visit(row)
  })
  return unclosed
}

/** A row of another council than the one asked for. */
function isPassedOver(f: FileReader, row: Row): boolean {
  const { only, councils, wanted } = f.reader
  const cell = f.opened.columns.get('LA')
  if (only === undefined || cell === undefined) return false
  const council = internCouncil(f, row, cell)
  wanted[council] ??= isCouncil(only, councils.texts[council] ?? '')
  return !wanted[council]
}

export function columnName(opened: Opened, cell: number): string {
  return opened.names[cell] ?? `column ${cell + 1}`
}

/** The value of a cell as a list may show it: never an identifier. */
export function secret(f: FileReader, row: Row, cell: number): string {
  const name = f.opened.names[cell] ?? ''
  return ['CHILD', 'UPN', 'SW_ID'].includes(name) ? '(not shown)' : cellText(f, row, cell)
}

/** Too few cells; or more than the heading, when the rest are not merely empty. */
function isRagged(f: FileReader, row: Row): boolean {
  if (row.cells < f.opened.width) return true
  for (let c = f.opened.width; c < row.cells; c += 1)
    if ((row.ends[c] ?? 0) > (row.starts[c] ?? 0)) return true
  return row.cells > 1024
}

function ragged(f: FileReader, row: Row): void {
  const { width } = f.opened
  const count = `${row.cells} cells where the heading has ${width}`
  const few = row.cells < width
  const column = columnName(f.opened, few ? row.cells : width)
  fault(f, row, column, few ? '' : cellText(f, row, width), { kind: 'ragged', reason: count })
}

/** The number of the row's return; -1 when it has none, and the row is set aside. */
export function collectionOf(f: FileReader, row: Row): number {
  const cell = f.opened.columns.get('YEAR')
  if (cell === undefined || f.opened.file.year !== undefined) return numberOf(f, f.label)
  const raw = intern(f.years, f.opened.utf8, row.starts[cell] ?? 0, row.ends[cell] ?? 0)
  const known = f.yearOf[raw]
  if (known !== undefined && known >= 0) return known
  const label = labelOfCell(f.years.texts[raw] ?? '')
  if (label === undefined) {
    const text = cellText(f, row, cell)
    const reason = text.trim() === '' ? 'No collection year' : 'Not a year such as 2021'
    fault(f, row, 'YEAR', text, { kind: 'no-year', reason })
    return -1
  }
  const number = numberOf(f, label)
  f.yearOf[raw] = number
  return number
}

function numberOf(f: FileReader, label: Label): number {
  const { reader } = f
  const key = labelKey(label)
  let number = reader.byKey.get(key)
  if (number === undefined) {
    number = reader.collections.length
    reader.collections.push(collection(label))
    reader.byKey.set(key, number)
  }
  f.collectionsSeen.add(number)
  return number
}

/** The number of the row's child within its council; -1 when there is none, and the row is set aside. */
export function personOf(f: FileReader, row: Row): number {
  const { reader, opened } = f
  const cell = opened.columns.get('CHILD') ?? 0
  const why = badChild(f, row, cell)
  if (why !== undefined) {
    fault(f, row, 'CHILD', why.kind === 'no-child' ? '' : '(not shown)', why)
    return -1
  }
  const child = intern(reader.children, opened.utf8, row.starts[cell] ?? 0, row.ends[cell] ?? 0)
  const council = councilOf(f, row)
  if (council < 0) return -1
  const key = council * 16_777_216 + child
  let person = reader.persons.get(key)
  if (person === undefined) {
    person = reader.personChild.length
    reader.persons.set(key, person)
    reader.personChild.push(child)
    reader.personCouncil.push(council)
  }
  return person
}

function badChild(f: FileReader, row: Row, cell: number): CellFault | undefined {
  const { utf8 } = f.opened
  const to = row.ends[cell] ?? 0
  const from = past(utf8, row.starts[cell] ?? 0, to)
  if (from === to) return { kind: 'no-child' }
  if (to - from > 64) return { kind: 'too-long' }
  if (utf8[from] === 61) return { kind: 'formula' }
  if (to - from < 7) return undefined
  return /^\d[.,]?\d*E\+\d+$/i.test(textOf(utf8, from, to).trim())
    ? { kind: 'number-form', reason: 'A spreadsheet has shortened the identifier' }
    : undefined
}

function councilOf(f: FileReader, row: Row): number {
  const cell = f.opened.columns.get('LA')
  if (cell === undefined) return 0
  const council = internCouncil(f, row, cell)
  if (council === 0) fault(f, row, 'LA', '', { kind: 'no-council' })
  return council === 0 ? -1 : firstSpelling(f.reader, council)
}

function internCouncil(f: FileReader, row: Row, cell: number): number {
  const from = row.starts[cell] ?? 0
  const to = Math.min(row.ends[cell] ?? 0, from + 200)
  return intern(f.reader.councils, f.opened.utf8, from, wholeTo(f.opened.utf8, from, to))
}

function firstSpelling(r: Reader, council: number): number {
  const known = r.councilOf[council]
  if (known !== undefined) return known
  const text = r.councils.texts[council] ?? ''
  const first = r.councils.texts.findIndex((t, i) => i > 0 && isCouncil([t], text))
  r.councilOf[council] = first
  return first
}

/** A day that must be there, or may be empty; BAD_DATE after the row has been set aside. */
export function dateOf(f: FileReader, row: Row, column: string, needed: boolean): number {
  const cell = f.opened.columns.get(column)
  if (cell === undefined) return NO_DATE
  const day = dayIn(f.opened.utf8, row.starts[cell] ?? 0, row.ends[cell] ?? 0)
  if (day === NO_DATE && needed) {
    fault(f, row, column, '', { kind: 'no-date', reason: `No ${column}` })
    return BAD_DATE
  }
  if (day === BAD_DATE) {
    const text = cellText(f, row, cell)
    fault(f, row, column, text, whyNotADate(text))
  }
  return day
}

const LONGEST_CODE = 40

/** The number of a code; -1 after the row has been set aside for a cell that cannot be one. */
export function codeIn(f: FileReader, row: Row, column: string): number {
  const cell = f.opened.columns.get(column)
  if (cell === undefined) return 0
  const from = row.starts[cell] ?? 0
  const to = row.ends[cell] ?? 0
  if (from === to) return 0
  if (to - from > LONGEST_CODE || f.opened.utf8[from] === 61) {
    const kind = f.opened.utf8[from] === 61 ? 'formula' : 'too-long'
    fault(f, row, column, cellText(f, row, cell), { kind })
    return -1
  }
  return code(f.reader.codes, f.opened.utf8, from, to)
}

import { BAD_DATE, dayIn, NO_DATE } from './dates.ts'
import { EMPTY, shown } from './faults.ts'
import { OPEN } from './columns.ts'
import type { Episodes, Headers } from './columns.ts'
import { cellText, codeIn, collectionOf, dateOf, eachRow, personOf } from './reader.ts'
import type { FileReader } from './reader.ts'
import type { Row, Unclosed } from './scan.ts'
import { noteDay } from './years.ts'

/** Reads an episodes file into columns. 10-demand, 3E step 1: a row without a usable child, start or end is set aside. */
export function readEpisodes(f: FileReader, into: Episodes): Unclosed | undefined {
  const at = { codes: CODES.map(() => 0) }
  return eachRow(f, (row) => {
    const person = personOf(f, row)
    if (person < 0) return
    const collection = collectionOf(f, row)
    if (collection < 0) return
    const from = dateOf(f, row, 'DECOM', true)
    if (from === BAD_DATE) return
    const to = dateOf(f, row, 'DEC', false)
    if (to === BAD_DATE || !readCodes(f, row, at.codes)) return
    const n = into.count
    into.count = n + 1
    into.file[n] = f.index
    into.row[n] = row.number
    into.collection[n] = collection
    into.person[n] = person
    into.from[n] = from
    into.to[n] = to === NO_DATE ? OPEN : to
    putCodes(into, n, at.codes)
    noteRange(f, from, to)
    noteDay(f.reader.collections[collection], from, to === NO_DATE ? from : to)
  })
}

const CODES = ['RNE', 'LS', 'CIN', 'PLACE', 'PLACE_PROVIDER', 'REC', 'REASON_PLACE_CHANGE']

function readCodes(f: FileReader, row: Row, into: number[]): boolean {
  for (let i = 0; i < CODES.length; i += 1) {
    const code = codeIn(f, row, CODES[i] ?? '')
    if (code < 0) return false
    into[i] = code
  }
  return true
}

function putCodes(into: Episodes, n: number, codes: readonly number[]): void {
  into.rne[n] = codes[0] ?? 0
  into.legalStatus[n] = codes[1] ?? 0
  into.need[n] = codes[2] ?? 0
  into.place[n] = codes[3] ?? 0
  into.provider[n] = codes[4] ?? 0
  into.reasonEnded[n] = codes[5] ?? 0
  into.reasonPlaceChange[n] = codes[6] ?? 0
}

function noteRange(f: FileReader, from: number, to: number): void {
  if (from < f.first) f.first = from
  if (from > f.last) f.last = from
  if (to > f.last) f.last = to
}

/** Reads a header file into columns. 10-demand, 3E step 2: a row without a date of birth is set aside. */
export function readHeader(f: FileReader, into: Headers): Unclosed | undefined {
  return eachRow(f, (row) => {
    const person = personOf(f, row)
    if (person < 0) return
    const collection = collectionOf(f, row)
    if (collection < 0) return
    const born = dateOf(f, row, 'DOB', true)
    if (born === BAD_DATE) return
    const sex = codeIn(f, row, 'SEX')
    const ethnicity = sex < 0 ? -1 : codeIn(f, row, 'ETHNIC')
    if (ethnicity < 0) return
    const n = into.count
    into.count = n + 1
    into.file[n] = f.index
    into.row[n] = row.number
    into.collection[n] = collection
    into.person[n] = person
    into.born[n] = born
    into.sex[n] = sex
    into.ethnicity[n] = ethnicity
    noteRange(f, born, NO_DATE)
  })
}

export type Unaccompanied = {
  readonly person: number
  readonly file: number
  readonly collection: number
}

/**
 * Reads who has an unaccompanied row in any year. The date it ceased is not computed on: a wrong one is noted, and the
 * child still counts as unaccompanied.
 */
export function readUasc(f: FileReader, into: Unaccompanied[]): Unclosed | undefined {
  return eachRow(f, (row) => {
    const person = personOf(f, row)
    if (person < 0) return
    const collection = collectionOf(f, row)
    if (collection < 0) return
    noteCeased(f, row)
    into.push({ person, file: f.index, collection })
  })
}

function noteCeased(f: FileReader, row: Row): void {
  const cell = f.opened.columns.get('DUC') ?? 0
  const ceased = dayIn(f.opened.utf8, row.starts[cell] ?? 0, row.ends[cell] ?? 0)
  if (ceased === NO_DATE) return
  if (ceased !== BAD_DATE) noteRange(f, ceased, ceased)
  else {
    const was = shown(cellText(f, row, cell))
    const place = { file: f.index, row: row.number, column: 'DUC' }
    f.reader.changes.push({ ...place, kind: 'duc-not-read', was, now: EMPTY })
  }
}

/** Counts the rows of a table that is kept for the returns and not computed on. */
export function countRows(f: FileReader): Unclosed | undefined {
  return eachRow(f, (row) => {
    collectionOf(f, row)
  })
}

import { birthday, day } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { at, OPEN } from '../import/columns.ts'
import type { Change, ChangeKind } from '../import/changes.ts'
import { setAside } from '../import/faults.ts'
import type { CellFault, SetAside } from '../import/faults.ts'
import type { Reading } from '../import/read-files.ts'

/** The rows being cleaned: which are still used, and where their ends now stand. Mutable inside cleaning alone. */
export type Work = {
  readonly reading: Reading
  /** 1 while the row is used. */
  readonly used: Uint8Array
  readonly to: Int32Array
  readonly endUnknown: Uint8Array
  /** Chosen header row of each person; -1 when there is none. */
  readonly header: Int32Array
  readonly born: Int32Array
  readonly eighteen: Int32Array
  /** Used rows by person, start, return, with an end, file and row. */
  order: Uint32Array
  readonly setAside: SetAside[]
  readonly changes: Change[]
  /** The day after the last day of the latest return of any council. */
  readonly end: Day
}

export function work(reading: Reading): Work {
  const { episodes, reader } = reading
  const persons = reader.personChild.length
  const used = new Uint8Array(episodes.count).fill(1)
  for (let i = 0; i < episodes.count; i += 1)
    if (isReplaced(reading, at(episodes.file, i), at(episodes.collection, i))) used[i] = 0
  return {
    reading,
    used,
    to: episodes.to.slice(0, episodes.count),
    endUnknown: new Uint8Array(episodes.count),
    header: new Int32Array(persons).fill(-1),
    born: new Int32Array(persons),
    eighteen: new Int32Array(persons),
    order: new Uint32Array(0),
    setAside: [],
    changes: [...reader.changes],
    end: lastEnd(reading),
  }
}

export function isReplaced(reading: Reading, file: number, collection: number): boolean {
  return reading.replaced.size > 0 && reading.replaced.has(file * 65_536 + collection)
}

function lastEnd(reading: Reading): Day {
  const ends = reading.reader.collections.filter((c) => c.rows > 0).map((c) => c.end)
  return day(ends.reduce<number>((a, b) => Math.max(a, b), 0))
}

export function endOfRow(w: Work, i: number): Day {
  const found = w.reading.reader.collections[at(w.reading.episodes.collection, i)]
  return found === undefined ? w.end : found.end
}

/** Takes a row out, and lists it. */
export function aside(
  w: Work,
  i: number,
  cell: { column: string; value: string },
  why: CellFault,
): void {
  const { episodes, files } = w.reading
  const which = at(episodes.file, i)
  const file = files[which]?.opened.file.name ?? ''
  const place = { file, at: which, row: at(episodes.row, i), column: cell.column }
  w.used[i] = 0
  w.setAside.push(setAside(place, cell.value, why))
}

export function changed(
  w: Work,
  i: number,
  kind: ChangeKind,
  cell: { column: string; was: string; now: string },
): void {
  const { episodes } = w.reading
  w.changes.push({ file: at(episodes.file, i), row: at(episodes.row, i), kind, ...cell })
}

/** Takes a row out because another says the same: listed, with the row that is used in its place. */
export function leftOut(
  w: Work,
  i: number,
  kept: number,
  kind: ChangeKind,
  cell: { column: string; was: string },
): void {
  const { episodes, files } = w.reading
  const file = files[at(episodes.file, kept)]?.opened.file.name ?? ''
  w.used[i] = 0
  changed(w, i, kind, { ...cell, now: `(row ${at(episodes.row, kept)} of ${file} is used)` })
}

/** Children with a used row that covers the last day: what each step does to the latest count. */
export function latestCount(w: Work): number {
  const { episodes, reader } = w.reading
  const seen = new Uint8Array(reader.personChild.length)
  const last = w.end - 1
  let count = 0
  for (let i = 0; i < w.used.length; i += 1) {
    const person = at(episodes.person, i)
    if (w.used[i] === 0 || seen[person] === 1) continue
    if (at(episodes.from, i) <= last && (w.to[i] ?? OPEN) > last) {
      seen[person] = 1
      count += 1
    }
  }
  return count
}

/** Puts the used rows in order, so that a child's rows stand together by start. */
export function putInOrder(w: Work): void {
  const { episodes, reader } = w.reading
  const starts = new Uint32Array(reader.personChild.length + 1)
  for (let i = 0; i < w.used.length; i += 1)
    if (w.used[i] === 1) bump(starts, at(episodes.person, i) + 1)
  for (let p = 1; p < starts.length; p += 1) starts[p] = at(starts, p) + at(starts, p - 1)
  const order = new Uint32Array(starts.at(-1) ?? 0)
  const next = starts.slice()
  for (let i = 0; i < w.used.length; i += 1)
    if (w.used[i] === 1) {
      const person = at(episodes.person, i)
      order[at(next, person)] = i
      bump(next, person)
    }
  for (let p = 0; p + 1 < starts.length; p += 1)
    sortRun(w, order.subarray(at(starts, p), at(starts, p + 1)))
  w.order = order
}

function bump(counts: Uint32Array, place: number): void {
  counts[place] = at(counts, place) + 1
}

function sortRun(w: Work, run: Uint32Array): void {
  let sorted = true
  for (let k = 1; k < run.length && sorted; k += 1)
    sorted = compare(w, at(run, k - 1), at(run, k)) < 0
  if (!sorted) run.set(run.toSorted((a, b) => compare(w, a, b)))
}

function compare(w: Work, a: number, b: number): number {
  const { episodes } = w.reading
  return (
    at(episodes.from, a) - at(episodes.from, b) ||
    endOfRow(w, a) - endOfRow(w, b) ||
    Number(episodes.to[a] !== OPEN) - Number(episodes.to[b] !== OPEN) ||
    at(episodes.file, a) - at(episodes.file, b) ||
    at(episodes.row, a) - at(episodes.row, b)
  )
}

/** Drops the rows no longer used from the order. */
export function closeUp(w: Work): void {
  w.order = w.order.filter((i) => w.used[i] === 1)
}

/** The day a child turns eighteen. */
export function eighteenth(born: Day): Day {
  return birthday(born, 18)
}

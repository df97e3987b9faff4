import { day } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import type { Refusal } from '#kernel/result.ts'
import type { CareFile, CleanedCare } from '../episode.ts'
import type { Change } from '../import/changes.ts'
import { councilsNamed } from '../import/councils.ts'
import type { SetAside } from '../import/faults.ts'
import { endingYear } from '../import/years.ts'
import type { Meaning } from '../import/years.ts'
import type { Reading } from '../import/read-files.ts'
import type { FileReader } from '../import/reader.ts'
import { USED } from '../import/tables.ts'
import { firstDay } from './first-day.ts'
import { flagPlaces, mergeSameCarers, peopleOf, staysOf } from './stays.ts'
import type { Merged, Pseudonym } from './stays.ts'
import {
  chooseHeaders,
  closeOverlaps,
  endVanished,
  impossibleDays,
  sameEnd,
  sameStart,
  withoutHeader,
} from './steps.ts'
import { latestCount, putInOrder, work } from './work.ts'
import type { Work } from './work.ts'

/** One step of cleaning: how many rows it touched, and by how many it changed the latest count of children. */
export type Step = {
  readonly step: number
  readonly title: string
  readonly counted: number
  /** Children in care on the last day, after less before. Not known for rows that could not be read (step 1). */
  readonly latest: number
}

/** What was found in one file. */
export type FileFound = {
  readonly name: string
  readonly sha256: string
  readonly table: string
  readonly used: boolean
  readonly rows: number
  readonly setAside: number
  /** First and last day found: starts and ends, births, or ends of status. */
  readonly from: Day | undefined
  readonly to: Day | undefined
  readonly returns: readonly { readonly label: string; readonly end: Day }[]
  readonly encoding: string
  readonly separator: string
  readonly otherColumns: readonly string[]
  /** One of the tables in an XML file: its rows are elements. */
  readonly xml: boolean
  /** Came with an earlier import, and is used again. */
  readonly earlier: boolean
  /** Every row of it gave way to a later import's table: it need not be read again. */
  readonly replaced: boolean
}

/** One return found: the label as written, the dates under it, and when it was taken to end. */
export type ReturnFound = {
  readonly label: string
  readonly rows: number
  readonly from: Day
  readonly to: Day
  readonly end: Day
}

export type Cleaning = {
  readonly care: CleanedCare
  readonly read: { readonly episodes: number; readonly header: number; readonly uasc: number }
  /** Rows of episodes that are used, before those with the same carers are merged. */
  readonly kept: number
  readonly setAside: readonly SetAside[]
  readonly changes: readonly Change[]
  readonly steps: readonly Step[]
  readonly files: readonly FileFound[]
  readonly returns: readonly ReturnFound[]
  readonly meaning: Meaning
  readonly repeated: Reading['repeated']
  /** Councils that the files name; empty when they name none. */
  readonly councils: readonly string[]
  /** Children in care on the last day of the data. */
  readonly latest: number
  /** The import is refused: too much of it was set aside. */
  readonly refusal: Refusal | undefined
}

export type CleanSettings = {
  /** Share of rows set aside above which the import is refused, in per cent [local setting: default 25]. */
  readonly mostSetAsidePercent: number
  readonly pseudonym?: Pseudonym | undefined
}

export const CLEAN_DEFAULTS: CleanSettings = { mostSetAsidePercent: 25 }

/**
 * Cleans what was read, by the ten steps of 10-demand, section 3E. The same rows in another order give the same care,
 * and cleaning what is clean changes nothing.
 */
export function clean(reading: Reading, settings: CleanSettings): Cleaning {
  const w = work(reading)
  const all = used(w)
  const { steps, kept, merged } = tenSteps(w)
  const people = peopleOf(w, merged, settings.pseudonym)
  const stays = staysOf(w, merged, people)
  const read = readCounts(reading, all)
  const setAside = inOrder([...livingFaults(reading), ...w.setAside])
  const found = reading.files.map((f) => fileFound(f, setAside, reading.replaced))
  const files = reading.files.map((f, i) => careFile(f, found[i]?.returns ?? []))
  const care = { children: people.children, stays, files, from: firstDay(w, stays), to: w.end }
  return {
    care,
    read,
    kept,
    setAside,
    changes: w.changes.toSorted((a, b) => a.file - b.file || a.row - b.row),
    steps,
    files: found,
    returns: returnsFound(reading),
    meaning: reading.meaning,
    repeated: reading.repeated,
    councils: councilsNamed(reading.reader),
    latest: latestCount(w),
    refusal: tooMany(setAside.length, usedRows(found), settings),
  }
}

function tenSteps(w: Work): { steps: Step[]; kept: number; merged: Merged } {
  const { reading } = w
  const differing = chooseHeaders(w)
  const steps: Step[] = []
  let before = latestCount(w)
  const note = (step: number, title: string, counted: number) => {
    const after = latestCount(w)
    steps.push({ step, title, counted, latest: after - before })
    before = after
  }
  note(1, 'Set aside: no child, or a date that cannot be read', unreadEpisodes(reading))
  note(2, 'Set aside: no header row for the child, or no date of birth', withoutHeader(w))
  note(3, 'Listed: date of birth differs between returns', differing)
  note(4, 'Set aside: dates that cannot be', impossibleDays(w))
  putInOrder(w)
  note(5, 'The same child and start more than once: one row used', sameStart(w))
  note(6, 'The same child and end twice: the earlier start used', sameEnd(w))
  note(7, 'Overlapped the next row, or open when it began: ended there', closeOverlaps(w))
  note(8, 'Vanished from a later return: ended, end unknown', endVanished(w))
  countAgain(steps, 6, sameEnd(w))
  note(9, 'Placement or provider not valid: mapped and flagged', flagPlaces(w))
  const merged = mergeSameCarers(w)
  note(10, 'Same carers without a gap: merged into one placement', merged.counted)
  return { steps, kept: w.order.length, merged }
}

/**
 * Ends supplied by steps 7 and 8 can meet the end of a row of no days: step 6 is asked again, so that cleaning what is
 * clean changes nothing. Such a row has no days, so no count of children moves.
 */
function countAgain(steps: Step[], step: number, more: number): void {
  const i = steps.findIndex((s) => s.step === step)
  const found = steps[i]
  if (found !== undefined) steps[i] = { ...found, counted: found.counted + more }
}

function used(w: Work): number {
  return w.used.reduce((a, b) => a + b, 0)
}

function unreadEpisodes(reading: Reading): number {
  return reading.files
    .filter((f) => f.opened.table.name === 'episodes')
    .reduce((n, f) => n + f.aside, 0)
}

function readCounts(reading: Reading, episodes: number): Cleaning['read'] {
  const rows = (table: string) =>
    reading.files.filter((f) => f.opened.table.name === table).reduce((n, f) => n + f.rows, 0)
  return {
    episodes: episodes + unreadEpisodes(reading),
    header: rows('header'),
    uasc: rows('uasc'),
  }
}

/** Rows set aside while reading, without those of a file that a later import has wholly replaced. */
function livingFaults(reading: Reading): readonly SetAside[] {
  const gone = new Set(
    reading.files.filter((f) => isWhollyReplaced(f, reading.replaced)).map((f) => f.index),
  )
  return gone.size === 0
    ? reading.reader.setAside
    : reading.reader.setAside.filter((s) => !gone.has(s.at))
}

function isWhollyReplaced(f: FileReader, replaced: ReadonlySet<number>): boolean {
  const seen = [...f.collectionsSeen]
  return seen.length > 0 && seen.every((c) => replaced.has(f.index * 65_536 + c))
}

function inOrder(list: readonly SetAside[]): readonly SetAside[] {
  return list.toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.row - b.row))
}

function fileFound(
  f: FileReader,
  setAside: readonly SetAside[],
  replaced: ReadonlySet<number>,
): FileFound {
  const { file, table, encoding, separator, strangers } = f.opened
  return {
    name: file.name,
    sha256: file.sha256,
    table: table.name,
    used: USED.includes(table.name),
    rows: f.rows,
    setAside: setAside.reduce((n, s) => n + (s.at === f.index ? 1 : 0), 0),
    from: Number.isFinite(f.first) ? day(f.first) : undefined,
    to: Number.isFinite(f.last) ? day(f.last) : undefined,
    returns: [...f.collectionsSeen].flatMap((c) => {
      const found = f.reader.collections[c]
      return found === undefined ? [] : [{ label: found.key, end: found.end }]
    }),
    encoding,
    separator,
    otherColumns: strangers,
    xml: file.read !== undefined,
    earlier: (file.rank ?? 0) < 0,
    replaced: isWhollyReplaced(f, replaced),
  }
}

function careFile(f: FileReader, returns: FileFound['returns']): CareFile {
  const years = new Set(returns.map((r) => endingYear(r.end)))
  const [year] = years
  return {
    name: f.opened.file.name,
    sha256: f.opened.file.sha256,
    table: f.opened.table.name,
    year: years.size === 1 ? year : undefined,
  }
}

function returnsFound(reading: Reading): readonly ReturnFound[] {
  return reading.reader.collections
    .filter((c) => c.rows > 0)
    .map((c) => ({ label: c.key, rows: c.rows, from: day(c.first), to: day(c.last), end: c.end }))
    .toSorted((a, b) => a.end - b.end)
}

function usedRows(files: readonly FileFound[]): number {
  return files.filter((f) => f.used).reduce((n, f) => n + f.rows, 0)
}

function tooMany(aside: number, rows: number, settings: CleanSettings): Refusal | undefined {
  if (aside * 100 <= rows * settings.mostSetAsidePercent) return undefined
  const share = (aside / rows) * 100
  return {
    kind: 'too-many-set-aside',
    value: `${aside} of ${rows}`,
    message: `${aside} of ${rows} rows (${share.toFixed(1)}%) cannot be used: more than ${settings.mostSetAsidePercent}%, so the import is refused.`,
    mend: 'Mend the rows by kind: one mend often clears many. Then send the files again.',
  }
}

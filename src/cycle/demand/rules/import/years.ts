import { civil, day, dayOf, daysInMonth } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'

/**
 * The return that a row belongs to. YEAR is not trustworthy: some extracts name the year a return begins, so what a
 * label means is settled by the dates found under it. 10-demand, 3A2.
 */
export type Label =
  /** A single year, in a column or a file's name: which March it means is settled by the dates. */
  | { readonly kind: 'year'; readonly year: number; readonly from: 'column' | 'name' }
  /** A financial year such as 2021-22, or a year given by the sender: ends 31 March of `ending`. */
  | { readonly kind: 'ending'; readonly ending: number; readonly from: 'name' | 'sender' }
  /** A month, such as `episodes-2026-09.csv`: the data end with it. */
  | { readonly kind: 'month'; readonly year: number; readonly month: number }
  /** Nothing said: taken from the latest date found. */
  | { readonly kind: 'none' }

/** What a file's name says of its return. `2010-11` is the financial year, never November 2010. */
export function labelOfName(name: string): Label {
  const stem = name.replace(/^.*[\\/]/, '').replace(/\.[a-z0-9]+$/i, '')
  const pair = /(?<!\d)(20\d\d)[-_/ ]?(?:20)?(\d\d)(?!\d)/.exec(stem)
  if (pair !== null) {
    const first = Number(pair[1])
    const second = Number(pair[2])
    if (second === (first + 1) % 100) return { kind: 'ending', ending: first + 1, from: 'name' }
    if (second >= 1 && second <= 12) return { kind: 'month', year: first, month: second }
  }
  const single = /(?<!\d)(20\d\d)(?!\d)/.exec(stem)
  return single === null
    ? { kind: 'none' }
    : { kind: 'year', year: Number(single[1]), from: 'name' }
}

/** A YEAR cell: `2017`, `2017.0`, `2016-17`, `2016/17`. */
export function labelOfCell(text: string): Label | undefined {
  const single = /^(20\d\d)(?:\.0+)?$/.exec(text.trim())
  if (single !== null) return { kind: 'year', year: Number(single[1]), from: 'column' }
  const pair = /^(20\d\d)[-/](?:20)?(\d\d)$/.exec(text.trim())
  if (pair === null || Number(pair[2]) !== (Number(pair[1]) + 1) % 100) return undefined
  return { kind: 'ending', ending: Number(pair[1]) + 1, from: 'name' }
}

/** What a bare year means: the March that ends the return, or the April that begins it. */
export type Meaning = 'ending' | 'starting'

/** One return: the rows under one label, and when it ends. */
export type Collection = {
  readonly key: string
  readonly label: Label
  rows: number
  /** Rows that start after 31 March of the label's year. */
  late: number
  first: number
  last: number
  readonly countOfYear: Int32Array
  readonly lastOfYear: Int32Array
  /** The day after its last day; settled when everything has been read. */
  end: Day
}

export function labelKey(label: Label): string {
  switch (label.kind) {
    case 'year':
      return String(label.year)
    case 'ending':
      return `${label.ending - 1}-${String(label.ending % 100).padStart(2, '0')}`
    case 'month':
      return `${label.year}-${String(label.month).padStart(2, '0')} (month)`
    case 'none':
      return 'no year given'
  }
}

export function collection(label: Label): Collection {
  return {
    key: labelKey(label),
    label,
    rows: 0,
    late: 0,
    first: Number.POSITIVE_INFINITY,
    last: Number.NEGATIVE_INFINITY,
    countOfYear: new Int32Array(400),
    lastOfYear: new Int32Array(400),
    end: dayOf(1970, 1, 1),
  }
}

/** Counts a row of episodes under its return, with its start and its latest day. */
export function noteDay(c: Collection | undefined, start: number, latest: number): void {
  if (c === undefined) return
  c.rows += 1
  if (start < c.first) c.first = start
  if (latest > c.last) c.last = latest
  const year = Math.min(399, Math.max(0, Math.floor(latest / 365.2425) + 100))
  if (latest > (c.lastOfYear[year] ?? 0) || c.countOfYear[year] === 0) c.lastOfYear[year] = latest
  c.countOfYear[year] = (c.countOfYear[year] ?? 0) + 1
  if (c.label.kind === 'year' && start >= afterMarch(c.label.year)) c.late += 1
}

/** The latest day found, passing over a day mistyped years ahead: two empty years part it from the rest. */
export function latestPlausible(c: Collection): number {
  const rows = c.countOfYear.reduce((a, b) => a + b, 0)
  let seen = 0
  let year = 0
  while (year < 400 && seen * 2 <= rows) {
    seen += c.countOfYear[year] ?? 0
    year += 1
  }
  let last = year - 1
  for (let y = year; y < 400 && y - last <= 2; y += 1) if ((c.countOfYear[y] ?? 0) > 0) last = y
  return c.lastOfYear[last] ?? 0
}

/** The day after 31 March of a year. */
export function afterMarch(year: number): Day {
  return dayOf(year, 4, 1)
}

/**
 * What bare years mean in this set. A return cannot hold episodes that start after it ends: when more than one row in
 * five does, the label is the year the return begins.
 */
export function meaningOf(collections: readonly Collection[]): Meaning {
  const bare = collections.filter((c) => c.label.kind === 'year')
  const rows = bare.reduce((n, c) => n + c.rows, 0)
  const late = bare.reduce((n, c) => n + c.late, 0)
  return late * 5 > rows ? 'starting' : 'ending'
}

/** The day after the last day of a return. */
export function endOf(collection: Collection, meaning: Meaning): Day {
  const label = collection.label
  switch (label.kind) {
    case 'year':
      return afterMarch(meaning === 'ending' ? label.year : label.year + 1)
    case 'ending':
      return afterMarch(label.ending)
    case 'month':
      return day(dayOf(label.year, label.month, daysInMonth(label.year, label.month)) + 1)
    case 'none':
      return endByDates(collection.rows === 0 ? Number.NaN : latestPlausible(collection))
  }
}

/** Nothing said: the 31 March on or after the latest date when that is within three months, else that month's end. */
function endByDates(last: number): Day {
  if (!Number.isFinite(last)) return dayOf(1970, 1, 1)
  const c = civil(day(last))
  if (c.month <= 3) return afterMarch(c.year)
  return c.month === 4 && c.day === 1
    ? afterMarch(c.year)
    : dayOf(c.month === 12 ? c.year + 1 : c.year, c.month === 12 ? 1 : c.month + 1, 1)
}

/** The year ending 31 March in which a return ends. */
export function endingYear(end: Day): number {
  const c = civil(end)
  return c.month > 4 || (c.month === 4 && c.day > 1) ? c.year + 1 : c.year
}

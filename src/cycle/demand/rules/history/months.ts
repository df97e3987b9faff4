import { ageOn, addMonths, day, monthEnd, monthOf } from '#kernel/dates.ts'
import type { Day, Month } from '#kernel/dates.ts'
import type { CleanedCare } from '../episode.ts'
import { GROUPS, SUB_TYPES } from '../taxonomy.ts'
import { AGE_BANDS, ageBandOf } from './ages.ts'
import { EXIT_KINDS } from './exits.ts'
import { ENTRY, segments } from './segments.ts'
import type { Keep, Segment } from './segments.ts'

/**
 * One month: who is in care after its last midnight, and what happened in it. In every group and in total,
 * stock = stock of the month before + starts - ends + moves in - moves out, exactly.
 */
export type HistoryMonth = {
  readonly month: Month
  /** In the order of GROUPS. */
  readonly stock: readonly number[]
  /** In the order of SUB_TYPES. */
  readonly subTypes: readonly number[]
  /** In the order of AGE_BANDS. */
  readonly ages: readonly number[]
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  /** In the order of EXIT_KINDS. */
  readonly exits: readonly number[]
  /** `from * groups + to`: moves within a group are counted too. */
  readonly moves: readonly number[]
}

export type History = {
  /** In care on the day before the first month, by group. */
  readonly opening: readonly number[]
  readonly months: readonly HistoryMonth[]
}

type Tally = { -readonly [K in Exclude<keyof HistoryMonth, 'month'>]: number[] }

/** The history of every month that the data cover, for the children kept. */
export function monthlyHistory(care: CleanedCare, keep?: Keep): History {
  const months = monthsOf(care)
  const lasts = months.map((m) => lastCounted(m, care.to))
  const tallies = months.map(emptyTally)
  const found = segments(care, keep)
  const opening = zeros(GROUPS.length)
  for (const s of found) {
    if (s.from < care.from && s.to >= care.from) add(opening, s.group)
    noteEvents(s, care, months, tallies)
    noteStock(s, care, lasts, tallies)
  }
  return {
    opening,
    months: months.map((month, i) => ({ month, ...(tallies[i] ?? emptyTally()) })),
  }
}

export function monthsOf(care: CleanedCare): readonly Month[] {
  const months: Month[] = []
  for (let m = monthOf(care.from); m <= monthOf(day(care.to - 1)); m = addMonths(m, 1))
    months.push(m)
  return months
}

/** The last day of a month that the data cover. */
function lastCounted(m: Month, to: Day): Day {
  return day(Math.min(monthEnd(m), to) - 1)
}

function noteEvents(
  s: Segment,
  care: CleanedCare,
  months: readonly Month[],
  t: readonly Tally[],
): void {
  const began = tallyOf(s.from, care, months, t)
  if (began !== undefined) {
    if (s.cameFrom === ENTRY) add(began.starts, s.group)
    else add(began.moves, s.cameFrom * GROUPS.length + s.group)
  }
  if (s.exit === undefined) return
  const ended = tallyOf(s.to, care, months, t)
  if (ended === undefined) return
  add(ended.ends, s.group)
  add(ended.exits, s.exit)
}

function tallyOf(
  d: Day,
  care: CleanedCare,
  months: readonly Month[],
  tallies: readonly Tally[],
): Tally | undefined {
  if (d < care.from || d >= care.to) return undefined
  const first = months[0]
  return first === undefined ? undefined : tallies[monthsBetween(first, monthOf(d))]
}

function monthsBetween(a: Month, b: Month): number {
  return monthNumber(b) - monthNumber(a)
}

function monthNumber(m: Month): number {
  return Number(m.slice(0, 4)) * 12 + Number(m.slice(5, 7))
}

function noteStock(
  s: Segment,
  care: CleanedCare,
  lasts: readonly Day[],
  t: readonly Tally[],
): void {
  const child = care.children[s.child]
  if (child === undefined) return
  for (let i = firstAtLeast(lasts, s.from); i < lasts.length; i += 1) {
    const last = lasts[i]
    const tally = t[i]
    if (last === undefined || tally === undefined || last >= s.to) return
    add(tally.stock, s.group)
    add(tally.subTypes, s.subType)
    add(tally.ages, ageBandOf(ageOn(child.born, last)))
  }
}

function firstAtLeast(days: readonly Day[], from: Day): number {
  let low = 0
  let high = days.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((days[middle] ?? 0) < from) low = middle + 1
    else high = middle
  }
  return low
}

function emptyTally(): Tally {
  return {
    stock: zeros(GROUPS.length),
    subTypes: zeros(SUB_TYPES.length),
    ages: zeros(AGE_BANDS.length),
    starts: zeros(GROUPS.length),
    ends: zeros(GROUPS.length),
    exits: zeros(EXIT_KINDS.length),
    moves: zeros(GROUPS.length * GROUPS.length),
  }
}

function zeros(n: number): number[] {
  return Array.from({ length: n }, () => 0)
}

function add(counts: number[], at: number): void {
  counts[at] = (counts[at] ?? 0) + 1
}

export function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0)
}

/** The stock of a group that a month's flows make from the stock before: what the month must show. */
export function carriedOn(before: readonly number[], month: HistoryMonth): readonly number[] {
  const n = GROUPS.length
  return before.map((stock, g) => {
    const movedIn = GROUPS.reduce((total, _, from) => total + (month.moves[from * n + g] ?? 0), 0)
    const movedOut = GROUPS.reduce((total, _, to) => total + (month.moves[g * n + to] ?? 0), 0)
    return stock + (month.starts[g] ?? 0) - (month.ends[g] ?? 0) + movedIn - movedOut
  })
}

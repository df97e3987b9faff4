import { birthday } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import type { CleanedCare, Stay } from '../episode.ts'
import { exitKind } from '../history/exits.ts'
import { AGE_ENDS, DURATION_ENDS, EXITS, SINCE_ENDS } from './types.ts'

/** A maximal run of a child's placements with no day between. */
export type Period = {
  readonly child: number
  readonly from: Day
  readonly to: Day | undefined
  readonly stays: readonly Stay[]
  /** How it ended: index into EXITS, or undefined while open and when it ended with the eighteenth birthday. */
  readonly exit: number | undefined
  /** The eighteenth birthday: nobody is in care on or after it. */
  readonly adult: Day
  /** The period before, of the same child. */
  readonly before: Period | undefined
}

const OTHER = EXITS.indexOf('other')

/** The periods of care in the data, ordered by child, then start. Ends on or after the eighteenth birthday are cut there. */
export function periodsOf(care: CleanedCare): readonly Period[] {
  const periods: Period[] = []
  for (const run of runs(care.stays)) {
    const first = run[0]
    const last = run.at(-1)
    if (first === undefined || last === undefined) continue
    const born = care.children[first.child]?.born
    if (born === undefined) throw new Error(`stay of child ${first.child}, who is not listed`)
    const adult = birthday(born, 18)
    if (first.from >= adult) continue
    const previous = periods.at(-1)
    periods.push({
      child: first.child,
      from: first.from,
      stays: run,
      adult,
      before: previous?.child === first.child ? previous : undefined,
      ...ending(last, adult),
    })
  }
  return periods
}

function ending(last: Stay, adult: Day): Pick<Period, 'to' | 'exit'> {
  if (last.to === undefined) return { to: undefined, exit: undefined }
  const kind = exitKind(last, adult)
  if (kind === 'eighteenth-birthday') {
    return { to: last.to < adult ? last.to : adult, exit: undefined }
  }
  return { to: last.to, exit: last.endUnknown ? OTHER : EXITS.indexOf(kind) }
}

function runs(stays: readonly Stay[]): readonly (readonly Stay[])[] {
  const ordered = stays.toSorted((a, b) => a.child - b.child || a.from - b.from)
  const all: Stay[][] = []
  for (const stay of ordered) {
    const run = all.at(-1)
    const last = run?.at(-1)
    if (run !== undefined && last?.child === stay.child && last.to === stay.from) run.push(stay)
    else all.push([stay])
  }
  return all
}

/** The day each age band of a child ends. */
export function ageEnds(born: Day): readonly Day[] {
  return AGE_ENDS.map((years) => birthday(born, years))
}

/** Index of the first band that ends after a day; the last one when none does. */
export function bandAt(ends: readonly number[], at: number): number {
  const last = ends.length - 1
  let band = 0
  while (band < last && (ends[band] ?? 0) <= at) band += 1
  return band
}

/** A stretch of days in which neither the age band nor the second band (duration, or time since leaving) changes. */
export type Stretch = { readonly days: number; readonly ageBand: number; readonly band: number }

/** Cuts `[from, to)` at the birthdays and at the ends of the second band, counted from `clock`. */
export function stretches(
  ages: readonly Day[],
  clock: Day,
  bandEnds: readonly number[],
  from: number,
  to: number,
): readonly Stretch[] {
  const parts: Stretch[] = []
  let at = from
  while (at < to) {
    const ageBand = bandAt(ages, at)
    const band = bandAt(bandEnds, at - clock)
    const ageEnd = ages[ageBand] ?? to
    const bandEnd = clock + (bandEnds[band] ?? 0)
    const next = Math.min(to, ageEnd > at ? ageEnd : to, bandEnd > at ? bandEnd : to)
    parts.push({ days: next - at, ageBand, band })
    at = next
  }
  return parts
}

export function durationBand(days: number): number {
  return bandAt(DURATION_ENDS, days)
}

export function sinceBand(days: number): number {
  return bandAt(SINCE_ENDS, days)
}

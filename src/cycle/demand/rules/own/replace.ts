import { addWhole, small, whole } from './read.ts'
import type { Spells } from './spells.ts'
import { AGES, SUBS } from './types.ts'
import type { Walk } from './walk.ts'

/** Counts children where they were placed in the end, instead of where the shares drew them. */
export function replace(w: Walk, spells: Spells, placed: Uint8Array): void {
  for (let i = 0; i < spells.count; i += 1) {
    const was = small(spells.wanted, i)
    const is = small(placed, i)
    if (was !== is) replaceOne(w, spells, i, was, is)
  }
}

/** One placement, age band by age band. */
function replaceOne(w: Walk, spells: Spells, i: number, was: number, is: number): void {
  const end = whole(spells.end, i)
  let day = Math.max(0, whole(spells.start, i))
  w.stream = small(spells.uasc, i) * AGES * SUBS
  w.birthdays = (whole(spells.born, i) - w.calendar.bornFrom) * AGES
  w.ageBand = small(spells.ageBand, i)
  while (day < end) {
    const until = Math.min(end, whole(w.calendar.birthdays, w.birthdays + w.ageBand))
    if (until > day) {
      swap(w, day, was, is)
      if (until < w.calendar.days) swap(w, until, is, was)
      day = until
    }
    w.ageBand += 1
  }
}

/** From a day on, one child in a sub-type instead of another. */
function swap(w: Walk, day: number, was: number, is: number): void {
  const { calendar, counts, width } = w
  const month = small(calendar.monthOf, day)
  const rest = whole(calendar.monthEnds, month) - day
  const row = w.stream + w.ageBand * SUBS
  const from = ((row + was) * width + month) * 2
  const to = ((row + is) * width + month) * 2
  addWhole(counts, from, -rest)
  addWhole(counts, from + 3, -1)
  addWhole(counts, to, rest)
  addWhole(counts, to + 3, 1)
}

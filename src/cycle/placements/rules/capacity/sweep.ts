import { THERE } from './seekers.ts'
import type { Seekers } from './seekers.ts'
import { addWhole, signed, small, whole } from './read.ts'
import { AS_DRAWN, FULL, NO_FIT, PLACED } from './types.ts'
import type { PlaceRules } from './place-rules.ts'

/** Room for the counting of one draw, filled anew for each. */
export type SweepRoom = {
  /** Children who leave a pool on a day: `day * pools + pool`. */
  readonly leaving: Int32Array
  /** Children in each pool on the day reached. */
  readonly held: Int32Array
  /** The pool that each seeker was placed in; -1 for none. */
  chosen: Int8Array
}

export function sweepRoom(rules: Pick<PlaceRules, 'calendar' | 'pools'>): SweepRoom {
  return {
    leaving: new Int32Array((rules.calendar.days + 1) * rules.pools.length),
    held: new Int32Array(rules.pools.length),
    chosen: new Int8Array(0),
  }
}

/**
 * Goes through the days in order: places that are left are free from that day on; each seeker takes the first place that fits
 * and is free, or spills. Whoever is placed or spilled stays until they move. A pool that shrinks below the children in it
 * takes nobody until enough of them have left: no child is sent away (20-placements, 4D13). With one place more, whoever
 * was placed still is: so more places never cost a local placement.
 */
export function sweep(
  seekers: Seekers,
  usable: Int32Array,
  pools: number,
  into: SweepRoom,
): Int8Array {
  const { leaving, held } = into
  if (into.chosen.length < seekers.count) into.chosen = new Int8Array(seekers.spell.length)
  const { chosen } = into
  const { start, end, list, options, optionsFrom, count } = seekers
  leaving.fill(0)
  held.fill(0)
  let day = 0
  let from = 0
  for (let row = 0; row < count; row += 1) {
    const on = whole(start, row)
    while (day < on) {
      day += 1
      leave(held, leaving, day * pools)
    }
    const to = whole(optionsFrom, row + 1)
    const pool =
      small(list, row) === THERE
        ? small(options, from)
        : firstFree(options, from, to, held, usable, day * pools)
    chosen[row] = pool
    from = to
    if (pool === -1) continue
    addWhole(held, pool, 1)
    addWhole(leaving, whole(end, row) * pools + pool, 1)
  }
  return chosen
}

function leave(held: Int32Array, leaving: Int32Array, at: number): void {
  for (let p = 0; p < held.length; p += 1) addWhole(held, p, -whole(leaving, at + p))
}

/** The first pool that fits and has a place free; -1 for none. */
function firstFree(
  options: Uint8Array,
  from: number,
  to: number,
  held: Int32Array,
  usable: Int32Array,
  at: number,
): number {
  for (let i = from; i < to; i += 1) {
    const pool = small(options, i)
    if (whole(held, pool) < whole(usable, at + pool)) return pool
  }
  return -1
}

/** Room for the final sub-types of a draw. */
export type FinalRoom = { subType: Uint8Array }

/** The final sub-type of every placement. `fill` is the sub-type of each pool. */
export function settle(
  seekers: Seekers,
  chosen: Int8Array,
  rules: Pick<PlaceRules, 'otherwiseOf'>,
  fill: Uint8Array,
  into: FinalRoom,
): Uint8Array {
  if (into.subType.length < seekers.subType.length)
    into.subType = new Uint8Array(seekers.subType.length)
  const { subType } = into
  const { spell, list, count } = seekers
  subType.set(seekers.subType)
  for (let row = 0; row < count; row += 1) {
    const p = signed(chosen, row)
    subType[whole(spell, row)] =
      p === -1 ? small(rules.otherwiseOf, small(list, row)) : small(fill, p)
  }
  return subType
}

/** How every placement of a draw came about. */
export type Outcomes = {
  /** Pool of each placement, -1 for none. */
  readonly pool: Int8Array
  /** Index in OUTCOMES. */
  readonly outcome: Uint8Array
}

export function outcomesOf(
  seekers: Seekers,
  chosen: Int8Array,
  rules: Pick<PlaceRules, 'firstOf'>,
  fill: Uint8Array,
  count: number,
): Outcomes {
  const pool = new Int8Array(count).fill(-1)
  const outcome = new Uint8Array(count)
  for (let row = 0; row < seekers.count; row += 1) {
    const i = whole(seekers.spell, row)
    pool[i] = signed(chosen, row)
    outcome[i] = outcomeOf(seekers, signed(chosen, row), rules, fill, row)
  }
  return { pool, outcome }
}

/** Whoever is placed further down the list spilled as well: placed and spilled are those who looked. */
export function outcomeOf(
  seekers: Seekers,
  pool: number,
  rules: Pick<PlaceRules, 'firstOf'>,
  fill: Uint8Array,
  row: number,
): number {
  const list = small(seekers.list, row)
  if (list === THERE) return AS_DRAWN
  if (pool !== -1 && small(fill, pool) === small(rules.firstOf, list)) return PLACED
  return whole(seekers.optionsFrom, row + 1) === whole(seekers.optionsFrom, row) ? NO_FIT : FULL
}

import type { Spells } from '#cycle/demand/rules/index.ts'
import { placeRules } from './place-rules.ts'
import type { PlaceRules } from './place-rules.ts'
import { subTypeOf } from './pools.ts'
import type { RunCalendar } from './run-calendar.ts'
import { seekerRoom, seekersOf } from './seekers.ts'
import type { SeekerRoom, Seekers } from './seekers.ts'
import { outcomesOf, settle, sweep, sweepRoom } from './sweep.ts'
import type { FinalRoom, Outcomes, SweepRoom } from './sweep.ts'
import type { Fits, Policy, Pool } from './types.ts'

/** What gives places, made ready once for a run. */
export type Allocator = {
  readonly rules: PlaceRules
  /** Sub-type of each pool. */
  readonly fill: Uint8Array
  readonly seekers: SeekerRoom
  readonly room: SweepRoom
  readonly final: FinalRoom
}

export function allocator(
  policy: Policy,
  pools: readonly Pool[],
  fits: Fits,
  calendar: RunCalendar,
): Allocator {
  const rules = placeRules(policy, pools, fits, calendar)
  return {
    rules,
    fill: Uint8Array.from(pools, subTypeOf),
    seekers: seekerRoom(),
    room: sweepRoom(rules),
    final: { subType: new Uint8Array(0) },
  }
}

/** A draw with its places given. The columns are the allocator's own: they hold until the next draw. */
export type Placed = {
  /** Final sub-type of each placement. */
  readonly subType: Uint8Array
  readonly seekers: Seekers
  /** Pool of each seeker, -1 for none. */
  readonly chosen: Int8Array
}

/**
 * Gives every placement of a draw its place: the second pass over lives that do not depend on it (10-demand 4C2;
 * 20-placements 4D). `usable` is `day * pools + pool`. The same seed and draw give the same child the same luck, however
 * many places there are and whatever else a scenario changes.
 */
export function allocate(
  allocator: Allocator,
  spells: Spells,
  usable: Int32Array,
  luck: { readonly seed: number; readonly draw: number },
): Placed {
  const { rules, room } = allocator
  const seekers = seekersOf(spells, rules, luck.seed, luck.draw, allocator.seekers)
  const chosen = sweep(seekers, usable, rules.pools.length, room)
  const subType = settle(seekers, chosen, rules, allocator.fill, allocator.final)
  return { subType, seekers, chosen }
}

/** What became of every placement of a draw: what pages and tests ask. */
export function outcomes(allocator: Allocator, placed: Placed, count: number): Outcomes {
  return outcomesOf(placed.seekers, placed.chosen, allocator.rules, allocator.fill, count)
}

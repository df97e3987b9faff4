import { AGES, SUB_TYPES } from '#cycle/demand/rules/index.ts'
import type { SimInput, Spells } from '#cycle/demand/rules/index.ts'
import { allocate, allocator } from './allocate.ts'
import { subTypeOf } from './pools.ts'
import type { RunCalendar } from './run-calendar.ts'
import { signed, small, whole } from './read.ts'
import { outcomeOf } from './sweep.ts'
import { AS_DRAWN, PLACED } from './types.ts'
import type { Fits, Policy, Pool } from './types.ts'

/** Some draws of the reference: placements with the draw they are of. */
export type Reference = readonly { readonly draw: number; readonly spells: Spells }[]

/** How far a calibration came, for one pool and age band. */
export type Fitted = {
  readonly pool: string
  readonly ageBand: number
  /** Share of those who look first for such a place who find one: as the reference has it, and as it came out. */
  readonly wanted: number
  readonly found: number
  readonly chance: number
  /** New placements that it rests on, over all draws. */
  readonly seekers: number
  /** Not reached: even if every place fitted, there are too few. */
  readonly full: boolean
}

export type Calibration = { readonly fits: Fits; readonly fitted: readonly Fitted[] }

const SWEEPS = 24
const SLOWEST = 0.001

/**
 * The share of each age band's placements that a pool's sub-type takes among those its list decides between, as the returns
 * of the reference window have it. Sub-types that the law rules out now still count: it is what happened.
 */
export function referenceShares(
  shares: readonly number[],
  policy: Policy,
  pools: readonly Pool[],
): Fits {
  return pools.map((pool) =>
    Array.from({ length: AGES }, (_, age) => {
      const own = subTypeOf(pool)
      const list = policy.lists.find((l) => l.wanted.some((s) => SUB_TYPES.indexOf(s) === own))
      const all = (list?.wanted ?? []).reduce(
        (n, s) => n + (shares[age * SUB_TYPES.length + SUB_TYPES.indexOf(s)] ?? 0),
        0,
      )
      const mine = shares[age * SUB_TYPES.length + own] ?? 0
      return all === 0 ? 0 : mine / all
    }),
  )
}

/** The same from a forecast's own model. */
export function sharesOfModel(input: SimInput, policy: Policy, pools: readonly Pool[]): Fits {
  return referenceShares(input.model.allocation, policy, pools)
}

/**
 * The chance that a free place fits, by age, so that the capacity of the reference window gives back the reference window's
 * share (20-placements, 4D12). Each sweep moves every chance by wanted over found, until none moves by a thousandth.
 */
export function calibrateFits(
  reference: Reference,
  setting: {
    readonly policy: Policy
    readonly pools: readonly Pool[]
    readonly calendar: RunCalendar
    /** Usable places of the reference window, `day * pools + pool`. */
    readonly usable: Int32Array
    readonly seed: number
    readonly wanted: Fits
  },
): Calibration {
  const { pools, wanted } = setting
  let fits = wanted
  let seen = sharesAt(reference, setting, fits)
  for (let turn = 0; turn < SWEEPS; turn += 1) {
    const next = fits.map((row, p) =>
      row.map((chance, age) => moved(chance, wanted[p]?.[age] ?? 0, seen[p]?.[age])),
    )
    const by = Math.max(
      0,
      ...next.flatMap((row, p) => row.map((c, a) => Math.abs(c - (fits[p]?.[a] ?? 0)))),
    )
    fits = next
    if (by < SLOWEST) break
    seen = sharesAt(reference, setting, fits)
  }
  return { fits, fitted: fittedOf(pools, wanted, fits, seen) }
}

type Seen = { readonly seekers: number; readonly placed: number }

function moved(chance: number, wanted: number, seen: Seen | undefined): number {
  if (seen === undefined || seen.seekers === 0 || wanted === 0) return wanted
  if (seen.placed === 0) return 1
  return Math.min(1, (chance * wanted * seen.seekers) / seen.placed)
}

function sharesAt(
  reference: Reference,
  setting: Parameters<typeof calibrateFits>[1],
  fits: Fits,
): readonly (readonly Seen[])[] {
  const { policy, pools, calendar, usable, seed } = setting
  const maker = allocator(policy, pools, fits, calendar)
  const counts = pools.map(() => Array.from({ length: AGES }, () => ({ seekers: 0, placed: 0 })))
  for (const { draw, spells } of reference) {
    const { seekers, chosen } = allocate(maker, spells, usable, { seed, draw })
    for (let row = 0; row < seekers.count; row += 1) {
      const outcome = outcomeOf(seekers, signed(chosen, row), maker.rules, maker.fill, row)
      if (outcome === AS_DRAWN) continue
      const first = small(maker.rules.firstOf, small(seekers.list, row))
      // Pools of one sub-type share the places that are found: each is judged by all of them.
      for (const [p, of] of maker.fill.entries()) {
        const count = counts[p]?.[small(spells.ageBand, whole(seekers.spell, row))]
        if (count === undefined || of !== first) continue
        count.seekers += 1
        if (outcome === PLACED) count.placed += 1
      }
    }
  }
  return counts
}

function fittedOf(
  pools: readonly Pool[],
  wanted: Fits,
  fits: Fits,
  seen: readonly (readonly Seen[])[],
): readonly Fitted[] {
  return pools.flatMap((pool, p) =>
    (seen[p] ?? []).flatMap((count, ageBand): Fitted[] => {
      if (count.seekers === 0) return []
      const want = wanted[p]?.[ageBand] ?? 0
      const chance = fits[p]?.[ageBand] ?? 0
      const found = count.placed / count.seekers
      const full = chance === 1 && found < want * 0.99
      return [{ pool: pool.id, ageBand, wanted: want, found, chance, seekers: count.seekers, full }]
    }),
  )
}

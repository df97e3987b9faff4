import { isoDay } from '#kernel/dates.ts'
import { percent } from '#kernel/rate.ts'
import { poolsOf } from './pools.ts'
import { SHIPPED_POLICY } from './shipped.ts'
import type { CapacityRow, Fits, Policy, Pool } from './types.ts'

/** Invented places of a council, for tests and benchmarks. */

export function someRow(parts: Partial<CapacityRow> = {}): CapacityRow {
  return {
    pool: 'in-house',
    area: '',
    ageFrom: 0,
    ageTo: 17,
    approved: 40,
    unavailable: percent(0),
    blocked: 0,
    from: isoDay('2020-04-01'),
    ...parts,
  }
}

/** One pool of each kind, with so many places each. */
export function threePools(places: number): readonly Pool[] {
  return poolsOf([
    someRow({ approved: places }),
    someRow({ pool: 'lodgings', ageFrom: 16, approved: places }),
    someRow({ pool: 'own-homes', approved: places }),
  ])
}

export function everyFit(pools: readonly Pool[], chance = 1): Fits {
  return pools.map(() => Array.from({ length: 6 }, () => chance))
}

/** The shipped lists without the law: what the forecast's own groups and ages lead to. */
export const NO_LAW: Policy = { ...SHIPPED_POLICY, law: [] }

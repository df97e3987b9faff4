import type { SubType } from '#cycle/demand/rules/index.ts'
import type { Day } from '#kernel/dates.ts'
import type { Rate } from '#kernel/rate.ts'

/** Places that the council itself holds, each filled by one sub-type. */
export const POOLS = ['in-house', 'lodgings', 'own-homes'] as const
export type PoolKind = (typeof POOLS)[number]

export const POOL_SUB_TYPE: Readonly<Record<PoolKind, SubType>> = {
  'in-house': 'in-house-foster',
  lodgings: 'supported-lodgings',
  'own-homes': 'home-own',
}

/** Places of one pool from a day on (20-placements, section 2). Ages are completed years, both counted. */
export type CapacityRow = {
  readonly pool: PoolKind
  /** Empty for the whole council. */
  readonly area: string
  readonly ageFrom: number
  readonly ageTo: number
  readonly approved: number
  /** Share of approved places that cannot be used. */
  readonly unavailable: Rate
  /** Places kept empty for a stated reason, such as a sibling to come. */
  readonly blocked: number
  readonly from: Day
}

/** Places of one kind, area and range of ages, with their numbers by date. */
export type Pool = {
  readonly id: string
  readonly kind: PoolKind
  readonly area: string
  readonly ageFrom: number
  readonly ageTo: number
  /** In order of their days. */
  readonly rows: readonly CapacityRow[]
}

/**
 * Which kind of place is tried first for a new placement, from a day on: the council's policy, shown and dated
 * (20-placements, 4D13). The order says nothing of a child's needs: whether a place fits is asked of each child.
 */
export type PreferenceList = {
  readonly from: Day
  readonly ageFrom: number
  readonly ageTo: number
  /** Sub-types that this list decides between, as the forecast's shares draw them. */
  readonly wanted: readonly SubType[]
  /** Tried in this order; a sub-type without a pool takes whoever comes. */
  readonly prefer: readonly SubType[]
  readonly source: string
}

/** A placement that the law does not allow from a day on, and where such a child is placed instead. */
export type LawRule = {
  readonly from: Day
  readonly subTypes: readonly SubType[]
  /** Children below this age, in completed years. */
  readonly under: number
  readonly instead: SubType
  readonly source: string
}

/** The council's choices about places, with the law. */
export type Policy = {
  readonly lists: readonly PreferenceList[]
  readonly law: readonly LawRule[]
  /** Where children come from; empty where areas are not told apart. */
  readonly areas: readonly { readonly area: string; readonly share: number }[]
  /** How likely a place in another area is to fit, against one in the child's own. */
  readonly across: Rate
}

/** Chance that a free place of a pool fits a child, by age band. */
export type Fits = readonly (readonly number[])[]

/** What became of a placement. */
export const OUTCOMES = ['as drawn', 'placed', 'spilled: full', 'spilled: no place fits'] as const
export type Outcome = (typeof OUTCOMES)[number]
export const [AS_DRAWN, PLACED, FULL, NO_FIT] = [0, 1, 2, 3] as const

import type { Exit, Group, SubType } from '#cycle/demand/rules/index.ts'
import type { Day } from '#kernel/dates.ts'
import type { Pence } from '#kernel/money.ts'
import type { Rate } from '#kernel/rate.ts'
import type { PoolKind } from '../capacity/types.ts'

/** Figures of a pipeline that a lever may change. */
export const PIPELINE_FIGURES = [
  'enquiries',
  'toApplication',
  'toApproval',
  'leaving',
  'perHousehold',
] as const
export type PipelineFigure = (typeof PIPELINE_FIGURES)[number]

/**
 * What a lever acts on (20-placements, 4F): the only things that a proposal may change. Age bands are numbered as the
 * forecast's; empty lists mean every one.
 */
export type Target =
  | {
      readonly kind: 'intake'
      readonly stream: 'all' | 'unaccompanied' | 'other children' | 'returns'
      readonly ages: readonly number[]
    }
  | {
      readonly kind: 'exit'
      readonly exits: readonly Exit[]
      readonly groups: readonly Group[]
      readonly ages: readonly number[]
      /** Bands of the time in care, numbered as the forecast's. */
      readonly durations: readonly number[]
    }
  | {
      readonly kind: 'move'
      readonly from: readonly Group[]
      readonly to: readonly Group[]
      readonly ages: readonly number[]
    }
  | { readonly kind: 'allocation'; readonly subType: SubType; readonly ages: readonly number[] }
  | { readonly kind: 'places'; readonly pool: PoolKind; readonly area: string }
  | {
      readonly kind: 'pipeline'
      readonly pool: PoolKind
      readonly area: string
      readonly figure: PipelineFigure
    }
  | {
      readonly kind: 'price'
      readonly subType: SubType
      /** Times the price, pence a week more, or another yearly rise in place of the book's. */
      readonly how: 'multiply' | 'add' | { readonly upliftWas: Rate }
    }
  | {
      readonly kind: 'referrals'
      /** Families a month whom the work is offered. */
      readonly aMonth: number
      /** How many of them would enter care without it. */
      readonly riskWithout: Rate
      /** Months from the referral to the entry that is avoided. */
      readonly lagMonths: number
    }

export type Ramp =
  | { readonly kind: 'none' }
  | { readonly kind: 'linear'; readonly days: number }
  | { readonly kind: 's-curve'; readonly days: number }

/** An effect somebody answers for by name. Cautious, middle, hopeful: of the benefit. */
export type Opinion = {
  readonly kind: 'opinion'
  readonly name: string
  readonly on: Day
  readonly why: string
  /** In pence a week for money, places for places, shares for a difference. */
  readonly effect: {
    readonly kind: 'ratio' | 'share difference' | 'risk difference' | 'money' | 'places'
    readonly p10: number
    readonly p50: number
    readonly p90: number
  }
}

export type Basis = { readonly kind: 'evidence'; readonly id: string } | Opinion

/** What a lever itself costs. */
export type LeverCost = {
  readonly name: string
  readonly from: Day
  /** The day after the last; undefined for one that goes on. */
  readonly to: Day | undefined
  readonly pence: Pence
  readonly every: 'once' | 'month'
}

export type Lever = {
  readonly id: string
  readonly target: Target
  readonly start: Day
  readonly ramp: Ramp
  /** The day on which it stops. */
  readonly end: Day | undefined
  /** After its end the effect halves in so many days; undefined: it is gone at once. */
  readonly halfLifeDays: number | undefined
  /** Share of those it is for whom it gets to. */
  readonly reach: Rate
  /** Who it is for, in words. */
  readonly eligible: string
  readonly basis: Basis | undefined
  /** A switch for contested evidence: half of the draws have no effect. */
  readonly contested: boolean
  readonly costs: readonly LeverCost[]
}

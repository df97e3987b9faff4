import type { Day, Month } from '#kernel/dates.ts'
import { AGE_BANDS } from '../history/ages.ts'
import { GROUPS, SUB_TYPES } from '../taxonomy.ts'
import type { SubType } from '../taxonomy.ts'

/** The birthday that ends each band. */
export const AGE_ENDS = [1, 5, 10, 16, 17, 18] as const

/** The day of the period of care on which each duration band ends (10-demand, 4B1). */
export const DURATION_ENDS = [28, 91, 182, 365, 730, 1460, 1_000_000] as const

/** The day after leaving on which each band of time since leaving ends; nobody returns later (10-demand, 4B7). */
export const SINCE_ENDS = [91, 366, 730] as const
export const AT_RISK_OF_RETURN = 730

/** Ways of leaving that are events. The eighteenth birthday is a boundary, not an event. */
export const EXITS = ['home', 'permanence', 'independence', 'other'] as const
export type Exit = (typeof EXITS)[number]

export const AGES = AGE_BANDS.length
export const DURATIONS = DURATION_ENDS.length
export const SINCES = SINCE_ENDS.length
export const KINDS = EXITS.length
export const PLACES = GROUPS.length
export const SUBS = SUB_TYPES.length
/** Four exits, then a move to each group. */
export const EVENTS = KINDS + PLACES
export const STREAMS = ['other children', 'unaccompanied children'] as const

/**
 * What a month of a draw counts, in this order, beside children and child-days. No two count the same: first entries of
 * other children, of unaccompanied children, returns, and the ways out.
 */
export const FLOWS = [
  'starts',
  'starts-uasc',
  'returns',
  'home',
  'permanence',
  'independence',
  'other',
  'birthday-here-now',
  'birthday-later-entrant',
] as const
export type Flow = (typeof FLOWS)[number]

/** Events, exposure and prior of one table of rates, and the level of each of its rows of the base. */
export type Rates = {
  /** k, by cell. */
  readonly events: readonly number[]
  /** T in child-days, by cell (repeated over the events of a state). */
  readonly exposure: readonly number[]
  /** m, the pooled prior rate a day, by cell. */
  readonly prior: readonly number[]
  /** kappa + events and kappa + expected events of each base, whose quotient is the level c. */
  readonly levelEvents: readonly number[]
  readonly levelExpected: readonly number[]
  /** Which base a cell belongs to. */
  readonly base: readonly number[]
  /** Strength of the prior of a cell, in events. */
  readonly alpha: number
}

/** First entries of one stream (10-demand, 4B6). */
export type Intake = {
  /** Mean a month now, before season and drift. */
  readonly level: number
  /** Shape of the gamma that says how well the level is known. */
  readonly shape: number
  readonly theta: number
  readonly season: readonly number[]
  /** Logarithm a year, before damping. */
  readonly drift: number
  /** Share by completed years of age, 0 to 17. */
  readonly ages: readonly number[]
  /** Share by group for each age band: `ageBand * PLACES + group`. */
  readonly groups: readonly number[]
  readonly counted: number
}

/** Yearly drift of rates, as logarithms (10-demand, 4B9). */
export type Drift = {
  readonly intake: number
  readonly intakeEngland: number
  readonly intakeYear: number
  readonly exits: number
  readonly exitsEngland: number
  readonly toResidential: number
}

export type Model = {
  readonly origin: Day
  readonly rates: Rates
  readonly returns: Rates
  readonly intake: readonly Intake[]
  /** Share of each sub-type inside its group by age band: `ageBand * SUBS + subType`. */
  readonly allocation: readonly number[]
  readonly drift: Drift
}

/** A named value that the forecast takes as given, with where it comes from. */
export type Assumption = {
  readonly name: string
  readonly value: string
  readonly source: string
}

/** Where a new placement in a group goes: shares of sub-types for an age band in a month, as placements may limit them. */
export type Allocation = (ageBand: number, month: number) => readonly number[]

/** Everything a draw needs, as plain numbers: it can be hashed, stored and sent to a worker thread. */
export type SimInput = {
  readonly model: Model
  readonly origin: Day
  readonly months: number
  /** Children in care on the day before the origin, in order of their pseudonyms. */
  readonly people: {
    readonly born: readonly number[]
    readonly since: readonly number[]
    readonly subType: readonly number[]
    readonly uasc: readonly number[]
  }
  /** Children who left within the 730 days before, still under 18. */
  readonly left: {
    readonly born: readonly number[]
    readonly on: readonly number[]
    readonly kind: readonly number[]
    readonly uasc: readonly number[]
  }
  /** Shares by month, age band and sub-type; one month alone stands for all. */
  readonly allocation: readonly (readonly number[])[]
  /** Factor on first entries by month (a scenario's lever); empty for none. */
  readonly intakeFactor: readonly number[]
  /** Dated factors on rates: `factor[group * EVENTS + event]` from a day on. */
  readonly levers: readonly { readonly from: Day; readonly factor: readonly number[] }[]
  /** Whether a draw draws its rates, and lets them drift. */
  readonly chance: { readonly parameters: boolean; readonly drift: boolean }
}

/** A state that is counted: unaccompanied or not, age band, sub-type. */
export type Cell = { readonly uasc: boolean; readonly ageBand: number; readonly subType: number }

/** The result of some draws `[from, to)`. Whole numbers only, so that joining is exact. */
export type Block = {
  readonly from: number
  readonly to: number
  /** `[draw][cell][month]`: children at the month's end. */
  readonly monthEnd: Uint16Array
  /** `[draw][cell][month]` */
  readonly childDays: Int32Array
  /** `[draw][flow][month]` */
  readonly flows: Uint16Array
  /** `[month][from group][to group]`, added over the draws. */
  readonly moves: Int32Array
}

/** Blocks in order of their draws. The empty list is the partial of no draws. */
export type Partial = readonly Block[]

export type DrawTable = {
  readonly origin: Day
  readonly firstMonth: Month
  readonly months: number
  readonly draws: number
  readonly subTypes: readonly SubType[]
  /** `[draw][month][subType]`: child-days in the month. */
  readonly childDays: Int32Array
  /** `[draw][month][subType]`: children at the month's end. */
  readonly monthEnd: Int32Array
  /** The same by cell, as `[draw][cell][month]`, with flows as `[draw][flow][month]`. */
  readonly cells: readonly Cell[]
  readonly cellMonthEnd: Uint16Array
  readonly cellChildDays: Int32Array
  readonly flows: Uint16Array
  /** `[month][from group][to group]`, the mean of a draw. */
  readonly moves: Float64Array
}

import type { Day, Month } from '#kernel/dates.ts'
import type { Pence } from '#kernel/money.ts'
import type { Rate } from '#kernel/rate.ts'
import type { FinancialYear } from '#kernel/year.ts'

/** Where a value stands in a person's file: the heading is row 1. `file` is its index among the files read together. */
export type RowOrigin = {
  readonly file: number
  readonly row: number
  /** The import it came with, once it is stored. */
  readonly importId?: string
}

export const SERVICE_KINDS = ['service', 'support', 'development', 'change'] as const
export type ServiceKind = (typeof SERVICE_KINDS)[number]

/** Whether the law asks for it, from a day on, and where that is written. */
export type Statutory = {
  readonly kind: 'yes' | 'part' | 'no'
  readonly basis: string
  readonly from: Day
  readonly to?: Day
}

/** Share of a service on a line of Section 251, by the line's stable id. Shares of one day add to a million. */
export type S251Share = { readonly stableId: string; readonly share: Rate; readonly from: Day }

export type Service = {
  readonly id: string
  readonly name: string
  readonly group: string
  readonly parent?: string
  readonly kind: ServiceKind
  /** The same service listed a second time: its money lies there, so that a total counts it once. */
  readonly sameAs?: string
  readonly statutory: readonly Statutory[]
  readonly s251: readonly S251Share[]
  readonly owner: string
  readonly from: Day
  readonly to?: Day
  /** Streams that pay for it unless a line says otherwise: an assumption of the catalogue. */
  readonly funding: readonly string[]
  readonly note?: string
}

export const FAMILIES = [
  'core',
  'dsg',
  'general-grant',
  'specific-grant',
  'partner',
  'fees',
  'reserve',
] as const
export type Family = (typeof FAMILIES)[number]

export const MONEY_STATUSES = ['announced', 'allocated', 'paid', 'claimed'] as const
export type MoneyStatus = (typeof MONEY_STATUSES)[number]

/** One published figure of a stream. A stream has as many as were published. */
export type StreamMoney = {
  readonly year: FinancialYear
  readonly status: MoneyStatus
  readonly pence: Pence
  readonly on?: Day
  readonly source: string
  readonly origin?: RowOrigin
}

export type Condition =
  | { readonly kind: 'purpose'; readonly text: string; readonly services: readonly string[] }
  | { readonly kind: 'eligible'; readonly services: readonly string[] }
  | {
      readonly kind: 'use-share'
      readonly service: string
      readonly least: Rate
      readonly most: Rate
    }
  | { readonly kind: 'match'; readonly rate: Rate }
  | { readonly kind: 'spend-by'; readonly day: Day }
  | { readonly kind: 'repay-if-unspent' }
  | { readonly kind: 'not-for'; readonly what: 'statutory' | 'corporate' }
  | { readonly kind: 'report-due'; readonly day: Day }

/** What may be carried into the next year: nothing, all, some of it, or what the payer agrees to. */
export type CarryForward = 'none' | 'all' | 'with-consent' | Rate

export type Stream = {
  readonly id: string
  readonly name: string
  readonly family: Family
  readonly payer: string
  readonly from: Day
  /** The first day on which it pays no more. */
  readonly to?: Day
  readonly ringFenced: boolean
  readonly conditions: readonly Condition[]
  readonly carryForward: CarryForward
  readonly successor?: string
  readonly note?: string
  readonly money: readonly StreamMoney[]
  /** Published for the whole country: shown beside the council's own, never planned with. */
  readonly national: readonly StreamMoney[]
}

/** What money buys or where it comes from. */
export type Subjective = {
  readonly id: string
  readonly name: string
  readonly sign: 'spend' | 'income'
}

/** One amount of money where service, subjective, stream, area and cost centre meet. */
export type Line = {
  readonly service: string
  readonly subjective: string
  readonly stream: string
  readonly area: string
  readonly costCentre: string
}

export const VERSION_KINDS = [
  'draft',
  'proposed',
  'agreed',
  'forecast',
  'outturn',
  'scenario',
] as const
export type VersionKind = (typeof VERSION_KINDS)[number]

/** A year's budget in one state. `name` tells forecasts and scenarios apart and is empty for the others. */
export type VersionKey = {
  readonly year: FinancialYear
  readonly kind: VersionKind
  readonly name: string
}

export type Amount = {
  readonly line: Line
  readonly version: VersionKey
  /** 1 (April) to 12 (March); undefined for the year. */
  readonly month?: number
  readonly pence: Pence
  readonly oneOff: boolean
  /** The year's figure of a line that also has its months: checked against them, never counted again. */
  readonly stated?: true
  readonly driver?: string
  /** Why a driven line has a typed amount, and who says so. */
  readonly override?: string
  readonly note?: string
  readonly origin?: RowOrigin
}

export const DRIVER_UNITS = [
  'child-day',
  'child-week',
  'fte-month',
  'place',
  'route-day',
  'pupil-journey',
  'km',
  'pupil',
  'square-metre',
  'item',
] as const
export type DriverUnit = (typeof DRIVER_UNITS)[number]

/** Volumes are kept in thousandths of the unit, so that they stay whole numbers. */
export type DriverVolume = {
  readonly driver: string
  readonly unit: DriverUnit
  readonly month: Month
  readonly thousandths: number
  readonly source: string
  readonly origin?: RowOrigin
}

export const PRICE_BASES = ['day', 'week', 'month', 'year', 'unit'] as const
export type PriceBasis = (typeof PRICE_BASES)[number]

export type Price = {
  readonly driver: string
  readonly basis: PriceBasis
  readonly pence: Pence
  readonly from: Day
  /** The first day it no longer holds. */
  readonly to?: Day
  readonly source: string
  readonly origin?: RowOrigin
}

/** In the order a bridge prints them (30-budget rule 16). */
export const MOVEMENT_KINDS = [
  'restatement',
  'permanent-virement',
  'reverse-one-off',
  'full-year-effect',
  'pay',
  'price',
  'demand',
  'law',
  'grant-new',
  'grant-ended',
  'grant-changed',
  'investment',
  'saving',
  'income',
  'transfer',
  'reserve',
] as const
export type MovementKind = (typeof MOVEMENT_KINDS)[number]

export type Movement = {
  readonly year: FinancialYear
  readonly kind: MovementKind
  readonly from: Line
  readonly to?: Line
  readonly pence: Pence
  readonly why: string
  /** Proposal, resolution, assumption or virement that it rests on. */
  readonly reference: string
  /** Who recorded it, and when, once it is stored. */
  readonly by?: string
  readonly at?: string
  /** After the version was agreed: part of current, not of the bridge into it. */
  readonly afterAgreement?: boolean
  readonly origin?: RowOrigin
}

/** One use of a pot: an amount or a share, never both. */
export type Use = {
  readonly use: string
  readonly purpose: string
  readonly service: string
  readonly pence?: Pence
  readonly share?: Rate
  readonly money: 'revenue' | 'capital'
  readonly recurring: boolean
  readonly origin?: RowOrigin
}

/** A stream's money or a retained sum to be shared out. */
export type Pot = {
  readonly id: string
  readonly stream: string
  readonly year: FinancialYear
  readonly pence: Pence
  readonly uses: readonly Use[]
}

/** A total that a text prints, with the parts that it lists. */
export type Published = {
  readonly where: string
  readonly source: 'ours' | 'paper'
  readonly total: Pence
  readonly parts: readonly { readonly name: string; readonly pence: Pence }[]
}

/** Everything that is checked and totalled together. */
export type Budget = {
  readonly services: readonly Service[]
  readonly streams: readonly Stream[]
  readonly subjectives: readonly Subjective[]
  readonly amounts: readonly Amount[]
  readonly volumes: readonly DriverVolume[]
  readonly prices: readonly Price[]
  readonly movements: readonly Movement[]
  readonly pots: readonly Pot[]
  readonly published: readonly Published[]
}

export const NO_BUDGET: Budget = {
  services: [],
  streams: [],
  subjectives: [],
  amounts: [],
  volumes: [],
  prices: [],
  movements: [],
  pots: [],
  published: [],
}

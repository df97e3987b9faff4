import type { SubType } from '#cycle/demand/rules/index.ts'
import type { Day } from '#kernel/dates.ts'
import type { Pence } from '#kernel/money.ts'
import type { Rate } from '#kernel/rate.ts'

/** How hard a placement is to keep: prices of agreements are often set by it. */
export const PRICE_BANDS = ['standard', 'complex', 'solo', 'crisis'] as const
export type PriceBand = (typeof PRICE_BANDS)[number]

/** How far prices of real placements lie from the book's. `not-stated`: the council's default for the sub-type. */
export type Spread =
  | { readonly kind: 'not-stated' }
  | { readonly kind: 'none' }
  | { readonly kind: 'lognormal'; readonly cv: Rate }

/** A yearly rise: on 1 April, or on the anniversary of the price's first day. */
export type Uplift = { readonly on: '1 April' | 'anniversary'; readonly rate: Rate }

/** Where a price stands in its file. The heading is row 1. */
export type RowOrigin = { readonly sheet?: string; readonly row: number }

/** What a placement costs a week, from a day on. An empty provider or band means any. */
export type Price = {
  readonly subType: SubType
  readonly provider: string
  readonly band: PriceBand | ''
  readonly weekly: Pence
  readonly from: Day
  /** The day after the last; undefined while it runs on. */
  readonly to: Day | undefined
  readonly spread: Spread
  readonly uplift: Uplift | undefined
  /** Agreement, framework or model that sets it. */
  readonly source: string
  readonly origin: RowOrigin
}

/** A price book: what was in one file, whole. */
export type PriceBook = {
  readonly id: string
  readonly file: string
  readonly sha256: string
  /** In the order of the file. */
  readonly prices: readonly Price[]
}

/** What a price is for: of one key, one price on any day. */
export type PriceKey = Pick<Price, 'subType' | 'provider' | 'band'>

export function keyText(key: PriceKey): string {
  return [key.subType, key.provider.toLowerCase(), key.band].join('|')
}

export function samePriceKey(a: PriceKey, b: PriceKey): boolean {
  return keyText(a) === keyText(b)
}

/** Whether a price holds on a day. */
export function holdsOn(price: Pick<Price, 'from' | 'to'>, on: Day): boolean {
  return price.from <= on && (price.to === undefined || on < price.to)
}

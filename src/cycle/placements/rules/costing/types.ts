import type { SubType, Widths } from '#cycle/demand/rules/index.ts'
import type { Day, Month } from '#kernel/dates.ts'
import type { Pence } from '#kernel/money.ts'
import type { Rate } from '#kernel/rate.ts'
import type { FinancialYear } from '#kernel/year.ts'
import type { YearLines } from '../lines.ts'
import type { CostSpread } from './bands.ts'

/** What a costing takes as given beside the draws and the price book. */
export type CostSettings = {
  /** Seed of the run: prices meet the same luck in every scenario. */
  readonly seed: number
  /** Factors on the width of bands, as the forecast's own back-test gave them. */
  readonly widths: Widths
  /** Where costs go, by year; a year that is not listed keeps the defaults. */
  readonly lines: readonly YearLines[]
  /** Spread of prices where a row of the book does not state one. */
  readonly spreads: Readonly<Partial<Record<SubType, Rate>>>
  /** Mean days that a placement, and so its price, lasts. */
  readonly placementDays: number
}

/** Child-days of a cell at one price: they make its cost exactly. */
export type PricedDays = {
  readonly from: Day
  /** The day after the last. */
  readonly to: Day
  readonly weekly: Pence
  /** Child-days added over all draws: divided by the draws they are what is expected. */
  readonly totalDays: number
  /** The price holds for so many days of the month's. */
  readonly days: number
  readonly of: number
  /** Indexes of prices in the book. */
  readonly rows: readonly number[]
  readonly pence: Pence
}

export type Part = {
  readonly subType: SubType
  /** Stable id of the line of Section 251, or `none`. */
  readonly s251: string
  /** Priced child-days expected. */
  readonly childDays: number
  readonly cost: CostSpread
}

export type MonthPart = Part & {
  readonly month: Month
  readonly year: FinancialYear
  readonly priced: readonly PricedDays[]
}

export type YearPart = Part & { readonly year: FinancialYear; readonly months: number }

export type MonthCost = {
  readonly month: Month
  readonly year: FinancialYear
  readonly childDays: number
  readonly cost: CostSpread
}

export type QuarterCost = {
  readonly year: FinancialYear
  /** 1: April to June. */
  readonly quarter: 1 | 2 | 3 | 4
  readonly months: number
  readonly cost: CostSpread
}

export type YearCost = {
  readonly year: FinancialYear
  /** Months of the year that the forecast covers. */
  readonly months: number
  readonly childDays: number
  readonly cost: CostSpread
  /** Pence of each draw, its band's width as shown. */
  readonly draws: readonly number[]
  /** Factor on the width of the band of the total. */
  readonly width: number
  /** Share of the spread that comes of how many children there are and where; the rest is price. Undefined without spread. */
  readonly fromChildren: number | undefined
}

/** Children whom the book gives no price: never costed at 0. */
export type Unpriced = {
  readonly subType: SubType
  readonly why: string
  readonly childDays: number
  readonly first: Month
  readonly last: Month
}

/** A forecast with its costs. Months make years, parts make totals, to the penny. */
export type Costing = {
  readonly rulesVersion: string
  readonly draws: number
  readonly months: readonly MonthCost[]
  readonly monthParts: readonly MonthPart[]
  readonly quarters: readonly QuarterCost[]
  readonly years: readonly YearCost[]
  readonly yearParts: readonly YearPart[]
  readonly unpriced: readonly Unpriced[]
  /** Sub-types priced at the average of their providers' prices, for want of a general one. */
  readonly averaged: readonly SubType[]
}

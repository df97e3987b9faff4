import { isoDay } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { asNumber, percent } from '#kernel/rate.ts'
import type { Rate } from '#kernel/rate.ts'

/** A figure with where it comes from: figures of a pipeline come from different years, and each keeps its own beside it. */
export type Stated<T> = { readonly value: T; readonly source: string }

/** How enquiries become places, and how households leave (20-placements, 4C9). */
export type PipelineRates = {
  readonly from: Day
  /** Enquiries that become applications. */
  readonly toApplication: Stated<Rate>
  /** Applications that are approved. */
  readonly toApproval: Stated<Rate>
  /** Share of approvals made by the end of so many months after the application. */
  readonly approvedBy: Stated<readonly { readonly month: number; readonly share: Rate }[]>
  /** Households that leave in a year. */
  readonly leavingAYear: Stated<Rate>
  /** Children for each available household, in hundredths. */
  readonly perHousehold: Stated<number>
}

/** In-house fostering as it ships. A council's own figures take their place by date. */
export const SHIPPED_FOSTERING: PipelineRates = {
  from: isoDay('2015-04-01'),
  toApplication: {
    value: percent(12),
    source:
      'Ofsted, fostering in England 2022-23: 12% of enquiries to councils (18% in 2016-17; agencies 5%, all 6%)',
  },
  toApproval: {
    value: percent(49),
    source: 'Ofsted, fostering in England 2016-17: 49% of applications (57% the year before)',
  },
  approvedBy: {
    value: [
      { month: 5, share: percent(25) },
      { month: 8, share: percent(75) },
      { month: 12, share: percent(100) },
    ],
    source: 'Ofsted: 75% within about 8 months; the rest of the shape is a local setting',
  },
  leavingAYear: {
    value: percent(13),
    source: 'Ofsted, fostering in England 2021-22: 13% of mainstream households left',
  },
  perHousehold: { value: 160, source: 'Local setting: not measured' },
}

/** Places that are approved and cannot be used, as it ships. */
export const SHIPPED_UNAVAILABLE: Stated<Rate> = {
  value: percent(18),
  source: 'Ofsted, fostering in England 2017: 18% of places not available',
}

/** England's households, for comparison: joined and left in a year. */
export const ENGLAND_HOUSEHOLDS = [
  { year: '2022-23', joined: 4080, left: 5125 },
  { year: '2023-24', joined: 4055, left: 4820 },
] as const

/** Rates as plain numbers for a calculation. */
export type PlainRates = {
  readonly toApplication: number
  readonly toApproval: number
  /** Share of approvals made in the first month after the application, the second and so on; adds to one. */
  readonly lag: readonly number[]
  /** Share of households that leave in a month. */
  readonly leaving: number
  readonly perHousehold: number
}

export function plainRates(rates: PipelineRates): PlainRates {
  return {
    toApplication: asNumber(rates.toApplication.value),
    toApproval: asNumber(rates.toApproval.value),
    lag: lagOf(rates.approvedBy.value),
    leaving: monthlyShare(asNumber(rates.leavingAYear.value)),
    perHousehold: rates.perHousehold.value / 100,
  }
}

/** A yearly share as a monthly one: 13% a year is 1.1538% a month. */
export function monthlyShare(yearly: number): number {
  return 1 - (1 - yearly) ** (1 / 12)
}

/** Shares by month from shares by the end of some months: evenly between them. */
export function lagOf(
  approvedBy: readonly { readonly month: number; readonly share: Rate }[],
): readonly number[] {
  const shares: number[] = []
  let before = { month: 0, share: 0 }
  for (const { month, share } of approvedBy.toSorted((a, b) => a.month - b.month)) {
    const each = (asNumber(share) - before.share) / (month - before.month)
    for (let m = before.month; m < month; m += 1) shares.push(each)
    before = { month, share: asNumber(share) }
  }
  return shares
}

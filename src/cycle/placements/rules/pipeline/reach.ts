import { expectedPipeline } from './pipeline.ts'
import type { PipelinePlan } from './pipeline.ts'
import type { PlainRates } from './rates.ts'

/** A little less than a whole number is that number: 1,020.0000000001 enquiries are 1,020. */
const ALMOST = 1e-9

/** What a year's places take, without the lag: the sum on the back of an envelope (20-placements, example 6). */
export function enquiriesInAYear(
  wanted: { readonly places: number; readonly households: number },
  rates: {
    readonly toApplication: number
    readonly toApproval: number
    readonly leavingAYear: number
    readonly perHousehold: number
  },
): { readonly households: number; readonly leaving: number; readonly enquiries: number } {
  const households = wanted.places / rates.perHousehold
  const leaving = wanted.households * rates.leavingAYear
  const enquiries = (households + leaving) / (rates.toApplication * rates.toApproval)
  return { households, leaving, enquiries: Math.ceil(enquiries - ALMOST) }
}

export type Reach =
  | {
      readonly kind: 'reached'
      /** Enquiries needed in each month up to the month asked of, beyond none. */
      readonly enquiriesAMonth: number
      readonly applicationsAMonth: number
      readonly approvalsAMonth: number
    }
  | {
      readonly kind: 'not-by-recruitment-alone'
      readonly enquiriesAMonth: number | undefined
      /** The first month's end by which the most enquiries would do; undefined when they never do within the run. */
      readonly byMonth: number | undefined
    }

/**
 * To have so many places more by the end of a month (0 the first), how many enquiries a month it takes, with households
 * leaving all the while. `most` is what a council says it can win a month.
 */
export function reach(
  wanted: { readonly places: number; readonly byMonth: number; readonly most?: number },
  plan: Omit<PipelinePlan, 'enquiries'>,
  rates: PlainRates,
): Reach {
  const { places, byMonth, most = Infinity } = wanted
  const needed = neededAt(places, byMonth, plan, rates)
  if (needed !== undefined && needed <= most) {
    const applications = needed * rates.toApplication
    return {
      kind: 'reached',
      enquiriesAMonth: needed,
      applicationsAMonth: applications,
      approvalsAMonth: applications * rates.toApproval,
    }
  }
  const later = Array.from({ length: plan.months }, (_, m) => m).find((m) => {
    const then = neededAt(places, m, plan, rates)
    return then !== undefined && then <= most
  })
  return { kind: 'not-by-recruitment-alone', enquiriesAMonth: needed, byMonth: later }
}

/** Places grow in proportion to enquiries: two expectations give the line, and the line the answer. */
function neededAt(
  places: number,
  byMonth: number,
  plan: Omit<PipelinePlan, 'enquiries'>,
  rates: PlainRates,
): number | undefined {
  const at = (enquiries: number) => {
    const months = Array.from({ length: plan.months }, () => enquiries)
    return expectedPipeline({ ...plan, enquiries: months }, rates).places[byMonth] ?? 0
  }
  const none = at(0)
  const each = (at(1000) - none) / 1000
  if (places <= none) return 0
  return each <= 0 ? undefined : Math.ceil((places - none) / each - ALMOST)
}

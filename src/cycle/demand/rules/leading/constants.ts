import type { SeriesId } from '../published/index.ts'

/**
 * The leading series that are forecast, in the order in which pressure reaches a council; and what was measured of each on 144 to 152
 * councils, origins 2016 to 2021, counts of at least 20 (the published tables of 2013 to 2022, release 2022).
 */
export type LeadingConstants = {
  readonly series: SeriesId
  /** Typical error of one year ahead on the log scale (1.4826 times the median of its size). */
  readonly spread: number
  /** Mean error in per cent of no change, one to three years ahead. */
  readonly noChange: readonly number[]
  /** Of the damped, half-pooled trend. */
  readonly trend: readonly number[]
}

export const LEADING: readonly LeadingConstants[] = [
  {
    series: 'referrals',
    spread: 0.181,
    noChange: [15.8, 21.5, 23.8],
    trend: [16.2, 22.1, 24.4],
  },
  { series: 'in-need', spread: 0.119, noChange: [9.9, 12.2, 14.0], trend: [10.1, 12.6, 14.4] },
  {
    series: 'assessments',
    spread: 0.195,
    noChange: [15.2, 20.3, 22.2],
    trend: [15.6, 21.1, 22.8],
  },
  {
    series: 'section-47',
    spread: 0.216,
    noChange: [17.7, 22.5, 25.4],
    trend: [18.1, 23.2, 26.1],
  },
  {
    series: 'conferences',
    spread: 0.225,
    noChange: [19.3, 23.3, 26.5],
    trend: [19.8, 24.2, 27.7],
  },
  { series: 'plans', spread: 0.222, noChange: [20.1, 25.2, 27.7], trend: [20.6, 25.9, 28.7] },
]

/** The trend keeps this share of its growth each year: less damping erred more on every series. */
export const DAMPING = 0.3
/** Half the council's own growth, half England's. */
export const OWN_SHARE = 0.5
/** Years whose growth is the trend. */
export const TREND_YEARS = 3
/** Growth beyond this in a year (log) is a change of recording, not a trend. */
export const MOST_GROWTH = 0.15
/** How many years of its own errors the measured spread is worth. */
export const PRIOR_YEARS = 4
/** The band widens with this power of the years ahead. */
export const WIDENING = 0.35
/** How far the bands reach: measured to cover 81 to 83% and 95 to 97%. */
export const REACH_80 = 1.28
export const REACH_95 = 2.15
export const YEARS_AHEAD = 3

export const LEADING_RULES = 'leading-1'

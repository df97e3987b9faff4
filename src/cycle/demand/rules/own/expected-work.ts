import type { Month } from '#kernel/dates.ts'
import type { Propagator } from './propagate.ts'
import type { Calendar } from './tables.ts'
import type { SimInput } from './types.ts'

/** Expected numbers by month; `[month][group]` where there are groups. */
export type Expected = {
  readonly firstMonth: Month
  readonly months: number
  readonly childDays: Float64Array
  readonly monthEnd: Float64Array
  readonly starts: Float64Array
  readonly returns: Float64Array
  /** `[month][kind]`: home, permanence, independence, other. */
  readonly exits: Float64Array
}

/** Ages in twelfths of a year, 0 to 215. */
export const TWELFTHS = 216
export const MONTH_DAYS = 365.25 / 12

export type Work = {
  readonly input: SimInput
  readonly calendar: Calendar
  readonly daily: readonly Propagator[]
  /** Rate a day of return: `(kind * AGES + age) * SINCES + since`. */
  readonly back: Float64Array
  /** Chance of returning so many months later: see `backTable`. */
  readonly backLater: Float64Array
  readonly out: Expected
  /** Leavers under 18: `((stream * months + month) * TWELFTHS + age) * KINDS + kind`. */
  readonly leavers: Float64Array
  /** Returns: `(stream * months + month) * TWELFTHS + age`. */
  readonly returners: Float64Array
}

export function twelfth(days: number): number {
  return Math.min(TWELFTHS - 1, Math.max(0, Math.floor(days / MONTH_DAYS)))
}

import type { CleanedCare } from '../episode.ts'
import { estimate } from '../own/estimate.ts'
import { expected, expectedTotal } from '../own/expected.ts'
import { refuseStart } from '../own/forecast.ts'
import { prepare } from '../own/prepare.ts'

const THREE_YEARS = 36

/**
 * By how much ending the vanished (step 8) changes the expected count in three years: the analytic expectation with
 * them ended, less that with them still in care. Undefined when there are none, or too little data for a forecast.
 */
export function vanishedEffect(care: CleanedCare): number | undefined {
  if (!care.stays.some((s) => s.endUnknown)) return undefined
  if (refuseStart(care, care.to) !== undefined) return undefined
  return inThreeYears(care) - inThreeYears(reopened(care))
}

function inThreeYears(care: CleanedCare): number {
  const input = prepare(care, estimate(care), { months: THREE_YEARS })
  return expectedTotal(expected(input), THREE_YEARS - 1)
}

/** The care as it would be without step 8. */
export function reopened(care: CleanedCare): CleanedCare {
  return {
    ...care,
    stays: care.stays.map((s) =>
      s.endUnknown ? { ...s, to: undefined, endUnknown: false, reasonEnded: '' } : s,
    ),
  }
}

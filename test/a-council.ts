import { estimate, prepare } from '#cycle/demand/rules/index.ts'
import type { SimInput } from '#cycle/demand/rules/index.ts'
import { inventedCare } from './invented-care.ts'

/** An invented council made ready to be simulated. About twenty-five children in care for each entry a month. */
export function aCouncil(given: {
  readonly entriesAMonth: number
  readonly months: number
  readonly seed?: number
}): SimInput {
  const { entriesAMonth, months, seed = 5 } = given
  const care = inventedCare({ seed, entriesAMonth, unaccompaniedAMonth: 1 })
  return prepare(care, estimate(care), { months })
}

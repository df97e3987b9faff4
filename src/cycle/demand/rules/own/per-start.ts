import type { Day } from '#kernel/dates.ts'
import type { CleanedCare } from '../episode.ts'
import { estimate } from './estimate.ts'
import { expected } from './expected.ts'
import { knownAt } from './known-at.ts'
import { prepare } from './prepare.ts'
import { PLACES } from './types.ts'

/**
 * Child-days up to the end of each month, from the first day of a forecast, of one who starts within them: of first
 * entries alone, at the rates of that forecast without chance (10-demand, 4G: d-bar). Nought while nobody starts.
 */
export function daysPerStart(care: CleanedCare, origin: Day, months: number): readonly number[] {
  const known = knownAt(care, origin)
  const input = prepare(known, estimate(known), { months })
  const nobody = {
    people: { born: [], since: [], subType: [], uasc: [] },
    left: { born: [], on: [], kind: [], uasc: [] },
  }
  const entrants = expected({ ...input, ...nobody })
  let [days, starts] = [0, 0]
  return Array.from({ length: months }, (_, month) => {
    for (let g = 0; g < PLACES; g += 1) days += entrants.childDays[month * PLACES + g] ?? 0
    starts += entrants.starts[month] ?? 0
    return starts === 0 ? 0 : days / starts
  })
}

import { birthday } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import type { CleanedCare, Stay } from '../episode.ts'
import type { Group } from '../taxonomy.ts'

/**
 * The placements that make the count of a day: one for each child in care after its last midnight, with the file and row
 * each comes from.
 */
export function staysOn(care: CleanedCare, on: Day, group?: Group): readonly Stay[] {
  return care.stays.filter((s) => {
    const born = care.children[s.child]?.born
    if (born === undefined || birthday(born, 18) <= on) return false
    const here = s.from <= on && (s.to === undefined || s.to > on)
    return here && (group === undefined || s.group === group)
  })
}

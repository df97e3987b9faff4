import type { Day } from '#kernel/dates.ts'
import type { Stay } from '../episode.ts'

/** Ways of leaving care (10-demand, section 2). */
export const EXIT_KINDS = [
  'home',
  'permanence',
  'independence',
  'eighteenth-birthday',
  'other',
] as const
export type ExitKind = (typeof EXIT_KINDS)[number]

export const EXIT_NAMES: Readonly<Record<ExitKind, string>> = {
  home: 'Home to parents or relatives',
  permanence: 'Adoption, special guardianship or another order',
  independence: 'Independent living',
  'eighteenth-birthday': '18th birthday',
  other: 'Other, or not known',
}

/** By the reason of the last episode (REC). Source: 10-demand, 4B2 [from memory: check against the guide of the year]. */
const OF_REASON: Readonly<Record<string, ExitKind>> = {
  E4A: 'home',
  E4B: 'home',
  E13: 'home',
  E11: 'permanence',
  E12: 'permanence',
  E41: 'permanence',
  E45: 'permanence',
  E46: 'permanence',
  E47: 'permanence',
  E48: 'permanence',
  E5: 'independence',
  E6: 'independence',
  E7: 'independence',
  E17: 'eighteenth-birthday',
}

/** How a stay that ends care ended. An end on or after the birthday is an exit by birthday, not a choice. */
export function exitKind(stay: Stay, adult: Day): ExitKind {
  if (stay.to === undefined || stay.to >= adult) return 'eighteenth-birthday'
  return OF_REASON[stay.reasonEnded] ?? 'other'
}

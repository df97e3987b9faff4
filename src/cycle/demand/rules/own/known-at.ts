import { addMonths, day, monthOf, monthStart } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import type { CleanedCare, Stay } from '../episode.ts'

/** A return that no longer mentions a child comes a year after the last that did. */
const NEXT_RETURN = 365

/**
 * Only what was known then: stays that begin later are gone, ends that come later are not known yet, and a child who is
 * known to have vanished only from a later return is still in care (10-demand, 4D1).
 */
export function knownAt(care: CleanedCare, origin: Day): CleanedCare {
  if (origin >= care.to) return care
  const stays = care.stays.filter((s) => s.from < origin).map((s) => blanked(s, origin))
  return { ...care, stays, to: origin }
}

function blanked(stay: Stay, origin: Day): Stay {
  if (stay.to === undefined) return stay
  const known = stay.endUnknown ? stay.to + NEXT_RETURN : stay.to
  if (known < origin) return stay
  return { ...stay, to: undefined, reasonEnded: '', reasonPlaceChange: '', endUnknown: false }
}

/** Origins each quarter, from 24 months after the data begin to 12 months before they end: starts of months. */
export function quarterlyOrigins(care: CleanedCare): readonly Day[] {
  const last = monthStart(addMonths(monthOf(care.to), -12))
  const first = monthStart(addMonths(monthOf(day(care.from + 30)), 24))
  const origins: Day[] = []
  for (let at = last; at >= first; at = monthStart(addMonths(monthOf(at), -3))) origins.push(at)
  return origins.toReversed()
}

/** The statistics' bands of distance: a convention, not a legal test (20-placements, 4E16). */
export const DISTANCES = [
  'inside, 20 miles or less',
  'outside, 20 miles or less',
  'inside, over 20 miles',
  'outside, over 20 miles',
  'not known',
] as const
export type Distance = (typeof DISTANCES)[number]

/** "Not known" is never counted as far: unaccompanied children have no home postcode. */
export function distanceBand(place: {
  readonly inside: boolean | undefined
  readonly miles: number | undefined
}): Distance {
  const { inside, miles } = place
  if (inside === undefined || miles === undefined) return 'not known'
  if (miles <= 20) return inside ? 'inside, 20 miles or less' : 'outside, 20 miles or less'
  return inside ? 'inside, over 20 miles' : 'outside, over 20 miles'
}

/**
 * A distant placement: outside the area and not in an adjoining authority. It needs the director's approval, and the other
 * authority is consulted. Source: Care Planning, Placement and Case Review (England) Regulations 2010, regulation 11 as
 * amended 2013 [from memory: check text]. Undefined where it is not known where the placement is.
 */
export function isDistant(
  own: string,
  placedIn: string | undefined,
  adjoining: readonly string[],
): boolean | undefined {
  if (placedIn === undefined || placedIn === '') return undefined
  return placedIn !== own && !adjoining.includes(placedIn)
}

/** How a publication protects small numbers (89-returns, 6.1). */
export type Profile = {
  readonly id: ProfileId
  readonly name: string
  /** Counts that are not shown. */
  readonly small: { readonly min: number; readonly max: number }
  /** Whether a nought is printed: readers then know that a hidden count is at least 1. */
  readonly zero: 'shown' | 'hidden'
  /** What stands in the place of a hidden value. */
  readonly mark: string
  /** Hidden: small values disappear. Rounded: every count is printed to a base, totals from rounded parts. */
  readonly method:
    | { readonly kind: 'hide'; readonly minWidth: number }
    | { readonly kind: 'round'; readonly base: number }
    | { readonly kind: 'none' }
  /** No percentage on fewer than this. */
  readonly percentBase: number
  readonly money: {
    /** Fewer children or providers than this: not shown. */
    readonly minContributors: number
    /** Not shown where a contributor could be estimated to within this percentage. */
    readonly pPercent: number
  }
  readonly from: string
  readonly source: string
}

export const PROFILE_IDS = [
  'headwater-public',
  'dfe-cla',
  'dfe-cin',
  'council-foi',
  'round5',
  'internal-team',
] as const
export type ProfileId = (typeof PROFILE_IDS)[number]

/** Whether a count is one that is not shown as it is. */
export function isSmall(value: number, profile: Profile): boolean {
  if (profile.method.kind === 'none') return false
  if (value === 0) return profile.zero === 'hidden'
  return value > profile.small.min - 1 && value < profile.small.max + 1
}

/** A count that stands alone, as it is shown: null when it is not. */
export function shownCount(value: number, profile: Profile): number | null {
  if (profile.method.kind === 'round') return toBase(value, profile.method.base)
  return isSmall(value, profile) ? null : value
}

/**
 * A share as it is shown: whole percentages as a fraction, on a base that is large enough, where neither those inside
 * nor those outside are few (89-returns, D1).
 */
export function shownShare(part: number, whole: number, profile: Profile): number | null {
  if (profile.method.kind === 'none') return whole === 0 ? null : part / whole
  if (whole < profile.percentBase) return null
  if (isSmall(part, profile) || isSmall(whole - part, profile)) return null
  return Math.round((part / whole) * 100) / 100
}

export function toBase(value: number, base: number): number {
  const rounded = Math.sign(value) * Math.round(Math.abs(value) / base) * base
  return rounded === 0 ? 0 : rounded
}

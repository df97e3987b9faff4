import { isSmall } from '#office/disclosure/rules/index.ts'
import type { Profile } from '#office/disclosure/rules/index.ts'
import type { Cohort } from '../history/survival.ts'

/** Nobody has been watched so long; or it is not shown. */
export type ShownCohort = {
  readonly year: number
  readonly entries: number | null
  readonly stillIn: readonly (number | null | undefined)[]
}

/**
 * Shares of a year's entries as readers outside see them: on a base that is large enough, where neither those still in
 * nor those gone since the share shown before are few. Whole percentages.
 */
export function shownCohort(cohort: Cohort, entriesShown: boolean, profile: Profile): ShownCohort {
  const { year, entries } = cohort
  const none = cohort.stillIn.map(() => null)
  if (!entriesShown) return { year, entries: null, stillIn: none }
  if (entries < profile.percentBase) return { year, entries, stillIn: none }
  let before = entries
  const stillIn = cohort.stillIn.map((share) => {
    if (share === undefined) return undefined
    const left = Math.round(share * entries)
    if (isSmall(left, profile) || isSmall(before - left, profile)) return null
    before = left
    return Math.round(share * 100) / 100
  })
  return { year, entries, stillIn }
}

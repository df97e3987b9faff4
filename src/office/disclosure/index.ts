import type { Tx } from '#db'
import type { Day } from '#kernel/dates.ts'
import { setting } from '#office/settings/index.ts'
import { PROFILES } from './data/profiles.ts'
import { PAGES_PROFILE } from './data/settings.ts'
import type { Profile } from './rules/index.ts'

/** The profile that protects pages on a day. */
export async function pagesProfile(tx: Tx, on: Day): Promise<Profile> {
  return PROFILES[(await setting(tx, PAGES_PROFILE, on)).value]
}

export { PROFILES } from './data/profiles.ts'
export { DISCLOSURE_SETTINGS, PAGES_PROFILE } from './data/settings.ts'
export * from './rules/index.ts'

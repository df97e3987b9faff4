import type { Tx } from '#db'
import type { Role } from '#kernel/access.ts'
import type { Day } from '#kernel/dates.ts'
import { pagesProfile, seesSmallNumbers } from '#office/disclosure/index.ts'
import type { Reader } from './rules/index.ts'

/** By whose eyes a page is made: those inside the service see true counts, the rest what the profile of the day allows. */
export async function readerOf(tx: Tx, roles: readonly Role[], on: Day): Promise<Reader> {
  return { inside: seesSmallNumbers(roles), profile: await pagesProfile(tx, on) }
}

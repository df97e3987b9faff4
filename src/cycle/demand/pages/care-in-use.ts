import type { House } from '#office/house.ts'
import type { CouncilId } from '#kernel/access.ts'
import type { CleanedCare } from '../rules/index.ts'
import { careOf } from '../store/care.ts'
import { currentImport } from '../store/imports.ts'
import type { ImportRow } from '../store/imports.ts'

export type CareInUse = { readonly head: ImportRow; readonly care: CleanedCare }

/** How many councils' histories are kept at hand. */
const AT_HAND = 8

/**
 * The care history in use, kept at hand between requests: an import never changes, so its id is enough to know that
 * what is held still holds.
 */
export function careInUse(house: House): (council: CouncilId) => Promise<CareInUse | undefined> {
  const held = new Map<string, CleanedCare>()
  return (council) =>
    house.db.inCouncil(council, async (tx) => {
      const head = await currentImport(tx)
      if (head === undefined) return undefined
      const care = held.get(head.id) ?? (await careOf(tx, head.id))
      if (care === undefined) return undefined
      held.delete(head.id)
      held.set(head.id, care)
      const [oldest] = held.keys()
      if (held.size > AT_HAND && oldest !== undefined) held.delete(oldest)
      return { head, care }
    })
}

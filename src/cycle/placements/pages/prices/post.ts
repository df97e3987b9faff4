import type { House } from '#office/house.ts'
import type { Reply, Visit } from '#web'
import { importPrices } from '../../commands/import-prices.ts'
import { pricesSheet } from './get.ts'
import { FILE_FIELD } from './view.ts'

/** Most faults listed above the form. */
const MOST = 50

/** Reads what was sent and leads to what was found; refusals come back to the form, each with its place and mend. */
export function postPrices(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const file = visit.files.find((f) => f.field === FILE_FIELD && f.name !== '')
    const result = await house.db.inCouncil(visit.actor.council, (tx) =>
      importPrices(tx, visit.actor, file),
    )
    if (!result.ok)
      return pricesSheet(
        house,
        visit,
        result.refusals.slice(0, MOST).map((r) => ({ field: FILE_FIELD, ...r })),
      )
    const to = `/placements/prices/${result.value.id}`
    return result.value.recognised
      ? { kind: 'redirect', to, flash: 'This file has been read before: this is what was found.' }
      : { kind: 'redirect', to }
  }
}

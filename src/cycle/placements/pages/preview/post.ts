import type { House } from '#office/house.ts'
import type { Reply, Visit } from '#web'
import { confirmPrices, dropPrices } from '../../commands/confirm-prices.ts'
import { bookIdOf, meantOf, previewSheet } from './get.ts'

/** The one button: puts the book in use. */
export function postConfirm(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const id = bookIdOf(visit)
    if (id === undefined) return { kind: 'not-found' }
    const result = await house.db.inCouncil(visit.actor.council, (tx) =>
      confirmPrices(tx, visit.actor, { id, meant: meantOf(visit) }),
    )
    if (result.ok)
      return { kind: 'redirect', to: '/placements', flash: 'The price book is in use.' }
    return result.refusals[0]?.kind === 'not-there'
      ? { kind: 'not-found' }
      : previewSheet(house, visit, result.refusals)
  }
}

export function postDrop(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const id = bookIdOf(visit)
    if (id === undefined) return { kind: 'not-found' }
    const result = await house.db.inCouncil(visit.actor.council, (tx) =>
      dropPrices(tx, visit.actor, id),
    )
    if (result.ok)
      return { kind: 'redirect', to: '/placements/prices', flash: 'The prices were left unused.' }
    return result.refusals[0]?.kind === 'not-there'
      ? { kind: 'not-found' }
      : previewSheet(house, visit, result.refusals)
  }
}

import type { House } from '#office/house.ts'
import type { Reply, Visit } from '#web'
import { confirmImport, dropImport } from '../../commands/confirm-import.ts'
import { importIdOf, previewSheet } from './get.ts'

/** The one button: stores what was shown. */
export function postConfirm(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const id = importIdOf(visit)
    if (id === undefined) return { kind: 'not-found' }
    const result = await house.db.inCouncil(visit.actor.council, (tx) =>
      confirmImport(tx, visit.actor, id),
    )
    if (result.ok) return { kind: 'redirect', to: '/budget', flash: 'The budget is stored.' }
    return result.refusals[0]?.kind === 'not-there'
      ? { kind: 'not-found' }
      : previewSheet(house, visit, result.refusals)
  }
}

export function postDrop(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const id = importIdOf(visit)
    if (id === undefined) return { kind: 'not-found' }
    const result = await house.db.inCouncil(visit.actor.council, (tx) =>
      dropImport(tx, visit.actor, id),
    )
    if (result.ok)
      return { kind: 'redirect', to: '/budget/import', flash: 'The files were left unused.' }
    return result.refusals[0]?.kind === 'not-there'
      ? { kind: 'not-found' }
      : previewSheet(house, visit, result.refusals)
  }
}

import type { House } from '#office/house.ts'
import type { Reply, Visit } from '#web'
import { confirmImport } from '../../commands/confirm-import.ts'
import { withdrawImport } from '../../commands/withdraw-import.ts'
import { importIdOf, importSheet } from './get.ts'

/** Puts the import in use. */
export function postStore(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const id = importIdOf(visit)
    if (id === undefined) return { kind: 'not-found' }
    const result = await house.db.inCouncil(visit.actor.council, (tx) =>
      confirmImport(tx, visit.actor, id),
    )
    if (result.ok)
      return {
        kind: 'redirect',
        to: '/demand',
        flash: 'The import is in use. Forecasts made from now on start from it.',
      }
    return importSheet(house, visit, result.refusals)
  }
}

/** Takes the import out of use, or discards it. */
export function postWithdraw(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const id = importIdOf(visit)
    if (id === undefined) return { kind: 'not-found' }
    const why = (visit.form.get('why') ?? '').trim()
    if (why === '')
      return importSheet(house, visit, [
        {
          kind: 'no-reason',
          field: 'why',
          message: 'Say why the import is taken away',
          mend: 'Write a few words: they are kept with it',
        },
      ])
    const result = await house.db.inCouncil(visit.actor.council, (tx) =>
      withdrawImport(tx, visit.actor, id, why),
    )
    if (!result.ok) return importSheet(house, visit, result.refusals)
    const back = result.value === undefined ? '' : ' The one before it is in use again.'
    return { kind: 'redirect', to: '/demand/import', flash: `The import was taken away.${back}` }
  }
}

import type { House } from '#office/house.ts'
import { may } from '#kernel/access.ts'
import type { Refusal } from '#kernel/result.ts'
import { parseId } from '#kernel/id.ts'
import type { Reply, Visit } from '#web'
import { importById } from '../../store/imports.ts'
import type { ImportId } from '../../store/imports.ts'
import { DEMAND_CRUMB, HANDLES_RETURNS, IMPORTS_CRUMB } from '../who.ts'
import { importModel, searchOf } from './model.ts'
import { importView } from './view.ts'

export function importIdOf(visit: Visit): ImportId | undefined {
  return parseId<'import'>(visit.params['id'] ?? '')
}

/** `/demand/import/:id`: what was found, and whether to use it. */
export function getImport(house: House) {
  return (visit: Visit): Promise<Reply> => importSheet(house, visit, [])
}

export async function importSheet(
  house: House,
  visit: Visit,
  refusals: readonly Refusal[],
): Promise<Reply> {
  const id = importIdOf(visit)
  if (id === undefined) return { kind: 'not-found' }
  const model = await house.db.inCouncil(visit.actor.council, async (tx) => {
    const row = await importById(tx, id)
    return row === undefined ? undefined : importModel(tx, row, searchOf(visit.query))
  })
  if (model === undefined) return { kind: 'not-found' }
  return {
    kind: 'sheet',
    status: refusals.length > 0 ? 422 : 200,
    model,
    sheet: {
      title: model.setAside === 0 ? 'Import' : `${model.setAside} rows set aside`,
      nav: '/demand',
      crumbs: [DEMAND_CRUMB, IMPORTS_CRUMB],
      refusals,
      body: importView(model, visit.csrf, may(visit.actor.roles, HANDLES_RETURNS)),
    },
  }
}

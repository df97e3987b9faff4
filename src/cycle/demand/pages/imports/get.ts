import type { House } from '#office/house.ts'
import { may } from '#kernel/access.ts'
import type { Reply, Visit } from '#web'
import { imports } from '../../store/imports.ts'
import { DEMAND_CRUMB, HANDLES_RETURNS } from '../who.ts'
import { importLine } from './model.ts'
import type { ImportsModel } from './model.ts'
import { importsView } from './view.ts'

/** `/demand/import`: send files, and the imports so far. */
export function getImports(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const found = await house.db.inCouncil(visit.actor.council, (tx) => imports(tx, 50))
    return importsSheet(visit, { imports: found.map(importLine), refusals: [], typed: {} })
  }
}

/** The page, with what was wrong and what was typed when files were refused. */
export function importsSheet(visit: Visit, model: Omit<ImportsModel, 'maySend'>): Reply {
  const maySend = may(visit.actor.roles, HANDLES_RETURNS)
  const whole = { ...model, maySend }
  return {
    kind: 'sheet',
    status: model.refusals.length > 0 ? 422 : 200,
    model: whole,
    sheet: {
      title: 'Import the return',
      nav: '/demand',
      crumbs: [DEMAND_CRUMB],
      refusals: model.refusals,
      body: importsView(whole, visit.csrf),
    },
  }
}

import type { House } from '#office/house.ts'
import type { Reply, Visit } from '#web'
import { importBudget } from '../../commands/import-budget.ts'
import { importsSheet } from './get.ts'
import { FILES_FIELD } from './view.ts'

/** Reads what was sent and leads to what was found; refusals come back to the form, each with its place and mend. */
export function postImports(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const files = visit.files
      .filter((f) => f.field === FILES_FIELD && f.name !== '')
      .map(({ name, bytes }) => ({ name, bytes }))
    const result = await house.db.inCouncil(visit.actor.council, (tx) =>
      importBudget(tx, visit.actor, files),
    )
    if (!result.ok)
      return importsSheet(
        house,
        visit,
        result.refusals.slice(0, 50).map((r) => ({ field: FILES_FIELD, ...r })),
      )
    const to = `/budget/import/${result.value.id}`
    return result.value.recognised
      ? {
          kind: 'redirect',
          to,
          flash: 'These files have been read before: this is what was found.',
        }
      : { kind: 'redirect', to }
  }
}

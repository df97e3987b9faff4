import type { House } from '#office/house.ts'
import type { Reply, Visit } from '#web'
import { plural } from '#web'
import { keepPublished } from '../../commands/keep-published.ts'
import { s251Sheet, TABLES_FIELD } from './list.ts'

/** Keeps what was sent and says what it is; refusals come back to the form, each with its place and mend. */
export function postTables(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const files = visit.files
      .filter((f) => f.field === TABLES_FIELD && f.name !== '')
      .map(({ name, bytes }) => ({ name, bytes }))
    const kept = await house.db.inCouncil(visit.actor.council, (tx) =>
      keepPublished(tx, visit.actor, files),
    )
    if (!kept.ok) return s251Sheet(house, visit, kept.refusals.slice(0, 50))
    const told = kept.value.map((t) => `${t.name} (${t.holds})`).slice(0, 6)
    return {
      kind: 'redirect',
      to: '/budget/s251',
      flash: `${plural(kept.value.length, 'table is', 'tables are')} kept: ${told.join('; ')}.`,
    }
  }
}

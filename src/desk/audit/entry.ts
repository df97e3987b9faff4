import { auditEntry, lastEntry } from '#office/audit/index.ts'
import type { Entry } from '#office/audit/index.ts'
import type { House } from '#office/house.ts'
import type { Reply, Visit } from '#web'
import { count } from '#web'
import { AUDIT_CRUMB } from './chain.ts'
import { entryView } from './entry-view.ts'

export type EntryModel = { readonly entry: Entry; readonly last: number }

/** `/audit/:seq`: one act, with what was before and after. */
export function getEntry(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const asked = visit.params['seq'] ?? ''
    if (!/^\d{1,15}$/.test(asked)) return { kind: 'not-found' }
    const model = await house.db.inCouncil(visit.actor.council, async (tx) => {
      const entry = await auditEntry(tx, Number(asked))
      return entry === undefined ? undefined : { entry, last: (await lastEntry(tx)).seq }
    })
    if (model === undefined) return { kind: 'not-found' }
    return {
      kind: 'sheet',
      model,
      sheet: {
        title: `Entry ${count(model.entry.seq)}`,
        crumbs: [AUDIT_CRUMB],
        body: entryView(model, visit.actor.roles),
      },
    }
  }
}

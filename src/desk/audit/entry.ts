import type { Tx } from '#db'
import { auditEntry, lastEntry } from '#office/audit/index.ts'
import type { Entry } from '#office/audit/index.ts'
import type { House } from '#office/house.ts'
import type { Reply, Visit } from '#web'
import { count } from '#web'
import { AUDIT_CRUMB } from './chain.ts'
import { entryView } from './entry-view.ts'
import { namesOf } from './subject.ts'

export type EntryModel = {
  readonly entry: Entry
  /** What people call the thing that the entry is about, where it has a name. */
  readonly subjectName: string | undefined
  /** Number of the council's last entry. */
  readonly last: number
}

/** `/audit/:seq`: one act, with what was before and after. */
export function getEntry(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const asked = visit.params['seq'] ?? ''
    if (!/^\d{1,15}$/.test(asked)) return { kind: 'not-found' }
    const model = await house.db.inCouncil(visit.actor.council, (tx) =>
      entryModel(tx, house, Number(asked)),
    )
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

async function entryModel(tx: Tx, house: House, seq: number): Promise<EntryModel | undefined> {
  const entry = await auditEntry(tx, seq)
  if (entry === undefined) return undefined
  const names = await namesOf(tx, house, [entry.subject])
  return { entry, subjectName: names[entry.subject], last: (await lastEntry(tx)).seq }
}

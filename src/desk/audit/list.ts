import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import type { Refusal } from '#kernel/result.ts'
import { auditChoices, auditEntries, lastEntry, verifyLast } from '#office/audit/index.ts'
import type { Choices, Entry, Verified } from '#office/audit/index.ts'
import type { House } from '#office/house.ts'
import type { Reply, Visit } from '#web'
import { listView } from './list-view.ts'
import { narrowedBy, searchOf } from './search.ts'
import type { Narrowed } from './search.ts'
import { namesOf } from './subject.ts'
import type { Names } from './subject.ts'

const PAGE = 50

/** How many of the last entries are checked each time the list is shown; the whole chain has its own page. */
const CHECKED = 200

export type AuditModel = {
  readonly narrowed: Narrowed
  readonly entries: readonly Entry[]
  /** Entries from this number on are on an earlier page. */
  readonly before: number | undefined
  /** Where the next page starts, when there is one. */
  readonly older: number | undefined
  /** How many entries the council has in all. */
  readonly all: number
  readonly choices: Choices
  /** The names of the people and settings that the entries shown are about. */
  readonly names: Names
  readonly checked: Verified
  readonly refusals: readonly Refusal[]
}

/** `/audit`: who did what, the newest first. */
export function getAudit(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const { actor, query } = visit
    const model = await house.db.inCouncil(actor.council, (tx) =>
      auditModel(tx, house, actor, query),
    )
    return {
      kind: 'sheet',
      model,
      sheet: { title: 'Audit', refusals: model.refusals, body: listView(model, actor.roles) },
    }
  }
}

async function auditModel(
  tx: Tx,
  house: House,
  actor: Actor,
  query: URLSearchParams,
): Promise<AuditModel> {
  const narrowed = narrowedBy(query)
  const search = searchOf(narrowed)
  const asked = query.get('before') ?? ''
  const before = /^\d{1,15}$/.test(asked) ? Number(asked) : undefined
  const found = search.ok
    ? await auditEntries(tx, {
        ...search.value,
        ...(before === undefined ? {} : { before }),
        limit: PAGE + 1,
      })
    : []
  const entries = found.slice(0, PAGE)
  return {
    narrowed,
    entries,
    before,
    older: found.length > PAGE ? entries.at(-1)?.seq : undefined,
    all: (await lastEntry(tx)).seq,
    choices: await auditChoices(tx),
    names: await namesOf(
      tx,
      house,
      entries.map((entry) => entry.subject),
    ),
    checked: await verifyLast(tx, actor.council, CHECKED),
    refusals: search.ok ? [] : search.refusals,
  }
}

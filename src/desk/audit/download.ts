import type { Tx } from '#db'
import { auditEntries } from '#office/audit/index.ts'
import type { Entry, EntrySearch } from '#office/audit/index.ts'
import type { House } from '#office/house.ts'
import { csv } from '#web'
import type { Reply, Visit } from '#web'
import { narrowedBy, searchOf } from './search.ts'

const AT_ONCE = 1000

/** `/audit/entries.csv`: every entry of the list, whatever page of it is shown. */
export function getEntriesCsv(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const search = searchOf(narrowedBy(visit.query))
    if (!search.ok) return { kind: 'not-found' }
    const found = await house.db.inCouncil(visit.actor.council, (tx) => allOf(tx, search.value))
    const body = csv([
      HEAD,
      ...found.map((e) => [
        e.seq,
        e.at,
        e.personName,
        e.person,
        e.verb,
        e.subject,
        e.why,
        jsonOf(e.before),
        jsonOf(e.after),
        e.previousHash,
        e.hash,
      ]),
    ])
    return { kind: 'download', name: 'audit.csv', type: 'text/csv; charset=utf-8', body }
  }
}

const HEAD = [
  'entry',
  'at',
  'who',
  'person',
  'did',
  'subject',
  'why',
  'before',
  'after',
  'seal_before',
  'seal',
]

async function allOf(tx: Tx, search: EntrySearch): Promise<readonly Entry[]> {
  const all: Entry[] = []
  for (;;) {
    const before = all.at(-1)?.seq
    const page = await auditEntries(tx, {
      ...search,
      ...(before === undefined ? {} : { before }),
      limit: AT_ONCE,
    })
    all.push(...page)
    if (page.length < AT_ONCE) return all
  }
}

function jsonOf(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : JSON.stringify(value)
}

import { json, run, sql } from '#db'
import type { Tx } from '#db'
import type { Entry } from '../rules/index.ts'

export async function addEntry(tx: Tx, council: string, entry: Entry): Promise<void> {
  await run(
    tx,
    sql`insert into audit.entry (council_id, seq, at, person_id, person_name, verb, subject, why, before, after,
        previous_hash, hash)
      values (${council}, ${entry.seq}, ${entry.at}, ${entry.person}, ${entry.personName}, ${entry.verb},
        ${entry.subject}, ${entry.why ?? null}, ${jsonOrNull(entry.before)}, ${jsonOrNull(entry.after)},
        ${entry.previousHash}, ${entry.hash})`,
  )
}

function jsonOrNull(value: unknown): unknown {
  return value === undefined || value === null ? null : json(value)
}

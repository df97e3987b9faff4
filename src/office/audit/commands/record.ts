import { createHash } from 'node:crypto'
import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import { sealText } from '../rules/index.ts'
import type { Entry } from '../rules/index.ts'
import { addEntry } from '../store/add-entry.ts'
import { lastEntry, takeTurn } from '../store/last-entry.ts'

export type Act = {
  /** What was done, in the past tense: `signed in`, `changed a setting`. */
  readonly verb: string
  /** What it was done to: kind and id, `person/018f…`. */
  readonly subject: string
  readonly why?: string | undefined
  readonly before?: unknown
  readonly after?: unknown
}

/**
 * Adds an act to the council's chain, in the transaction of the act itself. Call it last: other acts of the council wait
 * from here until the transaction ends.
 */
export async function record(tx: Tx, actor: Actor, act: Act): Promise<void> {
  await takeTurn(tx, actor.council)
  const head = await lastEntry(tx)
  const entry = {
    seq: head.seq + 1,
    at: actor.at.round({ smallestUnit: 'microsecond', roundingMode: 'trunc' }).toString(),
    person: actor.person,
    personName: actor.name,
    verb: act.verb,
    subject: act.subject,
    why: act.why,
    before: act.before,
    after: act.after,
    previousHash: head.hash,
  }
  await addEntry(tx, actor.council, { ...entry, hash: hashOf(actor.council, entry) })
}

export function hashOf(council: string, entry: Omit<Entry, 'hash'>): string {
  return createHash('sha256').update(sealText(council, entry)).digest('hex')
}

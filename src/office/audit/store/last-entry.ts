import { one, run, sql } from '#db'
import type { Tx } from '#db'
import { NOTHING_BEFORE } from '../rules/index.ts'
import type { Entry } from '../rules/index.ts'
import { z } from 'zod'

const Head = z.object({ seq: z.number(), hash: z.string() })

/** The end of the chain; before the first entry, number 0. */
export async function lastEntry(tx: Tx): Promise<Pick<Entry, 'seq' | 'hash'>> {
  const head = await one(tx, Head, sql`select seq, hash from audit.entry order by seq desc limit 1`)
  return head ?? { seq: 0, hash: NOTHING_BEFORE }
}

/** Waits for the council's turn to add an entry and holds it until the transaction ends. */
export async function takeTurn(tx: Tx, council: string): Promise<void> {
  await run(tx, sql`select pg_advisory_xact_lock(hashtextextended(${`audit ${council}`}, 0))`)
}

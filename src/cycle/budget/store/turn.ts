import { run, sql } from '#db'
import type { Tx } from '#db'

/** One change of a council's budget at a time: others wait here until this transaction ends. */
export async function takeTurn(tx: Tx, council: string): Promise<void> {
  await run(
    tx,
    sql`select pg_advisory_xact_lock(hashtextextended(${`budget:${council}`}::text, 0))`,
  )
}

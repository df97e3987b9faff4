import { one, run, sql } from '#db'
import type { Tx } from '#db'
import { z } from 'zod'

const shape = z.object({ key: z.instanceof(Uint8Array) })

/** The key of a council's pseudonyms: `fresh` becomes it when there is none yet. */
export async function pseudonymKey(
  tx: Tx,
  council: string,
  fresh: Uint8Array,
): Promise<Uint8Array> {
  await run(
    tx,
    sql`insert into demand.pseudonym_key (council_id, key) values (${council}, ${fresh}) on conflict do nothing`,
  )
  const held = await one(tx, shape, sql`select key from demand.pseudonym_key`)
  if (held === undefined) throw new Error('the key of the pseudonyms was not kept')
  return held.key
}

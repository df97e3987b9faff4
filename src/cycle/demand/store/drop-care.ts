import { run, sql } from '#db'
import type { Tx } from '#db'
import type { ImportId } from './imports.ts'

/** Takes away the child-level rows of an import that was never in use. What was found, and its lists, stay. */
export async function dropCare(tx: Tx, id: ImportId): Promise<void> {
  await run(tx, sql`delete from demand.stay where import_id = ${id}`)
  await run(tx, sql`delete from demand.child where import_id = ${id}`)
}

import { run, sql } from '#db'
import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import type { ImportId, ImportRow } from './imports.ts'

/** Moves an import from one state to another; false when it was no longer in the first. */
export async function setImportState(
  tx: Tx,
  actor: Actor,
  id: ImportId,
  move: { readonly from: ImportRow['state']; readonly to: ImportRow['state'] },
): Promise<boolean> {
  const changed = await run(
    tx,
    sql`update demand.import set state = ${move.to}, decided_at = ${actor.at.toString()}, decided_by_name = ${actor.name}
        where id = ${id} and state = ${move.from}`,
  )
  return changed === 1
}

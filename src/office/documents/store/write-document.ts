import { run, sql } from '#db'
import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import type { Id } from '#kernel/id.ts'
import { partsOf } from '../rules/index.ts'

export type NewDocument = {
  readonly id: Id<'document'>
  readonly sha256: string
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array
  readonly retainUntil: string | undefined
}

/** Writes a document unless its bytes are there already, also when both come at the same time; says whether it did. */
export async function insertDocument(
  tx: Tx,
  actor: Actor,
  document: NewDocument,
): Promise<boolean> {
  const written = await run(
    tx,
    sql`insert into documents.document
        (council_id, id, sha256, name, type, size, kept_at, kept_by, retain_until)
      values (${actor.council}, ${document.id}, ${document.sha256}, ${document.name}, ${document.type},
        ${document.bytes.length}, ${actor.at.toString()}, ${actor.person}, ${document.retainUntil ?? null}::date)
      on conflict (council_id, sha256) do nothing`,
  )
  if (written === 0) return false
  for (const [position, body] of partsOf(document.bytes).entries())
    await run(
      tx,
      sql`insert into documents.part (council_id, document_id, position, body)
        values (${actor.council}, ${document.id}, ${position}, ${body})`,
    )
  return true
}

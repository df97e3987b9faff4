import { run, sql } from '#db'
import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import type { PublishedFile, PublishedRow } from '../rules/index.ts'

export type NewPublished = {
  readonly id: string
  readonly documentId: string
  readonly sha256: string
  readonly found: PublishedFile
  /** The rows of it that are the council's own, and England's. */
  readonly rows: readonly PublishedRow[]
}

/** Writes a published table with the figures that were read of it. */
export async function writePublished(tx: Tx, actor: Actor, given: NewPublished): Promise<void> {
  const { found, rows } = given
  await run(
    tx,
    sql`insert into demand.published_file (council_id, id, document_id, name, sha256, table_id, table_name, release, loaded_at, loaded_by_name)
        values (${actor.council}, ${given.id}, ${given.documentId}, ${found.file}, ${given.sha256}, ${found.table}, ${found.name},
          ${found.release}, ${actor.at.toString()}, ${actor.name})`,
  )
  await run(
    tx,
    sql`insert into demand.published_value (council_id, file_id, series, area, year, month, kind, value, row)
        select ${actor.council}::uuid, ${given.id}::uuid, u.* from unnest(
          ${rows.map((r) => r.series)}::text[], ${rows.map((r) => r.area)}::text[], ${rows.map((r) => r.year)}::int[],
          ${rows.map((r) => r.month ?? 0)}::int[], ${rows.map((r) => r.kind)}::text[], ${rows.map(numberIn)}::float8[],
          ${rows.map((r) => r.row)}::int[]) as u`,
  )
}

function numberIn(row: PublishedRow): number | null {
  if (row.kind === 'count') return row.n
  return row.kind === 'rate' ? row.value : null
}

import { rows, run, sql } from '#db'
import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import { parseId } from '#kernel/id.ts'
import type { Id } from '#kernel/id.ts'
import { z } from 'zod'

export const PUBLISHED_KINDS = ['returns', 'layout', 'population', 'neighbours', 'figures'] as const
export type PublishedKind = (typeof PUBLISHED_KINDS)[number]

const documentId = z.string().transform((text): Id<'document'> => {
  const id = parseId<'document'>(text)
  if (id === undefined) throw new Error(`${text} is not a document's id`)
  return id
})

const shape = z.object({
  id: z.string(),
  document_id: documentId,
  kind: z.enum(PUBLISHED_KINDS),
  name: z.string(),
  holds: z.string(),
  sha256: z.string(),
  kept_at: z.string(),
  kept_by_name: z.string(),
})
export type PublishedRow = z.output<typeof shape>

/** Published tables of the council, the latest first. */
export function publishedRows(tx: Tx): Promise<readonly PublishedRow[]> {
  return rows(
    tx,
    shape,
    sql`select id, document_id, kind, name, holds, sha256, kept_at, kept_by_name
      from budget.published_table order by kept_at desc, id desc`,
  )
}

export type NewPublished = {
  readonly id: string
  readonly documentId: string
  readonly kind: PublishedKind
  readonly name: string
  readonly holds: string
  readonly sha256: string
}

/** Adds a table. The same document may come again, to be read by another layout. */
export async function addPublished(tx: Tx, actor: Actor, p: NewPublished): Promise<void> {
  await run(
    tx,
    sql`insert into budget.published_table
      (council_id, id, document_id, kind, name, holds, sha256, kept_at, kept_by_name)
      values (${actor.council}, ${p.id}, ${p.documentId}, ${p.kind}, ${p.name}, ${p.holds}, ${p.sha256},
        ${actor.at.toString()}, ${actor.name})`,
  )
}

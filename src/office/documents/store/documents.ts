import { one, rows, sql } from '#db'
import type { Tx } from '#db'
import type { Id } from '#kernel/id.ts'
import { parseId } from '#kernel/id.ts'
import { joinParts } from '../rules/index.ts'
import { z } from 'zod'

export type Document = {
  readonly id: Id<'document'>
  readonly sha256: string
  readonly name: string
  readonly type: string
  readonly size: number
  readonly keptAt: string
  readonly keptBy: string
  readonly retainUntil: string | undefined
}

const Row = z
  .object({
    id: z.string(),
    sha256: z.string(),
    name: z.string(),
    type: z.string(),
    size: z.number(),
    keptAt: z.string(),
    keptBy: z.string(),
    retainUntil: z.string().nullable(),
  })
  .transform((row): Document => ({
    ...row,
    id: documentId(row.id),
    retainUntil: row.retainUntil ?? undefined,
  }))

function documentId(text: string): Id<'document'> {
  const id = parseId<'document'>(text)
  if (id === undefined) throw new Error(`${text} is not a document's id`)
  return id
}

const DOCUMENT = sql`select id, sha256, name, type, size, kept_at as "keptAt", kept_by as "keptBy",
  retain_until as "retainUntil" from documents.document`

export function documentById(tx: Tx, id: Id<'document'>): Promise<Document | undefined> {
  return one(tx, Row, sql`${DOCUMENT} where id = ${id}`)
}

export function documentByHash(tx: Tx, sha256: string): Promise<Document | undefined> {
  return one(tx, Row, sql`${DOCUMENT} where sha256 = ${sha256}`)
}

/** Documents, the latest kept first, one page at a time. */
export function documents(tx: Tx, limit = 50, before?: Id<'document'>): Promise<Document[]> {
  const where = before === undefined ? sql`` : sql`where id < ${before}`
  return rows(tx, Row, sql`${DOCUMENT} ${where} order by id desc limit ${limit}`)
}

const Part = z.object({ body: z.instanceof(Uint8Array) })

/** The bytes that were kept, or undefined when there is no such document. */
export async function documentParts(tx: Tx, document: Document): Promise<Uint8Array> {
  const parts = await rows(
    tx,
    Part,
    sql`select body from documents.part where document_id = ${document.id} order by position`,
  )
  return joinParts(
    parts.map((part) => part.body),
    document.size,
  )
}

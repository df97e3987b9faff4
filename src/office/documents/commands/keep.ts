import { createHash } from 'node:crypto'
import { newId } from '#db'
import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import { iso } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import type { Id } from '#kernel/id.ts'
import { record } from '#office/audit/index.ts'
import { cleanName } from '../rules/index.ts'
import { documentByHash, documentById, documentParts } from '../store/documents.ts'
import { insertDocument } from '../store/write-document.ts'

export type Keep = {
  readonly name: string
  /** Media type, such as `text/csv`. */
  readonly type: string
  readonly bytes: Uint8Array
  /** From this day it may be taken away; without one it stays. */
  readonly retainUntil?: Day | undefined
}

export type Kept = {
  readonly id: Id<'document'>
  readonly sha256: string
  /** The same bytes were there before: `id` is the first one's. */
  readonly alreadyKept: boolean
}

/** Keeps a file whole. The same bytes are recognised, whatever they are called this time. */
export async function keep(tx: Tx, actor: Actor, file: Keep): Promise<Kept> {
  const sha256 = sha256Of(file.bytes)
  const id = newId<'document'>()
  const document = {
    id,
    sha256,
    name: cleanName(file.name),
    type: file.type,
    bytes: file.bytes,
    retainUntil: file.retainUntil === undefined ? undefined : iso(file.retainUntil),
  }
  if (!(await insertDocument(tx, actor, document))) {
    const before = await documentByHash(tx, sha256)
    if (before === undefined) throw new Error(`document ${sha256} is neither new nor there`)
    return { id: before.id, sha256, alreadyKept: true }
  }
  await record(tx, actor, {
    verb: 'kept a document',
    subject: `document/${id}`,
    after: { sha256, name: document.name, type: file.type, size: file.bytes.length },
  })
  return { id, sha256, alreadyKept: false }
}

/** The bytes of a document, checked against its hash; undefined when there is no such document. */
export async function documentBytes(tx: Tx, id: Id<'document'>): Promise<Uint8Array | undefined> {
  const document = await documentById(tx, id)
  if (document === undefined) return undefined
  const bytes = await documentParts(tx, document)
  if (sha256Of(bytes) !== document.sha256)
    throw new Error(`the bytes of document ${id} are not the ones that were kept`)
  return bytes
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

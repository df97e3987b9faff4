import { createHash } from 'node:crypto'
import { newId } from '#db'
import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import { ownCouncil } from '#office/access/index.ts'
import { record } from '#office/audit/index.ts'
import { keep } from '#office/documents/index.ts'
import { OWN, publishedRowsFor, readPublished } from '../rules/index.ts'
import type { CouncilKnown, PublishedFile, PublishedRow } from '../rules/index.ts'
import { publishedFiles } from '../store/published.ts'
import { writePublished } from '../store/write-published.ts'

export type PublishedSent = { readonly name: string; readonly bytes: Uint8Array }

/** What was read of one file. */
export type PublishedImported = {
  readonly file: string
  readonly sha256: string
  readonly table: string
  readonly name: string
  readonly release: number
  /** Figures of the council itself, and of England. */
  readonly own: number
  readonly england: number
  /** The same file was loaded before: nothing was stored again. */
  readonly recognised: boolean
}

const NO_PUBLISHED: Refusal = {
  kind: 'no-files',
  message: 'There are no files to read.',
  mend: 'Choose published tables of children in need and child protection, such as c1, c6, b1, c4 and d1.',
}

/**
 * Reads published tables and keeps the council's own figures and England's, by release. Whole or not at all: a file that
 * cannot be read, or that does not name the council, stores nothing of any.
 */
export async function importPublished(
  tx: Tx,
  actor: Actor,
  files: readonly PublishedSent[],
): Promise<Result<readonly PublishedImported[]>> {
  if (files.length === 0) return refused(NO_PUBLISHED)
  const read = readPublished(files)
  if (!read.ok) return read
  const council = await ownCouncil(tx)
  const known = { name: council?.name ?? '', laCode: council?.laCode }
  const found = read.value.map((f, i) => withRows(f, files[i], known))
  const strange = found.filter((f) => f.areas > 0 && f.own === 0).map((f) => notNamed(f, known))
  if (strange.length > 0) return refused(...strange)
  const before = new Set((await publishedFiles(tx)).map((f) => f.sha256))
  const done: PublishedImported[] = []
  for (const one of found) {
    const recognised = before.has(one.sha256)
    if (!recognised) await store(tx, actor, one)
    before.add(one.sha256)
    const { name, sha256, own } = one
    const { table, release } = one.found
    const england = one.rows.length - own
    done.push({ file: one.found.file, sha256, table, name, release, own, england, recognised })
  }
  await record(tx, actor, {
    verb: 'loaded published figures',
    subject: 'published',
    after: done.map(({ sha256, table, release, own }) => ({ sha256, table, release, own })),
  })
  return ok(done)
}

type Found = {
  readonly found: PublishedFile
  readonly name: string
  readonly bytes: Uint8Array
  readonly sha256: string
  readonly rows: readonly PublishedRow[]
  readonly own: number
  /** How many councils the file names. */
  readonly areas: number
}

function withRows(
  found: PublishedFile,
  sent: PublishedSent | undefined,
  council: CouncilKnown,
): Found {
  const bytes = sent?.bytes ?? new Uint8Array()
  const rows = publishedRowsFor(found, council)
  return {
    found,
    name: found.name,
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    rows,
    own: rows.filter((r) => r.area === OWN).length,
    areas: found.areas.length,
  }
}

function notNamed({ found, areas }: Found, { name, laCode }: CouncilKnown): Refusal {
  return {
    kind: 'not-in-file',
    file: found.file,
    value: laCode ?? name,
    message: `${found.file} has figures of ${areas} areas, and none of ${name === '' ? 'this council' : name}${laCode === undefined ? '' : ` (${laCode})`}.`,
    mend: 'Send the table that holds every local authority; or, if the code of this council is wrong, have it put right.',
  }
}

async function store(tx: Tx, actor: Actor, { found, bytes, sha256, rows }: Found): Promise<void> {
  const document = await keep(tx, actor, { name: found.file, type: 'text/csv', bytes })
  const id = newId<'published'>()
  await writePublished(tx, actor, { id, documentId: document.id, sha256, found, rows })
}

import { createHash, createHmac, randomBytes } from 'node:crypto'
import { newId } from '#db'
import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import { addMonths, fromPlainDate, monthEnd, monthOf } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { parseId } from '#kernel/id.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { ownCouncil } from '#office/access/index.ts'
import { record } from '#office/audit/index.ts'
import { documentBytes, keep } from '#office/documents/index.ts'
import { setting } from '#office/settings/index.ts'
import { LARGEST_FILE, MOST_SET_ASIDE } from '../data/settings.ts'
import { withTables } from '../door/tables.ts'
import {
  councilNames,
  futureReturns,
  isXml,
  NO_FILES,
  readAndClean,
  vanishedEffect,
} from '../rules/index.ts'
import type { Cleaning, FileIn, ImportSettings } from '../rules/index.ts'
import { currentImport, filesOfImport, sameImport } from '../store/imports.ts'
import type { ImportId, ImportRow } from '../store/imports.ts'
import { pseudonymKey } from '../store/pseudonym-key.ts'
import { writeImport } from '../store/write-import.ts'

export type ImportRequest = {
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[]
  /** The year ending 31 March of every file sent, when their names do not say. */
  readonly year?: number | undefined
  /** What a bare year means, when the dates do not settle it. */
  readonly meaning?: 'ending' | 'starting' | undefined
  /** Without the returns loaded before. */
  readonly alone?: boolean | undefined
}

export type Imported = {
  readonly id: ImportId
  /** The same files are waiting or in use already: nothing was stored again. */
  readonly recognised: boolean
}

/** Years that the files as received are kept for the statutory return. */
const KEPT_MONTHS = 12 * 7

/**
 * Reads and cleans files of the return together with the returns loaded before, and keeps the whole result as an import
 * to be looked at. Nothing uses it until it is confirmed; a structural fault stores nothing.
 */
export async function importFiles(
  tx: Tx,
  actor: Actor,
  request: ImportRequest,
): Promise<Result<Imported>> {
  if (request.files.length === 0) return refused(NO_FILES)
  const sent = request.files.map((f) => sentFile(f, request.year))
  const current = await currentImport(tx)
  const fingerprint = fingerprintOf(sent, request)
  const same = await sameImport(tx, fingerprint)
  if (same !== undefined && stillHolds(same, current)) return ok({ id: same.id, recognised: true })
  const earlier = request.alone === true ? [] : await earlierFiles(tx, current, sent)
  const saidMeaning = request.meaning ?? current?.found.saidMeaning ?? undefined
  const settings = await importSettings(tx, actor, saidMeaning)
  const files = withTables([...earlier.map((e) => e.file), ...sent], settings.largest)
  const result = notOfTheFuture(readAndClean(files, settings), todayOf(actor))
  if (!result.ok) return result
  const id = newId<'import'>()
  const alreadyLoaded = await loadedBefore(tx, current, sent)
  const documents = await keepFiles(tx, actor, result.value, sent, earlier)
  await writeImport(tx, actor, {
    id,
    basedOn: current?.id,
    fingerprint,
    cleaning: result.value,
    vanishedThreeYears: effectOfVanished(result.value),
    saidMeaning,
    alreadyLoaded,
    documents,
  })
  await record(tx, actor, {
    verb: 'read an import',
    subject: `import/${id}`,
    after: summary(result.value),
  })
  return ok({ id, recognised: false })
}

function notOfTheFuture(result: Result<Cleaning>, today: Day): Result<Cleaning> {
  const early = result.ok ? futureReturns(result.value, today) : []
  return early.length > 0 ? refused(...early) : result
}

function sentFile(file: ImportRequest['files'][number], year: number | undefined): FileIn {
  return { ...file, sha256: createHash('sha256').update(file.bytes).digest('hex'), year, rank: 0 }
}

function fingerprintOf(sent: readonly FileIn[], request: ImportRequest): string {
  const said = [request.year ?? '', request.meaning ?? '', request.alone === true ? 'alone' : '']
  const parts = [...sent.map((f) => f.sha256).toSorted(), ...said]
  return createHash('sha256').update(parts.join('\n')).digest('hex')
}

/** A waiting import holds while what it was read with is still in use. */
function stillHolds(same: ImportRow, current: ImportRow | undefined): boolean {
  return same.state === 'stored' || same.based_on === (current?.id ?? null)
}

type Earlier = { readonly file: FileIn; readonly documentId: string }

/** The files in use, without those sent again and those that gave way before. A file of XML holds several tables. */
async function earlierFiles(
  tx: Tx,
  current: ImportRow | undefined,
  sent: readonly FileIn[],
): Promise<readonly Earlier[]> {
  if (current === undefined) return []
  const again = new Set(sent.map((f) => f.sha256))
  const found = (await filesOfImport(tx, current.id)).filter(
    (f) => !f.found.replaced && !again.has(f.sha256),
  )
  const files: Earlier[] = []
  for (const [documentId, tables] of Map.groupBy(found, (f) => f.document_id)) {
    const [f] = tables
    if (f === undefined) continue
    const bytes = await bytesOfDocument(tx, documentId)
    const year = f.said_year ?? undefined
    const { name, sha256 } = f
    const wanted = tables.map((t) => t.table_name)
    files.push({
      file: { name, bytes, sha256, year, rank: f.rank - 1, tables: wanted },
      documentId,
    })
  }
  return files
}

async function bytesOfDocument(tx: Tx, text: string): Promise<Uint8Array> {
  const id = parseId<'document'>(text)
  const bytes = id === undefined ? undefined : await documentBytes(tx, id)
  if (bytes === undefined) throw new Error(`the document ${text} of an import is not kept`)
  return bytes
}

async function loadedBefore(
  tx: Tx,
  current: ImportRow | undefined,
  sent: readonly FileIn[],
): Promise<readonly { name: string; same: string }[]> {
  if (current === undefined) return []
  const before = new Map((await filesOfImport(tx, current.id)).map((f) => [f.sha256, f.name]))
  return sent.flatMap((f) => {
    const same = before.get(f.sha256)
    return same === undefined ? [] : [{ name: f.name, same }]
  })
}

export async function importSettings(
  tx: Tx,
  actor: Actor,
  meaning: 'ending' | 'starting' | undefined,
): Promise<ImportSettings> {
  const today = todayOf(actor)
  const council = await ownCouncil(tx)
  const key = await pseudonymKey(tx, actor.council, new Uint8Array(randomBytes(32)))
  return {
    largest: (await setting(tx, LARGEST_FILE, today)).value * 1_000_000,
    mostSetAsidePercent: (await setting(tx, MOST_SET_ASIDE, today)).value,
    meaning,
    council: council === undefined ? undefined : councilNames(council.name, council.laCode),
    pseudonym: (child) => createHmac('sha256', key).update(child).digest('hex').slice(0, 32),
  }
}

function todayOf(actor: Actor): Day {
  return fromPlainDate(actor.at.toZonedDateTimeISO('Europe/London').toPlainDate())
}

async function keepFiles(
  tx: Tx,
  actor: Actor,
  cleaning: Cleaning,
  sent: readonly FileIn[],
  earlier: readonly Earlier[],
): Promise<readonly { id: string; rank: number; saidYear: number | undefined }[]> {
  const retainUntil = monthEnd(addMonths(monthOf(todayOf(actor)), KEPT_MONTHS))
  const kept: { id: string; rank: number; saidYear: number | undefined }[] = []
  const ids = new Map(earlier.map((e) => [e.file.sha256, e.documentId]))
  for (const f of cleaning.files) {
    const file =
      earlier.find((e) => e.file.sha256 === f.sha256)?.file ??
      sent.find((s) => s.sha256 === f.sha256)
    if (file === undefined) throw new Error(`${f.sha256} was cleaned and never sent`)
    const { name, bytes } = file
    const type = isXml(bytes) ? 'application/xml' : 'text/csv'
    const id = ids.get(f.sha256) ?? (await keep(tx, actor, { name, type, bytes, retainUntil })).id
    ids.set(f.sha256, id)
    kept.push({ id, rank: file.rank ?? 0, saidYear: file.year })
  }
  return kept
}

/** Children beyond which the effect on the forecast is not worked out while somebody waits. */
const SOON_ENOUGH = 20_000

function effectOfVanished(c: Cleaning): number | undefined {
  return c.care.children.length > SOON_ENOUGH ? undefined : vanishedEffect(c.care)
}

function summary(c: Cleaning): unknown {
  return {
    files: c.files
      .filter((f) => !f.earlier)
      .map((f) => ({ sha256: f.sha256, table: f.table, rows: f.rows })),
    kept: c.kept,
    setAside: c.setAside.length,
    children: c.care.children.length,
    latest: c.latest,
    refused: c.refusal?.kind,
  }
}

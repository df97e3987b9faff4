import { newId } from '#db'
import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { record } from '#office/audit/index.ts'
import { keep } from '#office/documents/index.ts'
import { readSheets } from '#office/sheets/index.ts'
import { benchmarkTable, readBenchmarkTables, readReturns } from '../rules/index.ts'
import type { Forms, Layout } from '../rules/index.ts'
import { formsWith, layoutFromText } from '../s251-files.ts'
import { keptLayouts } from '../published.ts'
import { addPublished } from '../store/published.ts'
import type { PublishedKind } from '../store/published.ts'

type Named = { readonly name: string; readonly bytes: Uint8Array }

export type KeptTable = {
  readonly name: string
  readonly kind: PublishedKind
  readonly holds: string
}

/**
 * Keeps published tables beside the budget: Section 251 returns, layouts of further years (JSON), children by council,
 * statistical neighbours, published measures. Each is known by its content; one that cannot be read keeps none. With a `year`,
 * one of them must hold the returns of that year.
 */
export async function keepPublished(
  tx: Tx,
  actor: Actor,
  files: readonly Named[],
  year?: string,
): Promise<Result<readonly KeptTable[]>> {
  if (files.length === 0)
    return refused({
      kind: 'no-file',
      field: 'files',
      message: 'No file was sent',
      mend: 'Choose the published tables, as CSV or workbooks',
    })
  const layouts = layoutsIn(files)
  if (!layouts.ok) return layouts
  const forms = formsWith([...(await keptLayouts(tx)), ...layouts.value.map((l) => l.layout)])
  const known = files.map((file) => ({ file, found: kindOf(file, forms, layouts.value) }))
  const wrong = known.flatMap(({ found }) => (found.ok ? [] : found.refusals))
  if (wrong.length > 0) return refused(...wrong.map((r) => ({ field: 'files', ...r })))
  const years = known.flatMap(({ found }) => (found.ok ? (found.value.years ?? []) : []))
  if (year !== undefined && !years.includes(year)) return refused(otherYear(year, years))
  const kept: KeptTable[] = []
  for (const { file, found } of known)
    if (found.ok) kept.push(await keepOne(tx, actor, file, found.value))
  await record(tx, actor, {
    verb: 'kept published tables',
    subject: 'budget/published',
    after: { tables: kept.map(({ name, kind, holds }) => ({ name, kind, holds })) },
  })
  return ok(kept)
}

async function keepOne(tx: Tx, actor: Actor, file: Named, what: What): Promise<KeptTable> {
  const type = file.name.toLowerCase().endsWith('.csv') ? 'text/csv' : 'application/octet-stream'
  const document = await keep(tx, actor, { name: file.name, type, bytes: file.bytes })
  const id = newId<'published-table'>()
  await addPublished(tx, actor, {
    id,
    documentId: document.id,
    name: file.name,
    sha256: document.sha256,
    kind: what.kind,
    holds: what.holds,
  })
  return { name: file.name, kind: what.kind, holds: what.holds }
}

type What = {
  readonly kind: PublishedKind
  readonly holds: string
  readonly years?: readonly string[]
}
type Written = { readonly file: Named; readonly layout: Layout }

function layoutsIn(files: readonly Named[]): Result<readonly Written[]> {
  const read = files.filter(isJson).map((file) => ({
    file,
    layout: layoutFromText(new TextDecoder().decode(file.bytes), file.name),
  }))
  const wrong = read.flatMap(({ layout }) => (layout.ok ? [] : layout.refusals))
  if (wrong.length > 0) return refused(...wrong.map((r) => ({ field: 'files', ...r })))
  return ok(read.flatMap(({ file, layout }) => (layout.ok ? [{ file, layout: layout.value }] : [])))
}

function isJson(file: Named): boolean {
  return file.name.toLowerCase().endsWith('.json')
}

function kindOf(file: Named, forms: Forms, layouts: readonly Written[]): Result<What> {
  const written = layouts.find((l) => l.file === file)
  if (written !== undefined) return ok({ kind: 'layout', holds: written.layout.layout })
  const sheets = readSheets(file.name, file.bytes)
  if (!sheets.ok) return sheets
  const tables = sheets.value.flatMap((sheet) => benchmarkTable(sheet) ?? [])
  const [first] = tables
  if (first !== undefined) {
    const read = readBenchmarkTables(tables)
    return read.ok ? ok({ kind: first.kind, holds: holdsOf(first.kind, read.value) }) : read
  }
  const returns = readReturns(sheets.value, forms)
  if (!returns.ok) return returns
  const holds = returns.value.map((r) => `${r.year}, ${r.councils.length} councils`)
  return ok({
    kind: 'returns',
    holds: holds.join('; '),
    years: returns.value.map((r) => r.year),
  })
}

function otherYear(year: string, years: readonly string[]) {
  return {
    kind: 'other-year',
    field: 'files',
    value: year,
    message:
      years.length === 0
        ? `None of the files is a return of ${year}`
        : `The returns are of ${years.join(', ')}, not of ${year}`,
    mend: 'Name the year as the file has it, or leave the year out',
  }
}

type Tables = Extract<ReturnType<typeof readBenchmarkTables>, { readonly ok: true }>['value']

function holdsOf(kind: PublishedKind, tables: Tables): string {
  if (kind === 'population') return `${tables.children.size} counts of children`
  if (kind === 'neighbours') return `neighbours of ${tables.neighbours.size} councils`
  return `${tables.figures.length} figures`
}

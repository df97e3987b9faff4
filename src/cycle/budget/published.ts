import type { Tx } from '#db'
import { unwrap } from '#kernel/result.ts'
import { documentBytes } from '#office/documents/index.ts'
import { benchmarkSources } from './benchmark.ts'
import { checkReturn } from './rules/index.ts'
import type { Forms, Layout, S251Return, Sources } from './rules/index.ts'
import { formsWith, layoutFromText } from './s251-files.ts'
import type { S251Year } from './s251-files.ts'
import { publishedRows } from './store/published.ts'
import type { PublishedRow } from './store/published.ts'

/** A published year: the latest file that has it, read and checked. */
export type PublishedYear = S251Year & { readonly from: PublishedRow }

export type Published = {
  readonly tables: readonly PublishedRow[]
  readonly forms: Forms
  /** The oldest year first. */
  readonly years: readonly PublishedYear[]
  readonly sources: Sources
}

/** How many councils' tables are kept at hand. */
const AT_HAND = 8

const held = new Map<string, Published>()

/**
 * Everything published that the council has put beside its budget. Rows are never changed, so what was read of the same
 * rows is kept at hand: reading five years anew takes most of a second.
 */
export async function published(tx: Tx): Promise<Published> {
  const tables = await publishedRows(tx)
  const key = tables.map((t) => t.id).join(' ')
  const found = held.get(key) ?? (await readPublished(tx, tables))
  held.delete(key)
  held.set(key, found)
  const [oldest] = held.keys()
  if (held.size > AT_HAND && oldest !== undefined) held.delete(oldest)
  return found
}

async function readPublished(tx: Tx, tables: readonly PublishedRow[]): Promise<Published> {
  const layouts = await layoutsOf(tx, tables)
  const years: PublishedYear[] = []
  for (const row of tables.filter((t) => t.kind === 'returns'))
    for (const read of await returnsOf(tx, row, formsAt(layouts, row)))
      if (!years.some((y) => y.read.year === read.year))
        years.push({ read, checked: checkReturn(read), from: row })
  const forms = formsAt(layouts, undefined)
  const sorted = years.toSorted((a, b) => (a.read.year < b.read.year ? -1 : 1))
  const others = tables.filter((t) => t.kind !== 'returns' && t.kind !== 'layout').toReversed()
  const files = await Promise.all(others.map((row) => fileOf(tx, row)))
  const sources = unwrap(benchmarkSources(files, forms))
  const names = new Map(sources.tables.names)
  for (const { read } of sorted)
    for (const c of read.councils) if (!names.has(c.code)) names.set(c.code, c.name)
  return {
    tables,
    forms,
    years: sorted,
    sources: {
      ...sources,
      tables: { ...sources.tables, names },
      returns: sorted.map((y) => y.read),
    },
  }
}

/** Layouts that the council has kept, the latest last. */
export async function keptLayouts(tx: Tx): Promise<readonly Layout[]> {
  const kept = await layoutsOf(tx, await publishedRows(tx))
  return kept.toReversed().map((k) => k.layout)
}

type KeptLayout = { readonly row: PublishedRow; readonly layout: Layout }

/** The latest first. */
async function layoutsOf(tx: Tx, tables: readonly PublishedRow[]): Promise<readonly KeptLayout[]> {
  const found: KeptLayout[] = []
  for (const row of tables.filter((t) => t.kind === 'layout')) {
    const { bytes } = await fileOf(tx, row)
    const text = new TextDecoder().decode(bytes)
    found.push({ row, layout: unwrap(layoutFromText(text, row.name)) })
  }
  return found
}

/** The layouts that stood when a file was kept: what read it then reads it now. */
function formsAt(layouts: readonly KeptLayout[], row: PublishedRow | undefined): Forms {
  const stood = layouts.filter((l) => row === undefined || l.row.kept_at <= row.kept_at)
  return formsWith(stood.toReversed().map((k) => k.layout))
}

async function returnsOf(tx: Tx, row: PublishedRow, forms: Forms): Promise<readonly S251Return[]> {
  return unwrap(benchmarkSources([await fileOf(tx, row)], forms)).returns
}

async function fileOf(tx: Tx, row: PublishedRow) {
  const bytes = await documentBytes(tx, row.document_id)
  if (bytes === undefined) throw new Error(`the document of published table ${row.id} is not there`)
  return { name: row.name, bytes }
}

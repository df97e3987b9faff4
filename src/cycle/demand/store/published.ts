import { rows, sql } from '#db'
import type { Tx } from '#db'
import { z } from 'zod'
import type { PublishedRow } from '../rules/index.ts'

const file = z.object({
  id: z.string(),
  document_id: z.string(),
  name: z.string(),
  sha256: z.string(),
  table_id: z.string(),
  table_name: z.string(),
  release: z.number(),
  loaded_at: z.string(),
  loaded_by_name: z.string(),
})
/** A published table that has been loaded. */
export type PublishedLoaded = z.output<typeof file>

/** Every published table loaded, oldest first. */
export async function publishedFiles(tx: Tx): Promise<readonly PublishedLoaded[]> {
  return rows(
    tx,
    file,
    sql`select id, document_id, name, sha256, table_id, table_name, release, loaded_at, loaded_by_name
        from demand.published_file order by loaded_at, id`,
  )
}

const value = z.object({
  series: z.string(),
  area: z.string(),
  year: z.number(),
  month: z.number(),
  kind: z.enum([
    'count',
    'rate',
    'suppressed',
    'rounds-to-zero',
    'not-applicable',
    'not-available',
    'low-reliability',
  ]),
  value: z.number().nullable(),
  row: z.number(),
  release: z.number(),
  file: z.string(),
})

/** The council's own figures and England's, of every release; those of the file loaded last come last. `file` is its id. */
export async function publishedRows(tx: Tx): Promise<readonly PublishedRow[]> {
  const found = await rows(
    tx,
    value,
    sql`select v.series, v.area, v.year, v.month, v.kind, v.value, v.row, f.release, f.id as file
        from demand.published_value v join demand.published_file f on f.council_id = v.council_id and f.id = v.file_id
        order by f.loaded_at, f.id, v.series, v.area, v.year, v.month`,
  )
  return found.map(figureOf)
}

function figureOf({ kind, value: n, month, ...rest }: z.output<typeof value>): PublishedRow {
  const about = { ...rest, ...(month === 0 ? {} : { month }) }
  if (kind === 'count') return { ...about, kind, n: n ?? 0 }
  if (kind === 'rate') return { ...about, kind, value: n ?? 0 }
  return { ...about, kind }
}

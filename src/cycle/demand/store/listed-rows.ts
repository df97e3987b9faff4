import { one, rows, sql } from '#db'
import type { Tx } from '#db'
import { z } from 'zod'
import type { ImportId } from './imports.ts'

const setAside = z.object({
  file: z.string(),
  row: z.number(),
  column_name: z.string(),
  value: z.string(),
  kind: z.string(),
  reason: z.string(),
  mend: z.string(),
})
export type SetAsideRow = z.output<typeof setAside>

export const SORTS = ['file', 'row', 'column', 'reason'] as const
export type Sort = (typeof SORTS)[number]

export type SetAsideSearch = {
  readonly file?: string | undefined
  readonly kind?: string | undefined
  readonly sort: Sort
  readonly descending: boolean
  readonly limit: number
  readonly offset: number
}

const ORDER = {
  file: { asc: sql`file, row`, desc: sql`file desc, row desc` },
  row: { asc: sql`row, file`, desc: sql`row desc, file desc` },
  column: { asc: sql`column_name, file, row`, desc: sql`column_name desc, file, row` },
  reason: { asc: sql`kind, file, row`, desc: sql`kind desc, file, row` },
} as const

/** Rows set aside by an import: a page of them. */
export async function setAsideRows(
  tx: Tx,
  id: ImportId,
  search: SetAsideSearch,
): Promise<readonly SetAsideRow[]> {
  return rows(
    tx,
    setAside,
    sql`select file, row, column_name, value, kind, reason, mend from demand.set_aside
        where ${matching(id, search)}
        order by ${ORDER[search.sort][search.descending ? 'desc' : 'asc']}, position
        limit ${search.limit} offset ${search.offset}`,
  )
}

export async function countSetAside(
  tx: Tx,
  id: ImportId,
  search: Pick<SetAsideSearch, 'file' | 'kind'>,
): Promise<number> {
  const found = await one(
    tx,
    z.object({ n: z.number() }),
    sql`select count(*)::int as n from demand.set_aside where ${matching(id, search)}`,
  )
  return found?.n ?? 0
}

function matching(id: ImportId, search: Pick<SetAsideSearch, 'file' | 'kind'>) {
  const file = search.file === undefined ? sql`true` : sql`file = ${search.file}`
  const kind = search.kind === undefined ? sql`true` : sql`kind = ${search.kind}`
  return sql`import_id = ${id} and ${file} and ${kind}`
}

const counted = z.object({ kind: z.string(), n: z.number() })

/** How many rows were set aside for each fault, most first. */
export async function faultsByKind(
  tx: Tx,
  id: ImportId,
): Promise<readonly { kind: string; n: number }[]> {
  return rows(
    tx,
    counted,
    sql`select kind, count(*)::int as n from demand.set_aside where import_id = ${id}
        group by kind order by n desc, kind`,
  )
}

const change = z.object({
  file: z.number(),
  row: z.number(),
  column_name: z.string(),
  kind: z.string(),
  was: z.string(),
  now: z.string(),
})
export type ChangeRow = z.output<typeof change>

/** Rows that cleaning changed or left out: a page of them. */
export async function changedRows(
  tx: Tx,
  id: ImportId,
  search: { readonly kind?: string | undefined; readonly limit: number; readonly offset: number },
): Promise<readonly ChangeRow[]> {
  const kind = search.kind === undefined ? sql`true` : sql`kind = ${search.kind}`
  return rows(
    tx,
    change,
    sql`select file, row, column_name, kind, was, now from demand.change
        where import_id = ${id} and ${kind} order by position limit ${search.limit} offset ${search.offset}`,
  )
}

/** How many rows cleaning changed, by what it did. */
export async function changesByKind(
  tx: Tx,
  id: ImportId,
): Promise<readonly { kind: string; n: number }[]> {
  return rows(
    tx,
    counted,
    sql`select kind, count(*)::int as n from demand.change where import_id = ${id}
        group by kind order by n desc, kind`,
  )
}

const common = z.object({ column_name: z.string(), value: z.string(), rows: z.number() })
export type CommonValue = z.output<typeof common>

/** The value that stands behind most rows set aside, when it stands behind at least five. */
export async function commonestValue(tx: Tx, id: ImportId): Promise<CommonValue | undefined> {
  return one(
    tx,
    common,
    sql`select column_name, value, count(*)::int as rows from demand.set_aside
        where import_id = ${id} and value not like '(%' group by column_name, value
        having count(*) >= 5 order by rows desc, column_name, value limit 1`,
  )
}

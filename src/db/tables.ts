import { z } from 'zod'
import { rows } from './query.ts'
import type { Tx } from './contract.ts'
import { sql } from 'kysely'

/** A table of ours, as the database itself describes it. */
export type Table = {
  /** `demand.import`. */
  readonly name: string
  readonly schema: string
  readonly table: string
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly key: readonly string[]
  /** Whether its rows belong to councils. */
  readonly apart: boolean
  /** Row-level security: on, and forced on its owner too. */
  readonly walled: boolean
  readonly policies: number
  /** Tables that its rows point at. */
  readonly needs: readonly string[]
}

const Row = z.object({
  schema: z.string(),
  table: z.string(),
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
  key: z.array(z.string()),
  walled: z.boolean(),
  policies: z.number(),
  needs: z.array(z.string()),
})

/** Schemas that are not the council's data: the database's own, the migrations' and the queue's. */
const NOT_OURS = ['pg_catalog', 'information_schema', 'office', 'queue', 'public']

/** Every table that holds councils' data, with what stands around it; read from the database, so that none is forgotten. */
export async function ownTables(tx: Tx): Promise<readonly Table[]> {
  const found = await rows(
    tx,
    Row,
    sql`select n.nspname::text as schema, c.relname::text as "table",
        c.relrowsecurity and c.relforcerowsecurity as walled,
        (select count(*) from pg_policy p where p.polrelid = c.oid) as policies,
        (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
            order by a.attnum)
          from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            and a.attgenerated = '') as columns,
        coalesce((select array_agg(a.attname::text order by k.position)
          from pg_index i cross join unnest(i.indkey) with ordinality as k(attnum, position)
          join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
          where i.indrelid = c.oid and i.indisprimary), '{}') as key,
        coalesce((select array_agg(distinct f.confrelid::regclass::text)
          from pg_constraint f where f.conrelid = c.oid and f.contype = 'f'), '{}') as needs
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relispartition and n.nspname <> all(${NOT_OURS}::text[])
        and n.nspname not like 'pg\\_%'
      order by 1, 2`,
  )
  return found.map((row) => ({
    ...row,
    name: `${row.schema}.${row.table}`,
    apart: row.columns.some((column) => column.name === 'council_id'),
  }))
}

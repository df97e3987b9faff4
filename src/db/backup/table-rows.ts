import type { CouncilId } from '#kernel/access.ts'
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Tx } from '../contract.ts'
import type { Table } from '../tables.ts'
import type { Cells } from './format.ts'

/** A table with contents of files is fetched a row at a time: one row may be large. */
const MANY = 1000

/**
 * The rows of one table in one council, each value as PostgreSQL writes it, in the order of the key byte by byte: the same on
 * every database, whatever language its order follows.
 */
export async function* tableRows(
  tx: Tx,
  table: Table,
  columns: readonly string[],
  council: CouncilId,
): AsyncGenerator<Cells> {
  const large = table.columns.some((column) => column.type === 'bytea')
  const fetch = sql`fetch ${sql.raw(String(large ? 1 : MANY))} from backup_rows`
  await sql`declare backup_rows no scroll cursor for
    select ${sql.join(columns.map((name, i) => sql`${sql.ref(name)}::text as ${sql.ref(`c${i}`)}`))}
    from ${sql.table(table.name)} where council_id = ${sql.lit(council)}::uuid
    order by ${sql.join(table.key.map((name) => byBytes(name)))}`.execute(tx)
  for (;;) {
    const { rows } = await sql<Record<string, string | null>>`${fetch}`.execute(tx)
    for (const row of rows) yield columns.map((_, i) => row[`c${i}`] ?? null)
    if (rows.length === 0) break
  }
  await sql`close backup_rows`.execute(tx)
}

function byBytes(name: string): RawBuilder<unknown> {
  return sql`${sql.ref(name)}::text collate "C"`
}

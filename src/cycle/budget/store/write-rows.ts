import { run, sql } from '#db'
import type { Tx } from '#db'
import { iso } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'

/** A table of budget's and the columns it is written by, with their types. */
export type Written = {
  readonly table: string
  readonly columns: Readonly<
    Record<string, 'text' | 'integer' | 'bigint' | 'boolean' | 'date' | 'uuid' | 'jsonb'>
  >
}

export type WrittenRow = Readonly<Record<string, unknown>>

const AT_A_TIME = 20_000

/** Writes rows in one statement each twenty thousand: they travel as one JSON text. */
export async function writeRows(
  tx: Tx,
  council: string,
  written: Written,
  rows: readonly WrittenRow[],
): Promise<void> {
  const names = Object.keys(written.columns)
  const shape = sql.raw(names.map((n) => `"${n}" ${written.columns[n] ?? 'text'}`).join(', '))
  const columns = sql.join(names.map((n) => sql.id(n)))
  for (let at = 0; at < rows.length; at += AT_A_TIME)
    await run(
      tx,
      sql`insert into ${sql.id('budget', written.table)} (council_id, ${columns})
          select ${council}::uuid, ${columns}
          from jsonb_to_recordset(${JSON.stringify(rows.slice(at, at + AT_A_TIME))}::text::jsonb) as r(${shape})`,
    )
}

/** A day as the database takes it, or nothing. */
export function dayText(day: Day | undefined): string | null {
  return day === undefined ? null : iso(day)
}

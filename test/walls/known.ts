import { ownTables } from '#src/db/tables.ts'
import type { Table } from '#src/db/tables.ts'
import { rows, sql } from '#db'
import type { Db, Tx } from '#db'
import type { CouncilId } from '#kernel/access.ts'
import { z } from 'zod'

/** What one council's tables hold that could give it away, read from the database's own catalogue. */
export type Known = {
  /** Ids, hashes and pseudonyms: anything that is one council's alone by its form. */
  readonly tokens: ReadonlySet<string>
  /** Ids that are words: a stream, a cost centre. */
  readonly words: ReadonlySet<string>
  /** Tables with at least one row. */
  readonly filled: readonly string[]
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const HEX = /(?<![0-9a-f-])[0-9a-f]{32,64}(?![0-9a-f-])/g
const MOST_ROWS = 400

export function tokensIn(text: string): readonly string[] {
  return [...(text.match(UUID) ?? []), ...(text.match(HEX) ?? [])]
}

export async function tablesApart(db: Db): Promise<readonly Table[]> {
  const all = await db.outside((tx) => ownTables(tx))
  return all.filter((table) => table.apart)
}

export async function knownOf(db: Db, council: CouncilId): Promise<Known> {
  const tokens = new Set<string>()
  const words = new Set<string>()
  const filled: string[] = []
  for (const table of await tablesApart(db)) {
    const found = await db.inCouncil(council, (tx) => someRows(tx, table))
    if (found.length > 0) filled.push(table.name)
    for (const row of found) {
      for (const token of tokensIn(JSON.stringify(row))) tokens.add(token)
      for (const [column, value] of Object.entries(row))
        if (isWordId(column, value)) words.add(value)
    }
  }
  return { tokens, words, filled }
}

function isWordId(column: string, value: unknown): value is string {
  return (
    /(^|_)id$/.test(column) &&
    typeof value === 'string' &&
    value !== '' &&
    tokensIn(value).length === 0
  )
}

async function someRows(tx: Tx, table: Table): Promise<readonly Record<string, unknown>[]> {
  const plain = table.columns.filter((c) => c.type !== 'bytea').map((c) => `t."${c.name}"`)
  const found = await rows(
    tx,
    z.object({ row: z.string() }),
    sql`select to_jsonb(r)::text as row from (select ${sql.raw(plain.join(', '))} from ${sql.raw(table.name)} t limit ${MOST_ROWS}) r`,
  )
  return found.map((f) => z.record(z.string(), z.unknown()).parse(JSON.parse(f.row)))
}

/** A hash of every row of every table of a council: it changes when anything does. */
export async function hashesOf(
  db: Db,
  council: CouncilId,
): Promise<Readonly<Record<string, string>>> {
  const out: Record<string, string> = {}
  for (const { name } of await tablesApart(db)) {
    const found = await db.inCouncil(council, (tx) =>
      rows(
        tx,
        z.object({ n: z.number(), md5: z.string().nullable() }),
        sql`select count(*) as n, md5(string_agg(md5(t::text), '' order by md5(t::text))) as md5 from ${sql.raw(name)} t where t.council_id = ${council}`,
      ),
    )
    out[name] = `${found[0]?.n ?? 0} rows ${found[0]?.md5 ?? ''}`
  }
  return out
}

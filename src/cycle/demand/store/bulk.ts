import { run, sql } from '#db'
import type { Tx } from '#db'

/**
 * Columns on their way in: each travels as one text and is cut in the database, which is much faster than a value at a
 * time on both databases.
 */
export type BulkColumn =
  | { readonly name: string; readonly kind: 'text'; readonly values: readonly string[] }
  | { readonly name: string; readonly kind: 'whole'; readonly values: readonly number[] }
  | {
      readonly name: string
      readonly kind: 'day'
      readonly values: readonly (number | undefined)[]
    }
  | { readonly name: string; readonly kind: 'yes-no'; readonly values: readonly boolean[] }

/** Between texts: the unit separator, which a return cannot hold as a value. */
export const BETWEEN = '\u001f'
const ABSENT = '~'
const AT_A_TIME = 20_000

/** The rows of one import into one of demand's own bulk tables, numbered from 0. */
export async function addBulk(
  tx: Tx,
  where: { readonly table: string; readonly council: string; readonly importId: string },
  columns: readonly BulkColumn[],
): Promise<void> {
  const count = columns[0]?.values.length ?? 0
  for (let at = 0; at < count; at += AT_A_TIME) {
    const names = columns.map((c) => sql.id(c.name))
    const cut = columns.map((c) => cutColumn(c, at, Math.min(count, at + AT_A_TIME)))
    await run(
      tx,
      sql`insert into ${sql.id('demand', where.table)} (council_id, import_id, position, ${sql.join(names)})
          select ${where.council}::uuid, ${where.importId}::uuid, ${at}::int + (n - 1)::int, ${sql.join(columns.map(readColumn))}
          from unnest(${sql.join(cut)}) with ordinality as u (${sql.join(names)}, n)`,
    )
  }
}

function cutColumn(c: BulkColumn, from: number, to: number) {
  if (c.kind === 'text') {
    const values = c.values.slice(from, to).map(clean)
    // One empty text alone would be cut into none at all.
    return values.length === 1
      ? sql`array[${values[0]}::text]`
      : sql`string_to_array(${values.join(BETWEEN)}::text, ${BETWEEN})`
  }
  if (c.kind === 'yes-no') {
    const marks = c.values.slice(from, to).map((v) => (v ? 't' : 'f'))
    return sql`string_to_array(${marks.join(',')}::text, ',')::boolean[]`
  }
  const numbers = c.values.slice(from, to).map((v) => (v === undefined ? ABSENT : String(v)))
  return sql`string_to_array(${numbers.join(',')}::text, ',', ${ABSENT})::int[]`
}

/** Control characters are no part of a value, and a NUL is no part of the database's text. */
function clean(value: string): string {
  return value.includes(BETWEEN) || value.includes('\u0000')
    ? value.replaceAll(BETWEEN, ' ').replaceAll('\u0000', ' ')
    : value
}

function readColumn(c: BulkColumn) {
  return c.kind === 'day' ? sql`date '1970-01-01' + u.${sql.id(c.name)}` : sql`u.${sql.id(c.name)}`
}

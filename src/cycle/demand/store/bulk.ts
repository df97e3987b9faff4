import { run, sql } from '#db'
import type { Tx } from '#db'

/**
 * Columns on their way in: each travels as one text and is cut in the database, which is much faster than a value at a
 * time on both databases.
 */
export type BulkColumn =
  | { readonly name: string; readonly kind: 'text'; readonly of: (row: number) => string }
  | { readonly name: string; readonly kind: 'whole'; readonly of: (row: number) => number }
  | {
      readonly name: string
      readonly kind: 'day'
      readonly of: (row: number) => number | undefined
    }
  | { readonly name: string; readonly kind: 'yes-no'; readonly of: (row: number) => boolean }

/** Between texts: the unit separator, which a return cannot hold as a value. */
export const BETWEEN = '\u001f'
const ABSENT = '~'
const AT_A_TIME = 20_000

/** The rows of one import into one of demand's own bulk tables, numbered from 0. */
export async function addBulk(
  tx: Tx,
  where: { readonly table: string; readonly council: string; readonly importId: string },
  count: number,
  columns: readonly BulkColumn[],
): Promise<void> {
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
    const values = slice(from, to, (row) => clean(c.of(row)))
    // One empty text alone would be cut into none at all.
    return values.length === 1
      ? sql`array[${values[0]}::text]`
      : sql`string_to_array(${values.join(BETWEEN)}::text, ${BETWEEN})`
  }
  if (c.kind === 'yes-no') {
    const marks = slice(from, to, (row) => (c.of(row) ? 't' : 'f'))
    return sql`string_to_array(${marks.join(',')}::text, ',')::boolean[]`
  }
  const numbers = slice(from, to, (row) => String(c.of(row) ?? ABSENT))
  return sql`string_to_array(${numbers.join(',')}::text, ',', ${ABSENT})::int[]`
}

function slice(from: number, to: number, of: (row: number) => string): readonly string[] {
  return Array.from({ length: to - from }, (_, i) => of(from + i))
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

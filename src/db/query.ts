import { randomFillSync } from 'node:crypto'
import { idFrom } from '#kernel/id.ts'
import type { Id } from '#kernel/id.ts'
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { z } from 'zod'
import type { SqlRunner, Tx } from './contract.ts'

/** The rows of a query, each parsed into its shape. A row of another shape is a fault of ours. */
export async function rows<Shape extends z.ZodType>(
  tx: Tx,
  shape: Shape,
  query: RawBuilder<unknown>,
): Promise<z.output<Shape>[]> {
  const result = await query.execute(tx)
  return result.rows.map((row) => parsed(shape, row))
}

/** The only row of a query, or undefined when there is none. Two rows are a fault of ours. */
export async function one<Shape extends z.ZodType>(
  tx: Tx,
  shape: Shape,
  query: RawBuilder<unknown>,
): Promise<z.output<Shape> | undefined> {
  const [first, ...more] = (await query.execute(tx)).rows
  if (more.length > 0) throw new Error(`one row was expected, ${more.length + 1} came`)
  return first === undefined ? undefined : parsed(shape, first)
}

/** Runs a query for what it does; returns how many rows it changed. */
export async function run(tx: Tx, query: RawBuilder<unknown>): Promise<number> {
  const result = await query.execute(tx)
  return Number(result.numAffectedRows ?? 0)
}

function parsed<Shape extends z.ZodType>(shape: Shape, row: unknown): z.output<Shape> {
  const result = shape.safeParse(row)
  if (result.success) return result.data
  const faults = result.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`)
  throw new Error(`a row of the database has another shape than its reader: ${faults.join('; ')}`)
}

/** A JSON value as a parameter, the same on both databases (arrays too). */
export function json(value: unknown): RawBuilder<unknown> {
  return sql`${JSON.stringify(value)}::text::jsonb`
}

/** A new identity: made here, so that every PostgreSQL serves. */
export function newId<Kind extends string>(): Id<Kind> {
  return idFrom<Kind>(Temporal.Now.instant().epochMilliseconds, randomFillSync(new Uint8Array(10)))
}

/** The transaction as the queue's library asks for it, so that a job is queued with what it is about. */
export function runnerOf(tx: Tx): SqlRunner {
  return {
    executeSql: async (text, values) => {
      const result = await tx.executeQuery<unknown>({
        sql: text,
        parameters: values ?? [],
        query: { kind: 'RawNode', sqlFragments: [text], parameters: [] },
        queryId: { queryId: 'queue' },
      })
      return { rows: [...result.rows] }
    },
  }
}

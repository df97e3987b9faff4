import { gunzipSync, gzipSync } from 'node:zlib'
import { json, one, run, sql } from '#db'
import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import { parseId } from '#kernel/id.ts'
import type { Id } from '#kernel/id.ts'
import { z } from 'zod'
import type { Costing } from '../rules/index.ts'
import type { BookId } from './books.ts'
import { COSTING } from './costing-shape.ts'

export type CostingId = Id<'costing'>

function idOf<Kind extends string>(text: string): Id<Kind> {
  const id = parseId<Kind>(text)
  if (id === undefined) throw new Error(`${text} is not an id`)
  return id
}

const HEAD = z
  .object({
    id: z.string(),
    input_hash: z.string(),
    run_id: z.string(),
    book_id: z.string(),
    rules_version: z.string(),
    made_at: z.string(),
    made_by_name: z.string(),
    result_hash: z.string(),
  })
  .transform((r) => ({
    id: idOf<'costing'>(r.id),
    inputHash: r.input_hash,
    run: idOf<'run'>(r.run_id),
    book: idOf<'price-book'>(r.book_id),
    rulesVersion: r.rules_version,
    madeAt: r.made_at,
    madeBy: r.made_by_name,
    resultHash: r.result_hash,
  }))
/** Which run, at which book, worked out by whom. */
export type CostingHead = z.output<typeof HEAD>

const COLUMNS = sql`id, input_hash, run_id, book_id, rules_version, made_at, made_by_name, result_hash`

export async function costingHead(tx: Tx, id: CostingId): Promise<CostingHead | undefined> {
  return one(tx, HEAD, sql`select ${COLUMNS} from placements.costing where id = ${id}`)
}

/** The costing of exactly these inputs, when it was worked out. */
export async function costingByHash(tx: Tx, hash: string): Promise<CostingHead | undefined> {
  return one(tx, HEAD, sql`select ${COLUMNS} from placements.costing where input_hash = ${hash}`)
}

/** The latest costing of a run, at whatever book. */
export async function latestCosting(tx: Tx, runId: Id<'run'>): Promise<CostingHead | undefined> {
  return one(
    tx,
    HEAD,
    sql`select ${COLUMNS} from placements.costing where run_id = ${runId} order by made_at desc, id desc limit 1`,
  )
}

export async function costingResult(tx: Tx, id: CostingId): Promise<Costing | undefined> {
  const found = await one(
    tx,
    z.object({ result: z.instanceof(Uint8Array) }),
    sql`select result from placements.costing where id = ${id}`,
  )
  if (found === undefined) return undefined
  return COSTING.parse(JSON.parse(gunzipSync(found.result).toString('utf8')))
}

export type NewCosting = {
  readonly id: CostingId
  readonly inputHash: string
  readonly run: Id<'run'>
  readonly book: BookId
  readonly rulesVersion: string
  readonly settings: unknown
  readonly text: string
  readonly resultHash: string
}

export async function addCosting(tx: Tx, actor: Actor, c: NewCosting): Promise<void> {
  await run(
    tx,
    sql`insert into placements.costing (council_id, id, input_hash, run_id, book_id, rules_version, settings, made_at, made_by_name, result, result_hash)
        values (${actor.council}, ${c.id}, ${c.inputHash}, ${c.run}, ${c.book}, ${c.rulesVersion}, ${json(c.settings)},
          ${actor.at.toString()}, ${actor.name}, ${gzipSync(c.text)}, ${c.resultHash})`,
  )
}

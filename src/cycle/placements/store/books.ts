import { json, one, rows, run, sql } from '#db'
import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import { parseId } from '#kernel/id.ts'
import type { Id } from '#kernel/id.ts'
import { z } from 'zod'

export type BookId = Id<'price-book'>

const bookId = z.string().transform((text): BookId => {
  const id = parseId<'price-book'>(text)
  if (id === undefined) throw new Error(`${text} is not the id of a price book`)
  return id
})

const origin = { sheet: z.exactOptional(z.string()), row: z.number() }

const foundShape = z.object({
  prices: z.number(),
  asked: z.array(
    z.object({
      ...origin,
      subType: z.string(),
      weekly: z.number(),
      median: z.number(),
      against: z.string(),
      dearer: z.boolean(),
    }),
  ),
  gaps: z.array(
    z.object({
      subType: z.string(),
      provider: z.string(),
      band: z.string(),
      from: z.number(),
      to: z.number(),
    }),
  ),
  rounded: z.array(z.object({ ...origin, value: z.string(), weekly: z.number() })),
  formulas: z.array(
    z.object({ ...origin, column: z.string(), formula: z.string(), value: z.string() }),
  ),
  passedOver: z.array(z.string()),
  unpriced: z.array(z.string()),
})
export type Found = z.output<typeof foundShape>

const LINE = z
  .object({
    id: bookId,
    state: z.enum(['read', 'stored', 'dropped']),
    sha256: z.string(),
    file: z.string(),
    made_at: z.string(),
    made_by_name: z.string(),
    decided_at: z.string().nullable(),
    decided_by_name: z.string().nullable(),
    found: foundShape,
    based_on: bookId.nullable(),
  })
  .transform((r) => ({
    id: r.id,
    state: r.state,
    sha256: r.sha256,
    file: r.file,
    madeAt: r.made_at,
    madeBy: r.made_by_name,
    decidedAt: r.decided_at ?? undefined,
    decidedBy: r.decided_by_name ?? undefined,
    found: r.found,
    basedOn: r.based_on ?? undefined,
  }))
/** A price book as it was read and what became of it. */
export type BookLine = z.output<typeof LINE>

const COLUMNS = sql`id, state, sha256, file, made_at, made_by_name, decided_at, decided_by_name, found, based_on`

export async function bookById(tx: Tx, id: BookId): Promise<BookLine | undefined> {
  return one(tx, LINE, sql`select ${COLUMNS} from placements.price_import where id = ${id}`)
}

/** The latest books, newest first. */
export async function books(tx: Tx, limit: number): Promise<readonly BookLine[]> {
  return rows(
    tx,
    LINE,
    sql`select ${COLUMNS} from placements.price_import order by made_at desc, id desc limit ${limit}`,
  )
}

/** The book in use: the one stored last. */
export async function bookInUse(tx: Tx): Promise<BookLine | undefined> {
  return one(
    tx,
    LINE,
    sql`select ${COLUMNS} from placements.price_import where state = 'stored' order by decided_at desc, id desc limit 1`,
  )
}

/** A book of the same bytes that waits to be looked at. */
export async function waitingBook(
  tx: Tx,
  sha256: string,
  basedOn: BookId | undefined,
): Promise<BookLine | undefined> {
  return one(
    tx,
    LINE,
    sql`select ${COLUMNS} from placements.price_import where sha256 = ${sha256} and state = 'read'
        and based_on is not distinct from ${basedOn ?? null}::uuid order by made_at desc, id desc limit 1`,
  )
}

export type NewBook = {
  readonly id: BookId
  readonly sha256: string
  readonly file: string
  readonly document: Id<'document'>
  readonly found: unknown
  readonly basedOn: BookId | undefined
}

export async function addBook(tx: Tx, actor: Actor, book: NewBook): Promise<void> {
  await run(
    tx,
    sql`insert into placements.price_import (council_id, id, state, sha256, file, document_id, made_at, made_by, made_by_name, found, based_on)
        values (${actor.council}, ${book.id}, 'read', ${book.sha256}, ${book.file}, ${book.document}, ${actor.at.toString()},
          ${actor.person}, ${actor.name}, ${json(book.found)}, ${book.basedOn ?? null})`,
  )
}

/** Ends the waiting of a book; false when it was decided in the meantime. */
export async function decideBook(
  tx: Tx,
  actor: Actor,
  id: BookId,
  state: 'stored' | 'dropped',
): Promise<boolean> {
  const changed = await run(
    tx,
    sql`update placements.price_import set state = ${state}, decided_at = ${actor.at.toString()}, decided_by_name = ${actor.name}
        where id = ${id} and state = 'read'`,
  )
  return changed === 1
}

/** One change of a council's prices at a time: others wait here until this transaction ends. */
export async function takeTurn(tx: Tx, council: string): Promise<void> {
  await run(
    tx,
    sql`select pg_advisory_xact_lock(hashtextextended(${`placements:${council}`}::text, 0))`,
  )
}

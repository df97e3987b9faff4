import { one, rows, sql } from '#db'
import type { Tx } from '#db'
import type { Entry } from '../rules/index.ts'
import { z } from 'zod'

const Row = z
  .object({
    seq: z.number(),
    at: z.string(),
    person: z.string(),
    personName: z.string(),
    verb: z.string(),
    subject: z.string(),
    why: z.string().nullable(),
    before: z.unknown(),
    after: z.unknown(),
    previousHash: z.string(),
    hash: z.string(),
  })
  .transform((row): Entry => ({ ...row, why: row.why ?? undefined }))

const COLUMNS = sql`seq, at, person_id as person, person_name as "personName", verb, subject, why, before, after,
  previous_hash as "previousHash", hash`

/** Entries after a number, oldest first: the order in which the chain is checked. */
export function entriesAfter(tx: Tx, seq: number, limit: number): Promise<Entry[]> {
  return rows(
    tx,
    Row,
    sql`select ${COLUMNS} from audit.entry where seq > ${seq} order by seq limit ${limit}`,
  )
}

/** One entry by its number. */
export function auditEntry(tx: Tx, seq: number): Promise<Entry | undefined> {
  return one(tx, Row, sql`select ${COLUMNS} from audit.entry where seq = ${seq}`)
}

export type EntrySearch = {
  /** Entries before this number: the next page of a list. */
  readonly before?: number
  readonly subject?: string
  readonly person?: string
  readonly verb?: string
  /** From this moment on, and before that one. */
  readonly from?: Temporal.Instant
  readonly to?: Temporal.Instant
  readonly limit?: number
}

/** Entries, newest first, one page at a time. */
export function auditEntries(tx: Tx, search: EntrySearch = {}): Promise<Entry[]> {
  const conditions = [
    sql`true`,
    ...(search.before === undefined ? [] : [sql`seq < ${search.before}`]),
    ...(search.subject === undefined ? [] : [sql`subject = ${search.subject}`]),
    ...(search.person === undefined ? [] : [sql`person_id = ${search.person}`]),
    ...(search.verb === undefined ? [] : [sql`verb = ${search.verb}`]),
    ...(search.from === undefined ? [] : [sql`at >= ${search.from.toString()}::timestamptz`]),
    ...(search.to === undefined ? [] : [sql`at < ${search.to.toString()}::timestamptz`]),
  ]
  return rows(
    tx,
    Row,
    sql`select ${COLUMNS} from audit.entry where ${sql.join(conditions, sql` and `)}
      order by seq desc limit ${search.limit ?? 50}`,
  )
}

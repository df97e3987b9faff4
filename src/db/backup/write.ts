import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { CouncilId } from '#kernel/access.ts'
import { parseId } from '#kernel/id.ts'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db, Tx } from '../contract.ts'
import { migrations } from '../migrate.ts'
import { rows } from '../query.ts'
import { ownTables } from '../tables.ts'
import type { Table } from '../tables.ts'
import { Tally } from './format.ts'
import type { End, Head } from './format.ts'
import { inOrder } from './order.ts'
import { tableRows } from './table-rows.ts'

export type BackedUp = {
  readonly councils: number
  readonly rows: number
  /** Each table with its count of rows and their SHA-256. */
  readonly tables: readonly End[]
}

/**
 * Writes every council's rows to a file, as they stand at one moment, while others work on. The file appears whole or not at all.
 * It holds what the database holds: keep it as safe.
 */
export async function backup(db: Db, file: string): Promise<BackedUp> {
  const part = `${file}.part`
  try {
    const done = await backupTo(db, createWriteStream(part, { mode: 0o600, flush: true }))
    await rename(part, file)
    return done
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

/** The same, to a stream: a running server sends it to the command that asks. */
export function backupTo(db: Db, to: Writable): Promise<BackedUp> {
  return db.across(async (tx, enter) => {
    const ends: End[] = []
    const councils = await councilIds(tx)
    const lines = allLines({ tx, enter, councils, ends })
    await pipeline(Readable.from(lines), createGzip(), to)
    return { councils: councils.length, rows: total(ends), tables: ends }
  })
}

type Work = {
  readonly tx: Tx
  readonly enter: (council: CouncilId | undefined) => Promise<void>
  readonly councils: readonly CouncilId[]
  readonly ends: End[]
}

async function* allLines(work: Work): AsyncGenerator<string> {
  const head: Head = {
    headwater: 1,
    madeAt: Temporal.Now.instant().toString(),
    councils: [...work.councils],
    migrations: (await migrations()).map(({ name, sha256 }) => ({ name, sha256 })),
  }
  yield line(head)
  const tables = inOrder((await ownTables(work.tx)).filter((table) => table.apart))
  for (const table of tables) yield* tableLines(work, table)
  yield line({ whole: true, tables: work.ends.length, rows: total(work.ends) })
}

async function* tableLines(work: Work, table: Table): AsyncGenerator<string> {
  const columns = table.columns.map((column) => column.name)
  yield line({ table: table.name, columns })
  const tally = new Tally()
  for (const council of work.councils) {
    await work.enter(council)
    for await (const cells of tableRows(work.tx, table, columns, council)) {
      const text = JSON.stringify(cells)
      tally.add(text)
      yield `${text}\n`
    }
  }
  const end = tally.end(table.name)
  work.ends.push(end)
  yield line(end)
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`
}

function total(ends: readonly End[]): number {
  return ends.reduce((sum, end) => sum + end.rows, 0)
}

const Council = z.object({ id: z.string().transform((text) => parseId<'council'>(text)) })

/** Every council, in the order of their ids. Outside all councils. */
export async function councilIds(tx: Tx): Promise<CouncilId[]> {
  const found = await rows(
    tx,
    Council,
    sql`select council_id as id from access.council order by council_id`,
  )
  return found.flatMap((row) => (row.id === undefined ? [] : [row.id]))
}

import type { CouncilId } from '#kernel/access.ts'
import { parseId } from '#kernel/id.ts'
import { sql } from 'kysely'
import type { Db, Tx } from '../contract.ts'
import { migrations } from '../migrate.ts'
import { ownTables } from '../tables.ts'
import type { Table } from '../tables.ts'
import { Tally } from './format.ts'
import type { Cells, End, Head, Start } from './format.ts'
import { DamagedBackup, partsOfFile } from './read.ts'
import type { Part } from './read.ts'
import { tableRows } from './table-rows.ts'
import { councilIds } from './write.ts'
import type { BackedUp } from './write.ts'

/** A whole backup that this database cannot take, with what to do. */
export class CannotRestore extends Error {
  constructor(why: string) {
    super(why)
    this.name = 'CannotRestore'
  }
}

/**
 * Brings the councils of a backup into a database, also one in use, all or nothing: councils that are there already are
 * never touched. Afterwards every table is read back and its count and hash compared with the backup's.
 */
export function restore(file: string, db: Db): Promise<BackedUp> {
  return restoreFrom(partsOfFile(file), db)
}

export function restoreFrom(parts: AsyncIterable<Part>, db: Db): Promise<BackedUp> {
  return db.across(async (tx, enter) => {
    const restoring = new Restoring(tx, enter, await ownTables(tx))
    for await (const part of parts) await restoring.take(part)
    return restoring.finish()
  })
}

const CHUNK_ROWS = 500
const CHUNK_CHARACTERS = 8_000_000

class Restoring {
  readonly #tx: Tx
  readonly #enter: (council: CouncilId | undefined) => Promise<void>
  readonly #tables: ReadonlyMap<string, Table>
  readonly #ends: End[] = []
  readonly #columns = new Map<string, readonly string[]>()
  #councils: readonly CouncilId[] = []
  #start: Start = { table: '', columns: [] }
  #council = ''
  #waiting: Cells[] = []
  #size = 0

  constructor(
    tx: Tx,
    enter: (council: CouncilId | undefined) => Promise<void>,
    tables: readonly Table[],
  ) {
    this.#tx = tx
    this.#enter = enter
    this.#tables = new Map(tables.map((table) => [table.name, table]))
  }

  async take(part: Part): Promise<void> {
    switch (part.kind) {
      case 'head':
        this.#councils = await welcome(this.#tx, part.head)
        return
      case 'start':
        this.#begin(part.start)
        return
      case 'row':
        await this.#row(part.cells)
        return
      case 'end':
        await this.#flush()
        this.#ends.push(part.end)
    }
  }

  /** Reads everything back and compares it. */
  async finish(): Promise<BackedUp> {
    for (const end of this.#ends) await this.#compare(end)
    const rows = this.#ends.reduce((sum, end) => sum + end.rows, 0)
    return { councils: this.#councils.length, rows, tables: this.#ends }
  }

  #begin(start: Start): void {
    const known = this.#table(start.table).columns.map((column) => column.name)
    const lost = start.columns.find((column) => !known.includes(column))
    if (lost !== undefined)
      throw new CannotRestore(
        `The backup has a column ${start.table}.${lost} that this version does not have. Restore it with the version that made it, then upgrade.`,
      )
    this.#start = start
    this.#columns.set(start.table, start.columns)
  }

  #table(name: string): Table {
    const table = this.#tables.get(name)
    if (table?.apart !== true)
      throw new CannotRestore(
        `The backup has a table ${name} that this version does not have. Restore it with the version that made it, then upgrade.`,
      )
    return table
  }

  async #row(cells: Cells): Promise<void> {
    const council = cells[this.#start.columns.indexOf('council_id')] ?? ''
    if (council !== this.#council) {
      await this.#flush()
      const known = this.#councils.find((each) => each === council)
      if (known === undefined)
        throw new DamagedBackup('a row belongs to a council it does not name')
      await this.#enter(known)
      this.#council = council
    }
    this.#waiting.push(cells)
    this.#size += cells.reduce((sum, cell) => sum + (cell?.length ?? 0), 0)
    if (this.#waiting.length >= CHUNK_ROWS || this.#size >= CHUNK_CHARACTERS) await this.#flush()
  }

  async #flush(): Promise<void> {
    if (this.#waiting.length > 0)
      await insert(this.#tx, this.#table(this.#start.table), this.#start, this.#waiting)
    this.#waiting = []
    this.#size = 0
  }

  async #compare(end: End): Promise<void> {
    const table = this.#table(end.end)
    const tally = new Tally()
    for (const council of this.#councils) {
      await this.#enter(council)
      const columns = this.#columns.get(end.end) ?? []
      for await (const cells of tableRows(this.#tx, table, columns, council))
        tally.add(JSON.stringify(cells))
    }
    const found = tally.end(end.end)
    if (JSON.stringify(found) !== JSON.stringify(end))
      throw new Error(
        `${end.end} did not come back as it was: ${found.rows} rows of ${end.rows}, hash ${found.sha256} of ${end.sha256}. Nothing was restored.`,
      )
  }
}

/** The councils of a backup, when this database can take them. */
async function welcome(tx: Tx, head: Head): Promise<readonly CouncilId[]> {
  const ours = new Map((await migrations()).map((each) => [each.name, each.sha256]))
  const newer = head.migrations.find((each) => ours.get(each.name) !== each.sha256)
  if (newer !== undefined)
    throw new CannotRestore(
      `The backup was made by another version: it has had migration ${newer.name}. Restore it with that version or a later one.`,
    )
  const ids = head.councils.flatMap((text) => parseId<'council'>(text) ?? [])
  const there = (await councilIds(tx)).filter((id) => ids.includes(id))
  if (there.length > 0)
    throw new CannotRestore(
      `${there.length} of the ${ids.length} councils in the backup are in this database already. Restore into an empty one: nothing is ever overwritten.`,
    )
  return ids
}

async function insert(tx: Tx, table: Table, start: Start, all: readonly Cells[]): Promise<void> {
  const types = new Map(table.columns.map((column) => [column.name, column.type]))
  const columns = sql.join(start.columns.map((name) => sql.ref(name)))
  const values = sql.join(
    start.columns.map((name, i) => sql`${sql.ref(`c${i}`)}::${sql.raw(types.get(name) ?? 'text')}`),
  )
  const lists = sql.join(
    start.columns.map((_, i) => sql`${all.map((cells) => cells[i] ?? null)}::text[]`),
  )
  const names = sql.join(start.columns.map((_, i) => sql.ref(`c${i}`)))
  await sql`insert into ${sql.table(table.name)} (${columns})
    select ${values} from unnest(${lists}) as given(${names})`.execute(tx)
}

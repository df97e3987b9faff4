import { AsyncLocalStorage } from 'node:async_hooks'
import type { CouncilId } from '#kernel/access.ts'
import { sql } from 'kysely'
import { backupOrRestore, whenAsked } from './backup/anywhere.ts'
import { answerBell } from './backup/bell.ts'
import type { BackedUp } from './backup/write.ts'
import type { Db, Tx } from './contract.ts'
import { openFolder, openMemory } from './embedded.ts'
import { APP_ROLE } from './engine.ts'
import type { Engine } from './engine.ts'
import { keepImage, preparedImage } from './image.ts'
import { migrate, migrations } from './migrate.ts'
import { openServer } from './server.ts'
import type { ServerOptions } from './server.ts'

/** Where the database is: a folder of our own, a server, or memory (tests; `image` is a copy to start from). */
export type Where =
  | { readonly dataDir: string; readonly image?: Blob }
  | ServerOptions
  | { readonly memory: true; readonly image?: Blob }

/** Opens the database, locked where that is needed, and brings it up to date. */
export async function openDatabase(where: Where): Promise<Db> {
  const list = await migrations()
  const engine = await engineOf(where)
  try {
    await migrate(engine, list)
    const db = dbOf(engine)
    return 'dataDir' in where ? await answering(db, where.dataDir) : db
  } catch (error) {
    await engine.close()
    throw error
  }
}

/** A database that also answers the commands that ask whoever holds its folder. */
async function answering(db: Db, dataDir: string): Promise<Db> {
  const stop = await answerBell(dataDir, (ask) => whenAsked(db, ask))
  return {
    ...db,
    close: async () => {
      await stop()
      await db.close()
    },
  }
}

/** Writes a backup of a database, which may be in use: an embedded one by the process that holds it. */
export function backupAt(where: Where, file: string): Promise<BackedUp> {
  return backupOrRestore(() => openDatabase(where), { verb: 'backup', file })
}

/** Restores a backup into a database, which may be in use. */
export function restoreAt(where: Where, file: string): Promise<BackedUp> {
  return backupOrRestore(() => openDatabase(where), { verb: 'restore', file })
}

/**
 * A migrated, empty database as an image that others start from: made once for these migrations, then kept. `furnish` lays
 * what else every database will need.
 */
export async function emptyImage(furnish?: (db: Db) => Promise<void>): Promise<Blob> {
  const list = await migrations()
  const before = await preparedImage(list)
  if (before !== undefined) return before
  const { engine, pglite } = await openMemory()
  await migrate(engine, list)
  await furnish?.(dbOf(engine))
  const image = await pglite.dumpDataDir('none')
  await engine.close()
  await keepImage(list, image)
  return image
}

async function engineOf(where: Where): Promise<Engine> {
  if ('url' in where) return openServer(where)
  if ('memory' in where) return (await openMemory(where.image)).engine
  return openFolder(where.dataDir, where.image)
}

function dbOf(engine: Engine): Db {
  const work = transactions(engine)
  return {
    kind: engine.kind,
    place: engine.place,
    inCouncil: (council, then) => work.begin(council, (tx) => then(tx)),
    outside: (then) => work.begin(undefined, (tx) => then(tx)),
    across: (then) =>
      work.begin(undefined, then, (tx) =>
        sql`set transaction isolation level repeatable read`.execute(tx),
      ),
    raw: {
      executeSql: (text, values) => {
        work.refuseInside()
        return engine.executeSql(text, values)
      },
    },
    close: engine.close,
  }
}

type Enter = (council: CouncilId | undefined) => Promise<void>
type Begin = <T>(
  council: CouncilId | undefined,
  work: (tx: Tx, enter: Enter) => Promise<T>,
  first?: (tx: Tx) => Promise<unknown>,
) => Promise<T>

function transactions(engine: Engine): { begin: Begin; refuseInside: () => void } {
  const inside = new AsyncLocalStorage<{ open: boolean }>()
  const refuseInside = (): void => {
    if (inside.getStore()?.open === true)
      throw new Error(
        'a transaction was asked for inside a transaction: hand `tx` on instead (the embedded database has one connection, and would wait for ever)',
      )
  }
  const begin: Begin = async (council, work, first) => {
    refuseInside()
    const mark = { open: true }
    try {
      return await inside.run(mark, () =>
        engine.turn(() =>
          engine.kysely.transaction().execute(async (tx) => {
            await first?.(tx)
            await enter(tx, council)
            return work(tx, (other) => enter(tx, other))
          }),
        ),
      )
    } finally {
      mark.open = false
    }
  }
  return { begin, refuseInside }
}

/** Takes the program's own role and the council, both for the length of the transaction. */
async function enter(tx: Tx, council: CouncilId | undefined): Promise<void> {
  await sql`select set_config('role', ${APP_ROLE}, true), set_config('app.council', ${council ?? ''}, true)`.execute(
    tx,
  )
}

import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import { PGlite } from '@electric-sql/pglite'
import type { PGliteOptions } from '@electric-sql/pglite'
import { Kysely, PGliteDialect } from 'kysely'
import { DURABLE_PARAMS, syncFolder, syncsToDisk } from './durable.ts'
import type { Engine, Session } from './engine.ts'
import { preparedImage } from './image.ts'
import { lockFolder } from './lock.ts'
import { asIs, bytesOf, instantText, OID, wholeNumber } from './values.ts'

const PARSERS = {
  [OID.int8]: wholeNumber,
  [OID.date]: asIs,
  [OID.timestamp]: asIs,
  [OID.timestamptz]: instantText,
  [OID.bytea]: bytesOf,
}

/** The embedded database in a folder, which this process holds alone until it closes. */
export async function openFolder(dataDir: string, image?: Blob): Promise<Engine> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const lock = await lockFolder(dataDir)
  try {
    const files = join(dataDir, 'postgres')
    const isNew = !existsSync(join(files, 'PG_VERSION'))
    const pglite = await open(
      { dataDir: files, startParams: [...DURABLE_PARAMS] },
      isNew ? (image ?? (await preparedImage())) : undefined,
    )
    syncsToDisk(pglite)
    const synced = isNew ? syncFolder(files) : Promise.resolve()
    synced.catch((error: Error) => process.emitWarning(error))
    return engine(pglite, dataDir, async () => {
      await synced.catch(() => undefined)
      await lock.release()
    })
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** The embedded database in memory: gone when the process ends. `image` is a copy to start from. */
export async function openMemory(image?: Blob): Promise<{ engine: Engine; pglite: PGlite }> {
  const pglite = await open({}, image)
  return { engine: engine(pglite, 'memory', () => Promise.resolve()), pglite }
}

function open(options: PGliteOptions, image: Blob | undefined): Promise<PGlite> {
  return PGlite.create({
    ...options,
    parsers: PARSERS,
    ...(image === undefined ? {} : { loadDataDir: image }),
  })
}

function engine(pglite: PGlite, place: string, release: () => Promise<void>): Engine {
  const turn = queue()
  const kysely = new Kysely<unknown>({ dialect: new PGliteDialect({ pglite }) })
  return {
    kind: 'embedded',
    place,
    kysely,
    turn,
    session: (work) => turn(() => pglite.transaction((tx) => work(session(tx)))),
    executeSql: (text, values) => turn(() => executeSql(pglite, text, values)),
    close: () =>
      turn(async () => {
        if (!pglite.closed) await pglite.close()
        await release()
      }),
  }
}

type Runs = Pick<PGlite, 'query' | 'exec'>

function session(tx: Runs): Session {
  return {
    query: (text, values) => tx.query(text, [...values]),
    script: async (text) => {
      await tx.exec(text)
    },
  }
}

/**
 * One call of the queue's library. Without parameters it may hold several statements, also `begin` and `commit`; when one
 * fails the connection is rolled back, as a pool would hand out a fresh one.
 */
async function executeSql(
  pglite: PGlite,
  text: string,
  values: unknown[] | undefined,
): Promise<{ rows: unknown[] }> {
  try {
    if (values !== undefined && values.length > 0) return await pglite.query(text, values)
    const results = await pglite.exec(text)
    return { rows: results.flatMap((result) => result.rows) }
  } catch (error) {
    await pglite.exec('rollback')
    throw error
  }
}

/**
 * Runs pieces of work one after another, in the order asked; one that fails does not stop the next. The database answers without ever
 * leaving the thread, so each piece first lets everything else that waits for the thread have it: requests, timers, signals.
 */
function queue(): Engine['turn'] {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = async (): ReturnType<typeof work> => {
      await breathe()
      return work()
    }
    const next = last.then(mine, mine)
    last = next.catch(() => undefined)
    return next
  }
}

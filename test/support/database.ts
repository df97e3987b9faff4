import { after, describe } from 'node:test'
import pg from 'pg'
import { emptyImage, openDatabase } from '#db'
import type { Db } from '#db'
import { startServer } from './server.ts'
import type { TestServer } from './server.ts'

export type Given = {
  readonly kind: Db['kind']
  /** The database of this test process, migrated and shared by its tests: each makes its own council in it. */
  readonly open: () => Promise<Db>
  /** A migrated database that nobody else uses, for tests that count everything in it. */
  readonly fresh: () => Promise<Db>
}

/** Runs the same tests on the embedded database and on a real PostgreSQL server. */
export function eachDatabase(name: string, tests: (given: Given) => void): void {
  for (const kind of ['embedded', 'server'] as const)
    describe(`${name}, ${kind === 'embedded' ? 'embedded' : 'on a PostgreSQL server'}`, () => {
      const opened: Db[] = []
      const fresh = async (): Promise<Db> => {
        const db = kind === 'embedded' ? await embedded() : await onServer()
        opened.push(db)
        return db
      }
      let shared: Promise<Db> | undefined
      const open = (): Promise<Db> => (shared ??= fresh())
      tests({ kind, open, fresh })
      after(async () => {
        for (const db of opened) await db.close()
      })
    })
}

/** The embedded database for tests that need one and do not care which. */
export async function embedded(): Promise<Db> {
  return openDatabase({ memory: true, image: await emptyImage() })
}

let server: Promise<TestServer> | undefined
let databases = 0

/** The PostgreSQL server of this test process, for tests about users and connections. */
export function theServer(): Promise<TestServer> {
  server ??= prepared()
  return server
}

/** A new, migrated database on the server of this test process: a copy of one that was migrated first. */
export async function onServer(): Promise<Db> {
  const { url } = await theServer()
  databases += 1
  const name = `test_${databases}`
  await statement(url('postgres'), `create database ${name} template headwater_empty`)
  return openDatabase({ url: url(name), connections: 8 })
}

async function prepared(): Promise<TestServer> {
  const started = await startServer()
  await statement(started.url('postgres'), 'create database headwater_empty')
  const db = await openDatabase({ url: started.url('headwater_empty') })
  await db.close()
  return started
}

export async function statement(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(text)
  await client.end()
}

import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { after, describe } from 'node:test'
import pg from 'pg'
import { emptyImage, openDatabase } from '#db'
import type { Db } from '#db'
import { migrations } from '#src/db/migrate.ts'
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
  return openDatabase({ memory: true, image: await image() })
}

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/headwater/', import.meta.url))

/** A migrated, empty database to copy: made once for these migrations, then kept beside the installed packages. */
export async function image(): Promise<Blob> {
  const list = await migrations()
  const key = createHash('sha256')
    .update(JSON.stringify([process.version, list.map((m) => [m.name, m.sha256])]))
    .digest('hex')
  const path = `${CACHE}empty-${key.slice(0, 16)}.tar`
  if (existsSync(path)) return new Blob([readFileSync(path)])
  const made = await emptyImage()
  await mkdir(CACHE, { recursive: true })
  await writeFile(`${path}.${process.pid}`, Buffer.from(await made.arrayBuffer()))
  await rename(`${path}.${process.pid}`, path)
  return made
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

import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { Engine, Session } from './engine.ts'
import { ensureRole } from './role.ts'

export type Migration = { readonly name: string; readonly text: string; readonly sha256: string }

const Done = z.object({ name: z.string(), sha256: z.string() })

/** One number for all that migrate the same server at the same time. */
const LOCK = 4_839_201_773

/** The migrations that ship with the program, in the order of their names. */
export async function migrations(
  folder = new URL('migrations/', import.meta.url),
): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted()
  if (names.length === 0) throw new Error(`no migration was found in ${folder.pathname}`)
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, folder), 'utf8')
      return { name, text, sha256: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

/**
 * Brings a database up to date: each migration that it has not had, in its own transaction, recorded with its hash. A
 * migration that was edited since, or one that this program does not know, is a fault.
 */
export async function migrate(engine: Engine, list: readonly Migration[]): Promise<void> {
  await engine.session(async (session) => {
    await session.query('select pg_advisory_xact_lock($1)', [LOCK])
    await ensureRole(session)
    await session.script(`create schema if not exists office;
      create table if not exists office.migration (
        name text primary key, sha256 text not null, at timestamptz not null default now());`)
    check(list, await done(session))
  })
  for (const migration of list) await engine.session((session) => apply(session, migration))
}

async function done(session: Session): Promise<ReadonlyMap<string, string>> {
  const { rows } = await session.query('select name, sha256 from office.migration', [])
  return new Map(rows.map((row) => Done.parse(row)).map((row) => [row.name, row.sha256]))
}

function check(list: readonly Migration[], before: ReadonlyMap<string, string>): void {
  const known = new Map(list.map((m) => [m.name, m.sha256]))
  for (const [name, sha256] of before) {
    const ours = known.get(name)
    if (ours === undefined)
      throw new Error(
        `The database has had migration ${name}, which this version does not know: it was opened by a newer version. Use that one.`,
      )
    if (ours !== sha256)
      throw new Error(
        `Migration ${name} was edited after this database had it. Migrations are never edited: undo the edit and add a new one.`,
      )
  }
}

async function apply(session: Session, migration: Migration): Promise<void> {
  await session.query('select pg_advisory_xact_lock($1)', [LOCK])
  if ((await done(session)).has(migration.name)) return
  try {
    await session.script(migration.text)
  } catch (error) {
    throw new Error(`migration ${migration.name} failed: ${String(error)}`, { cause: error })
  }
  await session.query('insert into office.migration (name, sha256) values ($1, $2)', [
    migration.name,
    migration.sha256,
  ])
}

import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { emptyImage } from '#db'
import { openMemory } from './embedded.ts'
import type { Engine } from './engine.ts'
import { migrate, migrations } from './migrate.ts'
import type { Migration } from './migrate.ts'

const opened: Engine[] = []
after(async () => {
  for (const engine of opened) await engine.close()
})

async function anEngine(): Promise<Engine> {
  const { engine } = await openMemory(await emptyImage())
  opened.push(engine)
  return engine
}

function aMigration(name: string, text: string): Migration {
  return { name, text, sha256: Buffer.from(text).toString('hex').padEnd(64, '0').slice(0, 64) }
}

async function tables(engine: Engine): Promise<unknown[]> {
  const { rows } = await engine.executeSql(
    `select tablename::text as name from pg_tables where schemaname = 'public' order by 1`,
  )
  return rows
}

test('the migrations that ship are numbered, each number once', async () => {
  const names = (await migrations()).map((migration) => migration.name)
  assert.ok(names.includes('0001-access.sql'))
  for (const name of names) assert.match(name, /^\d{4}-[a-z0-9-]+\.sql$/)
  const numbers = names.map((name) => name.slice(0, 4))
  assert.equal(new Set(numbers).size, numbers.length, 'two migrations have the same number')
})

test('a migration runs once, and one of a lower number that is merged later still runs', async () => {
  const engine = await anEngine()
  const shipped = await migrations()
  const later = aMigration('9002-later.sql', 'create table public.later (a int)')
  await migrate(engine, [...shipped, later])
  await migrate(engine, [...shipped, later])
  const earlier = aMigration('9001-earlier.sql', 'create table public.earlier (a int)')
  await migrate(engine, [...shipped, earlier, later])
  assert.deepEqual(await tables(engine), [{ name: 'earlier' }, { name: 'later' }])
})

test('a migration that fails leaves nothing of itself, and is named', async () => {
  const engine = await anEngine()
  const shipped = await migrations()
  const half = aMigration('9001-half.sql', 'create table public.half (a int); select 1/0;')
  await assert.rejects(migrate(engine, [...shipped, half]), /migration 9001-half.sql failed.*zero/)
  assert.deepEqual(await tables(engine), [])
  const mended = aMigration('9001-half.sql', 'create table public.half (a int)')
  await migrate(engine, [...shipped, mended])
  assert.deepEqual(await tables(engine), [{ name: 'half' }])
})

test('a migration that was edited after it ran is a fault that says what to do', async () => {
  const engine = await anEngine()
  const shipped = await migrations()
  await migrate(engine, [...shipped, aMigration('9001-a.sql', 'create table public.a (a int)')])
  const edited = aMigration('9001-a.sql', 'create table public.a (a bigint)')
  await assert.rejects(migrate(engine, [...shipped, edited]), /9001-a.sql was edited/)
})

test('a database of a newer version is not opened by an older one', async () => {
  const engine = await anEngine()
  const shipped = await migrations()
  await migrate(engine, [...shipped, aMigration('9001-a.sql', 'select 1')])
  await assert.rejects(migrate(engine, shipped), /opened by a newer version/)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId, openDatabase, rows, run, sql } from '#db'
import { statement, theServer } from '#test/support/database.ts'
import pg from 'pg'
import { z } from 'zod'

const Named = z.object({ name: z.string() })

/** A database of its own for a user who is no superuser. */
async function aDatabase(user: string, rights: string): Promise<string> {
  const { url } = await theServer()
  await statement(url('postgres'), `create role ${user} login ${rights}`)
  await statement(url('postgres'), `create database ${user} owner ${user}`)
  return url(user).replace('postgres@', `${user}@`)
}

test('an owner who is no superuser opens the database, and is held by the same walls', async () => {
  const { url } = await theServer()
  await statement(url('postgres'), 'create role headwater_owner login')
  await statement(url('postgres'), 'grant headwater_app to headwater_owner')
  await statement(url('postgres'), 'create database owned owner headwater_owner')
  const db = await openDatabase({ url: url('owned').replace('postgres@', 'headwater_owner@') })
  const [a, b] = [newId<'council'>(), newId<'council'>()]
  await db.inCouncil(a, (tx) =>
    run(
      tx,
      sql`insert into access.council (council_id, name, kind, created_at) values (${a}, 'A', 'example', now())`,
    ),
  )
  const query = sql`select name from access.council where council_id = ${a}`
  assert.deepEqual(await db.inCouncil(a, (tx) => rows(tx, Named, query)), [{ name: 'A' }])
  assert.deepEqual(await db.inCouncil(b, (tx) => rows(tx, Named, query)), [])
  const owner = await db.raw.executeSql('select name from access.council')
  assert.deepEqual(owner.rows, [{ name: 'A' }], 'the owner reads the directory')
  const people = await db.raw.executeSql('select name from access.person')
  assert.deepEqual(people.rows, [], 'the owner reads nobody’s people')
  await db.close()
})

test('a user who may neither make nor take the role is told what to ask for', async () => {
  const url = await aDatabase('plain_user', '')
  await assert.rejects(
    openDatabase({ url }),
    /The database user plain_user may not prepare the role headwater_app.*grant headwater_app to "plain_user"/,
  )
})

test('a role that could go round the walls is refused', async () => {
  const { url } = await theServer()
  await statement(url('postgres'), 'alter role headwater_app bypassrls')
  try {
    await assert.rejects(
      openDatabase({ url: url('headwater_empty') }),
      /alter role headwater_app nosuperuser nobypassrls/,
    )
  } finally {
    await statement(url('postgres'), 'alter role headwater_app nobypassrls')
  }
})

test('a connection that the server cuts is replaced, and the program goes on', async () => {
  const { url } = await theServer()
  const faults: string[] = []
  await statement(url('postgres'), 'create database cut template headwater_empty')
  const db = await openDatabase({
    url: url('cut'),
    onFault: (error) => faults.push(error.message),
  })
  await statement(
    url('postgres'),
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = 'cut'`,
  )
  await new Promise((resolve) => setTimeout(resolve, 200))
  assert.equal(faults.length > 0, true, 'the cut was reported')
  const found = await db.outside((tx) => rows(tx, Named, sql`select 'here' as name`))
  assert.deepEqual(found, [{ name: 'here' }])
  await db.close()
})

test('an address where nothing answers is a fault within seconds that names no password', async () => {
  const where = { url: 'postgres://somebody:secret@127.0.0.1:1/nowhere' }
  await assert.rejects(openDatabase(where), (error: unknown) => {
    assert.ok(error instanceof Error)
    assert.doesNotMatch(error.message, /secret/)
    return true
  })
})

test('several processes may open and migrate one new server database at the same time', async () => {
  const { url } = await theServer()
  await statement(url('postgres'), 'create database at_once')
  const all = await Promise.all(
    Array.from({ length: 4 }, () => openDatabase({ url: url('at_once'), connections: 2 })),
  )
  const client = new pg.Client({ connectionString: url('at_once') })
  await client.connect()
  const { rows: done } = await client.query('select name from office.migration group by 1')
  assert.ok(done.length >= 4)
  await client.end()
  for (const db of all) await db.close()
})

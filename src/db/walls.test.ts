import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rows, run, sql } from '#db'
import type { Db } from '#db'
import { unwrap } from '#kernel/result.ts'
import { addCouncil, signIn } from '#office/access/index.ts'
import { keep } from '#office/documents/index.ts'
import { setSetting } from '#office/settings/index.ts'
import { ACCESS_SETTINGS } from '#office/access/index.ts'
import { isoDay } from '#kernel/dates.ts'
import type { Actor } from '#kernel/access.ts'
import { eachDatabase } from '#test/support/database.ts'
import { z } from 'zod'
import { ownTables } from './tables.ts'

/** Tables that are read before any council is known; docs/decisions/0006 says why. */
const OUTSIDE = ['access.sign_in_attempt']
const DIRECTORIES = ['access.council', 'access.sign_in_name']

const AT = Temporal.Instant.from('2026-11-24T10:00:00Z')
const Count = z.object({ n: z.number() })

async function aBusyCouncil(db: Db, name: string): Promise<Actor> {
  const administrator = {
    email: `${name}@example.org`,
    name: 'Ines Okafor',
    password: 'blue tidal lantern',
  }
  const actor = unwrap(await addCouncil(db, { name, kind: 'example', administrator, at: AT }))
  unwrap(await signIn(db, { ...administrator, at: AT }))
  await db.inCouncil(actor.council, async (tx) => {
    await keep(tx, actor, { name: 'a.csv', type: 'text/csv', bytes: new Uint8Array([1]) })
    const value = { from: isoDay('2026-11-24'), value: 20, source: 'policy' }
    unwrap(await setSetting(tx, actor, ACCESS_SETTINGS[0], value))
  })
  return actor
}

eachDatabase('the walls between councils', ({ open, fresh }) => {
  let counted: Promise<Db> | undefined
  /** A database in which only these tests write. */
  const own = (): Promise<Db> => (counted ??= fresh())

  test('every table has the council first in its key, and forced row-level security', async () => {
    const db = await open()
    const tables = await db.outside((tx) => ownTables(tx))
    assert.ok(tables.length >= 10, `only ${tables.length} tables were found`)
    for (const schema of ['access', 'audit', 'documents', 'settings', 'jobs'])
      assert.ok(
        tables.some((table) => table.schema === schema),
        `no table was found in ${schema}`,
      )
    for (const table of tables) {
      assert.ok(table.walled, `${table.name} has no forced row-level security`)
      assert.ok(table.policies >= 1, `${table.name} has no policy`)
      if (OUTSIDE.includes(table.name)) continue
      assert.equal(table.key[0], 'council_id', `${table.name} has another key first`)
      assert.equal(
        table.policies,
        DIRECTORIES.includes(table.name) ? 2 : 1,
        `${table.name} has another number of policies`,
      )
    }
  })

  test('a council sees none of another council’s rows in any table, and without a council nobody’s', async () => {
    const db = await own()
    const a = await aBusyCouncil(db, 'marlshire')
    const b = await aBusyCouncil(db, 'chalkford')
    const tables = (await db.outside((tx) => ownTables(tx))).filter((table) => table.apart)
    const filled: string[] = []
    for (const { name } of tables) {
      const theirs = sql`select count(*) as n from ${sql.raw(name)} where council_id <> ${b.council}`
      const all = sql`select count(*) as n from ${sql.raw(name)}`
      const seen = await db.inCouncil(b.council, (tx) => rows(tx, Count, theirs))
      assert.deepEqual(seen, [{ n: 0 }], name)
      const ours = await db.inCouncil(a.council, (tx) => rows(tx, Count, all))
      if ((ours[0]?.n ?? 0) > 0) filled.push(name)
      if (DIRECTORIES.includes(name)) continue
      const outside = await db.outside((tx) => rows(tx, Count, all))
      assert.deepEqual(outside, [{ n: 0 }], `${name} without a council`)
    }
    assert.ok(filled.length >= 8, `only ${filled.join(', ')} had rows to hide`)
  })

  test('outside all councils the directories are read and nothing is written', async () => {
    const db = await own()
    await aBusyCouncil(db, 'northmoor')
    const changed = await db.outside((tx) => run(tx, sql`update access.council set name = 'Taken'`))
    assert.equal(changed, 0)
    const removed = await db.outside((tx) => run(tx, sql`delete from access.sign_in_name`))
    assert.equal(removed, 0)
    const names = await db.outside((tx) =>
      rows(tx, z.object({ name: z.string() }), sql`select name from access.council`),
    )
    assert.ok(names.some((row) => row.name === 'northmoor'))
    assert.ok(names.every((row) => row.name !== 'Taken'))
  })

  test('failed sign-ins are not seen from inside a council', async () => {
    const db = await own()
    const a = await aBusyCouncil(db, 'eastwold')
    await signIn(db, { email: 'nobody@example.org', password: 'wrong wrong wrong', at: AT })
    const count = sql`select count(*) as n from access.sign_in_attempt`
    assert.deepEqual(await db.outside((tx) => rows(tx, Count, count)), [{ n: 1 }])
    assert.deepEqual(await db.inCouncil(a.council, (tx) => rows(tx, Count, count)), [{ n: 0 }])
  })

  test('a council set to something that is not one opens nothing', async () => {
    const db = await own()
    await aBusyCouncil(db, 'westmere')
    const looking = db.outside(async (tx) => {
      await sql`select set_config('app.council', 'x', true)`.execute(tx)
      return rows(tx, Count, sql`select count(*) as n from access.person`)
    })
    await assert.rejects(looking, /invalid input syntax for type uuid/)
  })
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CouncilId } from '#kernel/access.ts'
import { json, newId, one, rows, run, sql } from '#db'
import type { Db } from '#db'
import { eachDatabase } from '#test/support/database.ts'
import { z } from 'zod'

const Named = z.object({ name: z.string() })
const MADE = '2026-11-24T10:00:00Z'

async function aCouncil(db: Db, name: string): Promise<CouncilId> {
  const id: CouncilId = newId<'council'>()
  await db.inCouncil(id, (tx) => insertCouncil(tx, id, name))
  return id
}

function insertCouncil(
  tx: Parameters<typeof run>[0],
  id: CouncilId,
  name: string,
): Promise<number> {
  return run(
    tx,
    sql`insert into access.council (council_id, name, kind, created_at) values (${id}, ${name}, 'example', ${MADE})`,
  )
}

eachDatabase('the database', ({ open }) => {
  test('a transaction sees the rows of its own council and no other', async () => {
    const db = await open()
    const [a, b] = [await aCouncil(db, 'Marlshire'), await aCouncil(db, 'Chalkford')]
    const seen = (id: CouncilId): Promise<{ name: string }[]> =>
      db.inCouncil(id, (tx) => rows(tx, Named, sql`select name from access.council`))
    assert.deepEqual(await seen(a), [{ name: 'Marlshire' }])
    assert.deepEqual(await seen(b), [{ name: 'Chalkford' }])
  })

  test('writing for another council fails with 42501', async () => {
    const db = await open()
    const a = await aCouncil(db, 'Marlshire')
    const other: CouncilId = newId<'council'>()
    await assert.rejects(
      db.inCouncil(a, (tx) => insertCouncil(tx, other, 'Elsewhere')),
      { code: '42501' },
    )
  })

  test('changing the rows of another council changes nothing', async () => {
    const db = await open()
    const [a, b] = [await aCouncil(db, 'Marlshire'), await aCouncil(db, 'Chalkford')]
    const changed = await db.inCouncil(b, (tx) =>
      run(tx, sql`update access.council set name = 'Taken' where council_id = ${a}`),
    )
    assert.equal(changed, 0)
  })

  test('the program never runs as a superuser, inside a council or outside', async () => {
    const db = await open()
    const who = sql`select current_user::text as name`
    assert.deepEqual(await db.outside((tx) => rows(tx, Named, who)), [{ name: 'headwater_app' }])
    const id: CouncilId = newId<'council'>()
    assert.deepEqual(await db.inCouncil(id, (tx) => rows(tx, Named, who)), [
      { name: 'headwater_app' },
    ])
  })

  test('a transaction that throws leaves nothing behind', async () => {
    const db = await open()
    const id: CouncilId = newId<'council'>()
    const failing = db.inCouncil(id, async (tx) => {
      await insertCouncil(tx, id, 'Nowhere')
      throw new Error('changed our mind')
    })
    await assert.rejects(failing, /changed our mind/)
    const left = await db.inCouncil(id, (tx) =>
      rows(tx, Named, sql`select name from access.council`),
    )
    assert.deepEqual(left, [])
  })

  test('many transactions at once each keep their own council', async () => {
    const db = await open()
    const ids = await Promise.all(Array.from({ length: 8 }, (_, i) => aCouncil(db, `C${i}`)))
    const names = await Promise.all(
      ids.map((id) =>
        db.inCouncil(id, async (tx) => {
          await sql`select pg_sleep(0.01)`.execute(tx)
          return one(tx, Named, sql`select name from access.council`)
        }),
      ),
    )
    assert.deepEqual(
      names,
      ids.map((_, i) => ({ name: `C${i}` })),
    )
  })

  test('a transaction inside a transaction is a fault at once, never a wait', async () => {
    const db = await open()
    const nested = db.outside(() => db.outside(() => Promise.resolve(1)))
    await assert.rejects(nested, /inside a transaction/)
    await assert.rejects(
      db.outside(() => db.raw.executeSql('select 1')),
      /inside a transaction/,
    )
    assert.deepEqual((await db.raw.executeSql('select 1 as a')).rows, [{ a: 1 }])
  })

  test('values come back the same from either database', async () => {
    const db = await open()
    const shape = z.record(z.string(), z.unknown())
    const found = await db.outside((tx) =>
      one(
        tx,
        shape,
        sql`select ${9_007_199_254_740_991}::bigint as pence, ${'2016-05-24'}::date as day,
          ${new Uint8Array([0, 255])}::bytea as bytes, timestamptz '2016-05-24 10:00:00.25+01' as moment,
          ${json([{ a: 1 }])} as list, ${['a', 'b,"c']}::text[] as names, array[1::bigint, null] as counts,
          array[date '2016-05-24'] as days, 1.10::numeric as exact, ${null}::text as nothing, count(*) as n`,
      ),
    )
    assert.deepEqual(found, {
      pence: 9_007_199_254_740_991,
      day: '2016-05-24',
      bytes: new Uint8Array([0, 255]),
      moment: '2016-05-24T09:00:00.25Z',
      list: [{ a: 1 }],
      names: ['a', 'b,"c'],
      counts: [1, null],
      days: ['2016-05-24'],
      exact: '1.10',
      nothing: null,
      n: 1,
    })
  })

  test('a whole number too large to be exact is a fault, not a rounded number', async () => {
    const db = await open()
    const query = sql`select 9007199254740993::bigint as n`
    await assert.rejects(
      db.outside((tx) => rows(tx, z.unknown(), query)),
      /more than a number here can hold exactly/,
    )
  })

  test('a row of another shape is a fault that names the column', async () => {
    const db = await open()
    await assert.rejects(
      db.outside((tx) => rows(tx, Named, sql`select 1 as name`)),
      /another shape than its reader: name/,
    )
  })

  test('several statements of the queue run as one, and a failure leaves the next call sound', async () => {
    const db = await open()
    const both = await db.raw.executeSql('begin; select 1 as a; select 2 as a; commit')
    assert.deepEqual(both.rows, [{ a: 1 }, { a: 2 }])
    await assert.rejects(db.raw.executeSql('begin; select 1/0; commit'), /division by zero/)
    assert.deepEqual((await db.raw.executeSql('select $1::int as a', [3])).rows, [{ a: 3 }])
  })
})

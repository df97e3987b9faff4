import assert from 'node:assert/strict'
import { test } from 'node:test'
import { run as change, sql } from '#db'
import type { Db } from '#db'
import type { Actor } from '#kernel/access.ts'
import { idFrom } from '#kernel/id.ts'
import { verify } from '#office/audit/index.ts'
import { documents } from '#office/documents/index.ts'
import { workbook } from '#office/sheets/index.ts'
import { eachDatabase } from '#test/support/database.ts'
import { anActor } from '#test/support/people.ts'
import { bookById, bookInUse, books } from '../store/books.ts'
import type { BookId } from '../store/books.ts'
import { pricesOf } from '../store/prices.ts'
import { confirmPrices, dropPrices } from './confirm-prices.ts'
import { importPrices } from './import-prices.ts'
import { readPriceFile } from './read-file.ts'
import type { NamedFile } from './read-file.ts'

const HEAD = 'sub_type,provider,band,weekly_gbp,from,to,cv_percent,uplift_percent,uplift_on,source'
const ROWS = [
  'in-house-foster,,,498.00,01/04/2025,,15,3.2,1 April,fee scheme',
  'agency-foster,Acorn,standard,"£1,012.50",01/04/2025,31/03/2026,,3.4,anniversary,lot 1',
  'home-agency,,,6870,01/04/2025,,40,,,',
  'home-own,,,5240,01/04/2025,,0,,,cost model',
]

function file(rows: readonly string[] = ROWS, name = 'prices.csv') {
  return { name, bytes: new TextEncoder().encode([HEAD, ...rows].join('\r\n')) }
}

async function read(db: Db, actor: Actor, given: NamedFile = file()) {
  return db.inCouncil(actor.council, (tx) => importPrices(tx, actor, given))
}

async function readId(db: Db, actor: Actor, given: NamedFile = file()): Promise<BookId> {
  const found = await read(db, actor, given)
  assert.ok(found.ok, JSON.stringify(found))
  return found.value.id
}

async function confirm(db: Db, actor: Actor, id: BookId, meant: readonly number[] = []) {
  return db.inCouncil(actor.council, (tx) => confirmPrices(tx, actor, { id, meant }))
}

const kinds = (result: Awaited<ReturnType<typeof confirm>>) =>
  result.ok ? [] : result.refusals.map((r) => r.kind)

eachDatabase('price books', ({ open }) => {
  test('a book is read whole, waits, and is in use once it is confirmed; its prices are those of the file', async () => {
    const db = await open()
    const actor = anActor({})
    const id = await readId(db, actor)
    await db.inCouncil(actor.council, async (tx) => {
      assert.equal(await bookInUse(tx), undefined)
      const direct = readPriceFile(file())
      assert.ok(direct.ok)
      assert.deepEqual(await pricesOf(tx, id), direct.value.prices)
    })
    assert.deepEqual(kinds(await confirm(db, actor, id)), [])
    await db.inCouncil(actor.council, async (tx) => {
      const inUse = await bookInUse(tx)
      assert.equal(inUse?.id, id)
      assert.equal(inUse?.decidedBy, actor.name)
      assert.equal((await documents(tx, 5))[0]?.sha256, inUse?.sha256)
      assert.equal((await verify(tx, actor.council)).kind, 'whole')
    })
    await assert.rejects(
      db.inCouncil(actor.council, (tx) =>
        change(tx, sql`update placements.price set weekly_pence = 1 where import_id = ${id}`),
      ),
      /permission denied/,
    )
  })

  test('the same file is recognised while it waits and while it is in use; a later book takes its place', async () => {
    const db = await open()
    const actor = anActor({})
    const first = await readId(db, actor)
    const again = await read(db, actor)
    assert.ok(again.ok && again.value.recognised && again.value.id === first)
    await confirm(db, actor, first)
    const still = await read(db, actor, { ...file(), name: 'other name.csv' })
    assert.ok(still.ok && still.value.recognised && still.value.id === first)
    const second = await readId(db, actor, file(ROWS.slice(0, 2)))
    assert.deepEqual(kinds(await confirm(db, actor, second)), [])
    const back = await read(db, actor)
    assert.ok(back.ok && !back.value.recognised, 'an earlier book may be taken up again')
    await db.inCouncil(actor.council, async (tx) => {
      assert.equal((await bookInUse(tx))?.id, second)
      assert.equal((await books(tx, 10)).length, 3)
    })
  })

  test('two books read side by side: the second to be confirmed is told to look again', async () => {
    const db = await open()
    const actor = anActor({})
    const one = await readId(db, actor)
    const two = await readId(db, actor, file(ROWS.slice(0, 2)))
    assert.deepEqual(kinds(await confirm(db, actor, one)), [])
    assert.deepEqual(kinds(await confirm(db, actor, two)), ['changed-since'])
    assert.deepEqual(kinds(await confirm(db, actor, one)), ['already-decided'])
    const dropped = await db.inCouncil(actor.council, (tx) => dropPrices(tx, actor, two))
    assert.ok(dropped.ok)
    assert.deepEqual(kinds(await confirm(db, actor, two)), ['already-decided'])
  })

  test('a price ten times what is usual is stored only when somebody says that it is meant', async () => {
    const db = await open()
    const actor = anActor({})
    const rows = [
      ...ROWS,
      'home-agency,,solo,68700,01/04/2025,,,,,spot',
      'secure-home,,,8950,01/04/2025,,,,,unit rate',
      'secure-home,,crisis,95000,01/04/2025,,,,,spot',
    ]
    const id = await readId(db, actor, file(rows))
    const found = await db.inCouncil(actor.council, (tx) => bookById(tx, id))
    assert.deepEqual(
      found?.found.asked.map((a) => a.row),
      [6, 8],
    )
    const refusal = await confirm(db, actor, id, [0])
    assert.ok(!refusal.ok)
    assert.deepEqual(
      refusal.refusals.map((r) => [r.kind, r.row, r.field, r.value]),
      [['asked', 8, 'meant-1', '95000.00']],
    )
    assert.deepEqual(kinds(await confirm(db, actor, id, [0, 1])), [])
  })

  test('a workbook with a sheet of prices is read as the same book', async () => {
    const db = await open()
    const actor = anActor({})
    const bytes = workbook([
      { name: 'Notes', rows: [['about', 'this book']] },
      {
        name: 'Prices 2025',
        rows: [
          ['sub_type', 'weekly_gbp', 'from', 'source'],
          ['home-agency', 6870.5, '01/04/2025', 'register'],
        ],
      },
    ])
    const id = await readId(db, actor, { name: 'book.xlsx', bytes })
    await db.inCouncil(actor.council, async (tx) => {
      const [price] = await pricesOf(tx, id)
      assert.deepEqual(price?.origin, { sheet: 'Prices 2025', row: 2 })
      assert.equal(price?.weekly, 687_050)
      assert.deepEqual((await bookById(tx, id))?.found.passedOver, ['sheet Notes'])
    })
  })

  test('a wrong file stores nothing and says every fault with its place', async () => {
    const db = await open()
    const actor = anActor({})
    const bad = await read(db, actor, file([...ROWS, 'nowhere,,,-1,soon,,,,,']))
    assert.ok(!bad.ok)
    assert.deepEqual(
      bad.refusals.map((r) => [r.kind, r.row, r.column]),
      [
        ['unknown-sub-type', 6, 'sub_type'],
        ['negative', 6, 'weekly_gbp'],
        ['not-a-day', 6, 'from'],
      ],
    )
    const none = await read(db, actor, {
      name: 'prices.pdf',
      bytes: new TextEncoder().encode('%PDF-1.7'),
    })
    assert.ok(!none.ok && none.refusals[0]?.kind === 'not-a-table')
    assert.ok(!(await db.inCouncil(actor.council, (tx) => importPrices(tx, actor, undefined))).ok)
    await db.inCouncil(actor.council, async (tx) => {
      assert.equal((await books(tx, 10)).length, 0)
      assert.equal((await documents(tx, 5)).length, 0)
    })
  })

  test('another council’s book is not there', async () => {
    const db = await open()
    const [owner, other] = [anActor({}), anActor({})]
    const id = await readId(db, owner)
    assert.deepEqual(kinds(await confirm(db, other, id)), ['not-there'])
    const unknown = idFrom<'price-book'>(1_700_000_000_000, new Uint8Array(10).fill(3))
    assert.deepEqual(kinds(await confirm(db, owner, unknown)), ['not-there'])
    assert.deepEqual(kinds(await confirm(db, owner, id)), [])
  })
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { run, sql } from '#db'
import {
  auditChoices,
  auditEntries,
  auditEntry,
  NOBODY,
  record,
  verify,
  verifyLast,
} from '#office/audit/index.ts'
import { eachDatabase } from '#test/support/database.ts'
import { anActor } from '#test/support/people.ts'

const day = (n: number): Temporal.Instant => Temporal.Instant.from(`2026-11-0${n}T00:00:00Z`)

eachDatabase('the audit', ({ open }) => {
  test('acts are kept in order, with what was before and after, and the chain is whole', async () => {
    const db = await open()
    const actor = anActor({ name: 'Asha Reed' })
    await db.inCouncil(actor.council, (tx) =>
      record(tx, actor, { verb: 'set a price', subject: 'price/1', before: null, after: 1.5e-7 }),
    )
    await db.inCouncil(actor.council, (tx) =>
      record(tx, actor, {
        verb: 'changed a price',
        subject: 'price/1',
        why: 'the framework was renewed “early” ’',
        before: { b: [1, { z: 1, a: null }], a: 'é\n' },
        after: { text: '', zero: -0, big: 1e21, small: 0.1 + 0.2 },
      }),
    )
    const [latest, first] = await db.inCouncil(actor.council, (tx) => auditEntries(tx))
    assert.equal(latest?.verb, 'changed a price')
    assert.equal(latest.seq, 2)
    assert.equal(latest.personName, 'Asha Reed')
    assert.equal(latest.at, '2026-11-24T10:00:00.123456Z')
    assert.deepEqual(latest.before, { b: [1, { z: 1, a: null }], a: 'é\n' })
    assert.equal(latest.previousHash, first?.hash)
    const verified = await db.inCouncil(actor.council, (tx) => verify(tx, actor.council))
    assert.deepEqual(verified, { kind: 'whole', entries: 2, head: latest.hash })
  })

  test('twenty acts at the same time make one chain without a gap', async () => {
    const db = await open()
    const actor = anActor({})
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        db.inCouncil(actor.council, (tx) =>
          record(tx, actor, { verb: 'counted', subject: `count/${i}` }),
        ),
      ),
    )
    const verified = await db.inCouncil(actor.council, (tx) => verify(tx, actor.council))
    assert.equal(verified.kind, 'whole')
    assert.equal(verified.entries, 20)
  })

  test('the program may neither change nor take away an entry', async () => {
    const db = await open()
    const actor = anActor({})
    const act = { verb: 'counted', subject: 'count/1' }
    await db.inCouncil(actor.council, (tx) => record(tx, actor, act))
    for (const query of [
      sql`update audit.entry set why = 'other'`,
      sql`delete from audit.entry`,
      sql`truncate audit.entry`,
    ])
      await assert.rejects(
        db.inCouncil(actor.council, (tx) => run(tx, query)),
        { code: '42501' },
      )
  })

  for (const [how, change, kind] of [
    ['changed', `update audit.entry set after = '{"pence":2}' where seq = 3`, 'changed'],
    ['back-dated', `update audit.entry set at = at - interval '1 day' where seq = 3`, 'changed'],
    ['taken away', `delete from audit.entry where seq = 3`, 'missing'],
    [
      'sealed anew after a change',
      `update audit.entry set hash = repeat('a', 64) where seq = 2`,
      'changed',
    ],
    [
      'given another past',
      `update audit.entry set previous_hash = repeat('a', 64) where seq = 3`,
      'out-of-chain',
    ],
  ] as const)
    test(`an entry ${how} behind the program's back is named`, async () => {
      const db = await open()
      const actor = anActor({})
      for (const pence of [10, 20, 30, 40, 50])
        await db.inCouncil(actor.council, (tx) =>
          record(tx, actor, { verb: 'set a price', subject: 'price/1', after: { pence } }),
        )
      await db.raw.executeSql(`${change} and council_id = '${actor.council}'`)
      const verified = await db.inCouncil(actor.council, (tx) => verify(tx, actor.council))
      assert.equal(verified.kind, 'broken')
      assert.equal(verified.first.kind, kind)
      assert.equal(verified.first.seq, how === 'sealed anew after a change' ? 2 : 3)
    })

  test('a list is read a page at a time and by subject', async () => {
    const db = await open()
    const actor = anActor({})
    for (let i = 1; i <= 5; i += 1)
      await db.inCouncil(actor.council, (tx) =>
        record(tx, actor, { verb: 'counted', subject: `count/${i % 2}` }),
      )
    const seqs = (search: Parameters<typeof auditEntries>[1]): Promise<number[]> =>
      db.inCouncil(actor.council, async (tx) =>
        (await auditEntries(tx, search)).map((entry) => entry.seq),
      )
    assert.deepEqual(await seqs({ limit: 2 }), [5, 4])
    assert.deepEqual(await seqs({ limit: 2, before: 4 }), [3, 2])
    assert.deepEqual(await seqs({ subject: 'count/0' }), [4, 2])
    assert.deepEqual(await seqs({ verb: 'lost' }), [])
  })

  test('a list is narrowed to a span of time, and one entry is read by its number', async () => {
    const db = await open()
    const actor = anActor({})
    for (const n of [1, 2, 3])
      await db.inCouncil(actor.council, (tx) =>
        record(tx, { ...actor, at: day(n) }, { verb: 'counted', subject: `count/${n}` }),
      )
    await db.inCouncil(actor.council, async (tx) => {
      const found = await auditEntries(tx, { from: day(2), to: day(3) })
      assert.deepEqual(
        found.map((entry) => entry.subject),
        ['count/2'],
      )
      assert.equal((await auditEntry(tx, 3))?.subject, 'count/3')
      assert.equal(await auditEntry(tx, 4), undefined)
    })
    const elsewhere = anActor({})
    await db.inCouncil(elsewhere.council, async (tx) =>
      assert.equal(await auditEntry(tx, 1), undefined),
    )
  })

  test('a list offers everybody who acted by their last name, and nobody who was not signed in', async () => {
    const db = await open()
    const asha = anActor({ name: 'Asha Reed' })
    const ben = anActor({ council: asha.council, name: 'Ben Cole' })
    const act = { verb: 'counted', subject: 'count/1' }
    for (const who of [ben, asha, { ...asha, name: 'Asha Cole' }, { ...ben, name: NOBODY }])
      await db.inCouncil(asha.council, (tx) =>
        record(tx, who, who.name === NOBODY ? { ...act, verb: 'failed to sign in' } : act),
      )
    assert.deepEqual(await db.inCouncil(asha.council, (tx) => auditChoices(tx)), {
      people: [
        { id: asha.person, name: 'Asha Cole' },
        { id: ben.person, name: 'Ben Cole' },
      ],
      verbs: ['counted', 'failed to sign in'],
    })
  })

  test('the last entries are checked alone: a break among them is named, one before them is left to the whole check', async () => {
    const db = await open()
    const actor = anActor({})
    for (let i = 1; i <= 6; i += 1)
      await db.inCouncil(actor.council, (tx) =>
        record(tx, actor, { verb: 'counted', subject: `count/${i}` }),
      )
    const last = (count: number): ReturnType<typeof verifyLast> =>
      db.inCouncil(actor.council, (tx) => verifyLast(tx, actor.council, count))
    assert.deepEqual(
      [(await last(3)).entries, (await last(6)).entries, (await last(100)).entries],
      [3, 6, 6],
    )
    const where = `council_id = '${actor.council}'`
    await db.raw.executeSql(`update audit.entry set why = 'other' where seq = 2 and ${where}`)
    assert.equal((await last(3)).kind, 'whole')
    const all = await last(6)
    assert.equal(all.kind === 'broken' ? all.first.seq : 0, 2)
    await db.raw.executeSql(`update audit.entry set why = 'other' where seq = 5 and ${where}`)
    const broken = await last(3)
    assert.equal(broken.kind === 'broken' ? broken.first.seq : 0, 5)
    assert.equal(broken.entries, 1)
    await db.raw.executeSql(`delete from audit.entry where seq = 3 and ${where}`)
    const gone = await last(3)
    assert.equal(
      gone.kind === 'broken' ? gone.first.message : '',
      'Entry 3 is missing: entry 4 follows.',
    )
  })
})

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { newId } from '#db'
import { isoDay } from '#kernel/dates.ts'
import { auditEntries } from '#office/audit/index.ts'
import { eachDatabase } from '#test/support/database.ts'
import { anActor } from '#test/support/people.ts'
import { documentById, documentBytes, documents, keep } from './index.ts'

const text = (words: string): Uint8Array => new TextEncoder().encode(words)
const csv = (
  bytes: Uint8Array,
  name = 'episodes.csv',
): { name: string; type: string; bytes: Uint8Array } => ({
  name,
  type: 'text/csv',
  bytes,
})

eachDatabase('documents', ({ open }) => {
  test('a file comes back byte for byte, also a large one and an empty one', async () => {
    const db = await open()
    const actor = anActor({})
    const large = Uint8Array.from({ length: 2_500_001 }, (_, i) => (i * 31) % 256)
    for (const bytes of [large, new Uint8Array(0), text('CHILD,DOB\n')]) {
      const kept = await db.inCouncil(actor.council, (tx) => keep(tx, actor, csv(bytes)))
      assert.equal(kept.sha256, createHash('sha256').update(bytes).digest('hex'))
      const back = await db.inCouncil(actor.council, (tx) => documentBytes(tx, kept.id))
      assert.ok(back !== undefined && Buffer.compare(back, bytes) === 0)
    }
    const list = await db.inCouncil(actor.council, (tx) => documents(tx, 2))
    assert.deepEqual(
      list.map((document) => document.size),
      [10, 0],
    )
  })

  test('the same file is recognised when it comes again under another name, and at the same time', async () => {
    const db = await open()
    const actor = anActor({})
    const bytes = text('the same bytes')
    const all = await Promise.all(
      ['a.csv', 'b.csv', 'c.csv'].map((name) =>
        db.inCouncil(actor.council, (tx) => keep(tx, actor, csv(bytes, name))),
      ),
    )
    assert.equal(new Set(all.map((kept) => kept.id)).size, 1)
    assert.equal(all.filter((kept) => kept.alreadyKept).length, 2)
    const entries = await db.inCouncil(actor.council, (tx) => auditEntries(tx))
    assert.equal(entries.length, 1)
  })

  test('what was kept says who, when, what and how long', async () => {
    const db = await open()
    const actor = anActor({})
    const file = {
      ...csv(text('x'), 'C:\\returns\\episodes.csv'),
      retainUntil: isoDay('2033-04-01'),
    }
    const { id } = await db.inCouncil(actor.council, (tx) => keep(tx, actor, file))
    const found = await db.inCouncil(actor.council, (tx) => documentById(tx, id))
    assert.equal(found?.name, 'episodes.csv')
    assert.equal(found.type, 'text/csv')
    assert.equal(found.keptBy, actor.person)
    assert.equal(found.keptAt, '2026-11-24T10:00:00.123456Z')
    assert.equal(found.retainUntil, '2033-04-01')
  })

  test('the same file in two councils is two documents, and neither sees the other', async () => {
    const db = await open()
    const [a, b] = [anActor({}), anActor({})]
    const bytes = text('shared by a region')
    const ours = await db.inCouncil(a.council, (tx) => keep(tx, a, csv(bytes)))
    const theirs = await db.inCouncil(b.council, (tx) => keep(tx, b, csv(bytes)))
    assert.equal(theirs.alreadyKept, false)
    assert.notEqual(theirs.id, ours.id)
    assert.equal(await db.inCouncil(b.council, (tx) => documentBytes(tx, ours.id)), undefined)
    const nobody = newId<'document'>()
    assert.equal(await db.inCouncil(b.council, (tx) => documentBytes(tx, nobody)), undefined)
  })

  test('a document changed behind the program is a fault, never handed out', async () => {
    const db = await open()
    const actor = anActor({})
    const { id } = await db.inCouncil(actor.council, (tx) => keep(tx, actor, csv(text('true'))))
    await db.raw.executeSql(`update documents.part set body = 'fals' where document_id = '${id}'`)
    await assert.rejects(
      db.inCouncil(actor.council, (tx) => documentBytes(tx, id)),
      /not the ones that were kept/,
    )
  })
})

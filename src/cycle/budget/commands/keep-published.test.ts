import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { eachDatabase } from '#test/support/database.ts'
import { aViewer } from '#test/support/visit.ts'
import { published } from '../published.ts'
import { keepPublished } from './keep-published.ts'

const example = (path: string) => ({
  name: path.split('/').at(-1) ?? path,
  bytes: new Uint8Array(
    readFileSync(fileURLToPath(new URL(`../../../../examples/${path}`, import.meta.url))),
  ),
})
const FILES = ['s251/outturn-2013-14.csv', 's251/outturn-2031-32.csv', 's251/layout-2031-32.json']

eachDatabase('published tables beside a budget', ({ fresh }) => {
  const actor = aViewer(['finance'])

  test('one table that cannot be read keeps none of them', async () => {
    const db = await fresh()
    const kept = await db.inCouncil(actor.council, (tx) =>
      keepPublished(tx, actor, FILES.slice(0, 2).map(example)),
    )
    assert.equal(kept.ok ? '' : kept.refusals[0]?.file, 'outturn-2031-32.csv')
    const found = await db.inCouncil(actor.council, (tx) => published(tx))
    assert.deepEqual(found.tables, [])
  })

  test('a layout sent with its year reads it, now and later; a year that is not there is refused', async () => {
    const db = await fresh()
    const other = await db.inCouncil(actor.council, (tx) =>
      keepPublished(tx, actor, FILES.map(example), '2012-13'),
    )
    assert.match(
      other.ok ? '' : (other.refusals[0]?.message ?? ''),
      /of 2013-14, 2031-32, not of 2012-13/,
    )
    const kept = await db.inCouncil(actor.council, (tx) =>
      keepPublished(tx, actor, FILES.map(example), '2031-32'),
    )
    assert.deepEqual(kept.ok ? kept.value.map((t) => [t.kind, t.holds]) : kept, [
      ['returns', '2013-14, 3 councils'],
      ['returns', '2031-32, 3 councils'],
      ['layout', '2031-32'],
    ])
    const found = await db.inCouncil(actor.council, (tx) => published(tx))
    assert.deepEqual(
      found.years.map((y) => [y.read.year, y.checked.faults.length]),
      [
        ['2013-14', 3],
        ['2031-32', 0],
      ],
    )
  })
})

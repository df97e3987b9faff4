import assert from 'node:assert/strict'
import { test } from 'node:test'
import { one, run, sql } from '#db'
import type { Db } from '#db'
import type { Actor } from '#kernel/access.ts'
import { iso } from '#kernel/dates.ts'
import { auditEntries } from '#office/audit/index.ts'
import { eachDatabase } from '#test/support/database.ts'
import { anActor } from '#test/support/people.ts'
import { z } from 'zod'
import {
  aFile,
  EPISODE_COLUMNS,
  episodeLine,
  episodesFile,
  headerFile,
  uascFile,
} from '../rules/import/a-return.ts'
import type { EpisodeIn } from '../rules/import/a-return.ts'
import type { FileIn } from '../rules/import/open.ts'
import { careOf, currentCare } from '../store/care.ts'
import { currentImport, filesOfImport, importById, imports } from '../store/imports.ts'
import type { ImportId } from '../store/imports.ts'
import { countSetAside, faultsByKind, setAsideRows } from '../store/listed-rows.ts'
import { confirmImport } from './confirm-import.ts'
import { importFiles } from './import-files.ts'
import { readRow, readWholeRow } from './read-row.ts'
import { withdrawImport } from './withdraw-import.ts'

const CHILDREN = ['K1', 'K2', 'K3'].map((child) => ({ child, born: '09/09/2009' }))

function aSet(year: string, rows: readonly EpisodeIn[]): readonly FileIn[] {
  return [
    episodesFile(`${year} episodes.csv`, rows),
    headerFile(`${year} header.csv`, year === '2020-21' ? CHILDREN : CHILDREN.toReversed()),
    uascFile(`${year} uasc.csv`, year === '2020-21' ? ['K2'] : ['K2', 'K2']),
  ]
}

const FIRST = aSet('2020-21', [
  { child: 'K1', from: '01/05/2020' },
  { child: 'K2', from: '01/06/2020', to: '01/09/2020' },
  { child: 'K2', from: 'soon' },
  { child: 'K9', from: '01/06/2020' },
])
const SECOND = aSet('2021-22', [
  { child: 'K1', from: '01/05/2020', to: '03/03/2022' },
  { child: 'K3', from: '02/02/2022' },
])

async function load(
  db: Db,
  actor: Actor,
  files: readonly FileIn[],
  alone = false,
): Promise<ImportId> {
  const result = await db.inCouncil(actor.council, (tx) => importFiles(tx, actor, { files, alone }))
  assert.ok(result.ok, JSON.stringify(result))
  return result.value.id
}

async function store(db: Db, actor: Actor, files: readonly FileIn[]): Promise<ImportId> {
  const id = await load(db, actor, files)
  const result = await db.inCouncil(actor.council, (tx) => confirmImport(tx, actor, id))
  assert.ok(result.ok, JSON.stringify(result))
  return id
}

eachDatabase('imports of the return', ({ open }) => {
  test('an import is read whole and waits: nothing uses it until it is stored', async () => {
    const db = await open()
    const actor = anActor({})
    const id = await load(db, actor, FIRST)
    await db.inCouncil(actor.council, async (tx) => {
      const found = await importById(tx, id)
      assert.equal(found?.state, 'parsed')
      assert.equal(await currentCare(tx), undefined)
      assert.equal(found.found.setAside, 2)
      assert.deepEqual(await faultsByKind(tx, id), [
        { kind: 'no-header', n: 1 },
        { kind: 'not-a-date', n: 1 },
      ])
      const listed = await setAsideRows(tx, id, {
        kind: 'not-a-date',
        sort: 'row',
        descending: false,
        limit: 50,
        offset: 0,
      })
      assert.deepEqual(
        listed.map((r) => [r.file, r.row, r.column_name, r.value]),
        [['2020-21 episodes.csv', 4, 'DECOM', 'soon']],
      )
      assert.equal(await countSetAside(tx, id, { file: '2020-21 header.csv' }), 0)
    })
  })

  test('once stored, the care history comes back as it was cleaned, under pseudonyms', async () => {
    const db = await open()
    const actor = anActor({})
    await store(db, actor, FIRST)
    const care = await db.inCouncil(actor.council, (tx) => currentCare(tx))
    assert.ok(care !== undefined)
    const told = care.stays.map((s) =>
      [iso(s.from), s.to === undefined ? 'open' : iso(s.to), s.group, s.reasonEnded].join(' '),
    )
    assert.deepEqual(
      new Set(told),
      new Set(['2020-05-01 open fostering ', '2020-06-01 2020-09-01 fostering E4A']),
    )
    assert.equal(iso(care.from), '2020-04-01')
    assert.equal(iso(care.to), '2021-04-01')
    assert.equal(care.children.filter((c) => c.uasc).length, 1)
    assert.ok(care.children.every((c) => /^[0-9a-f]{32}$/.test(c.child)))
    assert.equal(care.files.find((f) => f.table === 'episodes')?.year, 2021)
    assert.ok(care.stays.every((s) => care.files[s.origin.file]?.table === 'episodes'))
  })

  test('next year’s files are read together with the years before, and supersede', async () => {
    const db = await open()
    const actor = anActor({})
    const first = await store(db, actor, FIRST)
    const second = await store(db, actor, SECOND)
    await db.inCouncil(actor.council, async (tx) => {
      assert.equal((await importById(tx, first))?.state, 'superseded')
      const care = await currentCare(tx)
      assert.equal(care?.stays.length, 3)
      assert.equal(iso(care.from), '2020-04-01')
      assert.equal((await currentImport(tx))?.id, second)
      assert.equal((await filesOfImport(tx, second)).filter((f) => f.found.earlier).length, 3)
    })
  })

  test('a mended file takes the place of the one before; withdrawing it brings the one before back', async () => {
    const db = await open()
    const actor = anActor({})
    const first = await store(db, actor, FIRST)
    const mended = await store(db, actor, [
      episodesFile('mended 2020-21.csv', [{ child: 'K1', from: '07/07/2020' }]),
    ])
    await db.inCouncil(actor.council, async (tx) => {
      const care = await currentCare(tx)
      assert.deepEqual(
        care?.stays.map((s) => iso(s.from)),
        ['2020-07-07'],
      )
      assert.equal((await importById(tx, mended))?.found.setAside, 0)
      const back = await withdrawImport(tx, actor, mended, 'the wrong file')
      assert.deepEqual(back, { ok: true, value: first })
      assert.equal((await currentCare(tx))?.stays.length, 2)
      assert.equal((await importById(tx, mended))?.state, 'withdrawn')
    })
    const again = await load(db, actor, [
      episodesFile('2021-22 e.csv', [{ child: 'K1', from: '01/05/2021' }]),
    ])
    const files = await db.inCouncil(actor.council, (tx) => filesOfImport(tx, again))
    assert.deepEqual(
      files.map((f) => f.name),
      ['2020-21 episodes.csv', '2020-21 header.csv', '2020-21 uasc.csv', '2021-22 e.csv'],
    )
  })

  test('a mended file of the same name lists its own rows set aside, and none of the file it replaces', async () => {
    const db = await open()
    const actor = anActor({})
    await store(db, actor, FIRST)
    const again = await load(db, actor, [
      episodesFile('2020-21 episodes.csv', [
        { child: 'K1', from: '07/07/2020' },
        { child: 'K2', from: '08/08/2020' },
        { child: 'K3', from: '09/09/2020' },
        { child: 'K2', from: 'later' },
      ]),
    ])
    await db.inCouncil(actor.council, async (tx) => {
      assert.equal((await importById(tx, again))?.found.setAside, 1)
      const listed = await setAsideRows(tx, again, {
        sort: 'row',
        descending: false,
        limit: 50,
        offset: 0,
      })
      assert.deepEqual(
        listed.map((r) => [r.file, r.row, r.value]),
        [['2020-21 episodes.csv', 5, 'later']],
      )
      const files = await filesOfImport(tx, again)
      assert.deepEqual(
        files.filter((f) => f.name === '2020-21 episodes.csv').map((f) => f.found.setAside),
        [0, 1],
      )
    })
  })

  test('no files are nothing to read, and a return whose year has not begun is a slip', async () => {
    const db = await open()
    const actor = anActor({})
    await store(db, actor, FIRST)
    const kinds = async (files: readonly FileIn[]) =>
      db.inCouncil(actor.council, async (tx) => {
        const result = await importFiles(tx, actor, { files })
        return result.ok ? [] : result.refusals.map((r) => [r.kind, r.file, r.value])
      })
    assert.deepEqual(await kinds([]), [['no-files', undefined, undefined]])
    const late = [
      episodesFile('2031-32 episodes.csv', [{ child: 'K1', from: '01/06/2031' }]),
      headerFile('2031-32 header.csv', CHILDREN),
    ]
    assert.deepEqual(await kinds(late), [
      ['future-return', '2031-32 episodes.csv', '2031-32'],
      ['future-return', '2031-32 header.csv', '2031-32'],
    ])
  })

  test('the same files again are recognised and not stored twice', async () => {
    const db = await open()
    const actor = anActor({})
    const first = await store(db, actor, FIRST)
    const again = await db.inCouncil(actor.council, (tx) =>
      importFiles(tx, actor, { files: FIRST.toReversed() }),
    )
    assert.deepEqual(again, { ok: true, value: { id: first, recognised: true } })
    const listed = await db.inCouncil(actor.council, (tx) => imports(tx, 10))
    assert.equal(listed.length, 1)
  })

  test('a structural fault stores nothing at all, not even the good files', async () => {
    const db = await open()
    const actor = anActor({})
    const result = await db.inCouncil(actor.council, (tx) =>
      importFiles(tx, actor, { files: [...FIRST, aFile('notes.csv', 'Name\nx')] }),
    )
    assert.ok(!result.ok)
    assert.equal(result.refusals[0]?.kind, 'no-such-table')
    const counts = await db.inCouncil(actor.council, (tx) =>
      one(
        tx,
        z.object({ n: z.number() }),
        sql`select ((select count(*) from demand.import) + (select count(*) from documents.document) + (select count(*) from demand.set_aside))::int as n`,
      ),
    )
    assert.deepEqual(counts, { n: 0 })
  })

  test('an import with too much set aside is kept to be looked at, and cannot be stored', async () => {
    const db = await open()
    const actor = anActor({})
    const id = await load(
      db,
      actor,
      aSet(
        '2020-21',
        Array.from({ length: 9 }, () => ({ child: 'K1', from: '32/01/2021' })),
      ),
    )
    const result = await db.inCouncil(actor.council, (tx) => confirmImport(tx, actor, id))
    assert.ok(!result.ok)
    assert.equal(result.refusals[0]?.kind, 'too-many-set-aside')
  })

  test('of two imports read at the same time, the second to be stored is told', async () => {
    const db = await open()
    const actor = anActor({})
    const one = await load(db, actor, FIRST)
    const two = await load(db, actor, SECOND)
    const stored = await db.inCouncil(actor.council, (tx) => confirmImport(tx, actor, two))
    assert.ok(stored.ok)
    const late = await db.inCouncil(actor.council, (tx) => confirmImport(tx, actor, one))
    assert.ok(!late.ok)
    assert.equal(late.refusals[0]?.kind, 'changed-since')
  })

  test('rows of another council are refused; ours by name, by short name and by code are not', async () => {
    const db = await open()
    const actor = anActor({})
    await db.inCouncil(actor.council, (tx) =>
      run(
        tx,
        sql`insert into access.council (council_id, name, kind, la_code, created_at)
            values (${actor.council}, 'Marlshire County Council', 'county', '999', now())`,
      ),
    )
    const of = (la: string) =>
      db.inCouncil(actor.council, (tx) =>
        importFiles(tx, actor, {
          files: [
            aFile(
              '2021-22 e.csv',
              `${EPISODE_COLUMNS},LA\n${episodeLine({ child: 'K1', from: '01/05/2021' })},${la}`,
            ),
            headerFile('2021-22 h.csv', CHILDREN),
          ],
        }),
      )
    const theirs = await of('Eastmere')
    assert.ok(!theirs.ok)
    assert.equal(theirs.refusals[0]?.kind, 'wrong-council')
    for (const la of ['marlshire', 'Marlshire County Council', '999'])
      assert.ok((await of(la)).ok, la)
  })

  test('a discarded import leaves its lists and no child', async () => {
    const db = await open()
    const actor = anActor({})
    const id = await load(db, actor, FIRST)
    await db.inCouncil(actor.council, async (tx) => {
      assert.equal((await careOf(tx, id))?.stays.length, 2)
      await withdrawImport(tx, actor, id, 'not the right year')
      assert.equal((await careOf(tx, id))?.stays.length, 0)
      assert.equal(await countSetAside(tx, id, {}), 2)
    })
  })

  test('a row shows the columns that identify nobody; the whole row asks a purpose and is recorded', async () => {
    const db = await open()
    const actor = anActor({})
    const id = await load(db, actor, FIRST)
    await db.inCouncil(actor.council, async (tx) => {
      const place = { id, file: 0, row: 2 }
      const row = await readRow(tx, place)
      assert.equal(row?.cells.find((c) => c.column === 'DECOM')?.value, '01/05/2020')
      assert.deepEqual(row.hidden, ['CHILD', 'HOME_POST', 'PL_POST', 'URN'])
      const without = await readWholeRow(tx, actor, place, '  ')
      assert.ok(!without.ok)
      const whole = await readWholeRow(tx, actor, place, 'mending the start date')
      assert.ok(whole.ok)
      assert.equal(whole.value?.cells[0]?.value, 'K1')
      const [entry] = await auditEntries(tx)
      assert.equal(entry?.verb, 'looked at a row')
      assert.deepEqual(entry.after, { file: 0, row: 2 })
      assert.equal(await readRow(tx, { id, file: 0, row: 99 }), undefined)
    })
  })

  test('another council sees none of it, and its children have other pseudonyms', async () => {
    const db = await open()
    const ours = anActor({})
    const theirs = anActor({})
    const id = await store(db, ours, FIRST)
    await db.inCouncil(theirs.council, async (tx) => {
      assert.equal(await importById(tx, id), undefined)
      assert.equal(await currentCare(tx), undefined)
      assert.deepEqual(await imports(tx, 10), [])
      const refused = await confirmImport(tx, theirs, id)
      assert.ok(!refused.ok && refused.refusals[0]?.kind === 'not-there')
    })
    await store(db, theirs, FIRST)
    const names = await Promise.all(
      [ours, theirs].map((a) =>
        db.inCouncil(
          a.council,
          async (tx) => (await currentCare(tx))?.children.map((c) => c.child) ?? [],
        ),
      ),
    )
    assert.equal(new Set(names.flat()).size, 4)
  })
})

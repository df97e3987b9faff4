import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#db'
import type { Db } from '#db'
import type { Actor } from '#kernel/access.ts'
import { unwrap } from '#kernel/result.ts'
import { addCouncil } from '#office/access/index.ts'
import { eachDatabase } from '#test/support/database.ts'
import { anActor } from '#test/support/people.ts'
import { aFile, headerFile } from '../rules/import/a-return.ts'
import type { FileIn } from '../rules/import/open.ts'
import { xmlFile, xmlOf } from '../rules/xml/a-return.ts'
import { currentCare } from '../store/care.ts'
import { filesOfImport } from '../store/imports.ts'
import type { ImportId } from '../store/imports.ts'
import { confirmImport } from './confirm-import.ts'
import { importFiles } from './import-files.ts'
import { readRow } from './read-row.ts'

const header = [{ CHILD: 'K1', SEX: '1', DOB: '09/09/2009', ETHNIC: 'WBRI' }]
const episode = { CHILD: 'K1', RNE: 'S', LS: 'C2', CIN: 'N1', PLACE: 'U5', PLACE_PROVIDER: 'PR1' }
const reviews = [{ CHILD: 'K1', REVIEW: '01/02/2021', REVIEW_CODE: 'PN1' }]

const FIRST = xmlFile(
  '2020-21.xml',
  xmlOf({ header, reviews, episodes: [{ ...episode, DECOM: '01/05/2020' }] }),
)
const SECOND = xmlFile(
  '2021-22.xml',
  xmlOf({ header, episodes: [{ ...episode, DECOM: '01/05/2020', DEC: '03/03/2022', REC: 'E4A' }] }),
)

async function load(db: Db, actor: Actor, files: readonly FileIn[]): Promise<ImportId> {
  const read = await db.inCouncil(actor.council, (tx) => importFiles(tx, actor, { files }))
  assert.ok(read.ok, JSON.stringify(read))
  const done = await db.inCouncil(actor.council, (tx) => confirmImport(tx, actor, read.value.id))
  assert.ok(done.ok, JSON.stringify(done))
  return read.value.id
}

eachDatabase('imports of XML', ({ open }) => {
  test('an XML return is one document, read as the tables in it, and used with later years', async () => {
    const db = await open()
    const actor = anActor({})
    const first = await load(db, actor, [FIRST])
    const second = await load(db, actor, [SECOND])
    await db.inCouncil(actor.council, async (tx) => {
      const alone = await filesOfImport(tx, first)
      assert.deepEqual(
        alone.map((f) => [f.table_name, f.found.used, f.found.rows, f.found.xml]),
        [
          ['episodes', true, 1, true],
          ['header', true, 1, true],
          ['reviews', false, 1, true],
        ],
      )
      assert.equal(new Set(alone.map((f) => f.document_id)).size, 1)
      const both = await filesOfImport(tx, second)
      assert.deepEqual(
        both.map((f) => [f.name, f.table_name, f.found.earlier]),
        [
          ['2020-21.xml', 'episodes', true],
          ['2020-21.xml', 'header', true],
          ['2020-21.xml', 'reviews', true],
          ['2021-22.xml', 'episodes', false],
          ['2021-22.xml', 'header', false],
        ],
      )
      assert.equal((await currentCare(tx))?.stays.length, 1)
      const row = await readRow(tx, { id: second, file: 3, row: 1 })
      const shown = Object.fromEntries((row?.cells ?? []).map((c) => [c.column, c.value]))
      assert.equal(shown['DEC'], '03/03/2022')
      assert.match(shown['FOUND_AT'] ?? '', /^CHILD 1 on line \d+$/)
      assert.equal(await readRow(tx, { id: second, file: 3, row: 2 }), undefined)
    })
  })

  test('one table of an XML return gives way to a CSV of the same year, the others stay in use', async () => {
    const db = await open()
    const actor = anActor({})
    await load(db, actor, [FIRST])
    const born = [{ child: 'K1', born: '08/08/2008' }]
    const mended = await load(db, actor, [headerFile('2020-21 header.csv', born)])
    const third = await load(db, actor, [SECOND])
    await db.inCouncil(actor.council, async (tx) => {
      const states = (await filesOfImport(tx, mended)).map((f) => [
        f.name,
        f.table_name,
        f.found.replaced,
      ])
      assert.deepEqual(states, [
        ['2020-21 header.csv', 'header', false],
        ['2020-21.xml', 'episodes', false],
        ['2020-21.xml', 'header', true],
        ['2020-21.xml', 'reviews', false],
      ])
      const later = (await filesOfImport(tx, third)).filter((f) => f.name === '2020-21.xml')
      assert.deepEqual(
        later.map((f) => f.table_name),
        ['episodes', 'reviews'],
      )
    })
  })

  test('in a council’s own page the rows of another are refused, by name, also among our own', async () => {
    const db = await open()
    const administrator = {
      email: `${newId<'person'>()}@aldermere.example`,
      name: 'Ines Okafor',
      password: 'correct horse battery',
    }
    const at = Temporal.Instant.from('2026-11-24T10:00:00Z')
    const name = `Aldermere ${newId<'council'>().slice(-12)}`
    const council = { name, kind: 'county', administrator, at }
    const actor = anActor(unwrap(await addCouncil(db, council)))
    const read = (las: readonly string[]) =>
      db.inCouncil(actor.council, (tx) => importFiles(tx, actor, { files: filesOf(las) }))
    const kindOf = async (las: readonly string[]) => {
      const result = await read(las)
      return result.ok ? 'read' : `${result.refusals[0]?.kind}: ${result.refusals[0]?.value}`
    }
    assert.equal(await kindOf(['Elsewhere']), 'wrong-council: Elsewhere')
    assert.equal(await kindOf([name, 'Elsewhere']), 'several-councils: Elsewhere')
    assert.equal(await kindOf([name]), 'read')
  })
})

function filesOf(las: readonly string[]): readonly FileIn[] {
  const episodes = las.map((la) => `${la},K1,01/05/2021,S,U5,PR1,,`)
  const people = las.map((la) => `${la},K1,1,09/09/2009,WBRI`)
  return [
    aFile(
      '2022-episodes.csv',
      ['LA,CHILD,DECOM,RNE,PLACE,PLACE_PROVIDER,DEC,REC', ...episodes].join('\n'),
    ),
    aFile('2022-header.csv', ['LA,CHILD,SEX,DOB,ETHNIC', ...people].join('\n')),
  ]
}

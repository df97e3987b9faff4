import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#db'
import type { Db } from '#db'
import type { Actor } from '#kernel/access.ts'
import { unwrap } from '#kernel/result.ts'
import { addCouncil } from '#office/access/index.ts'
import { eachDatabase } from '#test/support/database.ts'
import { anActor } from '#test/support/people.ts'
import { bytesOf } from '../rules/import/a-return.ts'
import { knownMonths, knownYears, OWN, publishedAt } from '../rules/index.ts'
import { publishedFiles, publishedRows } from '../store/published.ts'
import { importPublished } from './import-published.ts'

const HEAD =
  'time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,category'

type Line = { readonly year: number; readonly cells: string; readonly la?: string }

function c1(name: string, lines: readonly Line[]) {
  const rows = lines.map(({ year, cells, la = '997,E97,Marlshire' }) =>
    la === ''
      ? `${year},Reporting year,National,E92,England,,,,,,Referrals,${cells}`
      : `${year},Reporting year,Local authority,E92,England,E1,Shires,${la},Referrals,${cells}`,
  )
  const head = `${HEAD},referral_count,rereferral_count,no_further_action_count`
  return { name, bytes: bytesOf([head, ...rows].join('\n')) }
}

async function marlshire(db: Db): Promise<Actor> {
  const administrator = {
    email: `${newId<'person'>()}@marlshire.example`,
    name: 'Ines Okafor',
    password: 'correct horse battery',
  }
  const at = Temporal.Instant.from('2026-11-24T10:00:00Z')
  const name = `Marlshire ${newId<'council'>().slice(-12)}`
  const council = { name, kind: 'county', administrator, at, laCode: '997' }
  return anActor(unwrap(await addCouncil(db, council)))
}

eachDatabase('published figures', ({ open }) => {
  test('the council’s own rows and England’s are kept by release, with every reason there is none', async () => {
    const db = await open()
    const actor = await marlshire(db)
    const older = c1('c1_release2024.csv', [
      { year: 2024, cells: '5000,1000,c' },
      { year: 2024, cells: '620000,130000,40000', la: '' },
      { year: 2024, cells: '1,1,1', la: '998,E98,Elsewhere' },
    ])
    const newer = c1('c1_release2025.csv', [{ year: 2024, cells: '5100,1000,k' }])
    const load = (files: Parameters<typeof importPublished>[2]) =>
      db.inCouncil(actor.council, (tx) => importPublished(tx, actor, files))
    const first = await load([newer, older])
    assert.deepEqual(
      unwrap(first).map((f) => [f.table, f.release, f.own, f.england, f.recognised]),
      [
        ['c1', 2025, 3, 0, false],
        ['c1', 2024, 3, 3, false],
      ],
    )
    assert.deepEqual(
      unwrap(await load([older])).map((f) => f.recognised),
      [true],
    )
    await db.inCouncil(actor.council, async (tx) => {
      assert.equal((await publishedFiles(tx)).length, 2)
      const rows = await publishedRows(tx)
      assert.equal(rows.length, 9)
      const at = (release: number) => knownYears(publishedAt(rows, { release }), OWN, 'referrals')
      assert.equal(at(2024).get(2024), 5000)
      assert.equal(at(2026).get(2024), 5100)
      assert.equal(at(2023).size, 0)
      const nfa = rows.filter((r) => r.area === OWN && r.series === 'no-further-action')
      assert.deepEqual(nfa.map((r) => r.kind).toSorted(), ['rounds-to-zero', 'suppressed'])
      assert.equal(knownMonths(rows, 'referrals').size, 0)
    })
  })

  test('a table without the council, or one bad cell among many files, stores nothing of any', async () => {
    const db = await open()
    const actor = await marlshire(db)
    const good = c1('good.csv', [{ year: 2024, cells: '5000,1000,c' }])
    const elsewhere = c1('other.csv', [{ year: 2024, cells: '1,1,1', la: '998,E98,Elsewhere' }])
    const wrong = c1('wrong.csv', [{ year: 2024, cells: 'many,1,1' }])
    const kinds = async (files: Parameters<typeof importPublished>[2]) => {
      const read = await db.inCouncil(actor.council, (tx) => importPublished(tx, actor, files))
      return read.ok ? [] : read.refusals.map((r) => `${r.kind} ${r.file ?? ''}`)
    }
    assert.deepEqual(await kinds([good, elsewhere]), ['not-in-file other.csv'])
    assert.deepEqual(await kinds([good, wrong]), ['not-a-count wrong.csv'])
    assert.deepEqual(await kinds([]), ['no-files '])
    await db.inCouncil(actor.council, async (tx) => {
      assert.deepEqual(await publishedFiles(tx), [])
      assert.deepEqual(await publishedRows(tx), [])
    })
  })
})

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Db } from '#db'
import { iso, isoDay } from '#kernel/dates.ts'
import { unwrap } from '#kernel/result.ts'
import { addCouncil } from '#office/access/index.ts'
import { setSetting } from '#office/settings/index.ts'
import { embedded } from '#test/support/database.ts'
import { HOME_SETTINGS, PRECEPT_BY, RETURN_DUE } from './data.ts'
import { yearDates, yearLater } from './dates.ts'

const AT = Temporal.Instant.from('2026-11-24T10:00:00Z')

test('a date of the year is a month and a day that every year has', () => {
  for (const good of ['01-31', '02-28', '12-31']) assert.equal(RETURN_DUE.read(good), good)
  for (const bad of ['02-29', '13-01', '00-10', '04-31', '1-1', '2026-04-01', 401, undefined])
    assert.equal(RETURN_DUE.read(bad), undefined, String(bad))
  for (const setting of HOME_SETTINGS) assert.ok(setting.shipped[0].source.length > 10, setting.id)
})

test('a year later is the same day of the next', () => {
  assert.equal(iso(yearLater(isoDay('2026-05-31'))), '2027-05-31')
  assert.equal(iso(yearLater(isoDay('2027-12-31'))), '2028-12-31')
})

describe('the dates of a council’s year', () => {
  let db: Db
  before(async () => {
    db = await embedded()
  })
  after(() => db.close())

  async function council(kind: string) {
    const administrator = {
      email: `a@${kind}.example`,
      name: 'Ada',
      password: 'blue tidal lantern',
    }
    return unwrap(await addCouncil(db, { name: `${kind} Council`, kind, administrator, at: AT }))
  }

  async function datesOf(kind: string, on: string) {
    const { council: id } = await council(kind)
    const dates = await db.inCouncil(id, (tx) => yearDates(tx, isoDay(on)))
    return [dates.budgetWords, iso(dates.budgetBy), iso(dates.returnOpens), iso(dates.returnDue)]
  }

  test('a county issues precepts before 1 March; a council that bills sets its tax before 11 March', async () => {
    assert.deepEqual(await datesOf('county', '2026-11-24'), [
      'precepts',
      '2027-02-28',
      '2026-04-01',
      '2026-05-31',
    ])
    for (const kind of ['unitary', 'metropolitan', 'london'])
      assert.deepEqual((await datesOf(kind, '2027-03-31')).slice(0, 2), [
        'council tax',
        '2027-03-10',
      ])
  })

  test('on 1 April they are those of the new year', async () => {
    assert.deepEqual(await datesOf('example', '2027-04-01'), [
      'precepts',
      '2028-02-28',
      '2027-04-01',
      '2027-05-31',
    ])
  })

  test('a council’s own date holds from its day on', async () => {
    const administrator = { email: 'b@own.example', name: 'Bea', password: 'blue tidal lantern' }
    const actor = unwrap(
      await addCouncil(db, { name: 'Own Council', kind: 'county', administrator, at: AT }),
    )
    const value = { from: isoDay('2026-04-01'), value: '02-20', source: 'Council calendar' }
    unwrap(await db.inCouncil(actor.council, (tx) => setSetting(tx, actor, PRECEPT_BY, value)))
    const dates = await db.inCouncil(actor.council, (tx) => yearDates(tx, isoDay('2026-11-24')))
    assert.equal(iso(dates.budgetBy), '2027-02-20')
    assert.equal(dates.budgetSource, 'Council calendar')
  })
})

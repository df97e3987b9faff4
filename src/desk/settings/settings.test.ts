import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Db } from '#db'
import { ROLES } from '#kernel/access.ts'
import { isoDay } from '#kernel/dates.ts'
import { setting } from '#office/settings/index.ts'
import { choiceSetting, wholeSetting } from '#office/settings/index.ts'
import { layoutOf } from '#web'
import { embedded } from '#test/support/database.ts'
import { aCouncilId, aViewer, linkOn, openBrowser } from '#test/support/visit.ts'
import type { As, Browser, FormFields } from '#test/support/visit.ts'
import { aHouse } from '../jobs/a-house.ts'
import { settingsRoutes } from './routes.ts'
import { roomWords, valueWords } from './words.ts'

const LIMIT = wholeSetting({
  id: 'budget.limit',
  name: 'Limit of a virement',
  sentence: 'Above this, two people sign.',
  unit: 'pounds',
  least: 0,
  most: 100_000,
  shipped: [{ from: '2026-04-01', value: 5000, source: 'Financial regulations, 4.2' }],
})

const MODE = choiceSetting({
  id: 'access.mode',
  name: 'Way in',
  sentence: 'How people come in.',
  unit: '',
  choices: ['password', 'single sign-on'],
  shipped: [{ from: '2026-04-01', value: 'password', source: 'As shipped' }],
})

const CHIEF: As = { as: ['chief-finance-officer'] }
const READER: As = { as: ['reader'] }
const PAGE = '/settings/budget.limit'

const form = (other: FormFields = {}): FormFields => ({
  value: '7,500',
  'from-day': '1',
  'from-month': '12',
  'from-year': '2026',
  source: 'Cabinet, 12 November 2026, minute 41',
  ...other,
})

describe('the pages of the settings', () => {
  let db: Db
  let browser: Browser
  before(async () => {
    db = await embedded()
    const house = aHouse(db, () => Temporal.Instant.from('2026-11-24T10:00:00Z'), [LIMIT, MODE])
    browser = await openBrowser(settingsRoutes(house), {
      layout: layoutOf({ nav: [], footer: [] }),
    })
  })
  after(async () => {
    await browser.close()
    await db.close()
  })

  test('every setting is shown by room, with what holds today, since when, by which source', async () => {
    const page = await browser.get('/settings', READER)
    assert.match(
      page.text,
      /Budget Limit of a virement Above this, two people sign\. 5,000 pounds 1 April 2026 Financial regulations, 4\.2 As shipped/,
    )
    assert.match(page.text, /Signing in Way in How people come in\. password/)
    assert.equal(linkOn(page, 'Limit of a virement'), PAGE)
    assert.equal((await browser.get(`${PAGE}.json`, READER)).status, 200)
  })

  test('only administrators and the chief finance officer may set one; everybody may read', async () => {
    for (const role of ROLES) {
      const page = await browser.get(PAGE, { as: [role] })
      assert.equal(page.status, 200)
      const may = role === 'administrator' || role === 'chief-finance-officer'
      assert.equal(page.labels.includes('Source'), may, role)
      if (!may) assert.equal((await browser.post(PAGE, form(), { as: [role] })).status, 404, role)
    }
    for (const path of ['/settings/nothing', '/settings/__proto__'])
      assert.equal((await browser.get(path, CHIEF)).status, 404)
  })

  test('what may not be is refused beside its field, all at once, and kept as it was typed', async () => {
    const page = await browser.post(
      PAGE,
      { value: '', 'from-day': '31', 'from-month': '2', 'from-year': '2027', source: ' ' },
      CHIEF,
    )
    assert.equal(page.status, 422)
    assert.deepEqual(page.errors, [
      'There is no value. Give a whole number from 0 to 100000.',
      'The first day is not a day. Write day, month and year, for example 1 4 2027, from 2000 to 2100.',
      'The value has no source. Say where it is written: a decision, a contract, a letter.',
    ])
    assert.match(page.html, /id="from-day"[^>]*value="31"/)
    assert.match(page.html, /href="#from-day"/)
    for (const value of ['lots', '1.5', '100001', '-1', '1e3']) {
      const wrong = await browser.post(PAGE, form({ value }), CHIEF)
      assert.match(wrong.errors[0] ?? '', /Give a whole number from 0 to 100000/, value)
      assert.ok(wrong.html.includes(`value="${value}"`), value)
    }
    const early = await browser.post(PAGE, form({ 'from-year': '26' }), CHIEF)
    assert.match(early.errors[0] ?? '', /from 2000 to 2100/)
  })

  test('a value of a day to come is shown as to come, and today’s stays', async () => {
    const set = await browser.post(PAGE, form(), CHIEF)
    assert.equal(set.to, PAGE)
    const page = await browser.get(PAGE, READER)
    assert.match(page.text, /5,000 pounds, since 1 April 2026/)
    assert.match(page.text, /1 December 2026 7,500 pounds To come Cabinet, 12 November 2026/)
    assert.match(page.text, /1 April 2026 5,000 pounds ✓ Holds today/)
    assert.match((await browser.get('/settings', READER)).text, /7,500 pounds from 1 December 2026/)
    const held = await db.inCouncil(aCouncilId(1), (tx) => setting(tx, LIMIT, isoDay('2026-12-01')))
    assert.equal(held.value, 7500)
  })

  test('two people at once: the second sees both values, and nothing is lost', async () => {
    const opened = /name="shown" value="(\d+)"/.exec((await browser.get(PAGE, CHIEF)).html)?.[1]
    const shown = opened ?? ''
    await browser.post(PAGE, form({ value: '8000', shown }), CHIEF)
    const page = await browser.post(PAGE, form({ value: '9000', source: 'Board', shown }), CHIEF)
    assert.equal(page.status, 422)
    assert.match(page.text, /Morgan Reed set it on .* while you had this page open/)
    assert.match(page.text, /Theirs 8,000 pounds from 1 December 2026: Cabinet/)
    assert.match(page.text, /Yours, not saved 9000 from 1\/12\/2026: Board/)
    assert.match(page.html, /value="9000"/)
    const again = /name="shown" value="(\d+)"/.exec(page.html)?.[1] ?? ''
    const saved = await browser.post(PAGE, form({ value: '9000', shown: again }), CHIEF)
    assert.equal(saved.status, 303)
    assert.match((await browser.get(PAGE, READER)).text, /8,000 pounds Replaced/)
  })

  test('a setting of few words is chosen from a list', async () => {
    const page = await browser.get('/settings/access.mode', CHIEF)
    assert.match(page.html, /<option value="password" selected>/)
    const set = await browser.post(
      '/settings/access.mode',
      form({ value: 'single sign-on', 'from-month': '11' }),
      CHIEF,
    )
    assert.equal(set.status, 303)
    assert.match((await browser.get('/settings', READER)).text, /single sign-on 1 November 2026/)
    const other = await browser.post('/settings/access.mode', form({ value: 'magic' }), CHIEF)
    assert.match(other.errors[0] ?? '', /Way in cannot be magic/)
  })

  test('another council has its own values', async () => {
    const elsewhere = { as: aViewer(['reader'], aCouncilId(9)) }
    assert.match((await browser.get(PAGE, elsewhere)).text, /5,000 pounds, since 1 April 2026/)
    assert.doesNotMatch((await browser.get(PAGE, elsewhere)).text, /Cabinet/)
  })
})

test('values read with their units, and rooms by their words', () => {
  assert.equal(valueWords({ unit: '%' }, 25), '25%')
  assert.equal(valueWords({ unit: 'minutes' }, 1200), '1,200 minutes')
  assert.equal(valueWords({ unit: '' }, 'password'), 'password')
  assert.equal(valueWords({ unit: 'month and day' }, '04-01'), '1 April')
  assert.equal(valueWords({ unit: '' }, { a: 1 }), '{"a":1}')
  assert.equal(roomWords('demand'), 'Demand')
  assert.equal(roomWords('access'), 'Signing in')
  assert.equal(roomWords('moon'), 'Moon')
})

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import type { Db } from '#db'
import { ROLES } from '#kernel/access.ts'
import type { Role } from '#kernel/access.ts'
import { ACCESS_SETTINGS } from '#office/access/index.ts'
import { record } from '#office/audit/index.ts'
import type { Act } from '#office/audit/index.ts'
import { layoutOf } from '#web'
import type { Viewer } from '#web'
import { embedded } from '#test/support/database.ts'
import { aCouncilId, aViewer, linkOn, openBrowser } from '#test/support/visit.ts'
import type { As, Browser, Page } from '#test/support/visit.ts'
import { aHouse } from '../jobs/a-house.ts'
import { auditRoutes } from './routes.ts'
import { addressOf, narrowedBy, searchOf } from './search.ts'
import { sidesOf } from './sides.ts'
import { subjectHref, subjectWords } from './subject.ts'

const MONITORING: As = { as: ['monitoring-officer'] }
const READS: readonly Role[] = ['administrator', 'monitoring-officer', 'chief-finance-officer']

const entriesOn = (page: Page): readonly string[] =>
  page.links.filter((l) => /^\/audit\/\d+$/.test(l.href)).map((l) => l.href.slice(7))

describe('the pages of the audit', () => {
  let db: Db
  let browser: Browser
  const helen: Viewer = { ...aViewer(['finance']), name: 'Helen Ward' }
  const act = (at: string, what: Act, who = helen): Promise<void> =>
    db.inCouncil(who.council, (tx) => record(tx, { ...who, at: Temporal.Instant.from(at) }, what))

  before(async () => {
    db = await embedded()
    const house = aHouse(db, () => Temporal.Instant.from('2026-11-24T10:00:00Z'), ACCESS_SETTINGS)
    browser = await openBrowser(auditRoutes(house), {
      layout: layoutOf({ nav: [], footer: [] }),
    })
  })
  after(async () => {
    await browser.close()
    await db.close()
  })

  test('an empty audit says so, and its chain holds', async () => {
    const page = await browser.get('/audit', MONITORING)
    assert.match(page.text, /No entry yet/)
    assert.match(page.text, /The chain holds\. All 0 entries/)
  })

  test('only those who answer for the council read it', async () => {
    for (const role of ROLES)
      for (const path of ['/audit', '/audit/entries.csv', '/audit/chain'])
        assert.equal(
          (await browser.get(path, { as: [role] })).status,
          READS.includes(role) ? 200 : 404,
          `${role} at ${path}`,
        )
  })

  test('entries are shown the newest first, and narrowed by person, act, thing and day', async () => {
    const ben: Viewer = {
      ...helen,
      name: 'Ben Cole',
      person: aCouncilId(3) as unknown as Viewer['person'],
    }
    await act('2026-06-30T22:59:59Z', { verb: 'posted a movement', subject: 'movement/1' })
    await act('2026-06-30T23:00:00Z', { verb: 'posted a movement', subject: 'movement/2' })
    await act('2026-07-01T22:59:59Z', { verb: 'agreed a budget', subject: 'year/2026-27' }, ben)
    await act('2026-07-01T23:00:00Z', {
      verb: 'set',
      subject: 'setting/access.idle-minutes',
      why: 'Board, 12 May',
    })
    const all = await browser.get('/audit', MONITORING)
    assert.deepEqual(entriesOn(all), ['4', '3', '2', '1'])
    assert.match(all.text, /Helen Ward set Idle time-out Board, 12 May/)
    const only = async (query: string): Promise<readonly string[]> =>
      entriesOn(await browser.get(`/audit?${query}`, MONITORING))
    assert.deepEqual(await only(`person=${ben.person}`), ['3'])
    assert.deepEqual(await only('verb=posted+a+movement'), ['2', '1'])
    assert.deepEqual(await only('subject=movement/1'), ['1'])
    assert.deepEqual(await only('day=1/7/2026'), ['3', '2'], 'a day is London’s, in summer time')
    assert.deepEqual(await only('day=2026-07-01'), ['3', '2'])
    assert.deepEqual(await only('day=01/07/2026&verb=agreed+a+budget'), ['3'])
    assert.deepEqual(await only("person=' or 1=1 --"), [])
    const linked = linkOn(all, 'Ben Cole')
    assert.equal(linked, `/audit?person=${ben.person}`)
    const narrowed = await browser.get(linked, MONITORING)
    assert.match(narrowed.text, /Only by Ben Cole/)
    assert.equal(linkOn(narrowed, 'Show every entry'), '/audit')
  })

  test('a day that is none is refused beside its field, and kept as it was typed', async () => {
    const page = await browser.get('/audit?day=31/2/2026&verb=set', MONITORING)
    assert.equal(page.status, 422)
    assert.deepEqual(page.errors, ['"31/2/2026" is not a day. Write it as 24/11/2026.'])
    assert.match(page.html, /value="31\/2\/2026"/)
    assert.equal((await browser.get('/audit/entries.csv?day=soon', MONITORING)).status, 404)
  })

  test('one entry shows before and after side by side, and leads to what it is about', async () => {
    await act('2026-07-02T09:00:00Z', {
      verb: 'changed a price',
      subject: 'run/00000000-0000-7000-8000-000000000001',
      before: { pence: 100, since: '2026-04-01', note: '<b>' },
      after: { pence: 120, since: '2026-04-01', by: ['a', 'b'] },
    })
    const list = await browser.get('/audit', MONITORING)
    const page = await browser.get(`/audit/${entriesOn(list)[0] ?? ''}`, MONITORING)
    assert.match(page.text, /pence 100 120 Changed/)
    assert.match(page.text, /since 2026-04-01 2026-04-01 the same/)
    assert.match(page.text, /note <b> Not there Changed/)
    assert.match(page.text, /by Not there a, b Changed/)
    assert.ok(page.links.some((l) => l.href === '/jobs/00000000-0000-7000-8000-000000000001'))
    assert.match(page.text, /Why Not stated/)
    for (const path of ['/audit/999', '/audit/x', '/audit/0'])
      assert.equal((await browser.get(path, MONITORING)).status, 404)
    assert.equal((await browser.get('/audit/1.json', MONITORING)).status, 200)
  })

  test('the list is read fifty at a time', async () => {
    for (let i = 0; i < 60; i += 1)
      await act('2026-08-01T09:00:00Z', { verb: 'counted', subject: `count/${i}` })
    const first = await browser.get('/audit?verb=counted', MONITORING)
    assert.equal(entriesOn(first).length, 50)
    const older = first.links.find((l) => l.text.startsWith('Older than'))
    assert.ok(older)
    const second = await browser.get(older.href, MONITORING)
    assert.equal(entriesOn(second).length, 10)
    assert.equal(linkOn(second, 'The newest'), '/audit?verb=counted')
    assert.deepEqual(
      entriesOn(first).filter((seq) => entriesOn(second).includes(seq)),
      [],
    )
  })

  test('the download holds every entry of the list, and no cell that a spreadsheet would run', async () => {
    await act('2026-09-01T09:00:00Z', {
      verb: 'noted',
      subject: 'note/1',
      why: '=HYPERLINK("http://elsewhere.example","click")',
      after: '@SUM(1)',
    })
    const all = await browser.get('/audit/entries.csv?verb=counted', MONITORING)
    assert.equal(all.html.trim().split('\r\n').length, 61)
    const page = await browser.get('/audit/entries.csv?verb=noted', MONITORING)
    assert.match(String(page.headers['content-type']), /text\/csv/)
    assert.match(page.html, /"'=HYPERLINK\(/)
    for (const line of page.html.slice(1).split('\r\n').slice(1))
      for (const cell of line.split(',')) assert.doesNotMatch(cell, /^"?[=+@\t\r]/)
  })

  test('another council’s entries are not there', async () => {
    const elsewhere = { as: aViewer(['administrator'], aCouncilId(9)) }
    assert.match((await browser.get('/audit', elsewhere)).text, /No entry yet/)
    assert.equal((await browser.get('/audit/1', elsewhere)).status, 404)
  })

  test('a broken chain is said first, with the first entry that does not fit', async () => {
    assert.match(
      (await browser.get('/audit/chain', MONITORING)).text,
      /entries are there, in order/,
    )
    const where = `council_id = '${helen.council}'`
    await db.raw.executeSql(`update audit.entry set why = 'other' where seq = 2 and ${where}`)
    for (const path of ['/audit', '/audit/chain'])
      assert.match((await browser.get(path, MONITORING)).text, /The chain is broken at entry 2/)
    await db.raw.executeSql(`delete from audit.entry where seq = 2 and ${where}`)
    const page = await browser.get('/audit/chain', MONITORING)
    assert.match(page.text, /Entry 2 is missing: entry 3 follows/)
    assert.equal(page.links.filter((l) => l.href === '/audit/2').length, 0)
  })
})

test('whatever stands in the address, the list is narrowed or refused, never lost', () => {
  const word = fc.string({ maxLength: 30 })
  fc.assert(
    fc.property(word, word, word, word, (person, verb, subject, day) => {
      const narrowed = narrowedBy(new URLSearchParams({ person, verb, subject, day }))
      const search = searchOf(narrowed)
      assert.ok(search.ok || search.refusals[0]?.field === 'day')
      const again = new URL(addressOf('/audit', narrowed), 'http://x').searchParams
      assert.deepEqual(narrowedBy(again), narrowed)
    }),
    { seed: 3, numRuns: 500 },
  )
})

test('before and after are laid side by side, thing by thing', () => {
  assert.deepEqual(sidesOf(undefined, undefined), [])
  assert.deepEqual(sidesOf(['a'], ['a', 'b']), [
    { name: '', before: 'a', after: 'a, b', changed: true },
  ])
  assert.deepEqual(sidesOf({ a: 1, b: [] }, { a: 1, c: { d: null } }), [
    { name: 'a', before: '1', after: '1', changed: false },
    { name: 'b', before: 'none', after: undefined, changed: true },
    { name: 'c', before: undefined, after: '{"d":null}', changed: true },
  ])
})

test('a subject reads by its name, and leads only where its reader may go', () => {
  const id = '00000000-0000-7000-8000-000000abcdef'
  assert.equal(subjectWords(`person/${id}`, { [`person/${id}`]: 'Helen Ward' }), 'Helen Ward')
  assert.equal(subjectWords(`person/${id}`, {}), 'person/…abcdef')
  assert.equal(subjectWords('year/2026-27', {}), 'year/2026-27')
  assert.equal(subjectHref(`person/${id}`, ['monitoring-officer']), undefined)
  assert.equal(subjectHref(`person/${id}`, ['administrator']), `/people/${id}`)
  assert.equal(subjectHref('elsewhere/1', ['administrator']), undefined)
})

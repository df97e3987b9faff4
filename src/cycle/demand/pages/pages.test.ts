import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Db } from '#db'
import type { Role } from '#kernel/access.ts'
import { clock } from '#office/house.ts'
import type { House } from '#office/house.ts'
import { layoutOf } from '#web'
import { embedded } from '#test/support/database.ts'
import { aCouncilId, aViewer, linkOn, openBrowser } from '#test/support/visit.ts'
import type { Browser, FormFile } from '#test/support/visit.ts'
import { demandRoutes } from '../index.ts'
import { aFile, episodesFile, headerFile, uascFile } from '../rules/import/a-return.ts'
import type { FileIn } from '../rules/import/open.ts'

const noJobs: House['jobs'] = {
  submit: async () => assert.fail('no run is asked for here'),
  cancel: async () => assert.fail('no run is asked for here'),
  progress: () => assert.fail('no run is asked for here'),
  close: async () => undefined,
}

const RETURNS = { as: ['returns'] as const satisfies readonly Role[] }
const READER = { as: ['reader'] as const satisfies readonly Role[] }

function upload(files: readonly FileIn[]): readonly FormFile[] {
  return files.map(({ name, bytes }) => ({ field: 'files', name, bytes }))
}

const CHILDREN = ['Q1', 'Q2', 'Q3'].map((child, i) => ({
  child,
  born: `0${i + 1}/09/2009`,
  sex: i === 0 ? '2' : '1',
}))
const GOOD = [
  { child: 'Q1', from: '01/05/2021' },
  { child: 'Q2', from: '01/06/2021', to: '01/09/2021', rec: 'X1' },
  { child: 'Q2', from: '01/09/2021', rne: 'P', place: 'K2', provider: 'PR4' },
  { child: 'Q3', from: '01/06/2021' },
  { child: 'Q3', from: '10/06/2021', rne: 'P', to: '12/12/2021' },
]
const FILES = [
  episodesFile('2021-22 episodes.csv', [
    ...GOOD,
    { child: 'Q1', from: '31/02/2022' },
    { child: 'ZZTOP', from: '01/06/2021' },
  ]),
  headerFile('2021-22 header.csv', CHILDREN),
  uascFile('2021-22 uasc.csv', ['Q3']),
]

describe('pages of the imports and the history', () => {
  let db: Db
  let browser: Browser
  before(async () => {
    db = await embedded()
    browser = await openBrowser(
      demandRoutes({ db, jobs: noJobs, settings: new Map(), ...clock() }),
      { layout: layoutOf({ nav: [], footer: [] }) },
    )
  })
  after(async () => {
    await browser.close()
    await db.close()
  })

  test('before the first import, every page says what is missing and the one step', async () => {
    for (const path of ['/demand', '/demand/history']) {
      const page = await browser.get(path, READER)
      assert.equal(page.status, 200)
      assert.ok(page.headings.includes('No return has been loaded'))
      assert.equal(linkOn(page, 'Import the return'), '/demand/import')
    }
    const imports = await browser.get('/demand/import', RETURNS)
    assert.ok(imports.labels.includes('Files of the return'))
    assert.equal((await browser.get('/demand/import', READER)).status, 404)
  })

  test('files with a structural fault come back to the form with place and mend; nothing is stored', async () => {
    const page = await browser.upload(
      '/demand/import',
      upload([aFile('x.csv', 'Name\nA')]),
      {},
      RETURNS,
    )
    assert.equal(page.status, 422)
    assert.match(
      page.errors[0] ?? '',
      /^x\.csv, row 1: x\.csv is not a table of the return.*column names/,
    )
    const year = await browser.upload('/demand/import', upload(FILES), { year: '22' }, RETURNS)
    assert.equal(year.status, 422)
    assert.match(year.errors[0] ?? '', /four digits/)
    assert.match(year.html, /value="22"/)
    const none = await browser.upload('/demand/import', [], {}, RETURNS)
    assert.match(none.errors[0] ?? '', /There are no files/)
    const list = await browser.get('/demand/import.json', RETURNS)
    assert.deepEqual(Reflect.get(Object(list.json()), 'imports'), [])
  })

  test('from files to history: what was found, what is set aside, one row, in use, and on every page', async () => {
    const sent = await browser.upload('/demand/import', upload(FILES), {}, RETURNS)
    assert.equal(sent.status, 303)
    const at = sent.to ?? ''
    const found = await browser.get(at, RETURNS)
    assert.ok(
      found.headings.includes('2 of 11 rows cannot be used as they are'),
      found.headings.join('|'),
    )
    assert.match(found.text, /Not a date: February 2022 has 28 days/)
    assert.match(found.text, /The other 9 are ready/)
    assert.doesNotMatch(found.html, /ZZTOP|Q1/)
    assert.match(found.text, /1 open rows closed by a later one/)
    const changed = await browser.get(linkOn(found, '1 open rows closed by a later one'), RETURNS)
    assert.match(changed.text, /\(open\) 10\/06\/2021/)
    const list = await browser.get(`${at}/changes.csv`, RETURNS)
    assert.match(list.raw.body, /episodes.csv,5,DEC,7,Open though/)

    const filtered = await browser.get(`${at}?kind=no-header&sort=row&dir=desc`, RETURNS)
    assert.match(filtered.text, /Rows 1 to 1 of 1/)
    assert.match(filtered.html, /aria-sort="descending"/)

    const aside = await browser.get(`${at}/set-aside.csv`, RETURNS)
    assert.equal(aside.raw.body.split('\r\n').length, 4)
    assert.match(aside.raw.body, /2021-22 episodes.csv,7,DECOM,31\/02\/2022,/)

    const row = await browser.get(linkOn(found, '7').replace('&amp;', '&'), RETURNS)
    assert.ok(row.headings.includes('Row 7 of 2021-22 episodes.csv'))
    assert.match(row.text, /31\/02\/2022/)
    assert.match(row.text, /Not shown, because it could identify a child: CHILD/)
    const whole = await browser.post(
      linkOn(found, '7'),
      { purpose: 'ask the team for the true date' },
      RETURNS,
    )
    assert.match(whole.text, /Q1/)
    const without = await browser.post(linkOn(found, '7'), { purpose: '' }, RETURNS)
    assert.equal(without.status, 422)
    assert.doesNotMatch(without.html, /<code>Q1/)

    assert.equal((await browser.post(`${at}/store`, {}, READER)).status, 404)
    const stored = await browser.post(`${at}/store`, {}, RETURNS)
    assert.equal(stored.to, '/demand')
    const overview = await browser.get('/demand', RETURNS)
    assert.match(overview.text, /On 31 March 2022 there were 2 children in our care/)
    assert.ok(overview.headings.includes('No forecast has been made from these returns'))
    const history = await browser.get('/demand/history', RETURNS)
    assert.ok(history.headings.includes('2 children in care on 31 March 2022'))
    const working = await browser.get(
      linkOn(history, 'The 2 rows of the return behind this count'),
      RETURNS,
    )
    assert.match(linkOn(overview, '2'), /^\/working\/demand\/stock\/[0-9a-f-]{36}$/)
    assert.ok(working.headings.includes('2 children on 31 March 2022'), working.headings.join('|'))
    const origin = await browser.get(linkOn(working, '2'), RETURNS)
    assert.ok(origin.headings.includes('Row 2 of 2021-22 episodes.csv'))
    const boys = await browser.get('/demand/history?sex=1', RETURNS)
    assert.ok(boys.headings.includes('1 child in care on 31 March 2022'))
    const model = (await browser.get('/demand/history.json', RETURNS)).json()
    assert.equal(Reflect.get(Object(model), 'latest'), 2)

    const outside = await browser.get('/demand', READER)
    assert.match(outside.text, /number of children in our care on 31 March 2022 is not shown \(c\)/)
    assert.match(outside.text, /c: not shown, because it is a number from 1 to 5 or because/)
    const figures = outside.links.filter((l) => l.href.startsWith('/working/'))
    assert.deepEqual(
      figures.map((l) => l.text),
      ['0', '0', '0', '0', '0'],
    )
    const masked = await browser.get('/demand/history?sex=1', READER)
    assert.ok(
      masked.headings.includes('Children (number not shown: c) in care on 31 March 2022'),
      masked.headings.join('|'),
    )
    assert.doesNotMatch(masked.text, /behind this count|Girls|By single year of age/)
    const twin = Object((await browser.get('/demand/history.json?sex=1', READER)).json())
    assert.equal(Reflect.get(twin, 'latest'), null)
    assert.deepEqual(Reflect.get(twin, 'who'), { uasc: 'all', sex: 'all' })

    const again = await browser.post(`${at}/store`, {}, RETURNS)
    assert.equal(again.status, 422)
    assert.match(again.errors[0] ?? '', /stored already/)
  })

  test('another council’s import is not there, in any form', async () => {
    const theirs = { as: aViewer(['returns', 'administrator'], aCouncilId(2)) }
    const list = await browser.get('/demand/import.json', RETURNS)
    const first: unknown = Reflect.get(Object(list.json()), 'imports')
    const id = String(Reflect.get(Object(Array.isArray(first) ? first[0] : undefined), 'id'))
    for (const path of ['', '/set-aside.csv', '/changes', '/changes.csv', '/rows/0/2', '.json'])
      assert.equal((await browser.get(`/demand/import/${id}${path}`, theirs)).status, 404, path)
    for (const path of ['/store', '/withdraw', '/rows/0/2'])
      assert.equal(
        (
          await browser.post(
            `/demand/import/${id}${path}`,
            { why: 'to see', purpose: 'to see what is there' },
            theirs,
          )
        ).status === 200,
        false,
        path,
      )
    assert.equal((await browser.get(`/demand/import/${id}`, RETURNS)).status, 200)
  })

  test('withdrawing asks why, and the page of the import then says so', async () => {
    const sent = await browser.upload(
      '/demand/import',
      upload([episodesFile('2021-22 mended.csv', GOOD)]),
      {},
      RETURNS,
    )
    const at = sent.to ?? ''
    const clean = await browser.get(at, RETURNS)
    assert.ok(clean.headings.includes('All 9 rows can be used'), clean.headings.join('|'))
    assert.match(clean.text, /replaced by a later file/)
    assert.equal((await browser.post(`${at}/withdraw`, { why: '' }, RETURNS)).status, 422)
    assert.equal(
      (await browser.post(`${at}/withdraw`, { why: 'sent by mistake' }, RETURNS)).to,
      '/demand/import',
    )
    assert.match((await browser.get(at, RETURNS)).text, /withdrawn/i)
  })
})

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Db } from '#db'
import type { Role } from '#kernel/access.ts'
import { reAdd } from '#kernel/working.ts'
import type { Figure } from '#kernel/working.ts'
import { clock } from '#office/house.ts'
import type { House } from '#office/house.ts'
import { readSheets } from '#office/sheets/index.ts'
import { layoutOf } from '#web'
import { embedded } from '#test/support/database.ts'
import { aCouncilId, aViewer, linkOn, openBrowser } from '#test/support/visit.ts'
import type { Browser, FormFile } from '#test/support/visit.ts'
import { aBudget, LINES_HEAD, rowsOf, TABLES } from '../commands/a-budget.ts'
import { budgetRoutes, budgetWorkings } from '../index.ts'

const noJobs: House['jobs'] = {
  submit: async () => assert.fail('no run is asked for here'),
  cancel: async () => assert.fail('no run is asked for here'),
  progress: () => assert.fail('no run is asked for here'),
  close: async () => undefined,
}

const FINANCE = { as: ['finance'] as const satisfies readonly Role[] }
const CHIEF = { as: ['chief-finance-officer'] as const satisfies readonly Role[] }
const READER = { as: ['reader'] as const satisfies readonly Role[] }
const ELSEWHERE = { as: aViewer(['finance'], aCouncilId(9)) }

function upload(changes: Readonly<Record<string, string>> = {}): readonly FormFile[] {
  return aBudget(changes).map(({ name, bytes }) => ({ field: 'files', name, bytes }))
}

describe('pages of the budget', () => {
  let db: Db
  let house: House
  let browser: Browser
  before(async () => {
    db = await embedded()
    house = { db, jobs: noJobs, settings: new Map(), ...clock() }
    browser = await openBrowser(budgetRoutes(house), { layout: layoutOf({ nav: [], footer: [] }) })
  })
  after(async () => {
    await browser.close()
    await db.close()
  })

  test('with no budget, the one step is to load one, and the gap says what it lacks', async () => {
    const page = await browser.get('/budget', FINANCE)
    assert.equal(page.status, 200)
    assert.equal(linkOn(page, 'Load a budget'), '/budget/import')
    assert.match((await browser.get('/budget/gap', READER)).text, /no gap without a budget/)
    assert.match(
      (await browser.get('/budget/checks', READER)).text,
      /Northamptonshire.*£13\.0m £6\.1m £6\.9m/,
    )
  })

  test('a wrong value comes back to the form with its file, row, column and mend, and stores nothing', async () => {
    const lines = `${TABLES['lines'] ?? ''}2026-27,draft,S04,premises,core,,CC2,,12.345.00,yes,,\r\n`
    const page = await browser.upload('/budget/import', upload({ lines }), {}, FINANCE)
    assert.equal(page.status, 422)
    assert.deepEqual(page.errors, [
      'lines.csv, row 9, column amount: "12.345.00" is not money. write 12345.00.',
    ])
    assert.match((await browser.get('/budget', FINANCE)).text, /No budget has been loaded/)
  })

  test('a reader may not send files or store them', async () => {
    assert.equal((await browser.upload('/budget/import', upload(), {}, READER)).status, 404)
  })

  test('files are shown before anything uses them, stored with one button, and read in pounds to the penny', async () => {
    const lines = `${TABLES['lines'] ?? ''}2026-27,draft,S06,third-party,core,,CC9,,c,yes,,\r\n`
    const sent = await browser.upload('/budget/import', upload({ lines }), {}, FINANCE)
    assert.equal(sent.status, 303)
    const at = sent.to ?? ''
    const preview = await browser.get(at, FINANCE)
    assert.match(preview.text, /1 set aside/)
    assert.match(preview.text, /£7,210,000\.00 £80,000\.00 £7,130,000\.00/)
    assert.match(
      preview.text,
      /"c" means suppressed: a small number: it is not an amount, and not 0/,
    )
    assert.match((await browser.get(`${at}/set-aside.csv`, FINANCE)).html, /lines\.csv,,9,amount,c/)
    assert.match((await browser.get('/budget', FINANCE)).text, /No budget has been loaded/)
    const stored = await browser.post(`${at}/confirm`, {}, FINANCE)
    assert.equal(stored.to, '/budget')
    const years = await browser.get('/budget', READER)
    assert.match(years.text, /draft budget of 2026‑27 spends £7\.1m £7,130,000\.00 net/)
  })

  test('the page of a year adds up by any axes, and each figure leads to its working and to its row', async () => {
    const page = await browser.get('/budget/2026-27?by=stream&against=group', READER)
    assert.match(page.text, /Core funding/)
    const whole = await browser.get('/budget/2026-27', READER)
    const href = linkOn(whole, '£7.1m £7,130,000.00')
    assert.equal(href, '/working/budget/total/2026-27/draft/net')
    const total = await working(house, href)
    assert.equal(total.value, 713_000_000)
    assert.equal(reAdd(total).kind, 'agrees')
    let at = total
    for (let clicks = 0; at.working.kind === 'rule'; clicks += 1) {
      assert.ok(clicks < 3, 'more than three clicks')
      assert.notEqual(reAdd(at).kind, 'differs')
      const [first] = at.working.parts()
      assert.ok(first)
      at = first
    }
    assert.equal(at.working.origin.kind, 'import')
    for (const axis of ['service', 'stream', 'subjective-group', 'area', 'cost-centre'])
      assert.match(
        (await browser.get(`/budget/2026-27?by=${axis}`, READER)).text,
        /£7\.1m £7,130,000\.00/,
      )
  })

  test('without a finished forecast there is nothing to bring in, and only finance may try', async () => {
    const page = await browser.post('/budget/gap/demand', {}, FINANCE)
    assert.equal(page.status, 422)
    assert.match(page.errors.join(' '), /no finished forecast to bring in/)
    assert.equal((await browser.post('/budget/gap/demand', {}, READER)).status, 404)
    const gap = await browser.get('/budget/gap', FINANCE)
    assert.match(gap.text, /No costed forecast has been brought in/)
    assert.equal(linkOn(gap, 'Make a forecast of children in care'), '/demand/forecast')
    assert.doesNotMatch(gap.html, /<form[^>]*gap\/demand/)
  })

  test('every figure on the gap page has a working that re-adds', async () => {
    const page = await browser.get('/budget/gap', READER)
    assert.match(page.text, /not the whole council/)
    assert.match(page.text, /Gap, cumulative.*Gap, new/)
    assert.match(page.text, /rolled forward from 2026-27/)
    assert.ok((await workingsOn(house, page.links)) > 10)
  })

  test('every figure of every page leads to a working that re-adds', async () => {
    const paths = [
      '/budget',
      '/budget/2026-27?by=service&against=stream',
      '/budget/streams',
      '/budget/streams/short-grant',
      '/budget/services/S04',
    ]
    for (const path of paths) {
      const page = await browser.get(path, READER)
      assert.ok((await workingsOn(house, page.links)) > 1, path)
    }
  })

  test('a stream shows every figure, its conditions and its cliff; a service its law and who pays', async () => {
    const stream = await browser.get('/budget/streams/short-grant', READER)
    assert.match(stream.text, /Announced £250,000\.00.*Allocated £200,000\.00/)
    assert.match(stream.text, /Only for P01, P02 \(checked\)/)
    assert.match(stream.text, /£200,000.*of recurring spending is still charged to it in 2027‑28/)
    const eig = await browser.get('/budget/streams/eig', READER)
    assert.match(eig.text, /£2,212,000,000\.00.*£2,222,000,000\.00.*£2,235,000,000\.00/)
    const service = await browser.get('/budget/services/P11', READER)
    assert.match(service.text, /Its money lies with Domestic abuse support/)
    assert.equal((await browser.get('/budget/services/nowhere', READER)).status, 404)
  })

  test('what goes out comes in again as the same budget, as CSV and as a workbook', async () => {
    const out = await browser.get('/budget/2026-27/lines.csv', READER)
    assert.equal(out.status, 200)
    assert.match(out.html, new RegExp(`^\\uFEFF?${LINES_HEAD}`))
    const again = await browser.upload(
      '/budget/import',
      [{ field: 'files', name: 'lines.csv', bytes: out.html }],
      {},
      FINANCE,
    )
    const preview = await browser.get(again.to ?? '', FINANCE)
    assert.match(preview.text, /£7,210,000\.00 £80,000\.00 £7,130,000\.00 £7,130,000\.00/)
    await browser.post(`${again.to ?? ''}/drop`, {}, FINANCE)
    const book = await browser.get('/budget/2026-27/budget.xlsx', READER)
    const sheets = readSheets('budget.xlsx', book.raw.bytes)
    assert.ok(sheets.ok)
    assert.deepEqual(
      sheets.value.map((s) => s.sheet),
      ['lines', 'By group', 'By service', 'By stream', 'By subjective', 'checks'],
    )
  })

  test('a draft is proposed, and agreed with the day and the minute', async () => {
    const proposed = await browser.post('/budget/2026-27/propose', {}, FINANCE)
    assert.equal(proposed.to, '/budget/2026-27')
    assert.equal((await browser.post('/budget/2026-27/agree', {}, FINANCE)).status, 404)
    const wrong = await browser.post(
      '/budget/2026-27/agree',
      { resolution: 'Council, minute 42', on: 'soon' },
      CHIEF,
    )
    assert.equal(wrong.status, 422)
    assert.match(wrong.html, /value="Council, minute 42"/)
    const agreed = await browser.post(
      '/budget/2026-27/agree',
      { resolution: 'Council, minute 42', on: '11/02/2026' },
      CHIEF,
    )
    assert.equal(agreed.to, '/budget/2026-27')
    const lines = rowsOf(LINES_HEAD, '2026-27,agreed,S04,employees,core,,,,1.00,yes,,')
    const again = await browser.upload(
      '/budget/import',
      upload({ lines, drivers: '', prices: '' }),
      {},
      FINANCE,
    )
    assert.match(
      again.errors[0] ?? '',
      /lines\.csv, row 2, column version: The budget of 2026-27 is agreed and does not change/,
    )
  })

  test('another council finds nothing here, and no difference between not there and not theirs', async () => {
    const list = await browser.get('/budget/import', FINANCE)
    const id = list.links.find((l) => /^\/budget\/import\/[0-9a-f-]{36}$/.test(l.href))?.href ?? ''
    assert.notEqual(id, '')
    assert.equal((await browser.get(id, ELSEWHERE)).status, 404)
    assert.equal((await browser.post(`${id}/confirm`, {}, ELSEWHERE)).status, 404)
    assert.equal((await browser.get('/budget/2026-27', ELSEWHERE)).status, 404)
    assert.match((await browser.get('/budget', ELSEWHERE)).text, /No budget has been loaded/)
  })
})

/** Follows every figure of a page to its working: the same value to the penny, re-added, its parts leading on. */
async function workingsOn(
  house: House,
  links: readonly { readonly href: string; readonly text: string }[],
): Promise<number> {
  const own = links.filter((l) => l.href.startsWith('/working/budget/'))
  for (const { href, text } of own) {
    const found = await working(house, href)
    assert.notEqual(reAdd(found).kind, 'differs', href)
    const shown = /£([\d,]+)\.(\d\d)$/.exec(text)
    if (shown !== null)
      assert.equal(
        Number(`${shown[1]?.replaceAll(',', '')}${shown[2]}`),
        Math.abs(found.value),
        href,
      )
    if (found.working.kind !== 'rule') continue
    for (const part of found.working.parts())
      if (part.href !== undefined) assert.ok(await working(house, part.href), part.href)
  }
  return own.length
}

async function working(house: House, href: string): Promise<Figure> {
  const path = href.split('/').slice(3).map(decodeURIComponent)
  const found = await budgetWorkings(house)(aCouncilId(1), path)
  assert.ok(found, `no working at ${href}`)
  return found
}

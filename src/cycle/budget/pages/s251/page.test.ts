import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
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
import { aCouncilId, aViewer, openBrowser } from '#test/support/visit.ts'
import type { Browser, FormFile, Page } from '#test/support/visit.ts'
import { aBudget } from '../../commands/a-budget.ts'
import { budgetRoutes, budgetWorkings } from '../../index.ts'

const noJobs: House['jobs'] = {
  submit: async () => assert.fail('no run is asked for here'),
  cancel: async () => assert.fail('no run is asked for here'),
  progress: () => assert.fail('no run is asked for here'),
  close: async () => undefined,
}

const FINANCE = { as: ['finance'] as const satisfies readonly Role[] }
const MEMBER = { as: ['member'] as const satisfies readonly Role[] }
const ELSEWHERE = { as: aViewer(['finance'], aCouncilId(9)) }

const examples = fileURLToPath(new URL('../../../../../examples/', import.meta.url))
const example = (path: string): FormFile => ({
  field: 'files',
  name: path.split('/').at(-1) ?? path,
  bytes: new Uint8Array(readFileSync(examples + path)),
})

/** The addresses of workings on a page. */
const workings = (page: Page): readonly string[] =>
  page.links.map((l) => l.href).filter((href) => href.startsWith('/working/budget/'))

describe('pages of Section 251 and of benchmarking', () => {
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

  const working = async (
    href: string,
    roles: readonly Role[] = ['finance'],
  ): Promise<Figure | undefined> => {
    const path = href.replace('/working/budget/', '').split('/').map(decodeURIComponent)
    return budgetWorkings(house)(aCouncilId(1), path, roles)
  }

  test('with nothing published, the one step is to send a file; nothing is compared', async () => {
    const list = await browser.get('/budget/s251', FINANCE)
    assert.match(list.text, /Start from one published outturn/)
    assert.deepEqual(list.labels, ['Published tables'])
    assert.match((await browser.get('/budget/benchmark', FINANCE)).text, /Nothing is compared yet/)
    assert.equal((await browser.get('/budget/s251/2013-14', FINANCE)).status, 404)
  })

  test('a file of an unknown year comes back with what to do, and nothing is kept', async () => {
    const page = await browser.upload(
      '/budget/s251',
      [example('s251/outturn-2031-32.csv')],
      {},
      FINANCE,
    )
    assert.equal(page.status, 422)
    assert.match(page.errors[0] ?? '', /no layout known here.*s251-layouts\.md/)
    assert.match(
      (await browser.get('/budget/s251', FINANCE)).text,
      /Start from one published outturn/,
    )
  })

  test('only finance may send tables', async () => {
    const sent = await browser.upload(
      '/budget/s251',
      [example('s251/outturn-2013-14.csv')],
      {},
      MEMBER,
    )
    assert.equal(sent.status, 404)
    assert.deepEqual((await browser.get('/budget/s251', MEMBER)).labels, [])
  })

  test('a published year and a year with its own layout are read, tested and shown with their faults', async () => {
    const files = ['outturn-2013-14.csv', 'outturn-2031-32.csv', 'layout-2031-32.json']
    const sent = await browser.upload(
      '/budget/s251',
      files.map((f) => example(`s251/${f}`)),
      {},
      FINANCE,
    )
    assert.deepEqual([sent.status, sent.to], [303, '/budget/s251'])
    const list = await browser.get('/budget/s251', FINANCE)
    assert.match(list.text, /147 rows of 2 years are read\. 3 printed figures do not follow/)
    const year = await browser.get('/budget/s251/2013-14', MEMBER)
    assert.match(year.text, /Wetherby Vale 7 m £1,073,073\.00 £1,037,199\.00/)
    assert.match(year.text, /k = own \+ private \+ otherPublic \+ voluntary 90 0/)
    assert.match(year.text, /33 Children and young people’s services, without CERA 3 3/)
    assert.match((await browser.get('/budget/s251/2031-32', MEMBER)).text, /Family hubs/)
  })

  test('one council’s return is shown as it was printed, and each amount leads to its file and row', async () => {
    const page = await browser.get('/budget/s251/2013-14?council=991', MEMBER)
    assert.match(page.text, /Wetherby Vale, 2013.14 As printed/)
    const href = workings(page).find((h) => h.endsWith('/991/7/m'))
    const figure = await working(href ?? '')
    assert.equal(figure?.value, 107_307_300)
    const origin = figure?.working.kind === 'origin' ? figure.working.origin : undefined
    assert.ok(origin?.kind === 'import')
    assert.deepEqual([origin.file, origin.rows], ['outturn-2013-14.csv', [44]])
  })

  test('England is the sum of its councils, and re-adds', async () => {
    const list = await browser.get('/budget/s251', FINANCE)
    const [href] = workings(list)
    const figure = (await working(href ?? '')) ?? assert.fail('England has a working')
    assert.equal(reAdd(figure).kind, 'agrees')
    assert.equal(figure.working.kind === 'rule' ? figure.working.parts().length : 0, 3)
  })

  test('the council is compared with its neighbours, with what to know before it is believed', async () => {
    const files = readdirSync(`${examples}benchmark`).map((name) => example(`benchmark/${name}`))
    assert.equal((await browser.upload('/budget/s251', files, {}, FINANCE)).status, 303)
    const page = await browser.get('/budget/benchmark?council=990', MEMBER)
    assert.match(page.text, /£1,025\.00 , £188\.00 below the median of the 9 of 10 neighbours/)
    assert.match(page.text, /£28,300,422\.11/)
    assert.match(page.text, /Garsdale has no figure/)
    assert.match(page.text, /Not adjusted for need/)
    assert.equal(page.html.match(/<svg class="(wide|mid|narrow)"/g)?.length, 3)
    for (const href of workings(page)) assert.ok((await working(href)) !== undefined, href)
    const gap = await working(workings(page).find((h) => h.endsWith('/gap')) ?? '')
    assert.equal(gap?.value, 2_830_042_211)
  })

  test('another measure, a council that is not there, and a year that the measure lacks', async () => {
    const unit = await browser.get(
      '/budget/benchmark?council=990&measure=RescareFinance&year=1999-00',
      MEMBER,
    )
    assert.match(unit.text, /a week/)
    assert.match(unit.text, /rounded to £5/)
    const none = await browser.get('/budget/benchmark?council=nowhere', MEMBER)
    assert.match(none.text, /No council of the tables is called/)
    const twin = await browser.get('/budget/benchmark.json?council=990', MEMBER)
    assert.ok(JSON.stringify(twin.json()).includes('"gapPence":2830042211'))
  })

  test('the council’s own budget stands on the form for those inside, never for those outside', async () => {
    const budget = aBudget({}).map(({ name, bytes }) => ({ field: 'files', name, bytes }))
    const sent = await browser.upload('/budget/import', budget, {}, FINANCE)
    await browser.post(`${sent.to ?? ''}/confirm`, {}, FINANCE)
    const page = await browser.get('/budget/s251/2026-27', FINANCE)
    assert.equal(page.status, 200)
    assert.match(page.text, /In whole pounds|whole pounds/)
    const outside = await browser.get('/budget/s251/2026-27', MEMBER)
    assert.match(outside.text, /own form is shown inside the service alone/)
    assert.deepEqual(workings(outside), [])
    assert.equal((await browser.get('/budget/s251/2030-31', FINANCE)).status, 404)
    assert.equal((await browser.get('/budget/s251/2026-27/form.xlsx', MEMBER)).status, 404)
    const hrefs = workings(page)
    assert.ok(hrefs.length > 5)
    for (const href of hrefs) {
      const figure = (await working(href)) ?? assert.fail(href)
      const exact = figure.working.kind === 'rule' ? figure.working.parts()[0] : undefined
      assert.ok(exact !== undefined && Math.abs(exact.value - figure.value) < 800)
      assert.notEqual(reAdd(exact).kind, 'differs')
      assert.equal(await working(href, ['member']), undefined)
    }
  })

  test('the workbook has the form, its reconciliation and what is not mapped', async () => {
    const page = await browser.get('/budget/s251/2026-27/form.xlsx', FINANCE)
    const sheets = readSheets('form.xlsx', page.raw.bytes)
    assert.deepEqual(sheets.ok ? sheets.value.map((s) => s.sheet) : [], [
      'form',
      'reconciliation',
      'not mapped',
    ])
  })

  test('another council sees none of it', async () => {
    assert.match(
      (await browser.get('/budget/s251', ELSEWHERE)).text,
      /Start from one published outturn/,
    )
    assert.equal((await browser.get('/budget/s251/2013-14', ELSEWHERE)).status, 404)
    const elsewhere = await budgetWorkings(house)(
      aCouncilId(9),
      ['s251', '2013-14', '991', '7', 'm'],
      ['finance'],
    )
    assert.equal(elsewhere, undefined)
  })

  test('a mended layout is used when the file is sent again', async () => {
    const layout = new TextDecoder().decode(example('s251/layout-2031-32.json').bytes as Uint8Array)
    const mended = layout.replace('"adds": "7+8"', '"adds": "7"')
    const files = [
      { field: 'files', name: 'layout-2031-32.json', bytes: mended },
      example('s251/outturn-2031-32.csv'),
    ]
    assert.equal((await browser.upload('/budget/s251', files, {}, FINANCE)).status, 303)
    assert.match(
      (await browser.get('/budget/s251/2031-32', FINANCE)).text,
      /is not the sum of lines 7/,
    )
  })
})

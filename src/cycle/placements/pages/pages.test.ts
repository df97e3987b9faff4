import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Db } from '#db'
import type { ForecastLine } from '#cycle/demand/index.ts'
import { SUB_TYPES } from '#cycle/demand/rules/index.ts'
import type { Role } from '#kernel/access.ts'
import { reAdd } from '#kernel/working.ts'
import type { Figure } from '#kernel/working.ts'
import { clock } from '#office/house.ts'
import type { House } from '#office/house.ts'
import { readSheets } from '#office/sheets/index.ts'
import { layoutOf } from '#web'
import { embedded } from '#test/support/database.ts'
import { withForecast } from '#test/support/forecast.ts'
import { aCouncilId, aViewer, linkOn, openBrowser } from '#test/support/visit.ts'
import type { Browser, FormFile, Page } from '#test/support/visit.ts'
import { placementsRoutes, placementsWorkings } from '../index.ts'

const noJobs: House['jobs'] = {
  submit: async () => assert.fail('no run is asked for here'),
  cancel: async () => assert.fail('no run is asked for here'),
  progress: () => assert.fail('no run is asked for here'),
  close: async () => undefined,
}

const NOW = Temporal.Instant.from('2022-06-15T10:00:00Z')
const FINANCE = { as: ['finance'] as const satisfies readonly Role[] }
const MEMBER = { as: ['member'] as const satisfies readonly Role[] }
const ELSEWHERE = { as: aViewer(['finance'], aCouncilId(9)) }
const COUNCIL = aCouncilId(1)

const HEAD = 'sub_type,provider,band,weekly_gbp,from,to,cv_percent,uplift_percent,uplift_on,source'
/** A price for every kind but kinship, so that some children have none. */
const ROWS = SUB_TYPES.filter((s) => s !== 'kinship-foster').map(
  (s, i) => `${s},,,${500 + 130 * i}.00,01/04/2021,,20,3,1 April,register ${i}`,
)

function upload(rows: readonly string[] = ROWS, name = 'prices.csv'): readonly FormFile[] {
  return [{ field: 'file', name, bytes: [HEAD, ...rows].join('\r\n') }]
}

describe('pages of placements', () => {
  let db: Db
  let house: House
  let browser: Browser
  let line: ForecastLine
  let costPage = ''
  before(async () => {
    db = await embedded()
    line = await withForecast(db, aViewer(['administrator']))
    house = { db, jobs: noJobs, settings: new Map(), ...clock(() => NOW) }
    browser = await openBrowser(placementsRoutes(house), {
      layout: layoutOf({ nav: [], footer: [] }),
    })
    costPage = `/placements/cost/${line.run}`
  })
  after(async () => {
    await browser.close()
    await db.close()
  })

  test('without prices the one step is to load them, and a forecast says why it is not costed', async () => {
    const page = await browser.get('/placements', FINANCE)
    assert.equal(linkOn(page, 'Load a price book'), '/placements/prices')
    const record = await browser.get('/placements/cost', FINANCE)
    assert.equal(record.to, costPage)
    assert.match((await browser.get(costPage, FINANCE)).text, /No price book is in use/)
    assert.equal((await browser.post(costPage, {}, FINANCE)).status, 422)
  })

  test('a wrong file comes back to the form with every fault, its place and its mend', async () => {
    const rows = [
      ...ROWS,
      'agency-fostering,,,820,01/04/2021,,,,,',
      'home-own,,,-1,01/04/2020,01/05/2020,,,,',
    ]
    const page = await browser.upload('/placements/prices', upload(rows), {}, FINANCE)
    assert.equal(page.status, 422)
    assert.equal(page.errors.length, 2)
    assert.match(
      page.errors[0] ?? '',
      /prices\.csv, row 23, column sub_type: "agency-fostering" is not a kind of placement/,
    )
    assert.match(
      page.errors[1] ?? '',
      /row 24, column weekly_gbp: A price of -1 a week is below nothing/,
    )
    assert.match((await browser.get('/placements', FINANCE)).text, /There are no prices yet/)
  })

  test('a member may not see prices or send them, and nobody finds another council’s book', async () => {
    assert.equal((await browser.get('/placements/prices', MEMBER)).status, 404)
    assert.equal((await browser.upload('/placements/prices', upload(), {}, MEMBER)).status, 404)
    assert.equal((await browser.get(costPage, ELSEWHERE)).status, 404)
  })

  test('a book is shown row by row with what is asked about, and is used once that is said to be meant', async () => {
    const rows = [...ROWS, 'home-agency,,solo,52000.00,01/04/2021,,,,,spot']
    const sent = await browser.upload('/placements/prices', upload(rows), {}, FINANCE)
    const at = sent.to ?? ''
    const preview = await browser.get(at, FINANCE)
    assert.match(preview.headings[0] ?? '', /22 prices read, 1 to look at again/)
    assert.match(preview.text, /1 kind of placement has no price in this book: Kinship fostering/)
    assert.ok(preview.labels.some((l) => /Row 23: .*agency at £52,000\.00 a week/.test(l)))
    const refusal = await browser.post(`${at}/confirm`, {}, FINANCE)
    assert.equal(refusal.status, 422)
    assert.match(refusal.errors[0] ?? '', /row 23, column weekly_gbp: .* Tick it if it is meant/)
    assert.match((await browser.get('/placements', FINANCE)).text, /There are no prices yet/)
    const stored = await browser.post(`${at}/confirm`, { meant: ['0'] }, FINANCE)
    assert.equal(stored.to, '/placements')
    const again = await browser.upload('/placements/prices', upload(rows), {}, FINANCE)
    assert.equal(again.to, at, 'the same file is recognised')
    const prices = await browser.get('/placements/prices', FINANCE)
    assert.match(prices.text, /22 prices hold on 15 June 2022/)
    assert.match(prices.text, /Kinship fostering not in the price book/)
    const earlier = await browser.get('/placements/prices?on=2021-05-01', FINANCE)
    assert.match(earlier.text, /£500\.00/, 'before the uplift of April 2022')
    assert.match(prices.text, /£515\.00/)
  })

  test('what is not costed is said at the top; the forecast is costed with one button', async () => {
    const page = await browser.get('/placements', FINANCE)
    assert.match(page.text, /Not costed: \d+ child(ren)? in care now/)
    assert.match(page.text, /has not been costed yet/)
    const costed = await browser.post(costPage, {}, FINANCE)
    assert.equal(costed.to, costPage)
    const record = await browser.get('/placements', FINANCE)
    assert.match(
      record.text,
      /We expect placements to cost £[\d.]+m £[\d,.]+ in 2022‑23 ?, with an 8 in 10 chance of between .*; £[\d.]+m £[\d,.]+ in 2023‑24/,
    )
    assert.match(record.text, /child-weeks of the forecast/)
  })

  test('the page of a cost says the answer, its band, its parts by line, its causes and how sure it is', async () => {
    const page = await browser.get(costPage, FINANCE)
    assert.equal(page.headings[0], 'What will placements cost?')
    assert.match(
      page.text,
      /We expect placements to cost £[\d.]+m £[\d,.]+ in 2022‑23 ?, with an 8 in 10 chance/,
    )
    assert.match(
      page.text,
      /Not costed\. .*Kinship fostering: [\d,]+ child-weeks, April 2022 to March 2024/,
    )
    assert.match(page.text, /3\.1\.2b Fostering, own/)
    assert.match(page.text, /Why 2023‑24 costs (more|less) than 2022‑23/)
    assert.match(page.text, /Spread from children/)
    const model: unknown = (await browser.get(`${costPage}.json`, FINANCE)).json()
    const { years, parts, months, bridges } = shapeOf(model)
    assert.equal(sumOf(parts), sumOf(years))
    assert.equal(sumOf(months), sumOf(years))
    for (const b of bridges)
      assert.equal(b.beforePence + b.volumePence + b.mixPence + b.pricePence, b.afterPence)
  })

  test('every figure leads to a working of the same value that re-adds', async () => {
    for (const path of ['/placements', costPage]) {
      const page = await browser.get(path, FINANCE)
      assert.ok((await workingsOn(page)) > 15, path)
    }
  })

  test('in three clicks a yearly cost leads to a row of the price file and to the run', async () => {
    const page = await browser.get(costPage, FINANCE)
    const year = page.links.find((l) => /\/cost\/[^/]+\/2022-23\/mean$/.test(l.href))
    assert.ok(year)
    const [kind] = partsOf(await working(year.href))
    assert.ok(kind?.href)
    const [month] = partsOf(await working(kind.href))
    const [price, days] = partsOf(month)
    const row = ends(price).find((o) => o.kind === 'import')
    assert.ok(row?.kind === 'import' && row.rows.length === 1)
    const run = ends(days)[0]
    assert.ok(run?.kind === 'run' && run.runId === line.run)
    const rowPage = await browser.get(withoutAnchor(row.href), FINANCE)
    assert.match(rowPage.text, /this row/)
    assert.match(rowPage.html, new RegExp(`id="row-${row.rows[0]}"`))
  })

  test('what a week costs now leads to the rows of the returns', async () => {
    const page = await browser.get('/placements', FINANCE)
    const href = page.links.find((l) => /\/today\/.*\/agency-foster$/.test(l.href))?.href ?? ''
    const found = await working(href)
    assert.equal(reAdd(found).kind, 'agrees')
    const [children] = partsOf(found)
    assert.ok(ends(children).some((o) => o.kind === 'import' && o.rows.length > 0))
  })

  test('what goes out as CSV and as a workbook adds to what the page says', async () => {
    const out = await browser.get(`${costPage}/costs.csv`, FINANCE)
    const [head = '', ...rows] = out.raw.body.trim().split('\r\n')
    assert.match(head, /month,year,sub_type,placement,s251,s251_code,child_days,expected/)
    const at = head.split(',').indexOf('expected')
    const total = rows.reduce((n, r) => n + Math.round(Number(cells(r)[at]) * 100), 0)
    const model: unknown = (await browser.get(`${costPage}.json`, FINANCE)).json()
    assert.equal(
      total,
      shapeOf(model).years.reduce((n, y) => n + y.meanPence, 0),
    )
    const book = readSheets(
      'c.xlsx',
      (await browser.get(`${costPage}/costs.xlsx`, FINANCE)).raw.bytes,
    )
    assert.ok(book.ok)
    assert.equal(book.value.length, 6)
  })

  test('outside the service totals are shown, and neither kinds of few children nor their prices', async () => {
    const cost = await browser.get(costPage, MEMBER)
    assert.match(cost.text, /We expect placements to cost £[\d.]+m/)
    assert.match(cost.text, /shown inside the service/)
    assert.doesNotMatch(cost.html, /\/working\//)
    assert.doesNotMatch(cost.text, /child-weeks/)
    const model = shapeOf((await browser.get(`${costPage}.json`, MEMBER)).json())
    assert.deepEqual(model.parts, [])
    assert.equal((await browser.get(`${costPage}/costs.csv`, MEMBER)).status, 404)
    const page = await browser.get('/placements', MEMBER)
    assert.doesNotMatch(page.text, /Independent fostering|A week, each/)
    assert.match(page.text, /The 116 children in our care/)
    assert.match(page.text, /Not costed: some children in care now/)
    assert.doesNotMatch(page.html, /\/working\//)
  })

  test('a later book makes the costing stale, and it says so until it is worked out anew', async () => {
    const dearer = ROWS.map((r) => r.replace('.00,01', '.50,01'))
    const sent = await browser.upload('/placements/prices', upload(dearer), {}, FINANCE)
    const preview = await browser.get(sent.to ?? '', FINANCE)
    assert.match(preview.text, /21 prices change and 0 are new/)
    assert.match(preview.text, /1 price of the book in use is not in this one/)
    assert.equal((await browser.post(`${sent.to ?? ''}/confirm`, {}, FINANCE)).status, 303)
    const stale = await browser.get(costPage, FINANCE)
    assert.match(stale.text, /have changed since this was worked out/)
    await browser.post(costPage, {}, FINANCE)
    assert.doesNotMatch((await browser.get(costPage, FINANCE)).text, /have changed since/)
    const other = await browser.upload('/placements/prices', upload(ROWS.slice(0, 3)), {}, FINANCE)
    assert.equal(
      (await browser.post(`${other.to ?? ''}/drop`, {}, FINANCE)).to,
      '/placements/prices',
    )
  })

  async function working(href: string): Promise<Figure> {
    const [, , room = '', ...path] = href.split('/').map(decodeURIComponent)
    assert.equal(room, 'placements', href)
    const found = await placementsWorkings(house)(COUNCIL, path)
    assert.ok(found, href)
    return found
  }

  async function workingsOn(page: Page): Promise<number> {
    const own = page.links.filter((l) => l.href.startsWith('/working/placements/'))
    for (const l of own) {
      const found = await working(l.href)
      assert.notEqual(reAdd(found).kind, 'differs', l.href)
      const exact = l.text.split(' ').at(-1)?.replaceAll(/[£,+]/g, '').replace('−', '-') ?? ''
      if (/^-?\d+\.\d\d$/.test(exact))
        assert.equal(Math.round(Number(exact) * 100), found.value, l.href)
    }
    return own.length
  }
})

function partsOf(figure: Figure | undefined): readonly Figure[] {
  return figure?.working.kind === 'rule' ? figure.working.parts() : []
}

/** Where a figure came from, however deep. */
function ends(
  figure: Figure | undefined,
): readonly Extract<Figure['working'], { kind: 'origin' }>['origin'][] {
  if (figure === undefined) return []
  return figure.working.kind === 'origin' ? [figure.working.origin] : partsOf(figure).flatMap(ends)
}

function withoutAnchor(href: string | undefined): string {
  assert.ok(href)
  return href.replace(/#.*/, '')
}

/** Cells of a line of CSV. */
function cells(row: string): readonly string[] {
  return (row.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? []).map((c) => c.replace(/,$/, ''))
}

function sumOf(list: Amounts): number {
  return list.reduce((n, x) => n + x.meanPence, 0)
}

type Amounts = readonly { readonly meanPence: number }[]
type Shape = {
  readonly years: Amounts
  readonly parts: Amounts
  readonly months: Amounts
  readonly bridges: readonly Readonly<
    Record<'beforePence' | 'volumePence' | 'mixPence' | 'pricePence' | 'afterPence', number>
  >[]
}

function isShape(model: unknown): model is Shape {
  return typeof model === 'object' && model !== null && 'years' in model && 'bridges' in model
}

function shapeOf(model: unknown): Shape {
  assert.ok(isShape(model))
  return model
}

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { z } from 'zod'
import type { Db } from '#db'
import { openJobs } from '#jobs'
import type { Jobs } from '#jobs'
import type { Role } from '#kernel/access.ts'
import { parseId } from '#kernel/id.ts'
import { unwrap } from '#kernel/result.ts'
import { reAdd } from '#kernel/working.ts'
import type { Figure } from '#kernel/working.ts'
import { record } from '#office/audit/index.ts'
import { clock } from '#office/house.ts'
import type { House } from '#office/house.ts'
import { readSheets } from '#office/sheets/index.ts'
import { layoutOf } from '#web'
import { inventedCare } from '#test/invented-care.ts'
import { returnsOf } from '#test/invented-return.ts'
import { embedded } from '#test/support/database.ts'
import { aCouncilId, aViewer, openBrowser } from '#test/support/visit.ts'
import type { Browser } from '#test/support/visit.ts'
import {
  confirmImport,
  demandRoutes,
  demandWorkings,
  FORECAST_WORK,
  importFiles,
} from '../index.ts'

const COUNCIL = aCouncilId(1)
const ANALYST = { as: ['analyst'] as const satisfies readonly Role[] }
const MEMBER = { as: ['member'] as const satisfies readonly Role[] }
const OTHER = { as: aViewer(['analyst'], aCouncilId(2)) }
const FILES = returnsOf(
  inventedCare({ seed: 31, entriesAMonth: 3, unaccompaniedAMonth: 1 }),
  2018,
  2022,
)
/** Dashes of a name, which pages do not break over a line. */
const DASH = /\u2011/g

const told = z.object({
  run: z.string(),
  importInUse: z.string(),
  told: z.array(
    z.object({
      month: z.string(),
      months: z.number(),
      middle: z.number().nullable(),
      low80: z.number().nullable(),
      high80: z.number().nullable(),
      actual: z.number().nullable(),
      within: z.boolean().nullable(),
    }),
  ),
  bridge: z
    .object({
      forecast: z.number(),
      actual: z.number(),
      difference: z.number(),
      intake: z.number(),
      stay: z.number(),
      starts: z.number(),
      mix: z.array(
        z.object({
          forecast: z.number(),
          actual: z.number(),
          volume: z.number(),
          mix: z.number(),
        }),
      ),
    })
    .optional(),
})

const tested = z.object({
  tested: z.array(z.string()),
  skill: z.array(
    z.object({ series: z.string(), horizon: z.number(), n: z.number(), cover80: z.number() }),
  ),
  dates: z.array(
    z.object({
      origin: z.string(),
      before: z.array(z.object({ month: z.string(), value: z.number() })),
      after: z.array(z.object({ month: z.string(), value: z.number() })),
      tests: z.array(
        z.object({
          horizon: z.number(),
          month: z.string(),
          low80: z.number(),
          high80: z.number(),
          actual: z.number(),
        }),
      ),
    }),
  ),
})

describe('forecasts judged by what happened', () => {
  let db: Db
  let jobs: Jobs
  let house: House
  let browser: Browser
  let [latest, earlier] = ['', '']

  async function forecast(fields: Readonly<Record<string, string>>): Promise<string> {
    const sent = await browser.post('/demand/forecast', fields, ANALYST)
    assert.equal(sent.status, 303, sent.text)
    const id = parseId<'run'>(sent.to?.split('/').at(-1) ?? '')
    assert.ok(id !== undefined)
    for await (const step of jobs.progress(COUNCIL, id))
      assert.notEqual(step.state, 'failed', step.why ?? '')
    return id
  }

  before(async () => {
    db = await embedded()
    jobs = await openJobs({
      db,
      kinds: [FORECAST_WORK],
      councils: () => Promise.resolve([COUNCIL]),
      record: async (tx, who, entry) => record(tx, who, entry),
      now: () => Temporal.Now.instant(),
      workers: 2,
    })
    house = { db, jobs, settings: new Map(), ...clock() }
    browser = await openBrowser(demandRoutes(house), { layout: layoutOf({ nav: [], footer: [] }) })
    for (const at of ['/demand/back-test', '/demand/explain']) {
      const page = await browser.get(at, MEMBER)
      assert.equal(page.status, 200)
      assert.ok(page.headings.includes('No forecast has been made from these returns'))
    }
    const actor = aViewer(['returns'], COUNCIL)
    await db.inCouncil(COUNCIL, async (tx) => {
      const read = await importFiles(tx, actor, { files: FILES })
      assert.ok(read.ok, JSON.stringify(read))
      assert.ok((await confirmImport(tx, actor, read.value.id)).ok)
    })
    latest = await forecast({ months: '12', draws: '100', seed: '5' })
    earlier = await forecast({ months: '24', draws: '100', seed: '6', from: '2021-04-01' })
  })
  after(async () => {
    await browser.close()
    await jobs.close()
    await db.close()
  })

  test('a forecast made from an earlier day looks back and is not the forecast of record', async () => {
    const model = Object((await browser.get('/demand.json', ANALYST)).json())
    assert.equal(Object(Reflect.get(model, 'record'))['run'], latest)
  })

  test('a forecast of months to come says from when it can be told', async () => {
    const page = await browser.get(`/demand/explain/${latest}`, ANALYST)
    assert.equal(page.headings[0], 'It is too early to say how this forecast fared')
    assert.match(page.text, /when a return to the end of April 2022 is in use/)
    const model = told.parse((await browser.get(`/demand/explain/${latest}.json`, ANALYST)).json())
    assert.deepEqual(model.told, [])
  })

  test('each of the twelve months since is held against its band, and the band is spoken of first', async () => {
    const page = await browser.get('/demand/explain', ANALYST)
    const model = told.parse((await browser.get('/demand/explain.json', ANALYST)).json())
    assert.equal(model.run, earlier)
    assert.equal(model.told.length, 12)
    for (const t of model.told) {
      assert.ok(t.actual !== null && t.low80 !== null && t.high80 !== null)
      assert.equal(t.within, t.low80 <= t.actual && t.actual <= t.high80)
    }
    const history = z
      .object({ latest: z.number() })
      .parse((await browser.get('/demand/history.json', ANALYST)).json())
    const last = model.told.at(-1)
    assert.equal(last?.actual, history.latest)
    const first = last?.within === true ? /lies within the band/ : /than the 8 in 10 band held/
    assert.match(page.headings[0] ?? '', first)
    const held = model.told.filter((t) => t.within === true).length
    assert.match(page.text, new RegExp(`lay in the 8 in 10 band in ${held} of 12 months`))
  })

  test('intake and stay add to the difference, and volume and mix to that of each placement', async () => {
    for (const query of ['', '?to=2021-09']) {
      const at = `/demand/explain/${earlier}.json${query}`
      const { bridge } = told.parse((await browser.get(at, ANALYST)).json())
      assert.ok(bridge !== undefined)
      assert.equal(bridge.intake + bridge.stay, bridge.difference)
      assert.equal(bridge.actual - bridge.forecast, bridge.difference)
      for (const m of bridge.mix)
        assert.ok(Math.abs(m.volume + m.mix - (m.actual - m.forecast)) < 1e-6)
      assert.equal(
        bridge.mix.reduce((sum, m) => sum + m.actual, 0),
        bridge.actual,
      )
    }
  })

  test('every part of the difference leads to a working that adds up, down to rows of the return', async () => {
    const page = await browser.get(`/demand/explain/${earlier}`, ANALYST)
    const hrefs = page.links
      .map((l) => l.href)
      .filter((h) => h.startsWith('/working/demand/explain'))
    assert.equal(new Set(hrefs).size, 4)
    const explain = demandWorkings(house)
    for (const href of hrefs) {
      const path = href.replace('/working/demand/', '').split('/')
      const figure = await explain(COUNCIL, path, ['analyst'])
      assert.ok(figure !== undefined, href)
      assert.notEqual(reAdd(figure).kind, 'differs')
      assert.equal(await explain(COUNCIL, path, ['member']), undefined)
      assert.equal(await explain(aCouncilId(2), path, ['analyst']), undefined)
      if (!href.endsWith('/actual')) continue
      const [placement] = partsOf(figure)
      assert.ok(placement !== undefined)
      assert.equal(reAdd(placement).kind, 'agrees')
      const [file] = partsOf(placement)
      assert.ok(file?.working.kind === 'origin' && file.working.origin.kind === 'import')
      assert.ok(file.working.origin.rows.length > 0)
    }
  })

  test('outside the service the band and the count are shown, and not where the difference lies', async () => {
    const page = await browser.get(`/demand/explain/${earlier}`, MEMBER)
    assert.match(page.text, /shown inside the service alone/)
    assert.match(page.text, /lay in the 8 in 10 band in \d+ of 12 months/)
    const model = told.parse((await browser.get(`/demand/explain/${earlier}.json`, MEMBER)).json())
    assert.equal(model.bridge, undefined)
    assert.equal(model.told.length, 12)
  })

  test('the back-test tells each date, and its bands held as often as the table says', async () => {
    const model = tested.parse((await browser.get('/demand/back-test.json', ANALYST)).json())
    assert.ok(model.dates.length >= 8)
    const year = model.skill.find((j) => j.series === 'all' && j.horizon === 12)
    assert.ok(year !== undefined)
    const tests = model.dates.flatMap((d) => d.tests.filter((t) => t.horizon === 12))
    assert.equal(tests.length, year.n)
    const held = tests.filter((t) => t.low80 <= t.actual && t.actual <= t.high80).length
    assert.equal(held, Math.round(year.cover80 * year.n))
    const page = await browser.get('/demand/back-test', ANALYST)
    assert.equal(page.headings[0], 'How far can our forecasts be trusted?')
    assert.match(page.text, new RegExp(`lay in the 8 in 10 band ${held} times? of ${year.n}`))
    assert.match(page.text, /How far to trust it\. Use the /)
    assert.equal(page.html.match(/id="from-[\d-]+-pane-t"/g)?.length, model.dates.length)
  })

  test('a date leads to its own picture, and a kind of placement to its own tests', async () => {
    const all = tested.parse((await browser.get('/demand/back-test.json', ANALYST)).json())
    const date = all.dates[3]
    assert.ok(date !== undefined && all.tested.length > 1)
    const at = `/demand/back-test/${latest}?from=${date.origin}`
    const chosen = Object((await browser.get(at.replace('?', '.json?'), ANALYST)).json())
    assert.equal(Reflect.get(chosen, 'chosen'), date.origin)
    const group = all.tested[1] ?? ''
    const one = tested.parse(
      (await browser.get(`/demand/back-test/${latest}.json?show=${group}`, ANALYST)).json(),
    )
    assert.notDeepEqual(one.dates, all.dates)
    assert.ok(one.dates.every((d) => d.tests.length > 0))
  })

  test('outside, tests stand with the counts of the history, and no test where one is hidden', async () => {
    const history = z
      .object({ months: z.array(z.object({ month: z.string(), all: z.number().nullable() })) })
      .parse((await browser.get('/demand/history.json', MEMBER)).json())
    const count = new Map(history.months.map((m) => [m.month, m.all]))
    const model = tested.parse((await browser.get('/demand/back-test.json', MEMBER)).json())
    const tests = model.dates.flatMap((d) => d.tests)
    assert.ok(tests.length > 10)
    for (const t of tests) assert.equal(t.actual, count.get(t.month))
    for (const p of model.dates.flatMap((d) => [...d.before, ...d.after]))
      assert.equal(p.value, count.get(p.month))
  })

  test('another council finds neither the tests nor what came after', async () => {
    for (const run of [latest, earlier])
      for (const at of ['back-test', 'explain'])
        assert.equal((await browser.get(`/demand/${at}/${run}`, OTHER)).status, 404)
    for (const file of ['months.xlsx', 'fan.svg'])
      assert.equal((await browser.get(`/demand/forecast/${latest}/${file}`, OTHER)).status, 404)
  })

  test('the workbook holds every month of the CSV, the assumptions, the tests and the provenance', async () => {
    const at = `/demand/forecast/${latest}`
    for (const who of [ANALYST, MEMBER]) {
      const book = await browser.get(`${at}/months.xlsx`, who)
      const sheets = unwrap(readSheets('forecast.xlsx', book.raw.bytes))
      assert.deepEqual(
        sheets.map((s) => s.sheet),
        ['Months', 'Assumptions', 'Tests', 'Provenance'],
      )
      const csv = (await browser.get(`${at}/months.csv`, who)).raw.body.trim().split('\r\n')
      const months = sheets[0]?.rows ?? []
      assert.equal(months.length, csv.length)
      for (const i of [1, 50, csv.length - 1])
        assert.deepEqual(
          months[i]?.slice(5).map((c) => c.text),
          csv[i]?.split(',').slice(5),
        )
      const few = months.slice(1).flatMap((row) => row.slice(5).filter((c) => isFew(c.text)))
      assert.equal(few.length > 0, who === ANALYST)
      assert.ok(sheets[3]?.rows.some((r) => r[0]?.text === 'Seed' && r[1]?.text === '5'))
    }
  })

  test('the fan can be taken away as a drawing that stands alone', async () => {
    const page = await browser.get(`/demand/forecast/${latest}/fan.svg`, MEMBER)
    assert.match(String(page.headers['content-type']), /image\/svg\+xml/)
    assert.match(page.raw.body, /^<\?xml version="1.0" encoding="UTF-8"\?>\n<svg xmlns="http:/)
    assert.match(page.raw.body, /middle forecast<\/text>/)
    assert.equal(page.raw.body.match(/<svg/g)?.length, 1)
  })

  test('the history draws counts, years, moves, ages and stays, each over its table', async () => {
    const page = await browser.get('/demand/history', ANALYST)
    for (const id of ['count', 'years', 'moves', 'ages', 'survival'])
      assert.match(page.html, new RegExp(`id="${id}-wide-t"`), id)
    assert.equal(page.html.match(/Table of these figures/g)?.length, 5)
    const history = z
      .object({ years: z.array(z.object({ starts: z.number(), ends: z.number() })) })
      .parse((await browser.get('/demand/history.json', ANALYST)).json())
    const last = history.years.at(-1)
    const said = `${last?.starts} came and ${last?.ends} left`
    assert.ok(page.text.replaceAll(DASH, '-').includes(said), said)
    const outside = await browser.get('/demand/history', MEMBER)
    assert.doesNotMatch(outside.html, /id="ages-wide-t"/)
  })

  test('a forecast draws ages and moves inside, and outside no moves', async () => {
    const page = await browser.get(`/demand/forecast/${latest}`, ANALYST)
    for (const h of ['By age', 'By placement', 'Moves between placements'])
      assert.ok(page.headings.includes(h), h)
    assert.match(page.html, /id="moves-wide-t"/)
    assert.match(page.html, /id="panel-age-10-15-pane-t"/)
    const outside = await browser.get(`/demand/forecast/${latest}`, MEMBER)
    assert.doesNotMatch(outside.html, /id="moves-wide-t"|href="\/demand\/import/)
    assert.match(outside.text, /Not shown outside the service: most are moves of few/)
  })

  test('reasons and ages lead to workings with the same figure', async () => {
    const explain = demandWorkings(house)
    for (const path of ['/demand', `/demand/forecast/${latest}`]) {
      const page = await browser.get(path, ANALYST)
      const links = page.links.filter((l) => /\/(flow|diary|age-[\d-]+)\//.test(l.href))
      assert.ok(links.length >= 3, path)
      for (const { href, text } of links) {
        const steps = href.replace('/working/demand/', '').split('/')
        const figure = await explain(COUNCIL, steps, ['analyst'])
        assert.ok(figure !== undefined, href)
        const shown = Number(text.replaceAll(',', '').replace('\u2212', '-').replace('+', ''))
        assert.equal(Math.round(Math.abs(figure.value)), Math.abs(shown), href)
      }
    }
  })
})

function isFew(text: string): boolean {
  const n = Number(text)
  return text !== '' && n > 0 && n < 6
}

function partsOf(figure: Figure): readonly Figure[] {
  return figure.working.kind === 'rule' ? figure.working.parts() : []
}

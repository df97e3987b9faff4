import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Db } from '#db'
import { openJobs } from '#jobs'
import type { Jobs } from '#jobs'
import type { CouncilId, Role } from '#kernel/access.ts'
import { parseId } from '#kernel/id.ts'
import { reAdd } from '#kernel/working.ts'
import type { Figure } from '#kernel/working.ts'
import { record } from '#office/audit/index.ts'
import { clock } from '#office/house.ts'
import type { House } from '#office/house.ts'
import { layoutOf } from '#web'
import { inventedCare } from '#test/invented-care.ts'
import { returnsOf } from '#test/invented-return.ts'
import { embedded } from '#test/support/database.ts'
import { aCouncilId, aViewer, linkOn, openBrowser } from '#test/support/visit.ts'
import type { Browser, Page } from '#test/support/visit.ts'
import {
  confirmImport,
  demandRoutes,
  demandWorkings,
  FORECAST_WORK,
  importFiles,
} from '../../index.ts'

const ANALYST = { as: ['analyst'] as const satisfies readonly Role[] }
const READER = { as: ['reader'] as const satisfies readonly Role[] }
const COUNCIL = aCouncilId(1)
const OTHER = { as: aViewer(['analyst'], aCouncilId(2)) }
const FILES = returnsOf(
  inventedCare({ seed: 4, entriesAMonth: 3, unaccompaniedAMonth: 1 }),
  2018,
  2022,
)

describe('pages of the forecasts', () => {
  let db: Db
  let jobs: Jobs
  let house: House
  let browser: Browser
  let at = ''
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
  })
  after(async () => {
    await browser.close()
    await jobs.close()
    await db.close()
  })

  async function untilEnded(path: string): Promise<Page> {
    const id = parseId<'run'>(path.split('/').at(-1) ?? '')
    assert.ok(id !== undefined)
    for await (const step of jobs.progress(COUNCIL, id))
      assert.notEqual(step.state, 'failed', step.why ?? '')
    return browser.get(path, ANALYST)
  }

  test('without data the page says what is missing, and asking is refused', async () => {
    const page = await browser.get('/demand/forecast', ANALYST)
    assert.ok(page.headings.includes('No return is in use'))
    const asked = await browser.post('/demand/forecast', { months: '12' }, ANALYST)
    assert.equal(asked.status, 422)
    assert.match(asked.errors[0] ?? '', /Import the returns/)
  })

  test('a number that is none, a day that is none and a length too long come back to their fields', async () => {
    const actor = aViewer(['returns'], COUNCIL)
    await db.inCouncil(COUNCIL, async (tx) => {
      const read = await importFiles(tx, actor, { files: FILES })
      assert.ok(read.ok, JSON.stringify(read))
      assert.ok((await confirmImport(tx, actor, read.value.id)).ok)
    })
    const words = await browser.post(
      '/demand/forecast',
      { months: 'three', draws: '-1', from: '1 May' },
      ANALYST,
    )
    assert.equal(words.status, 422)
    assert.equal(words.errors.length, 3)
    assert.match(words.html, /value="three"/)
    const long = await browser.post('/demand/forecast', { months: '61' }, ANALYST)
    assert.match(long.errors[0] ?? '', /from 1 to 60/)
    const early = await browser.post(
      '/demand/forecast',
      { months: '12', from: '2017-05-01' },
      ANALYST,
    )
    assert.match(early.errors[0] ?? '', /less than a year/)
  })

  test('a reader may look and not ask', async () => {
    const page = await browser.get('/demand/forecast', READER)
    assert.match(page.text, /asked for by analysts and finance/)
    assert.equal((await browser.post('/demand/forecast', { months: '12' }, READER)).status, 404)
  })

  test('a forecast shows how far it is, then the answer with its band and its test', async () => {
    const asked = await browser.post(
      '/demand/forecast',
      { months: '12', draws: '200', seed: '8' },
      ANALYST,
    )
    assert.equal(asked.status, 303)
    at = asked.to ?? ''
    const under = await browser.get(at, ANALYST)
    assert.match(under.html, /<progress|8 in 10 chance/)
    const page = await untilEnded(at)
    assert.equal(page.headings[0], 'How many children will be in our care?')
    assert.match(
      page.text,
      /In one year we expect about \d+ ?; there is an 8 in 10 chance of between \d+ and \d+/,
    )
    assert.match(
      page.text,
      /At 12 months, over \d+ past dates, (this model was no better|this method has erred)/,
    )
    assert.match(page.text, /No change/)
    assert.ok(page.headings.includes('Can this forecast be trusted?'))
    assert.ok(page.headings.includes('By placement'))
    assert.match(page.text, /turn 18 before the end of/)
    assert.match(page.text, /seed 8/)
    assert.equal(
      (await browser.get('/demand/forecast', ANALYST)).links.filter((l) => l.href === at).length,
      1,
    )
  })

  test('what the page says is what its JSON twin and its downloads say', async () => {
    const model = Object((await browser.get(`${at}.json`, ANALYST)).json())
    const whole = Object(Reflect.get(model, 'whole'))
    const ahead = Reflect.get(whole, 'ahead')
    assert.ok(Array.isArray(ahead) && ahead.length === 12)
    const flows = Object(Reflect.get(model, 'flows'))
    assert.ok(Array.isArray(Reflect.get(flows, 'steps')))
    const csv = await browser.get(`${at}/months.csv`, ANALYST)
    const lines = csv.raw.body.trim().split('\r\n')
    assert.match(lines[0] ?? '', /month,group,sub_type,age_band,unaccompanied,mean,p2_5/)
    const json = Object((await browser.get(`${at}/months.json`, ANALYST)).json())
    const months = Reflect.get(json, 'months')
    assert.ok(Array.isArray(months))
    assert.equal(lines.length - 1, months.length)
    assert.equal(Object(Reflect.get(json, 'provenance'))['seed'], 8)
  })

  test('unaccompanied children can be shown alone and apart', async () => {
    const alone = await browser.get(`${at}?show=uasc`, READER)
    assert.match(alone.text, /unaccompanied children in our care/)
    assert.doesNotMatch(alone.text, /By placement/)
  })

  test('a figure leads to the run, to today’s count and to the rows of the file, and parts add up', async () => {
    const explain = demandWorkings(house)
    const workings = (council: CouncilId, path: readonly string[]) =>
      explain(council, path, ['analyst'])
    const page = await browser.get(at, ANALYST)
    const figure = page.links.find((l) => l.href.startsWith('/working/demand/forecast/'))
    const top = await workings(COUNCIL, pathOf(figure?.href))
    assert.ok(top !== undefined)
    assert.equal(String(Math.round(top.value)), figure?.text)
    const stock = partsOf(top).find((p) => p.href?.startsWith('/working/demand/stock/'))
    const today = await workings(COUNCIL, pathOf(stock?.href))
    assert.ok(today !== undefined)
    assert.equal(today.value, stock?.value)
    assert.equal(reAdd(today).kind, 'agrees')
    const [subType] = partsOf(today)
    assert.ok(subType !== undefined)
    assert.equal(reAdd(subType).kind, 'agrees')
    const [file] = partsOf(subType)
    assert.ok(file?.working.kind === 'origin' && file.working.origin.kind === 'import')
    assert.equal(file.working.origin.rows.length, file.value)
    const row = await browser.get(file.working.origin.href ?? '', ANALYST)
    assert.equal(row.status, 200)
    const flow = await workings(
      COUNCIL,
      pathOf(page.links.find((l) => l.href.endsWith('/flow/home'))?.href),
    )
    assert.ok(flow !== undefined)
    assert.equal(reAdd(flow).kind, 'agrees')
  })

  test('another council sees nothing of it', async () => {
    for (const path of [at, `${at}/months.csv`, `${at}/months.json`, `${at}.json`, `${at}/events`])
      assert.equal((await browser.get(path, OTHER)).status, 404, path)
    assert.equal((await browser.post(`${at}/cancel`, {}, OTHER)).status, 404)
    const figure = (await browser.get(at, READER)).links.find((l) =>
      l.href.startsWith('/working/demand/'),
    )
    assert.equal(await demandWorkings(house)(aCouncilId(2), pathOf(figure?.href)), undefined)
  })

  test('a forecast can be stopped, and says so', async () => {
    const asked = await browser.post(
      '/demand/forecast',
      { months: '60', draws: '9000', seed: '9' },
      ANALYST,
    )
    const path = asked.to ?? ''
    const stopped = await browser.post(`${path}/cancel`, {}, ANALYST)
    assert.equal(stopped.status, 303)
    const page = await browser.get(path, ANALYST)
    assert.ok(page.headings.includes('The forecast was cancelled'))
    assert.equal(linkOn(page, 'Ask for another forecast'), '/demand/forecast')
    assert.equal((await browser.get(at, READER)).status, 200)
  })
})

function pathOf(href: string | undefined): readonly string[] {
  assert.ok(href !== undefined)
  return href.replace('/working/demand/', '').split('/')
}

function partsOf(figure: Figure): readonly Figure[] {
  return figure.working.kind === 'rule' ? figure.working.parts() : []
}

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Db } from '#db'
import { openJobs } from '#jobs'
import type { Jobs } from '#jobs'
import { parseId } from '#kernel/id.ts'
import { record } from '#office/audit/index.ts'
import { clock } from '#office/house.ts'
import { layoutOf } from '#web'
import { inventedCare } from '#test/invented-care.ts'
import { returnsOf } from '#test/invented-return.ts'
import { embedded } from '#test/support/database.ts'
import { aCouncilId, aViewer, openBrowser } from '#test/support/visit.ts'
import type { Browser } from '#test/support/visit.ts'
import { z } from 'zod'
import { confirmImport, demandRoutes, FORECAST_WORK, importFiles } from '../../index.ts'

const COUNCIL = aCouncilId(1)
const ANALYST = { as: ['analyst'] as const }
const FILES = returnsOf(
  inventedCare({ seed: 11, entriesAMonth: 3, unaccompaniedAMonth: 1 }),
  2019,
  2022,
)

const shape = z.object({
  history: z.object({
    latest: z.number(),
    latestByGroup: z.array(z.number()),
    years: z.array(
      z.object({
        before: z.number(),
        starts: z.number(),
        ends: z.number(),
        after: z.number(),
        exits: z.array(z.number()),
      }),
    ),
  }),
  record: z
    .object({
      run: z.string(),
      now: z.number(),
      ahead: z.array(
        z.object({ months: z.number(), low: z.number(), middle: z.number(), high: z.number() }),
      ),
      why: z.object({ starts: z.number(), returns: z.number(), birthdays: z.number() }),
    })
    .optional(),
})

describe('the overview of demand', () => {
  let db: Db
  let jobs: Jobs
  let browser: Browser
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
    const house = { db, jobs, settings: new Map(), ...clock() }
    browser = await openBrowser(demandRoutes(house), { layout: layoutOf({ nav: [], footer: [] }) })
    const actor = aViewer(['returns'], COUNCIL)
    await db.inCouncil(COUNCIL, async (tx) => {
      const read = await importFiles(tx, actor, { files: FILES })
      assert.ok(read.ok, JSON.stringify(read))
      assert.ok((await confirmImport(tx, actor, read.value.id)).ok)
    })
  })
  after(async () => {
    await browser.close()
    await jobs.close()
    await db.close()
  })

  test('the flows of each year carry the count to the next, and the kinds add to today', async () => {
    const { history } = shape.parse((await browser.get('/demand.json', ANALYST)).json())
    assert.ok(history.years.length >= 3)
    for (const [i, y] of history.years.entries()) {
      assert.equal(y.before + y.starts - y.ends, y.after)
      assert.equal(
        y.exits.reduce((a, b) => a + b, 0),
        y.ends,
      )
      const next = history.years[i + 1]
      if (next !== undefined) assert.equal(next.before, y.after)
    }
    assert.equal(
      history.latestByGroup.reduce((a, b) => a + b, 0),
      history.latest,
    )
  })

  test('the forecast of record stands at the top, beside no change, and starts from today’s count', async () => {
    const asked = await browser.post(
      '/demand/forecast',
      { months: '36', draws: '100', seed: '5' },
      ANALYST,
    )
    assert.equal(asked.status, 303, asked.text)
    const id = parseId<'run'>(asked.to?.split('/').at(-1) ?? '')
    assert.ok(id !== undefined)
    for await (const step of jobs.progress(COUNCIL, id))
      assert.notEqual(step.state, 'failed', step.why ?? '')
    const model = shape.parse((await browser.get('/demand.json', ANALYST)).json())
    assert.ok(model.record !== undefined)
    assert.equal(model.record.now, model.history.latest)
    assert.deepEqual(
      model.record.ahead.map((a) => a.months),
      [12, 24, 36],
    )
    assert.ok(model.record.ahead.every((a) => a.low <= a.middle && a.middle <= a.high))
    const page = await browser.get('/demand', ANALYST)
    const three = model.record.ahead[2]
    assert.ok(three !== undefined)
    assert.match(
      page.text,
      new RegExp(
        `In three years we expect about ${Math.round(three.middle)} ?; there is an 8 in 10 chance`,
      ),
    )
    assert.match(page.text, /No change/)
    const links = page.links.filter((l) => l.href === `/working/demand/forecast/${id}/all/36/p50`)
    assert.equal(links.length, 2)
  })
})

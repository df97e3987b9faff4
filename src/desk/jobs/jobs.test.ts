import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Db } from '#db'
import { newId } from '#db'
import { openJobs, sha256 } from '#jobs'
import type { Chunked, Jobs, RunId } from '#jobs'
import { record } from '#office/audit/index.ts'
import { clock } from '#office/house.ts'
import { layoutOf } from '#web'
import type { Viewer } from '#web'
import { embedded } from '#test/support/database.ts'
import { aCouncilId, aViewer, linkOn, openBrowser } from '#test/support/visit.ts'
import type { As, Browser, Page } from '#test/support/visit.ts'
import { jobsRoutes } from './routes.ts'

const kind = (name: string): Chunked => ({
  kind: name,
  rulesVersion: 'toy 1',
  module: new URL('../../../test/support/toy-work.ts', import.meta.url),
  merge: (_tx, _actor, _run, _input, chunks) =>
    Promise.resolve({ resultHash: sha256(String(chunks.length)) }),
})

describe('the pages of long work', () => {
  let db: Db
  let jobs: Jobs
  let browser: Browser
  const council = aCouncilId(1)
  const asha: Viewer = {
    ...aViewer(['reader']),
    name: 'Asha Reed',
    person: newId<'person'>(),
  }
  const reader: As = { as: ['reader'] }
  const analyst: As = { as: ['analyst'] }

  before(async () => {
    db = await embedded()
    const times = clock()
    jobs = await openJobs({
      db,
      kinds: [kind('demand.forecast'), kind('toy')],
      councils: () => Promise.resolve([council]),
      record: (tx, actor, entry) => record(tx, actor, entry),
      now: times.now,
      workers: 1,
    })
    browser = await openBrowser(jobsRoutes({ db, jobs, settings: new Map(), ...times }), {
      layout: layoutOf({ nav: [], footer: [] }),
    })
  })
  after(async () => {
    await browser.close()
    await jobs.close()
    await db.close()
  })

  const submit = (name: string, input: object, chunks = 3): Promise<RunId> =>
    db.inCouncil(council, (tx) => jobs.submit(tx, asha, { kind: name, input, chunks, seed: 7 }))
  const ended = async (id: RunId): Promise<void> => {
    for await (const run of jobs.progress(council, id)) void run
  }
  /** A run that goes on until it is stopped. */
  const long = (name: string): Promise<RunId> => submit(name, { size: 10, sleepMs: 300 }, 400)
  const stop = (id: RunId, as: As): Promise<Page> => browser.post(`/jobs/${id}`, { do: 'stop' }, as)

  test('with nothing run, the page says what a run is and how to ask for one', async () => {
    const page = await browser.get('/jobs', reader)
    assert.match(page.text, /Nothing has run yet/)
    assert.equal(linkOn(page, 'Ask for a forecast'), '/demand/forecast')
    assert.doesNotMatch(page.html, /http-equiv="refresh"/)
  })

  test('a run that has ended stands with its state, who asked, and its own page', async () => {
    const id = await submit('demand.forecast', { size: 10 })
    await ended(id)
    const page = await browser.get('/jobs', reader)
    assert.match(page.text, /Forecast of children in care ✓ Finished Asha Reed/)
    const found = page.links.find((l) => l.text.startsWith('What it found'))
    assert.equal(found?.href, `/demand/forecast/${id}`)
    const own = await browser.get(`/jobs/${id}`, reader)
    assert.match(own.text, /Parts done 3 of 3/)
    assert.match(own.text, /Rules toy 1 Seed 7 Result [0-9a-f]{64}/)
    assert.equal(linkOn(own, 'See what it found'), `/demand/forecast/${id}`)
  })

  test('a run that failed says why', async () => {
    const id = await submit('toy', { size: 10, faultAt: 1 })
    await ended(id)
    assert.match(
      (await browser.get('/jobs', reader)).text,
      /× Failed Asha Reed .*the toy was asked to fail/,
    )
    assert.match((await browser.get(`/jobs/${id}`, reader)).text, /It could not be finished/)
  })

  test('a run under way shows how far it is, by refresh and by events, and is stopped by whoever may', async () => {
    const id = await long('demand.forecast')
    for await (const run of jobs.progress(council, id)) if (run.done > 0) break
    const page = await browser.get('/jobs', reader)
    assert.match(page.text, /1 run is under way/)
    assert.match(page.html, /<progress class="prog" max="400" value="\d+"/)
    assert.match(page.html, /<noscript><meta http-equiv="refresh" content="5">/)
    assert.match(page.html, new RegExp(`data-events="/jobs/${id}/events"`))
    assert.doesNotMatch(page.text, /Stop this run/, 'a reader did not ask for it')
    assert.equal((await stop(id, reader)).status, 404)
    assert.match((await browser.get('/jobs', { as: asha })).text, /Stop this run/)
    const events = browser.get(`/jobs/${id}/events`, reader)
    assert.match((await browser.get('/jobs', analyst)).text, /Stop this run/)
    const stopped = await stop(id, analyst)
    assert.equal(stopped.to, `/jobs/${id}`)
    const told = await events
    assert.match(String(told.headers['content-type']), /text\/event-stream/)
    assert.match(told.html, /"state":"running".*"words":"\d+ of 400 parts are done\."/)
    assert.match(told.html, /"state":"cancelled"/)
    assert.match(
      (await browser.get(`/jobs/${id}`, reader)).text,
      /Cancelled by Morgan Reed\. Nothing was kept/,
    )
    const again = await stop(id, analyst)
    assert.equal(again.to, `/jobs/${id}`, 'stopping what has ended changes nothing')
  })

  test('whoever asked for a run may stop it; a kind without words only an administrator besides', async () => {
    const id = await long('toy')
    assert.equal((await stop(id, analyst)).status, 404)
    assert.equal((await browser.post(`/jobs/${id}`, {}, { as: asha })).status, 404)
    assert.equal((await stop(id, { as: asha })).status, 303)
    const other = await long('toy')
    assert.equal((await stop(other, { as: ['administrator'] })).status, 303)
  })

  test('another council finds no run of this one', async () => {
    const id = await long('toy')
    const elsewhere = { as: aViewer(['administrator'], aCouncilId(9)) }
    assert.match((await browser.get('/jobs', elsewhere)).text, /Nothing has run yet/)
    for (const path of [`/jobs/${id}`, `/jobs/${id}/events`, '/jobs/x', '/jobs/x/events'])
      assert.equal((await browser.get(path, elsewhere)).status, 404)
    assert.equal((await stop(id, elsewhere)).status, 404)
    assert.equal((await stop(id, { as: asha })).status, 303)
  })
})

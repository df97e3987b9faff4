import assert from 'node:assert/strict'
import { test } from 'node:test'
import { run as change, sql } from '#db'
import type { Db } from '#db'
import { openJobs, runById } from '#jobs'
import type { Jobs, RunRow } from '#jobs'
import type { Actor } from '#kernel/access.ts'
import { dayOf, isoDay } from '#kernel/dates.ts'
import { record } from '#office/audit/index.ts'
import { inventedCare } from '#test/invented-care.ts'
import { returnsOf } from '#test/invented-return.ts'
import { eachDatabase } from '#test/support/database.ts'
import { anActor } from '#test/support/people.ts'
import { forecastOwn } from '../rules/index.ts'
import { currentCare } from '../store/care.ts'
import {
  drawTableById,
  forecastById,
  forecastLine,
  forecastOfRecord,
  forecasts,
} from '../store/forecasts.ts'
import type { RunId } from '../store/forecasts.ts'
import { cancelForecast } from './cancel-forecast.ts'
import { confirmImport } from './confirm-import.ts'
import { FORECAST_WORK } from './finish-forecast.ts'
import { importFiles } from './import-files.ts'
import { requestForecast } from './request-forecast.ts'

const FILES = returnsOf(
  inventedCare({ seed: 3, entriesAMonth: 3, unaccompaniedAMonth: 1 }),
  2018,
  2022,
)
const ASKED = { months: 12, draws: 120, seed: 5 }

async function withReturns(db: Db, actor: Actor): Promise<void> {
  await db.inCouncil(actor.council, async (tx) => {
    const read = await importFiles(tx, actor, { files: FILES })
    assert.ok(read.ok, JSON.stringify(read))
    const stored = await confirmImport(tx, actor, read.value.id)
    assert.ok(stored.ok, JSON.stringify(stored))
  })
}

async function jobsOf(db: Db, actor: Actor, workers = 2): Promise<Jobs> {
  return openJobs({
    db,
    kinds: [FORECAST_WORK],
    councils: () => Promise.resolve([actor.council]),
    record: async (tx, who, entry) => record(tx, who, entry),
    now: () => Temporal.Instant.from('2026-11-24T11:00:00Z'),
    workers,
  })
}

async function ask(db: Db, actor: Actor, jobs: Jobs): Promise<RunId> {
  const asked = await db.inCouncil(actor.council, (tx) => requestForecast(tx, actor, jobs, ASKED))
  assert.ok(asked.ok, JSON.stringify(asked))
  return asked.value
}

async function ended(jobs: Jobs, actor: Actor, id: RunId): Promise<RunRow> {
  let last: RunRow | undefined
  for await (const step of jobs.progress(actor.council, id)) last = step
  assert.ok(last !== undefined)
  return last
}

eachDatabase('forecasts', ({ fresh }) => {
  test('a forecast runs as a job, is what the rules give on one thread, and is kept for ever', async () => {
    const db = await fresh()
    const actor = anActor({})
    await withReturns(db, actor)
    const jobs = await jobsOf(db, actor)
    const id = await ask(db, actor, jobs)
    const run = await ended(jobs, actor, id)
    assert.equal(run.state, 'finished', run.why ?? '')
    await jobs.close()
    await db.inCouncil(actor.council, async (tx) => {
      const care = await currentCare(tx)
      assert.ok(care !== undefined)
      const alone = forecastOwn(care, ASKED)
      assert.ok(alone.ok)
      const kept = await forecastById(tx, id)
      const table = await drawTableById(tx, id)
      assert.deepEqual(kept, alone.value.forecast)
      assert.deepEqual(table, alone.value.table)
      assert.ok(kept.trials.length > 0)
      const line = await forecastOfRecord(tx)
      assert.ok(line !== undefined)
      assert.equal(line.run, id)
      assert.equal(line.resultHash, run.resultHash)
      assert.equal(line.now, kept.now.total)
      assert.equal((await forecasts(tx, 5)).length, 1)
      assert.equal(line.origin, isoDay('2022-04-01'))
    })
    await assert.rejects(
      db.inCouncil(actor.council, (tx) =>
        change(tx, sql`update demand.forecast set middle = 1 where run_id = ${id}`),
      ),
      /permission denied/,
    )
    const one = await jobsOf(db, actor, 1)
    const again = await ended(one, actor, await ask(db, actor, one))
    await one.close()
    assert.equal(again.resultHash, run.resultHash, 'one worker or two: the same bytes')
  })

  test('a cancelled forecast says so and leaves nothing', async () => {
    const db = await fresh()
    const actor = anActor({})
    await withReturns(db, actor)
    const jobs = await jobsOf(db, actor, 1)
    const id = await ask(db, actor, jobs)
    await db.inCouncil(actor.council, (tx) => cancelForecast(tx, actor, jobs, id))
    await jobs.close()
    await db.inCouncil(actor.council, async (tx) => {
      assert.equal((await runById(tx, id))?.state, 'cancelled')
      assert.equal((await forecastLine(tx, id))?.state, 'cancelled')
      assert.equal(await forecastById(tx, id), undefined)
      assert.equal(await forecastOfRecord(tx), undefined)
    })
  })

  test('a forecast without data, from too early, or too long is refused with the way to mend it', async () => {
    const db = await fresh()
    const actor = anActor({})
    const jobs = await jobsOf(db, actor)
    const refusals = async (request: Parameters<typeof requestForecast>[3]) =>
      db.inCouncil(actor.council, async (tx) => {
        const result = await requestForecast(tx, actor, jobs, request)
        return result.ok ? [] : result.refusals.map((r) => r.kind)
      })
    assert.deepEqual(await refusals(ASKED), ['no-data'])
    await withReturns(db, actor)
    assert.deepEqual(await refusals({ ...ASKED, months: 61, draws: 5 }), [
      'out-of-range',
      'out-of-range',
    ])
    assert.deepEqual(await refusals({ ...ASKED, from: dayOf(2022, 5, 1) }), ['after-data'])
    assert.deepEqual(await refusals({ ...ASKED, from: dayOf(2018, 1, 1) }), ['too-little-data'])
    await jobs.close()
  })
})

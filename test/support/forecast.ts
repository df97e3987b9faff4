import assert from 'node:assert/strict'
import type { Db } from '#db'
import { openJobs } from '#jobs'
import {
  confirmImport,
  FORECAST_WORK,
  forecastOfRecord,
  importFiles,
  requestForecast,
} from '#cycle/demand/index.ts'
import type { ForecastLine } from '#cycle/demand/index.ts'
import type { Actor } from '#kernel/access.ts'
import { record } from '#office/audit/index.ts'
import { inventedCare } from '#test/invented-care.ts'
import { returnsOf } from '#test/invented-return.ts'

const FILES = returnsOf(
  inventedCare({ seed: 3, entriesAMonth: 3, unaccompaniedAMonth: 1 }),
  2018,
  2022,
)

/** Invented returns in use and a finished forecast of them, from 1 April 2022: takes some seconds. */
export async function withForecast(
  db: Db,
  actor: Actor,
  asked = { months: 24, draws: 120, seed: 5 },
): Promise<ForecastLine> {
  const jobs = await openJobs({
    db,
    kinds: [FORECAST_WORK],
    councils: () => Promise.resolve([actor.council]),
    record: async (tx, who, entry) => record(tx, who, entry),
    now: () => actor.at,
    workers: 1,
  })
  try {
    const id = await db.inCouncil(actor.council, async (tx) => {
      const read = await importFiles(tx, actor, { files: FILES })
      assert.ok(read.ok)
      assert.ok((await confirmImport(tx, actor, read.value.id)).ok)
      const run = await requestForecast(tx, actor, jobs, asked)
      assert.ok(run.ok, JSON.stringify(run))
      return run.value
    })
    for await (const step of jobs.progress(actor.council, id)) assert.notEqual(step.state, 'failed')
  } finally {
    await jobs.close()
  }
  const line = await db.inCouncil(actor.council, forecastOfRecord)
  assert.ok(line !== undefined)
  return line
}

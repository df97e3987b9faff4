import { readdirSync, readFileSync } from 'node:fs'
import type { Tx } from '#db'
import {
  confirmImport,
  currentImport,
  forecastOfRecord,
  forecasts,
  importFiles,
  importPublished,
  publishedFiles,
  requestForecast,
} from '#cycle/demand/index.ts'
import { actorOf, must } from '../open-council.ts'
import { COUNTY } from '../parameters.ts'
import { ANALYST, RETURNS_OFFICER } from '../people.ts'
import { inventReturns } from '../returns.ts'
import { asBytes } from './step.ts'
import type { Step } from './step.ts'

export const returnsStep: Step = {
  what: 'five years of returns imported and in use',
  done: async (tx) => (await currentImport(tx)) !== undefined,
  act: async ({ house, council }) => {
    const officer = await actorOf(house, council, RETURNS_OFFICER)
    const files = asBytes(inventReturns())
    const read = await house.db.inCouncil(council, (tx) => importFiles(tx, officer, { files }))
    const { id } = must(read, 'the returns')
    must(await house.db.inCouncil(council, (tx) => confirmImport(tx, officer, id)), 'the returns')
    return true
  },
}

/** Invented tables in the shape of the published ones; they ship with the program. */
const PUBLISHED = new URL('../../../examples/published/', import.meta.url)

export const publishedStep: Step = {
  what: 'ten years of referrals, need and protection loaded',
  done: async (tx) => (await publishedFiles(tx)).length > 0,
  act: async ({ house, council }) => {
    const analyst = await actorOf(house, council, ANALYST)
    const files = readdirSync(PUBLISHED).map((name) => ({
      name,
      bytes: new Uint8Array(readFileSync(new URL(name, PUBLISHED))),
    }))
    const read = await house.db.inCouncil(council, (tx) => importPublished(tx, analyst, files))
    must(read, 'the published tables')
    return true
  },
}

export const forecastStep: Step = {
  what: 'forecast asked for',
  done: async (tx) => (await unfinished(tx)) !== undefined || (await finished(tx)),
  act: async ({ house, council, size }) => {
    const analyst = await actorOf(house, council, ANALYST)
    const asked = await house.db.inCouncil(council, (tx) =>
      requestForecast(tx, analyst, house.jobs, { ...size, seed: COUNTY.seed }),
    )
    must(asked, 'the forecast')
    return true
  },
}

export const waitStep: Step = {
  what: 'forecast finished',
  done: (tx) => finished(tx),
  act: async ({ house, council, signal }) => {
    const run = await house.db.inCouncil(council, unfinished)
    // It may have finished since it was looked for.
    if (run === undefined) return house.db.inCouncil(council, finished)
    for await (const row of house.jobs.progress(council, run)) {
      if (signal?.aborted === true) return false
      if (row.state === 'failed' || row.state === 'cancelled')
        throw new Error(`the example council: its forecast ended: ${row.why ?? row.state}`)
      if (row.state === 'finished') return true
    }
    return false
  },
}

async function unfinished(tx: Tx) {
  const waiting = await forecasts(tx, 20)
  return waiting.find((f) => f.state === 'queued' || f.state === 'running')?.run
}

async function finished(tx: Tx): Promise<boolean> {
  return (await forecastOfRecord(tx)) !== undefined
}

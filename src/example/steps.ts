import type { Tx } from '#db'
import type { CouncilId } from '#kernel/access.ts'
import type { House } from '#office/house.ts'
import {
  confirmImport,
  currentImport,
  forecastOfRecord,
  forecasts,
  importFiles,
  requestForecast,
} from '#cycle/demand/index.ts'
import { actorOf, must } from './open-council.ts'
import { COUNTY } from './parameters.ts'
import { ANALYST, RETURNS_OFFICER } from './people.ts'
import { inventReturns } from './returns.ts'
import type { TextFile } from './written.ts'

export type Size = { readonly draws: number; readonly months: number }

export type Cast = {
  readonly house: House
  readonly council: CouncilId
  readonly size: Size
  readonly signal: AbortSignal | undefined
}

export type Step = {
  /** What has happened when it is done. */
  readonly what: string
  readonly done: (tx: Tx) => Promise<boolean>
  /** Says whether it was done; false when the program stops first. */
  readonly act: (cast: Cast) => Promise<boolean>
}

const returnsStep: Step = {
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

const forecastStep: Step = {
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

const waitStep: Step = {
  what: 'forecast finished',
  done: (tx) => finished(tx),
  act: async ({ house, council, signal }) => {
    const run = await house.db.inCouncil(council, unfinished)
    if (run === undefined) throw new Error('the example council: its forecast did not finish')
    for await (const row of house.jobs.progress(council, run)) {
      if (signal?.aborted === true) return false
      if (row.state === 'failed' || row.state === 'cancelled')
        throw new Error(`the example council: its forecast ended: ${row.why ?? row.state}`)
      if (row.state === 'finished') return true
    }
    return false
  },
}

/** In order; each rests on the ones before. */
export const STEPS: readonly Step[] = [returnsStep, forecastStep, waitStep]

async function unfinished(tx: Tx) {
  const waiting = await forecasts(tx, 20)
  return waiting.find((f) => f.state === 'queued' || f.state === 'running')?.run
}

async function finished(tx: Tx): Promise<boolean> {
  return (await forecastOfRecord(tx)) !== undefined
}

export function asBytes(files: readonly TextFile[]) {
  return files.map((f) => ({ name: f.name, bytes: new TextEncoder().encode(f.text) }))
}

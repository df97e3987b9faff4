import type { Tx } from '#db'
import type { CouncilId } from '#kernel/access.ts'
import type { House } from '#office/house.ts'
import { agreeBudget, budgetVersions, importBudget } from '#cycle/budget/index.ts'
import { confirmImport as confirmBudget } from '#cycle/budget/index.ts'
import {
  confirmImport,
  currentImport,
  forecastOfRecord,
  forecasts,
  importFiles,
  requestForecast,
} from '#cycle/demand/index.ts'
import { isoDay } from '#kernel/dates.ts'
import { financialYear } from '#kernel/year.ts'
import type { FinancialYear } from '#kernel/year.ts'
import { inventBudget } from './budget/files.ts'
import { actorOf, must } from './open-council.ts'
import { COUNTY } from './parameters.ts'
import { ANALYST, CHIEF_FINANCE_OFFICER, FINANCE, RETURNS_OFFICER } from './people.ts'
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

const budgetStep: Step = {
  what: 'budget of three years imported',
  done: async (tx) => (await budgetVersions(tx)).length > 0,
  act: async ({ house, council }) => {
    const finance = await actorOf(house, council, FINANCE)
    const files = asBytes(inventBudget())
    const read = await house.db.inCouncil(council, (tx) => importBudget(tx, finance, files))
    const { id } = must(read, 'the budget')
    must(await house.db.inCouncil(council, (tx) => confirmBudget(tx, finance, id)), 'the budget')
    return true
  },
}

/** The budgets that the council agreed, and how. The third year stays a draft. */
const AGREED: readonly {
  readonly year: FinancialYear
  readonly on: string
  readonly by: string
}[] = [
  {
    year: financialYear(2025),
    on: '2025-02-25',
    by: 'Council, 25 February 2025, minute 57',
  },
  {
    year: financialYear(2026),
    on: '2026-02-24',
    by: 'Council, 24 February 2026, minute 61',
  },
]

function agreeStep({ year, on, by }: (typeof AGREED)[number]): Step {
  return {
    what: `budget of ${year} agreed`,
    done: async (tx) =>
      (await budgetVersions(tx)).some((v) => v.year === year && v.kind === 'agreed'),
    act: async ({ house, council }) => {
      const officer = await actorOf(house, council, CHIEF_FINANCE_OFFICER)
      await house.db.inCouncil(council, async (tx) => {
        const versions = await budgetVersions(tx)
        if (!versions.some((v) => v.year === year && v.kind === 'proposed'))
          must(await agreeBudget(tx, officer, { to: 'proposed', year }), year)
        const step = { to: 'agreed', year, resolution: by, on: isoDay(on) } as const
        must(await agreeBudget(tx, officer, step), year)
      })
      return true
    },
  }
}

/** In order; each rests on the ones before. */
export const STEPS: readonly Step[] = [
  returnsStep,
  forecastStep,
  budgetStep,
  ...AGREED.map(agreeStep),
  waitStep,
]

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

import {
  agreeBudget,
  bringInDemand,
  budgetVersions,
  confirmImport,
  importBudget,
  latestDemand,
} from '#cycle/budget/index.ts'
import { costOfRun } from '#cycle/placements/index.ts'
import { isoDay } from '#kernel/dates.ts'
import { financialYear } from '#kernel/year.ts'
import type { FinancialYear } from '#kernel/year.ts'
import { inventBudget } from '../budget/files.ts'
import { actorOf, must } from '../open-council.ts'
import { CHIEF_FINANCE_OFFICER, FINANCE } from '../people.ts'
import { runOfRecord } from './placements.ts'
import { asBytes } from './step.ts'
import type { Step } from './step.ts'

export const budgetStep: Step = {
  what: 'budget of three years imported',
  done: async (tx) => (await budgetVersions(tx)).length > 0,
  act: async ({ house, council }) => {
    const finance = await actorOf(house, council, FINANCE)
    const files = asBytes(inventBudget())
    const read = await house.db.inCouncil(council, (tx) => importBudget(tx, finance, files))
    const { id } = must(read, 'the budget')
    must(await house.db.inCouncil(council, (tx) => confirmImport(tx, finance, id)), 'the budget')
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

export const agreeSteps: readonly Step[] = AGREED.map(({ year, on, by }) => ({
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
}))

export const demandStep: Step = {
  what: 'cost of the forecast brought into the budget',
  done: async (tx) => (await latestDemand(tx)) !== undefined,
  act: async ({ house, council }) => {
    const finance = await actorOf(house, council, FINANCE)
    await house.db.inCouncil(council, async (tx) => {
      const cost = must(await costOfRun(tx, await runOfRecord(tx)), 'the cost of the forecast')
      must(await bringInDemand(tx, finance, cost), 'the cost of the forecast')
    })
    return true
  },
}

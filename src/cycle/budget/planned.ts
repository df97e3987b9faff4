import type { Tx } from '#db'
import { keptUntilAct } from '#office/audit/index.ts'
import { isSubType } from '#cycle/demand/rules/index.ts'
import { SHIPPED } from './commands/check-files.ts'
import { gapPlan } from './rules/index.ts'
import type { Budget, GapPlan } from './rules/index.ts'
import { loadBudget } from './store/budget.ts'
import { latestDemand } from './store/demand-cost.ts'
import type { BroughtIn } from './store/demand-cost.ts'

export type Planned = {
  readonly budget: Budget
  readonly demand: BroughtIn | undefined
  readonly plan: GapPlan
}

/** The council's budget as it stands, for readers: read again when something was done. */
export const keptBudget = keptUntilAct(
  (tx, _given: 'budget') => loadBudget(tx, SHIPPED),
  (given) => given,
)

/** The council's budget and the gap that follows from it, children's services alone: worked out again when something was done. */
export function planned(tx: Tx): Promise<Planned> {
  return keptPlan(tx, 'plan')
}

const keptPlan = keptUntilAct(
  (tx, _given: 'plan') => plannedNow(tx),
  (given) => given,
)

async function plannedNow(tx: Tx): Promise<Planned> {
  const budget = await keptBudget(tx, 'budget')
  const demand = await latestDemand(tx)
  const plan = gapPlan({ budget, demand, scope: 'children', isPlacement: placementDrivers(budget) })
  return { budget, demand, plan }
}

/** A driver counts children in placements when it counts child-days or child-weeks, or is named as a kind of placement. */
export function placementDrivers(budget: Budget): (driver: string) => boolean {
  const counted = new Set(
    budget.volumes
      .filter((v) => v.unit === 'child-day' || v.unit === 'child-week')
      .map((v) => v.driver),
  )
  return (driver) => counted.has(driver) || isSubType(driver)
}

import { amountsOf, budgetCube, versionsOf } from '../plan.ts'
import type { Budget, VersionKey } from '../model.ts'
import type { Check, CheckId, VersionParts } from './check.ts'
import { CHECK_IDS } from './check.ts'
import { fundingCheck } from './funding.ts'
import { bridgeCheck, nettingCheck, rechargeCheck } from './movements.ts'
import { partsCheck } from './parts.ts'
import { allocationCheck, publishedCheck } from './sums.ts'

export { CHECK_IDS, CHECK_NAMES, mayPass } from './check.ts'
export type { Check, CheckId, Severity } from './check.ts'

/** Every check of a budget: versions one by one, then what stands between them. */
export function checkBudget(budget: Budget): readonly Check[] {
  const versions = versionsOf(budget.amounts).flatMap((v) => versionChecks(versionParts(budget, v)))
  const all = [
    ...versions,
    ...bridgeCheck(budget),
    ...allocationCheck(budget.pots),
    ...nettingCheck(budget),
    ...publishedCheck(budget.published),
  ]
  return all.toSorted((a, b) => place(a.id) - place(b.id) || Number(a.passed) - Number(b.passed))
}

/** The checks that decide whether one version may be proposed or agreed. */
export function checkVersion(budget: Budget, version: VersionKey): readonly Check[] {
  const between = bridgeCheck(budget).filter((c) => c.where.includes(`to ${version.year}`))
  return [
    ...versionChecks(versionParts(budget, version)),
    ...between,
    ...allocationCheck(budget.pots.filter((p) => p.year === version.year)),
    ...nettingCheck({
      ...budget,
      movements: budget.movements.filter((m) => m.year === version.year),
    }),
    ...publishedCheck(budget.published.filter((p) => p.source === 'ours')),
  ]
}

function versionParts(budget: Budget, version: VersionKey): VersionParts {
  const amounts = amountsOf(budget.amounts, version)
  return { budget, version, amounts, cube: budgetCube(budget, amounts) }
}

function versionChecks(v: VersionParts): readonly Check[] {
  return [...partsCheck(v), ...fundingCheck(v), ...rechargeCheck(v)]
}

function place(id: CheckId): number {
  return CHECK_IDS.indexOf(id)
}

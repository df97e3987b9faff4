import { nextYear } from '#kernel/year.ts'
import type { FinancialYear } from '#kernel/year.ts'
import { cubeOf } from './cube.ts'
import type { Cube } from './cube.ts'
import { demandPressure } from './demand-pressure.ts'
import type { DemandCost, DemandPressure } from './demand-pressure.ts'
import { gapYears, yearNeed } from './gap.ts'
import type { Basis, GapYear, Scope } from './gap.ts'
import { planningVersion, versionText } from './line.ts'
import type { Amount, Budget, VersionKey } from './model.ts'
import { current, rollForward } from './movements.ts'
import { groupFinder } from './services.ts'

/** The years' need against funding, and what it rests on. */
export type GapPlan = {
  readonly scope: Scope
  readonly years: readonly GapYear[]
  /** What was assumed, in sentences for the page. */
  readonly assumptions: readonly string[]
}

export type PlanParts = {
  readonly budget: Budget
  readonly demand: DemandCost | undefined
  readonly scope: Scope
  readonly isPlacement: (driver: string) => boolean
}

/** The versions there are, each once. */
export function versionsOf(amounts: readonly Amount[]): readonly VersionKey[] {
  const found = new Map<string, VersionKey>()
  for (const a of amounts) found.set(versionText(a.version), a.version)
  return [...found.values()].toSorted((a, b) => (versionText(a) < versionText(b) ? -1 : 1))
}

export function amountsOf(amounts: readonly Amount[], version: VersionKey): readonly Amount[] {
  return amounts.filter(
    (a) =>
      a.version.year === version.year &&
      a.version.kind === version.kind &&
      a.version.name === version.name,
  )
}

/** The cube of some amounts of a budget. */
export function budgetCube(budget: Budget, amounts: readonly Amount[]): Cube {
  return cubeOf({
    amounts,
    subjectives: budget.subjectives,
    groupOf: groupFinder(budget.services),
  })
}

export type PlannedYear = {
  readonly year: FinancialYear
  readonly basis: Basis
  readonly amounts: readonly Amount[]
}

/**
 * Each year from the first with lines to the last that lines, funding or demand reach. A year's own lines are taken as
 * they stand now (agreed and moved since); a year without lines is the year before rolled forward.
 */
export function plannedYears(
  budget: Budget,
  demand: DemandCost | undefined,
): readonly PlannedYear[] {
  const versions = versionsOf(budget.amounts)
  const withLines = versions.filter((v) => planningVersion(versions, v.year) === v)
  const first = withLines[0]?.year
  if (first === undefined) return []
  const out: PlannedYear[] = []
  const last = lastYear(budget, demand, first)
  for (let year = first; year <= last; year = nextYear(year)) {
    const own = planningVersion(versions, year)
    const before = out.at(-1)
    if (own !== undefined) out.push(ownYear(budget, own))
    else if (before !== undefined) out.push(rolledYear(budget, before, year))
  }
  return out
}

function lastYear(
  budget: Budget,
  demand: DemandCost | undefined,
  first: FinancialYear,
): FinancialYear {
  const years = [
    first,
    ...budget.amounts.map((a) => a.version.year),
    ...budget.streams.flatMap((s) => s.money.map((m) => m.year)),
    ...(demand?.years ?? []).filter((y) => y.months === 12).map((y) => y.year),
  ]
  const most = nextYear(first, 9)
  return years.filter((y) => y <= most).reduce((a, b) => (a > b ? a : b), first)
}

function ownYear(budget: Budget, version: VersionKey): PlannedYear {
  const amounts = amountsOf(budget.amounts, version)
  return {
    year: version.year,
    basis: { kind: 'lines', version },
    amounts: version.kind === 'agreed' ? current(amounts, budget.movements) : amounts,
  }
}

function rolledYear(budget: Budget, before: PlannedYear, year: FinancialYear): PlannedYear {
  const from = before.basis.kind === 'lines' ? before.basis.version : before.basis.from
  const version: VersionKey = { year, kind: 'scenario', name: 'rolled forward' }
  return {
    year,
    basis: { kind: 'rolled', from },
    amounts: rollForward(before.amounts, budget.movements, version),
  }
}

/** The whole plan: every year's need, funding and gap, with bands where a costed forecast has been brought in. */
export function gapPlan(parts: PlanParts): GapPlan {
  const { budget, demand } = parts
  const planned = plannedYears(budget, demand)
  const years = planned.map((p) =>
    yearNeed({
      year: p.year,
      basis: p.basis,
      cube: budgetCube(budget, p.amounts),
      streams: budget.streams,
      demand: pressureOf(parts, p),
    }),
  )
  const done = gapYears(years)
  return { scope: parts.scope, years: done, assumptions: assumptionsOf(done, demand) }
}

function pressureOf(parts: PlanParts, p: PlannedYear): DemandPressure | undefined {
  const year = parts.demand?.years.find((y) => y.year === p.year)
  if (year === undefined) return undefined
  return demandPressure({
    year,
    amounts: p.amounts,
    services: parts.budget.services,
    isPlacement: parts.isPlacement,
  })
}

function assumptionsOf(
  years: readonly GapYear[],
  demand: DemandCost | undefined,
): readonly string[] {
  const rolled = years.filter((y) => y.basis.kind === 'rolled').map((y) => y.year)
  const open = years.filter((y) => y.funding.some((f) => !f.confirmed)).map((y) => y.year)
  return [
    'Nothing is closed yet: no saving, no new income and no reserve is counted beyond what the lines of a year hold.',
    ...(rolled.length === 0
      ? []
      : [
          `${rolled.join(', ')}: no lines of their own. The year before is rolled forward at its prices; one-off amounts fall out and the year’s movements are added.`,
        ]),
    ...(open.length === 0
      ? []
      : [`${open.join(', ')}: some funding is announced and not yet allocated.`]),
    demand === undefined
      ? 'No costed forecast has been brought in: need follows the lines alone, and the gap has no band.'
      : `Demand is the forecast of run ${demand.run.id.slice(0, 8)} at the prices of ${demand.priceBook}, less the budget of the placement lines. The band is of demand alone.`,
  ]
}

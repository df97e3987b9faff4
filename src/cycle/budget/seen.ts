import type { Tx } from '#db'
import type { Role } from '#kernel/access.ts'
import type { Day } from '#kernel/dates.ts'
import { pagesProfile, seesSmallNumbers } from '#office/disclosure/index.ts'
import { keptBudget, planned } from './planned.ts'
import type { Planned } from './planned.ts'
import { checkBudget, checkVersion, outsideBudget, outsideChecks } from './rules/index.ts'
import type { Budget, OutsideBudget, SeenCheck, VersionKey } from './rules/index.ts'

/** Who reads, and when: what is shown follows from both. */
export type Eyes = { readonly roles: readonly Role[]; readonly on: Day }

/** The budget as its reader sees it. */
export type Seen = OutsideBudget & {
  readonly inside: boolean
  /** Checks are made on the whole budget, and told without what the reader may not see. */
  readonly checks: (version: VersionKey) => readonly SeenCheck[]
  /** Checks of allocations, virements and printed totals, which belong to no version. */
  readonly between: readonly SeenCheck[]
}

export type SeenPlan = Planned & Seen

export async function seenBudget(tx: Tx, eyes: Eyes): Promise<Seen> {
  return seenOf(tx, await keptBudget(tx, 'budget'), eyes)
}

const BETWEEN: readonly string[] = ['C4', 'C5', 'C6']

async function seenOf(tx: Tx, budget: Budget, eyes: Eyes): Promise<Seen> {
  const inside = seesSmallNumbers(eyes.roles)
  const outside: OutsideBudget = inside
    ? { budget, hidden: new Set() }
    : outsideBudget(budget, await pagesProfile(tx, eyes.on))
  const checks = (version: VersionKey) =>
    outsideChecks(checkVersion(budget, version), outside.hidden)
  const between = checkBudget(budget).filter((c) => BETWEEN.includes(c.id))
  return { ...outside, inside, checks, between: outsideChecks(between, outside.hidden) }
}

/**
 * The budget and its gap as their reader sees them. The gap follows from the whole budget for everybody; outside, what
 * demand adds is not divided by kind of placement.
 */
export async function seenPlan(tx: Tx, eyes: Eyes): Promise<SeenPlan> {
  const found = await planned(tx)
  const seen = await seenOf(tx, found.budget, eyes)
  if (seen.inside) return { ...found, ...seen }
  const years = found.plan.years.map((y) =>
    y.demand === undefined ? y : { ...y, demand: { ...y.demand, parts: [], unmet: [] } },
  )
  return { ...found, ...seen, plan: { ...found.plan, years } }
}

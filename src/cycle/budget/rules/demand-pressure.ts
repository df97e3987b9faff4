import { yearStart } from '#kernel/year.ts'
import type { FinancialYear } from '#kernel/year.ts'
import { pence, split } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'
import type { Amount, Service } from './model.ts'
import { yearAmounts } from './movements.ts'
import { moneyService, s251On } from './services.ts'

/** A costed forecast as budget takes it: the run, the price book, and the years with what each draw costs. */
export type DemandCost = {
  readonly run: {
    readonly id: string
    readonly seed: number
    readonly inputHash: string
    readonly rulesVersion: string
    readonly at: string
  }
  readonly priceBook: string
  readonly years: readonly DemandYear[]
}

export type DemandYear = {
  readonly year: FinancialYear
  /** Months of the year that the forecast covers: only a whole year is compared with a budget. */
  readonly months: number
  /** Expected cost by kind of placement and line of Section 251. */
  readonly parts: readonly {
    readonly subType: string
    readonly s251: string
    readonly pence: Pence
  }[]
  /** Pence that each draw costs in the year, over the same kinds of placement. */
  readonly draws: readonly number[]
}

export type PressurePart = {
  /** Line of Section 251 where forecast and budget meet. */
  readonly s251: string
  readonly cost: Pence
  readonly budget: Pence
}

/** What demand adds: the forecast's cost less the budget of the placement lines it meets. */
export type DemandPressure = {
  readonly pence: Pence
  readonly cost: Pence
  readonly budget: Pence
  readonly parts: readonly PressurePart[]
  /** Cost that meets no placement line of the budget: shown with the mend, and not part of the pressure. */
  readonly unmet: readonly { readonly s251: string; readonly pence: Pence }[]
  readonly draws: readonly number[]
}

/** Own and bought fostering are one line of the budget: `cla.fostering-own` is part of `cla.fostering`. */
export function budgetLineOf(s251: string): string {
  return s251.replace(/-(own|bought)$/, '')
}

export type PressureParts = {
  readonly year: DemandYear
  readonly amounts: readonly Amount[]
  readonly services: readonly Service[]
  /** Whether a driver counts children in placements. */
  readonly isPlacement: (driver: string) => boolean
}

/** Rule 15: the pressure of demand, by line of Section 251. Undefined when the forecast does not cover the whole year. */
export function demandPressure(parts: PressureParts): DemandPressure | undefined {
  const { year } = parts
  if (year.months < 12) return undefined
  const budget = placementBudget(parts)
  const costs = new Map<string, number>()
  for (const part of year.parts) {
    const line = budgetLineOf(part.s251)
    costs.set(line, (costs.get(line) ?? 0) + part.pence)
  }
  const met = [...budget].map(([s251, amount]) => ({
    s251,
    cost: pence(costs.get(s251) ?? 0),
    budget: pence(amount),
  }))
  const unmet = [...costs]
    .filter(([s251, cost]) => !budget.has(s251) && cost !== 0)
    .map(([s251, cost]) => ({ s251, pence: pence(cost) }))
  const cost = pence(met.reduce((total, p) => total + p.cost, 0))
  const held = pence(met.reduce((total, p) => total + p.budget, 0))
  const aside = unmet.reduce((total, p) => total + p.pence, 0)
  return {
    pence: pence(cost - held),
    cost,
    budget: held,
    parts: met,
    unmet,
    draws: withoutUnmet(year.draws, cost, aside),
  }
}

/** Draws of the cost that is met: each keeps its distance from the mean, in proportion to what is met. */
function withoutUnmet(draws: readonly number[], met: number, aside: number): readonly number[] {
  const whole = met + aside
  return aside === 0 || whole === 0 ? draws : draws.map((d) => (d * met) / whole)
}

/** The budget of placement lines by line of Section 251. */
function placementBudget(parts: PressureParts): ReadonlyMap<string, number> {
  const out = new Map<string, number>()
  for (const { s251, pence: share } of placementShares(parts))
    out.set(s251, (out.get(s251) ?? 0) + share)
  return out
}

/** What an amount of a placement line brings to a line of Section 251. */
export type PlacementShare = {
  readonly s251: string
  readonly amount: Amount
  readonly pence: Pence
}

/** Amounts with a driver of children in placements, each shared over the lines of Section 251 of its service. */
export function placementShares(
  parts: Omit<PressureParts, 'year'> & { readonly year: Pick<DemandYear, 'year'> },
): readonly PlacementShare[] {
  const on = yearStart(parts.year.year)
  const at = moneyService(parts.services)
  const byId = new Map(parts.services.map((s) => [s.id, s]))
  return yearAmounts(parts.amounts).flatMap((amount): readonly PlacementShare[] => {
    if (amount.driver === undefined || !parts.isPlacement(amount.driver)) return []
    const service = byId.get(at(amount.line.service))
    const shares = service === undefined ? [] : s251On(service, on)
    if (shares.length === 0) return []
    const shared = split(
      amount.pence,
      shares.map((s) => Number(s.share)),
    )
    return shares.map((s, i) => ({
      s251: budgetLineOf(s.stableId),
      amount,
      pence: pence(shared[i] ?? 0),
    }))
  })
}

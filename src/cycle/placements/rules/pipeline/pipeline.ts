import { split } from '#kernel/money.ts'
import { pence } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'
import { join, uniform } from '#kernel/random.ts'
import { binomialAt } from './binomial.ts'
import type { PlainRates } from './rates.ts'

/** What a pipeline starts from, month by month of the run. */
export type PipelinePlan = {
  readonly months: number
  readonly households: number
  readonly enquiries: readonly number[]
  /** Applications of the months before the run, the last month first: some are approved within it. */
  readonly applicationsBefore: readonly number[]
  /** What levers change, by month; empty for nothing. */
  readonly changes: PipelineChanges
}

/** Factors on the figures of a pipeline by month. */
export type PipelineChanges = {
  readonly enquiries?: readonly number[]
  readonly toApplication?: readonly number[]
  readonly toApproval?: readonly number[]
  readonly leaving?: readonly number[]
  readonly perHousehold?: readonly number[]
}

/** A pipeline month by month: counts in a draw, means in an expectation. */
export type Pipeline = {
  readonly enquiries: readonly number[]
  readonly applications: readonly number[]
  readonly approved: readonly number[]
  readonly left: readonly number[]
  /** Households at the month's end. */
  readonly households: readonly number[]
  /** Places more (or fewer) than at the start, at the month's end. */
  readonly places: readonly number[]
}

/** How a number of trials is turned into successes: by chance in a draw, by its mean in an expectation. */
type Take = (tried: number, chance: number, use: number) => number

const USE = { application: 1, approval: 2, leaving: 3, lag: 16 } as const
const USES = 64

/** One draw: counts are binomial, the months of approval multinomial (20-placements, 4C10). The same luck in every scenario. */
export function drawPipeline(plan: PipelinePlan, rates: PlainRates, key: number): Pipeline {
  return run(plan, rates, Math.floor, (tried, chance, use) =>
    binomialAt(tried, chance, uniform(join(key, use))),
  )
}

/** What is expected, exactly. */
export function expectedPipeline(plan: PipelinePlan, rates: PlainRates): Pipeline {
  return run(
    plan,
    rates,
    (x) => x,
    (tried, chance) => tried * chance,
  )
}

function run(
  plan: PipelinePlan,
  rates: PlainRates,
  whole: (places: number) => number,
  take: Take,
): Pipeline {
  const { months, changes } = plan
  const enquiries = range(months).map((m) =>
    whole((plan.enquiries[m] ?? 0) * at(changes.enquiries, m)),
  )
  const applications = range(months).map((m) =>
    take(
      enquiries[m] ?? 0,
      Math.min(1, rates.toApplication * at(changes.toApplication, m)),
      m * USES + USE.application,
    ),
  )
  const approved = approvals(plan, rates, applications, take)
  const left: number[] = []
  const households: number[] = []
  const places: number[] = []
  let now = plan.households
  for (let m = 0; m < months; m += 1) {
    const chance = Math.min(1, rates.leaving * at(changes.leaving, m))
    left.push(take(now, chance, m * USES + USE.leaving))
    now += (approved[m] ?? 0) - (left[m] ?? 0)
    households.push(now)
    const each = rates.perHousehold * at(changes.perHousehold, m)
    places.push(whole(now * each) - whole(plan.households * rates.perHousehold))
  }
  return { enquiries, applications, approved, left, households, places }
}

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i)
}

function at(factors: readonly number[] | undefined, month: number): number {
  return factors?.[month] ?? 1
}

/** Approvals by the month in which they are made, of applications within the run and before it. */
function approvals(
  plan: PipelinePlan,
  rates: PlainRates,
  applications: readonly number[],
  take: Take,
): readonly number[] {
  const approved = Array.from({ length: plan.months }, () => 0)
  const all = [
    ...plan.applicationsBefore.map((n, i) => ({ n, month: -1 - i })),
    ...applications.map((n, month) => ({ n, month })),
  ]
  for (const { n, month } of all) {
    const use = (month + 1024) * USES
    const chance = Math.min(1, rates.toApproval * at(plan.changes.toApproval, Math.max(0, month)))
    let rest = take(n, chance, use + USE.approval)
    let share = 1
    for (const [k, lag] of rates.lag.entries()) {
      const now = take(rest, share <= lag ? 1 : lag / share, use + USE.lag + k)
      const when = month + k + 1
      if (when >= 0 && when < plan.months) approved[when] = (approved[when] ?? 0) + now
      rest -= now
      share -= lag
    }
  }
  return approved
}

/**
 * Adds a pipeline's places to the usable ones of a pool: what stands at a month's end may be used from the next month on.
 * Never below none. `usable` is `day * pools + pool`.
 */
export function addPlaces(
  usable: Int32Array,
  pools: number,
  pool: number,
  places: readonly number[],
  months: readonly { readonly from: number; readonly to: number }[],
): void {
  for (const [m, { from, to }] of months.entries()) {
    const more = m === 0 ? 0 : (places[m - 1] ?? 0)
    if (more === 0) continue
    for (let day = from; day < to; day += 1) {
      const i = day * pools + pool
      usable[i] = Math.max(0, (usable[i] ?? 0) + more)
    }
  }
}

/** Counts shared among areas by weight, so that the areas add to the council (20-placements, 4C10). */
export function byArea(
  counts: readonly number[],
  shares: readonly number[],
): readonly (readonly number[])[] {
  const parts = counts.map((n) => split(pence(n), shares))
  return shares.map((_, area) => parts.map((p) => p[area] ?? 0))
}

/** What recruitment itself costs: of every enquiry and every approval. */
export function recruitmentCost(
  pipeline: Pick<Pipeline, 'enquiries' | 'approved'>,
  each: { readonly enquiry: Pence; readonly approval: Pence },
): readonly Pence[] {
  return pipeline.enquiries.map((n, m) =>
    pence(Math.round(n * each.enquiry) + Math.round((pipeline.approved[m] ?? 0) * each.approval)),
  )
}

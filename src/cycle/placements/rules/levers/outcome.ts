import { SUB_TYPES } from '#cycle/demand/rules/index.ts'
import type { DrawTable, SubType } from '#cycle/demand/rules/index.ts'
import { pence } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'
import { roundHalfAway } from '#kernel/rate.ts'
import { quantile } from '../costing/bands.ts'

/** A difference over the draws: scenario less base, each draw with itself. */
export type Difference = {
  readonly mean: number
  readonly p10: number
  readonly p50: number
  readonly p90: number
}

/** What a set of levers changes: where children are instead is part of the answer (20-placements, 4F22). */
export type LeverOutcome = {
  /** By month of the run. */
  readonly months: readonly {
    readonly childDays: Difference
    readonly children: Difference
  }[]
  readonly childDays: Difference
  /** Child-days by sub-type, those that change. They add to all child-days. */
  readonly subTypes: readonly { readonly subType: SubType; readonly childDays: Difference }[]
  /**
   * Mean child-days that are no longer in care: at home, with relatives or grown. No child disappears: what leaves some
   * sub-types is in others or here.
   */
  readonly atHome: number
}

const SUBS = SUB_TYPES.length

export function differenceOf(draws: Float64Array): Difference {
  const sorted = draws.toSorted()
  let sum = 0
  for (const d of draws) sum += d
  return {
    mean: sum / draws.length,
    p10: quantile(sorted, 0.1),
    p50: quantile(sorted, 0.5),
    p90: quantile(sorted, 0.9),
  }
}

/** Two tables of the same draws beside each other. */
export function leverOutcome(base: DrawTable, scenario: DrawTable): LeverOutcome {
  if (base.draws !== scenario.draws || base.months !== scenario.months)
    throw new Error('only the same draws and months can be compared')
  const { months, draws } = base
  const over = (
    column: 'childDays' | 'monthEnd',
    takes: (month: number, subType: number) => boolean,
  ) => added(base, scenario, column, takes)
  const subTypes = SUB_TYPES.map((subType, s) => ({
    subType,
    childDays: differenceOf(over('childDays', (_, other) => other === s)),
  })).filter(({ childDays: d }) => d.mean !== 0 || d.p10 !== 0 || d.p90 !== 0)
  const all = differenceOf(over('childDays', () => true))
  return {
    months: Array.from({ length: months }, (_, m) => ({
      childDays: differenceOf(over('childDays', (month) => month === m)),
      children: differenceOf(over('monthEnd', (month) => month === m)),
    })),
    childDays: all,
    subTypes,
    atHome: draws === 0 ? 0 : 0 - all.mean,
  }
}

function added(
  base: DrawTable,
  scenario: DrawTable,
  column: 'childDays' | 'monthEnd',
  takes: (month: number, subType: number) => boolean,
): Float64Array {
  const total = new Float64Array(base.draws)
  for (let m = 0; m < base.months; m += 1) {
    for (let s = 0; s < SUBS; s += 1) {
      if (!takes(m, s)) continue
      for (let d = 0; d < base.draws; d += 1) {
        const at = (d * base.months + m) * SUBS + s
        total[d] = (total[d] ?? 0) + (scenario[column][at] ?? 0) - (base[column][at] ?? 0)
      }
    }
  }
  return total
}

const whole = (x: number): Pence => pence(roundHalfAway(x))

/** What is saved over some draws' costs: base less scenario, before what the levers themselves cost. */
export type Saving = {
  readonly mean: Pence
  readonly p10: Pence
  readonly p50: Pence
  readonly p90: Pence
}

export function savingOf(base: Float64Array, scenario: Float64Array): Saving {
  const d = differenceOf(base.map((b, i) => b - (scenario[i] ?? 0)))
  return { mean: whole(d.mean), p10: whole(d.p10), p50: whole(d.p50), p90: whole(d.p90) }
}

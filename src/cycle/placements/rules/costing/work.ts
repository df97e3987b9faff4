import type { Group } from '#cycle/demand/rules/index.ts'
import { pence, sum } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'
import { spreadOfDraws, stretched, varianceOf, widthAt } from './bands.ts'
import type { CostSpread } from './bands.ts'
import type { Cell } from './cells.ts'
import type { Counts } from './counts.ts'
import type { DrawCosts } from './draws.ts'
import type { CostSettings } from './types.ts'

/** A costing under way. */
export type Work = {
  readonly counts: Counts
  readonly costs: DrawCosts
  readonly cells: readonly Cell[]
  readonly settings: CostSettings
}

/** Child-days of some cells, as expected. */
export function daysOf(work: Work, cells: readonly Cell[]): number {
  const total = cells.reduce(
    (all, c) => all + c.priced.reduce((n, p) => n + (p.totalDays * p.days) / p.of, 0),
    0,
  )
  return total / work.counts.draws
}

/** What some cells are expected to cost: rounded cells, added. */
export function meanOf(cells: readonly Cell[]): Pence {
  return sum(cells.map((c) => c.pence))
}

/** One number for each draw: some cells added. */
function added(values: Float64Array, cells: readonly Cell[], draws: number): Float64Array {
  const total = new Float64Array(draws)
  for (const { index } of cells) {
    const from = index * draws
    for (let d = 0; d < draws; d += 1) total[d] = (total[d] ?? 0) + (values[from + d] ?? 0)
  }
  return total
}

/** Factor on the width of some months: the mean of theirs, each as heavy as its cost. */
export function widthOf(work: Work, cells: readonly Cell[], series: Group | 'all'): number {
  const { widths } = work.settings
  const whole = meanOf(cells)
  if (whole === 0) return 1
  return cells.reduce((w, c) => w + widthAt(widths, series, c.month) * (c.pence / whole), 0)
}

/** Pence of each draw for some cells, the width of their band as tested. */
export function drawsOf(work: Work, cells: readonly Cell[], series: Group | 'all'): Float64Array {
  const { costs, counts } = work
  const atBook = added(costs.atBook, cells, counts.draws)
  const drawn = costs.drawn === costs.atBook ? atBook : added(costs.drawn, cells, counts.draws)
  return stretched(atBook, drawn, widthOf(work, cells, series))
}

/** What some cells cost, with their band. */
export function spreadOf(
  work: Work,
  cells: readonly Cell[],
  series: Group | 'all' = 'all',
): CostSpread {
  return spreadOfDraws(meanOf(cells), drawsOf(work, cells, series))
}

/** Children's share of the spread: each cause alone, the other frozen at what is expected. */
export function childrenShare(work: Work, cells: readonly Cell[]): number | undefined {
  const { costs, counts } = work
  const atBook = added(costs.atBook, cells, counts.draws)
  const children = varianceOf(stretched(atBook, atBook, widthOf(work, cells, 'all')))
  const price = varianceOf(priceAlone(work, cells))
  return children + price === 0 ? undefined : children / (children + price)
}

function priceAlone(work: Work, cells: readonly Cell[]): Float64Array {
  const { draws } = work.counts
  const { priceAlone: factors } = work.costs
  const total = new Float64Array(factors.length === 0 ? 0 : draws)
  for (const { index, pence: expected } of cells) {
    for (let d = 0; d < total.length; d += 1) {
      total[d] = (total[d] ?? 0) + expected * (factors[index * draws + d] ?? 1)
    }
  }
  return total
}

/** What some parts cost in all. */
export function totalOf(parts: readonly { readonly cost: { readonly mean: Pence } }[]): Pence {
  return pence(parts.reduce((total, p) => total + p.cost.mean, 0))
}

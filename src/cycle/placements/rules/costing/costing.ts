import { groupOf } from '#cycle/demand/rules/index.ts'
import type { DrawTable } from '#cycle/demand/rules/index.ts'
import type { Month } from '#kernel/dates.ts'
import { yearOfMonth } from '#kernel/year.ts'
import type { FinancialYear } from '#kernel/year.ts'
import type { Price } from '../model.ts'
import { spreadOfDraws } from './bands.ts'
import { averagedOf, cellAt, cvOf, kindAt, unpricedOf } from './cells.ts'
import type { Cell } from './cells.ts'
import { countsOf } from './counts.ts'
import { priceDraws } from './draws.ts'
import { persistence } from './luck.ts'
import { planOf } from './plan.ts'
import type {
  Costing,
  CostSettings,
  MonthCost,
  MonthPart,
  QuarterCost,
  YearCost,
  YearPart,
} from './types.ts'
import { childrenShare, daysOf, drawsOf, meanOf, spreadOf, widthOf } from './work.ts'
import type { Work } from './work.ts'

/** Version of these rules: a costing under one version, run, book and settings is the same for ever. */
export const COST_RULES = 'placements-1'

/** Prices every draw of a forecast and what is expected, and says where the cost may lie. */
export function costForecast(
  table: DrawTable,
  prices: readonly Price[],
  settings: CostSettings,
): Costing {
  const counts = countsOf(
    table,
    settings.lines.some((l) => l.unaccompaniedApart),
  )
  const plan = planOf(prices, counts)
  const chance = {
    seed: settings.seed,
    cv: plan.map((p, i) => cvOf(p, prices, kindAt(counts, i), settings)),
    keep: persistence(settings.placementDays),
  }
  const costs = priceDraws(counts, plan, chance)
  const cells = plan.flatMap((p, index) => cellAt(counts, p, index, settings))
  const work = { counts, costs, cells, settings }
  return {
    rulesVersion: COST_RULES,
    draws: counts.draws,
    months: counts.months.map((month, m) => monthCost(work, month, m)),
    monthParts: monthParts(work),
    quarters: quarterCosts(work),
    years: yearCosts(work),
    yearParts: yearParts(work),
    unpriced: unpricedOf(counts, plan),
    averaged: averagedOf(cells),
  }
}

function monthCost(work: Work, month: Month, m: number): MonthCost {
  const cells = work.cells.filter((c) => c.month === m)
  return {
    month,
    year: yearOfMonth(month),
    childDays: daysOf(work, cells),
    cost: spreadOf(work, cells),
  }
}

function byPart(cells: readonly Cell[]): readonly (readonly [Cell, readonly Cell[]])[] {
  const groups = Map.groupBy(cells, (c) => `${c.subType}|${c.s251}`)
  return [...groups.values()].flatMap((own): (readonly [Cell, readonly Cell[]])[] => {
    const [first] = own
    return first === undefined ? [] : [[first, own]]
  })
}

function monthParts(work: Work): readonly MonthPart[] {
  return work.counts.months.flatMap((month, m) =>
    byPart(work.cells.filter((c) => c.month === m)).map(([first, own]) => ({
      month,
      year: first.year,
      subType: first.subType,
      s251: first.s251,
      childDays: daysOf(work, own),
      cost: spreadOf(work, own, groupOf(first.subType)),
      priced: own.flatMap((c) => c.priced),
    })),
  )
}

function yearsOf(work: Work): readonly FinancialYear[] {
  return [...new Set(work.counts.months.map(yearOfMonth))]
}

function yearParts(work: Work): readonly YearPart[] {
  return yearsOf(work).flatMap((year) =>
    byPart(work.cells.filter((c) => c.year === year)).map(([first, own]) => ({
      year,
      months: monthsIn(work, year).length,
      subType: first.subType,
      s251: first.s251,
      childDays: daysOf(work, own),
      cost: spreadOf(work, own, groupOf(first.subType)),
    })),
  )
}

function monthsIn(work: Work, year: FinancialYear): readonly Month[] {
  return work.counts.months.filter((m) => yearOfMonth(m) === year)
}

function yearCosts(work: Work): readonly YearCost[] {
  return yearsOf(work).map((year) => {
    const cells = work.cells.filter((c) => c.year === year)
    const draws = drawsOf(work, cells, 'all')
    return {
      year,
      months: monthsIn(work, year).length,
      childDays: daysOf(work, cells),
      cost: spreadOfDraws(meanOf(cells), draws),
      draws: Array.from(draws, (d) => Math.round(d)),
      width: widthOf(work, cells, 'all'),
      fromChildren: childrenShare(work, cells),
    }
  })
}

function quarterCosts(work: Work): readonly QuarterCost[] {
  const groups = Map.groupBy(work.counts.months, (m) => `${yearOfMonth(m)}|${quarterOf(m)}`)
  return [...groups.values()].flatMap((months): QuarterCost[] => {
    const [first] = months
    if (first === undefined) return []
    const own = new Set(months.map((m) => work.counts.months.indexOf(m)))
    return [
      {
        year: yearOfMonth(first),
        quarter: quarterOf(first),
        months: months.length,
        cost: spreadOf(
          work,
          work.cells.filter((c) => own.has(c.month)),
        ),
      },
    ]
  })
}

/** The quarter of the financial year: April to June is the first. */
function quarterOf(month: Month): 1 | 2 | 3 | 4 {
  const calendar = Number(month.slice(5, 7))
  if (calendar >= 4 && calendar <= 6) return 1
  if (calendar >= 7 && calendar <= 9) return 2
  return calendar >= 10 ? 3 : 4
}

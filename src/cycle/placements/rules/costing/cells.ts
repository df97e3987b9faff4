import type { SubType } from '#cycle/demand/rules/index.ts'
import type { Month } from '#kernel/dates.ts'
import { sum } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'
import { asNumber } from '#kernel/rate.ts'
import { yearOfMonth } from '#kernel/year.ts'
import type { FinancialYear } from '#kernel/year.ts'
import { ASYLUM_LINE, lineOf } from '../lines.ts'
import { cellCost } from '../month-prices.ts'
import type { Price } from '../model.ts'
import type { Counts, Kind } from './counts.ts'
import type { CellPlan } from './plan.ts'
import type { CostSettings, PricedDays, Unpriced } from './types.ts'

/** One month of one kind, with what it is expected to cost. */
export type Cell = {
  readonly index: number
  readonly month: number
  readonly subType: SubType
  readonly s251: string
  readonly year: FinancialYear
  readonly priced: readonly PricedDays[]
  readonly pence: Pence
}

/** Of what kind a cell is. */
export function kindAt(counts: Counts, index: number): Kind {
  const kind = counts.kinds[index % counts.kinds.length]
  if (kind === undefined) throw new Error(`no kind of placement stands at cell ${index}`)
  return kind
}

/** The spread that the row in force states, or the council's default for the sub-type. */
export function cvOf(
  plan: CellPlan,
  prices: readonly Price[],
  kind: Kind,
  settings: CostSettings,
): number {
  const spread = prices[plan.pieces[0]?.rows[0] ?? -1]?.spread
  if (spread === undefined || spread.kind === 'none') return 0
  if (spread.kind === 'lognormal') return asNumber(spread.cv)
  const given = settings.spreads[kind.subType]
  return given === undefined ? 0 : asNumber(given)
}

/** What a cell is expected to cost; nothing where no child is or no price. */
export function cellAt(
  counts: Counts,
  plan: CellPlan,
  index: number,
  settings: CostSettings,
): readonly Cell[] {
  const totalDays = counts.totals[index] ?? 0
  if (plan.pieces.length === 0 || totalDays === 0) return []
  const month = Math.floor(index / counts.kinds.length)
  const kind = kindAt(counts, index)
  const year = yearOfMonth(monthAt(counts, month))
  const priced = plan.pieces.map((piece): PricedDays => {
    const { days, of, weekly } = piece
    const cost = cellCost(weekly, totalDays, { draws: counts.draws, days, of })
    return { ...piece, totalDays, pence: cost }
  })
  const s251 = lineIn(kind, year, settings)
  const { subType } = kind
  return [{ index, month, subType, s251, year, priced, pence: sum(priced.map((p) => p.pence)) }]
}

export function monthAt(counts: Counts, m: number): Month {
  const month = counts.months[m]
  if (month === undefined) throw new Error(`the forecast has no month ${m}`)
  return month
}

function lineIn(kind: Kind, year: FinancialYear, settings: CostSettings): string {
  const lines = settings.lines.find((l) => l.year === year)
  if (kind.unaccompanied === 'yes' && lines?.unaccompaniedApart === true) return ASYLUM_LINE
  return lineOf(kind.subType, lines?.own)
}

/** Children without a price, by kind and reason. */
export function unpricedOf(counts: Counts, plan: readonly CellPlan[]): readonly Unpriced[] {
  const found = plan.flatMap((p, index) =>
    p.bare.map((b) => ({
      subType: kindAt(counts, index).subType,
      why: b.why,
      childDays: ((counts.totals[index] ?? 0) * b.days) / b.of / counts.draws,
      month: monthAt(counts, Math.floor(index / counts.kinds.length)),
    })),
  )
  const bare = found.filter((f) => f.childDays > 0)
  return [...Map.groupBy(bare, (f) => `${f.subType}|${f.why}`).values()].flatMap((own) => {
    const [first] = own
    if (first === undefined) return []
    return [
      {
        subType: first.subType,
        why: first.why,
        childDays: own.reduce((n, f) => n + f.childDays, 0),
        first: first.month,
        last: own.at(-1)?.month ?? first.month,
      },
    ]
  })
}

/** Kinds priced at an average of providers' prices. */
export function averagedOf(cells: readonly Cell[]): readonly SubType[] {
  const found = cells.filter((c) => c.priced.some((p) => p.rows.length > 1))
  return [...new Set(found.map((c) => c.subType))]
}

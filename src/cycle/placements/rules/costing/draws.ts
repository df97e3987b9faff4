import { monthEnd, monthStart } from '#kernel/dates.ts'
import type { Counts } from './counts.ts'
import { averagePrice, logVariance, luckOf, nextMonth } from './luck.ts'
import type { CellPlan, Piece } from './plan.ts'

/** Pence of every cell and draw, `[month][kind][draw]`. */
export type DrawCosts = {
  /** At the book's prices: what children alone make of the cost. */
  readonly atBook: Float64Array
  /** With prices that spread; the same array where none do. */
  readonly drawn: Float64Array
  /** Factor of price on each cell and draw, were children as expected; empty where no price spreads. */
  readonly priceAlone: Float64Array
}

export type Chance = {
  readonly seed: number
  /** Spread of the prices of each cell, `[month][kind]`, as a coefficient of variation; 0 for none. */
  readonly cv: readonly number[]
  /** How much of a month's luck is left a month later. */
  readonly keep: number
}

/** Prices each cell of each draw: weekly pence x child-days / 7, rounded once for each piece of a month. */
export function priceDraws(counts: Counts, plan: readonly CellPlan[], chance: Chance): DrawCosts {
  const atBook = atBookPrices(counts, plan)
  if (chance.cv.every((cv) => cv === 0))
    return { atBook, drawn: atBook, priceAlone: new Float64Array(0) }
  return { atBook, ...withSpread(counts, atBook, chance) }
}

function atBookPrices(counts: Counts, plan: readonly CellPlan[]): Float64Array {
  const { draws, childDays } = counts
  const costs = new Float64Array(childDays.length)
  plan.forEach(({ pieces }, cell) => {
    for (const piece of pieces) addPiece(costs, childDays, piece, cell * draws, draws)
  })
  return costs
}

/** All whole numbers: half a penny and more is a penny. */
function addPiece(
  costs: Float64Array,
  childDays: Int32Array,
  piece: Piece,
  from: number,
  draws: number,
): void {
  const whole = piece.days === piece.of
  const times = whole ? piece.weekly : piece.weekly * piece.days
  const by = whole ? 7 : 7 * piece.of
  for (let i = from; i < from + draws; i += 1) {
    const exact = times * (childDays[i] ?? 0)
    costs[i] = (costs[i] ?? 0) + Math.floor((2 * exact + by) / (2 * by))
  }
}

function withSpread(
  counts: Counts,
  atBook: Float64Array,
  chance: Chance,
): Pick<DrawCosts, 'drawn' | 'priceAlone'> {
  const costs = {
    atBook,
    drawn: atBook.slice(),
    priceAlone: new Float64Array(atBook.length).fill(1),
  }
  const { draws, kinds, months } = counts
  kinds.forEach((kind, k) => {
    const cvs = months.map((_, month) => chance.cv[month * kinds.length + k] ?? 0)
    if (cvs.every((cv) => cv === 0)) return
    const luck = luckOf(chance.seed, draws, kind)
    months.forEach((m, month) => {
      nextMonth(luck, month, chance.keep)
      const cell = month * kinds.length + k
      spreadCell(costs, counts, luck.z, {
        cell,
        cv: cvs[month] ?? 0,
        days: monthEnd(m) - monthStart(m),
      })
    })
  })
  return costs
}

/** Sets the price of every draw of one cell: by the luck of the month and by how many placements it averages over. */
function spreadCell(
  costs: DrawCosts,
  counts: Counts,
  z: Float64Array,
  at: { readonly cell: number; readonly cv: number; readonly days: number },
): void {
  const { cell, cv, days } = at
  const from = cell * counts.draws
  const alone = logVariance(cv, (counts.totals[cell] ?? 0) / counts.draws / days)
  const root = Math.sqrt(alone)
  for (let draw = 0; draw < counts.draws; draw += 1) {
    const i = from + draw
    const luck = z[draw] ?? 0
    const children = (counts.childDays[i] ?? 0) / days
    costs.drawn[i] = Math.round((costs.atBook[i] ?? 0) * averagePrice(luck, cv, children))
    costs.priceAlone[i] = Math.exp(root * luck - alone / 2)
  }
}

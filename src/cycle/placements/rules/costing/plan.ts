import { day, monthEnd, monthStart } from '#kernel/dates.ts'
import type { Day, Month } from '#kernel/dates.ts'
import type { Pence } from '#kernel/money.ts'
import { segmentsOf } from '../month-prices.ts'
import type { Segment } from '../month-prices.ts'
import type { Price } from '../model.ts'
import type { Counts, Kind } from './counts.ts'

/** A price that holds for some days of a month: it takes that share of the month's child-days. */
export type Piece = {
  readonly from: Day
  /** The day after the last. */
  readonly to: Day
  readonly weekly: Pence
  readonly days: number
  /** Days in the month. */
  readonly of: number
  /** Indexes of the prices it comes from: several where their average is used. */
  readonly rows: readonly number[]
}

/** Days of a month for which a sub-type has no price. */
export type Bare = { readonly days: number; readonly of: number; readonly why: string }

export type CellPlan = { readonly pieces: readonly Piece[]; readonly bare: readonly Bare[] }

/** Prices of every month and kind, in the order of the counts' cells. */
export function planOf(prices: readonly Price[], counts: Pick<Counts, 'months' | 'kinds'>) {
  const known = new Map<string, CellPlan>()
  return counts.months.flatMap((month) =>
    counts.kinds.map((kind): CellPlan => {
      const key = `${month}|${kind.subType}`
      const plan = known.get(key) ?? cellPlan(prices, kind, month)
      known.set(key, plan)
      return plan
    }),
  )
}

function cellPlan(prices: readonly Price[], kind: Kind, month: Month): CellPlan {
  const of = monthEnd(month) - monthStart(month)
  const segments = segmentsOf(prices, kind.subType, month)
  return {
    pieces: segments.flatMap((s) => pieceOf(prices, s, of) ?? []),
    bare: segments.flatMap((s) =>
      s.price.kind === 'unpriced' ? [{ days: s.to - s.from, of, why: s.price.why }] : [],
    ),
  }
}

function pieceOf(prices: readonly Price[], s: Segment, of: number): Piece | undefined {
  if (s.price.kind === 'unpriced') return undefined
  return {
    from: s.from,
    to: day(s.to),
    weekly: s.price.weekly,
    days: s.to - s.from,
    of,
    rows: s.price.prices.map((p) => prices.indexOf(p)),
  }
}

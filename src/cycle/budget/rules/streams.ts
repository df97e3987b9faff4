import { pence, sum } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'
import { yearEnd, yearStart } from '#kernel/year.ts'
import type { FinancialYear } from '#kernel/year.ts'
import { cellsOf, totals } from './cube.ts'
import type { Cube } from './cube.ts'
import type { Stream, StreamMoney } from './model.ts'

/** Whether a stream pays on some day of a year. */
export function paysIn(stream: Stream, year: FinancialYear): boolean {
  return stream.from < yearEnd(year) && (stream.to === undefined || stream.to > yearStart(year))
}

/** Whether a stream had ended before the year began: what is still charged to it is a cliff. */
export function endedBefore(stream: Stream, year: FinancialYear): boolean {
  return stream.to !== undefined && stream.to <= yearStart(year)
}

/** What may be planned with: the latest allocated figure, else the latest announced one, which is not confirmed. */
export function planningMoney(
  stream: Stream,
  year: FinancialYear,
): { readonly money: StreamMoney; readonly confirmed: boolean } | undefined {
  const allocated = latest(stream, year, 'allocated')
  if (allocated !== undefined) return { money: allocated, confirmed: true }
  const announced = latest(stream, year, 'announced')
  return announced === undefined ? undefined : { money: announced, confirmed: false }
}

function latest(
  stream: Stream,
  year: FinancialYear,
  status: StreamMoney['status'],
): StreamMoney | undefined {
  return stream.money
    .filter((m) => m.year === year && m.status === status)
    .toSorted((a, b) => (a.on ?? -Infinity) - (b.on ?? -Infinity))
    .at(-1)
}

/** What one stream pays for in one service: spending charged to it, and income received on it. */
export type Payment = {
  readonly service: string
  readonly stream: string
  readonly charged: Pence
  readonly received: Pence
}

/** Who pays for what in the amounts of one version. */
export function payments(cube: Cube): readonly Payment[] {
  return cellsOf(totals(cube, ['service', 'stream'])).map((cell) => ({
    service: cell.at[0] ?? '',
    stream: cell.at[1] ?? '',
    charged: cell.gross,
    received: cell.income,
  }))
}

/**
 * What a stream pays of a service's spending: what is charged to it or, where nothing is, the income received on it (a
 * council that codes all spending to core and the grant as income).
 */
export function paidBy(p: Payment): Pence {
  return p.charged === 0 ? p.received : p.charged
}

/** How much of each stream is applied, over all services. */
export function applied(all: readonly Payment[]): ReadonlyMap<string, Pence> {
  const out = new Map<string, Pence>()
  for (const p of all) out.set(p.stream, pence((out.get(p.stream) ?? 0) + paidBy(p)))
  return out
}

export type Cliff = {
  readonly stream: string
  readonly year: FinancialYear
  /** Recurring spending still charged after the stream's end: to be funded, stopped or moved. */
  readonly pence: Pence
}

/** Rule 7: recurring spending of a year charged to streams that ended before it. */
export function cliffs(
  cube: Cube,
  streams: readonly Stream[],
  year: FinancialYear,
): readonly Cliff[] {
  const recurring = totals(
    cube,
    ['stream'],
    (row) => cube.oneOff[row] === 0 && cube.income[row] === 0,
  )
  const spent = new Map(cellsOf(recurring).map((cell) => [cell.at[0] ?? '', cell.gross]))
  return streams
    .filter((s) => endedBefore(s, year))
    .map((s) => ({ stream: s.id, year, pence: spent.get(s.id) ?? pence(0) }))
    .filter((c) => c.pence !== 0)
}

/** Every published figure of a year and status, none of them the one and only. */
export function figuresOf(stream: Stream, year: FinancialYear): readonly StreamMoney[] {
  return stream.money.filter((m) => m.year === year)
}

export function totalOf(money: readonly StreamMoney[]): Pence {
  return sum(money.map((m) => m.pence))
}

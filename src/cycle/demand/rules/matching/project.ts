import type { Day } from '#kernel/dates.ts'
import type { PeerModel, PeerRate, Stock } from './rates.ts'

/** Mean and variance of every state on each day after `start`: row `t` is day `start + t`; row 0 is the start itself. */
export type PeerProjection = {
  readonly start: Day
  readonly days: number
  readonly states: readonly string[]
  readonly mean: Float64Array
  readonly variance: Float64Array
}

export type Adjustment = { readonly factor?: number; readonly add?: number }
export type RateAdjustment = Adjustment & { readonly from: string; readonly to: string }
export type EntryAdjustment = Adjustment & { readonly state: string }

/** Step 16: changed rates, floored at 0, and scaled so that what leaves a state never passes 1. Unknown pairs are ignored. */
export function adjustRates(
  rates: readonly PeerRate[],
  changes: readonly RateAdjustment[],
): readonly PeerRate[] {
  const change = new Map(changes.map((c) => [`${c.from}|${c.to}`, c]))
  const changed = rates.map((r) => {
    const c = change.get(`${r.from}|${r.to}`)
    return c === undefined ? r : { ...r, rate: Math.max(0, apply(r.rate, c)) }
  })
  const touched = new Set(changes.map((c) => c.from))
  return changed.map((r) =>
    touched.has(r.from) ? { ...r, rate: r.rate * scaleOf(r, changed, change) } : r,
  )
}

function apply(value: number, change: Adjustment): number {
  if (change.factor !== undefined && change.factor !== 1) return value * change.factor
  return value + (change.add ?? 0)
}

function scaleOf(
  rate: PeerRate,
  rates: readonly PeerRate[],
  change: ReadonlyMap<string, RateAdjustment>,
): number {
  const leaving = rates.filter((r) => r.from === rate.from)
  const isChanged = (r: PeerRate): boolean => change.has(`${r.from}|${r.to}`)
  const total = sumOf(leaving)
  if (total <= 1) return 1
  const adjusted = sumOf(leaving.filter(isChanged))
  if (adjusted >= 1) return isChanged(rate) ? 1 / adjusted : 0
  return isChanged(rate) ? 1 : (1 - adjusted) / (total - adjusted)
}

function sumOf(rates: readonly PeerRate[]): number {
  return rates.reduce((total, r) => total + r.rate, 0)
}

/** Entries are multiplied or added to, with no normalising. */
export function adjustEntries(
  perDay: Readonly<Record<string, number>>,
  changes: readonly EntryAdjustment[],
): Readonly<Record<string, number>> {
  const change = new Map(changes.map((c) => [c.state, c]))
  return Object.fromEntries(
    Object.entries(perDay).map(([state, value]) => {
      const c = change.get(state)
      return [state, c === undefined ? value : apply(value, c)]
    }),
  )
}

/** Step 15: n(0) is the stock on the first day; each day `v += (M(1-M)) n + e`, then `n = M n + e`. */
export function project(model: PeerModel, stock: Stock, start: Day, days: number): PeerProjection {
  const { states } = model
  const n = states.length
  const moves = transitions(model)
  const spread = moves.map((m) => m * (1 - m))
  const entrants = states.map((s) => model.entrantsPerDay[s] ?? 0)
  const mean = new Float64Array((days + 1) * n)
  const variance = new Float64Array((days + 1) * n)
  states.forEach((s, i) => {
    mean[i] = stock.byState.get(s)?.[start - stock.first] ?? 0
  })
  for (let t = 1; t <= days; t += 1) {
    for (let to = 0; to < n; to += 1) {
      let m = 0
      let v = 0
      for (let from = 0; from < n; from += 1) {
        const held = mean[(t - 1) * n + from] ?? 0
        m += (moves[to * n + from] ?? 0) * held
        v += (spread[to * n + from] ?? 0) * held
      }
      const e = entrants[to] ?? 0
      mean[t * n + to] = m + e
      variance[t * n + to] = (variance[(t - 1) * n + to] ?? 0) + v + e
    }
  }
  return { start, days, states, mean, variance }
}

/** M as a square, `to * n + from`: off the diagonal the rate, on it what stays. Not in care absorbs. */
function transitions(model: PeerModel): number[] {
  const n = model.states.length
  const index = new Map(model.states.map((s, i) => [s, i]))
  const moves = Array.from({ length: n * n }, () => 0)
  const leaving = Array.from({ length: n }, () => 0)
  for (const r of model.rates) {
    const from = index.get(r.from)
    const to = index.get(r.to)
    if (from === undefined || to === undefined || from === to) continue
    moves[to * n + from] = r.rate
    leaving[from] = (leaving[from] ?? 0) + r.rate
  }
  leaving.forEach((left, i) => {
    moves[i * n + i] = 1 - left
  })
  return moves
}

/** Whether a state is in care (the five "Not in care" states are where the chain ends). */
export function inCare(state: string): boolean {
  return !state.endsWith('Not in care')
}

export type Total = {
  readonly mean: number
  readonly sd: number
  readonly low: number
  readonly high: number
}

/** Everybody in care on day `t` of a projection, with the interval the peer shows: 2 standard deviations either side. */
export function totalOn(projection: PeerProjection, t: number): Total {
  const n = projection.states.length
  let mean = 0
  let variance = 0
  projection.states.forEach((state, i) => {
    if (!inCare(state)) return
    mean += projection.mean[t * n + i] ?? 0
    variance += projection.variance[t * n + i] ?? 0
  })
  const sd = Math.sqrt(variance)
  return { mean, sd, low: mean - 2 * sd, high: mean + 2 * sd }
}

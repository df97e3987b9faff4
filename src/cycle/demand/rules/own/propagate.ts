import { pointRate } from './pool.ts'
import { real } from './read.ts'
import { AGES, DURATIONS, EVENTS, KINDS, PLACES } from './types.ts'
import type { Rates } from './types.ts'

/** Groups first, then the four kinds of exit, which keep whoever reaches them. */
export const STATES = PLACES + KINDS

/**
 * What `n` days do to a distribution over the groups, at the rates of one age band and duration band. Rows are where
 * from; `stay` is the share in each group on day n, `days` the days spent in each on days 1 to n, `gone` the share that
 * left by each kind within the n days.
 */
export type Propagator = {
  readonly stay: Float64Array
  readonly days: Float64Array
  readonly gone: Float64Array
}

/** The matrix exponential of a small matrix, by scaling and squaring a Taylor series. */
export function exponential(q: Float64Array, size: number): Float64Array {
  const halvings = 6
  const scaled = q.map((x) => x / 2 ** halvings)
  let result = identity(size)
  let term = identity(size)
  for (let n = 1; n <= 12; n += 1) {
    term = product(term, scaled, size, size, size).map((x) => x / n)
    result = result.map((x, i) => x + (term[i] ?? 0))
  }
  for (let i = 0; i < halvings; i += 1) result = product(result, result, size, size, size)
  return result
}

function identity(size: number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 0))
}

function product(
  a: Float64Array,
  b: Float64Array,
  rows: number,
  inner: number,
  columns: number,
): Float64Array {
  const c = new Float64Array(rows * columns)
  for (let i = 0; i < rows; i += 1) {
    for (let k = 0; k < inner; k += 1) {
      const x = a[i * inner + k] ?? 0
      if (x === 0) continue
      for (let j = 0; j < columns; j += 1) {
        c[i * columns + j] = (c[i * columns + j] ?? 0) + x * (b[k * columns + j] ?? 0)
      }
    }
  }
  return c
}

/** Q of one age band and duration band, at the point rates. A move within a group changes nothing here. */
function generator(rates: Rates, ageBand: number, duration: number): Float64Array {
  const q = new Float64Array(STATES * STATES)
  for (let group = 0; group < PLACES; group += 1) {
    for (let event = 0; event < EVENTS; event += 1) {
      const to = event < KINDS ? PLACES + event : event - KINDS
      if (to === group) continue
      const rate = pointRate(
        rates,
        ((group * AGES + ageBand) * DURATIONS + duration) * EVENTS + event,
      )
      q[group * STATES + to] = (q[group * STATES + to] ?? 0) + rate
      q[group * STATES + group] = (q[group * STATES + group] ?? 0) - rate
    }
  }
  return q
}

/** One day's propagator for each age band and duration band. */
export function dailyPropagators(rates: Rates): readonly Propagator[] {
  return Array.from({ length: AGES * DURATIONS }, (_, i) => {
    const day = exponential(generator(rates, Math.floor(i / DURATIONS), i % DURATIONS), STATES)
    const stay = new Float64Array(PLACES * PLACES)
    const gone = new Float64Array(PLACES * KINDS)
    for (let from = 0; from < PLACES; from += 1) {
      for (let to = 0; to < PLACES; to += 1) stay[from * PLACES + to] = day[from * STATES + to] ?? 0
      for (let kind = 0; kind < KINDS; kind += 1)
        gone[from * KINDS + kind] = day[from * STATES + PLACES + kind] ?? 0
    }
    return { stay, days: stay, gone }
  })
}

/** The propagators of 1 to 31 days of one daily propagator. */
export function powers(daily: Propagator): readonly Propagator[] {
  const all: Propagator[] = [daily]
  let last = daily
  for (let n = 2; n <= 31; n += 1) {
    const stay = product(last.stay, daily.stay, PLACES, PLACES, PLACES)
    const left = product(last.stay, daily.gone, PLACES, PLACES, KINDS)
    const earlier = last
    last = {
      stay,
      days: stay.map((x, i) => x + (earlier.days[i] ?? 0)),
      gone: left.map((x, i) => x + (earlier.gone[i] ?? 0)),
    }
    all.push(last)
  }
  return all
}

/** `into += from x matrix`; the row vector has one entry for each group. */
export function addTimes(
  from: Float64Array,
  matrix: Float64Array,
  columns: number,
  into: Float64Array,
  at = 0,
): void {
  for (let i = 0; i < PLACES; i += 1) {
    const x = real(from, i)
    if (x === 0) continue
    const row = i * columns
    for (let j = 0; j < columns; j += 1)
      into[at + j] = real(into, at + j) + x * real(matrix, row + j)
  }
}

import { logCount } from './chance.ts'
import { ANCHOR_RETURNS, ANCHOR_RETURN_YEARS, anchorCells } from './anchors.ts'
import type { Counted } from './counts.ts'
import { AGES, DURATIONS, EVENTS, KINDS, PLACES, SINCES } from './types.ts'
import type { Rates } from './types.ts'
import { addReal, real, whole } from './read.ts'

/** Weight of the pool against a council's own level, in events [local setting: default 20]. */
export const KAPPA = 20
const ALPHAS = [0.5, 1, 2, 4, 8, 16, 32, 64] as const
const ALPHA_WHEN_FEW = 4
const FEW_EVENTS = 200
const SWEEPS = 200
const SETTLED = 1e-10
const HALF_AN_EVENT = 0.5

/** Cells with the three margins that the prior is a product of: base, age effect, duration effect. */
export type Margins = {
  readonly events: Float64Array
  readonly exposure: Float64Array
  readonly margins: readonly [base: Int32Array, age: Int32Array, band: Int32Array]
}

/**
 * Iterative proportional fitting of m = base x age effect x duration effect to the events of each margin (10-demand,
 * 4B4). A margin without an event gets half a one, so that nothing seen never is impossible.
 */
export function proportionalFit(cells: Margins): Float64Array {
  const fitted = new Float64Array(cells.events.length).fill(1)
  const expected = Float64Array.from(cells.exposure)
  const margins = cells.margins.map((ids): Margin => {
    const target = totals(ids, cells.events).map((k) => k || HALF_AN_EVENT)
    return { ids, target, sums: new Float64Array(target.length) }
  })
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const change = margins.reduce((most, m) => Math.max(most, scale(m, fitted, expected)), 0)
    if (change < SETTLED) break
  }
  // The margin of the base is met last, so that the level of each event is right to the last digit.
  for (const base of margins.slice(0, 1)) scale(base, fitted, expected)
  return fitted
}

type Margin = {
  readonly ids: Int32Array
  readonly target: Float64Array
  readonly sums: Float64Array
}

/** Scales fitted rates and the events they expect to one margin's target; returns the greatest relative change. */
function scale(margin: Margin, fitted: Float64Array, expected: Float64Array): number {
  const { ids, target, sums } = margin
  sums.fill(0)
  for (let i = 0; i < ids.length; i += 1) addReal(sums, whole(ids, i), real(expected, i))
  let change = 0
  for (let id = 0; id < sums.length; id += 1) {
    const factor = real(sums, id) > 0 ? real(target, id) / real(sums, id) : 1
    sums[id] = factor
    change = Math.max(change, Math.abs(factor - 1))
  }
  for (let i = 0; i < ids.length; i += 1) {
    const factor = real(sums, whole(ids, i))
    fitted[i] = real(fitted, i) * factor
    expected[i] = real(expected, i) * factor
  }
  return change
}

function totals(ids: Int32Array, values: Float64Array): Float64Array {
  const sums = new Float64Array(ids.reduce((most, id) => Math.max(most, id + 1), 0))
  for (const [i, id] of ids.entries()) sums[id] = (sums[id] ?? 0) + (values[i] ?? 0)
  return sums
}

/** The gamma posterior of one cell: its point rate is `(alpha + k) / (alpha / (m c) + T)` (10-demand, 4B5). */
export function shrunken(alpha: number, prior: number, events: number, exposure: number): number {
  return (alpha + events) / (alpha / prior + exposure)
}

/** c of a base: the council's level against the pool's. */
export function levelOf(rates: Rates, base: number): number {
  return (rates.levelEvents[base] ?? 1) / (rates.levelExpected[base] ?? 1)
}

/** The point rate of a cell, at the posterior means of its level and of itself. */
export function pointRate(rates: Rates, cell: number): number {
  const prior = (rates.prior[cell] ?? 0) * levelOf(rates, rates.base[cell] ?? 0)
  return shrunken(rates.alpha, prior, rates.events[cell] ?? 0, rates.exposure[cell] ?? 0)
}

function rates(own: Margins, pool: Margins): Rates {
  const prior = proportionalFit(pool)
  const base = own.margins[0]
  const levelEvents = totals(base, own.events).map((k) => KAPPA + k)
  const levelExpected = totals(
    base,
    own.exposure.map((t, i) => t * (prior[i] ?? 0)),
  ).map((e) => KAPPA + e)
  const expected = own.exposure.map((t, i) => {
    const id = base[i] ?? 0
    return (t * (prior[i] ?? 0) * (levelEvents[id] ?? 1)) / (levelExpected[id] ?? 1)
  })
  return {
    events: [...own.events],
    exposure: [...own.exposure],
    prior: [...prior],
    base: [...base],
    levelEvents: [...levelEvents],
    levelExpected: [...levelExpected],
    alpha: strength(own.events, expected),
  }
}

/** The strength of the prior under which the cells' counts are most likely; 4 when there is little to judge by. */
export function strength(events: Float64Array, expected: Float64Array): number {
  if (events.reduce((a, b) => a + b, 0) < FEW_EVENTS) return ALPHA_WHEN_FEW
  const scores = ALPHAS.map((alpha) => ({
    alpha,
    score: events.reduce((sum, k, i) => {
      const mean = expected[i] ?? 0
      return mean > 0 ? sum + logCount(k, mean, alpha) : sum
    }, 0),
  }))
  return scores.reduce((best, s) => (s.score > best.score ? s : best)).alpha
}

function spread(exposure: Float64Array): Float64Array {
  const cells = exposure.length * EVENTS
  return Float64Array.from({ length: cells }, (_, i) => exposure[Math.floor(i / EVENTS)] ?? 0)
}

/** Rates of leaving and moving: the council's counts, the pool's, and England's few child-years. */
export function careRates(own: Counted, pool: Counted = own): Rates {
  const ids = careMargins()
  const anchor = anchorCells()
  return rates(
    { events: own.events, exposure: spread(own.exposure), margins: ids },
    {
      events: pool.events.map((k, i) => k + (anchor.events[i] ?? 0)),
      exposure: spread(pool.exposure).map((t, i) => t + (anchor.exposure[i] ?? 0)),
      margins: ids,
    },
  )
}

function careMargins(): Margins['margins'] {
  const cells = PLACES * AGES * DURATIONS * EVENTS
  const id = (f: (group: number, age: number, duration: number, event: number) => number) =>
    Int32Array.from({ length: cells }, (_, i) => {
      const state = Math.floor(i / EVENTS)
      const age = Math.floor(state / DURATIONS) % AGES
      return f(Math.floor(state / (DURATIONS * AGES)), age, state % DURATIONS, i % EVENTS)
    })
  return [
    id((group, _, __, event) => group * EVENTS + event),
    id((_, age, __, event) => event * AGES + age),
    id((_, __, duration, event) => event * DURATIONS + duration),
  ]
}

/** Rates of coming back, by kind of exit, age band and time since leaving. */
export function returnRates(own: Counted, pool: Counted = own): Rates {
  const cells = KINDS * AGES * SINCES
  const id = (f: (kind: number, age: number, since: number) => number) =>
    Int32Array.from({ length: cells }, (_, i) =>
      f(Math.floor(i / (AGES * SINCES)), Math.floor(i / SINCES) % AGES, i % SINCES),
    )
  const margins: Margins['margins'] = [id((kind) => kind), id((_, age) => age), id((_, __, s) => s)]
  const days = (ANCHOR_RETURN_YEARS * 365) / (AGES * SINCES)
  return rates(
    { ...own, margins },
    {
      events: pool.events.map((k, i) => k + days * (ANCHOR_RETURNS[i % SINCES] ?? 0)),
      exposure: pool.exposure.map((t) => t + days),
      margins,
    },
  )
}

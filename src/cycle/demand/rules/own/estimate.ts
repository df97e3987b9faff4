import { addMonths, civil, dayOf, monthOf, monthStart } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import type { CleanedCare } from '../episode.ts'
import { SUB_TYPES, groupOf } from '../taxonomy.ts'
import { GROUPS } from '../taxonomy.ts'
import { assumptionsOf } from './assumptions.ts'
import { countCare, countReturns } from './counts.ts'
import type { Counted, Window } from './counts.ts'
import { intakeOf } from './intake.ts'
import { ageEnds, bandAt, periodsOf } from './periods.ts'
import type { Period } from './periods.ts'
import { careRates, returnRates } from './pool.ts'
import { AGES, SUBS } from './types.ts'
import type { Assumption, Drift, Model } from './types.ts'

export type EstimateSettings = {
  /** Months that rates are counted over [local setting: default 36]. */
  readonly referenceMonths?: number
  /** Days left out of the counts, such as March 2020 to March 2021. */
  readonly leaveOut?: readonly Window[]
  /** The pool's yearly change of first entries, as a logarithm [default 0: no pool]. */
  readonly pooledDrift?: number
  /** Counts of the councils that agreed to lend strength. */
  readonly pool?: { readonly care: Counted; readonly returns: Counted }
  readonly drift?: Partial<Drift>
}

export type Estimated = {
  readonly model: Model
  readonly periods: readonly Period[]
  readonly assumptions: readonly Assumption[]
}

/** Measured on 144 councils' published starts and ceases 2011-2025; moves into residential unmeasured (10-demand, 4B9). */
export const DRIFT: Drift = {
  intake: 0.13,
  intakeEngland: 0.048,
  intakeYear: 0.067,
  exits: 0.08,
  exitsEngland: 0.044,
  toResidential: 0.1,
}

const REFERENCE_MONTHS = 36
const PLACE_STRENGTH = 10

/** Fits our model to a council's cleaned care history (10-demand, 4B). The origin is the day after the data end. */
export function estimate(care: CleanedCare, settings: EstimateSettings = {}): Estimated {
  const periods = periodsOf(care)
  const months = settings.referenceMonths ?? REFERENCE_MONTHS
  const window = { from: windowStart(care, months), to: care.to }
  const windows = without(window, settings.leaveOut ?? [])
  const model: Model = {
    origin: care.to,
    rates: careRates(countCare(care, periods, windows), settings.pool?.care),
    returns: returnRates(countReturns(care, periods, windows), settings.pool?.returns),
    intake: [0, 1].map((stream) =>
      intakeOf(care, periods, stream, window, settings.pooledDrift ?? 0),
    ),
    allocation: allocationOf(care, periods, window),
    drift: { ...DRIFT, ...settings.drift },
  }
  return { model, periods, assumptions: assumptionsOf(model, periods, care, window) }
}

function windowStart(care: CleanedCare, months: number): Day {
  const c = civil(care.to)
  const back = civil(monthStart(addMonths(monthOf(care.to), -months)))
  const start = dayOf(back.year, back.month, Math.min(c.day, 28))
  return start > care.from ? start : care.from
}

function without(window: Window, out: readonly Window[]): readonly Window[] {
  let kept: readonly Window[] = [window]
  for (const gap of out) {
    kept = kept.flatMap((w) => {
      const before = { from: w.from, to: gap.from < w.to ? gap.from : w.to }
      const after = { from: gap.to > w.from ? gap.to : w.from, to: w.to }
      return [before, after].filter((part) => part.from < part.to)
    })
  }
  return kept
}

/** Shares of sub-types inside each group for placements that began in the window, shrunk to the group's own mix. */
function allocationOf(
  care: CleanedCare,
  periods: readonly Period[],
  window: Window,
): readonly number[] {
  const counted = new Float64Array(AGES * SUBS)
  for (const period of periods) {
    const born = care.children[period.child]?.born
    if (born === undefined) continue
    const ages = ageEnds(born)
    for (const stay of period.stays) {
      if (stay.from < window.from || stay.from >= window.to) continue
      const at = bandAt(ages, stay.from) * SUBS + SUB_TYPES.indexOf(stay.subType)
      counted[at] = (counted[at] ?? 0) + 1
    }
  }
  return sharesOf(counted)
}

function sharesOf(counted: Float64Array): readonly number[] {
  const shares = new Float64Array(AGES * SUBS)
  for (const group of GROUPS) {
    const members = SUB_TYPES.flatMap((s, i) => (groupOf(s) === group ? [i] : []))
    const at = (age: number, s: number) => counted[age * SUBS + s] ?? 0
    const ofSub = members.map((s) => count(AGES, (age) => at(age, s)))
    const ofGroup = ofSub.reduce((a, b) => a + b, 0)
    for (let age = 0; age < AGES; age += 1) {
      const here = members.reduce((sum, s) => sum + at(age, s), 0)
      for (const [i, s] of members.entries()) {
        const usual =
          ofGroup > 0 ? (ofSub[i] ?? 0) / ofGroup : i === (DEFAULT_PLACE[group] ?? 0) ? 1 : 0
        shares[age * SUBS + s] = (at(age, s) + PLACE_STRENGTH * usual) / (here + PLACE_STRENGTH)
      }
    }
  }
  return [...shares]
}

/** Which member of a group stands for it where the council has never used the group: its commonest in England. */
const DEFAULT_PLACE: Readonly<Record<string, number>> = {
  fostering: 1,
  residential: 2,
  supported: 1,
}

function count(times: number, f: (i: number) => number): number {
  let sum = 0
  for (let i = 0; i < times; i += 1) sum += f(i)
  return sum
}

/** Completed care on a day: who is in care, with the day their period of care began. */
export function inCareOn(
  periods: readonly Period[],
  on: Day,
): readonly { readonly period: Period; readonly stay: number }[] {
  return periods.flatMap((period) => {
    if (period.from > on || on >= period.adult || (period.to !== undefined && period.to <= on))
      return []
    const stay = period.stays.findIndex((s) => s.from <= on && (s.to === undefined || s.to > on))
    return stay === -1 ? [] : [{ period, stay }]
  })
}

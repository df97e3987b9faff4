import { iso } from '#kernel/dates.ts'
import type { CleanedCare } from '../episode.ts'
import { ANCHOR_CHILD_YEARS } from './anchors.ts'
import type { Window } from './counts.ts'
import type { Period } from './periods.ts'
import { KAPPA } from './pool.ts'
import type { Assumption, Model } from './types.ts'

/** What the model takes as given, with where each value comes from: printed beside every forecast. */
export function assumptionsOf(
  model: Model,
  periods: readonly Period[],
  care: CleanedCare,
  window: Window,
): readonly Assumption[] {
  return [
    ...intakeAssumptions(model),
    ...rateAssumptions(model, window),
    ...driftAssumptions(model),
    ...lawAndData(periods, care),
  ]
}

function given(name: string, value: string, source: string): Assumption {
  return { name, value, source }
}

function intakeAssumptions(model: Model): readonly Assumption[] {
  const [others, uasc] = model.intake
  const half = 'Half our own yearly change and half the pool’s, times 0.6 for each year ahead'
  return [
    given(
      'First entries a month, now',
      (others?.level ?? 0).toFixed(1),
      'Mean of 36 months, the latest weighing most (half-life 12 months)',
    ),
    given(
      'Unaccompanied children a month, now',
      (uasc?.level ?? 0).toFixed(1),
      'The same, kept apart, without drift',
    ),
    given('Drift of first entries a year', percent(Math.expm1(others?.drift ?? 0)), half),
  ]
}

function rateAssumptions(model: Model, window: Window): readonly Assumption[] {
  const events = model.rates.events.reduce((a, b) => a + b, 0)
  const prior = 'Most likely of 0.5 to 64; 4 when there are fewer than 200 events'
  const anchors = 'Published tables for 2018-19 and 2023-24; the weight is a local setting'
  return [
    given(
      'Endings and moves that rates rest on',
      String(events),
      `Placements from ${iso(window.from)} to before ${iso(window.to)}`,
    ),
    given('Strength of the prior in a cell', `${model.rates.alpha} events`, prior),
    given('Weight of the pool on the council’s level', `${KAPPA} events`, 'Local setting'),
    given('England in the prior', `${ANCHOR_CHILD_YEARS} child-years in each group`, anchors),
  ]
}

function driftAssumptions(model: Model): readonly Assumption[] {
  const { drift } = model
  return [
    given(
      'First entries: year-to-year drift',
      percent(drift.intake),
      'Published starts of 144 councils, 2011 to 2025',
    ),
    given(
      'Exits: year-to-year drift',
      percent(drift.exits),
      'Published ceases of 144 councils, 2011 to 2025',
    ),
    given(
      'Moves into residential: year-to-year drift',
      percent(drift.toResidential),
      'Local setting: unmeasured',
    ),
  ]
}

function lawAndData(periods: readonly Period[], care: CleanedCare): readonly Assumption[] {
  const first = periods.filter((p) => p.from >= care.from && p.before === undefined)
  const unseen = first.filter((p) => p.stays[0]?.rne !== 'S').length
  return [
    given(
      'In care on or after an eighteenth birthday',
      '0',
      'Children Act 1989, s.22(1), s.105(1); s.20(5) is left out',
    ),
    given(
      'Entries whose first row is not a start (RNE S)',
      String(unseen),
      'Counted as first entries on their first known day',
    ),
  ]
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`
}

import { join, uniform } from '#kernel/random.ts'
import { countAt } from './chance.ts'
import { ageFactorOf, intakeFactorOf } from './effects.ts'
import type { FlowEffects } from './effects.ts'
import { PERSON } from './engine.ts'
import type { Engine } from './engine.ts'
import type { Entering } from './tables.ts'
import { AGES, SUBS } from './types.ts'
import { enter } from './walk.ts'

const MOST_IN_A_MONTH = 16_384
/** Entrants that only a scenario brings are numbered from here in each month. */
const EXTRA_FROM = 8192
const YEAR_DAYS = 365.25

/** The entrants of every month: how many by the inverse of their distribution, so that fewer never means others. */
export function enterAll(engine: Engine, key: number, stream: number, entering: Entering): void {
  const { walk, calendar, scenario } = engine
  for (let month = 0; month < calendar.months; month += 1) {
    const id = month * 2 + stream
    const mean = meanOf(engine, stream, month, entering)
    const count = countAt(mean, entering.theta, uniform(join(key, PERSON.intake + id)))
    if (count > MOST_IN_A_MONTH)
      throw new Error(`${count} entrants in one month is beyond this model`)
    const first = PERSON.entrant + id * MOST_IN_A_MONTH
    const come = scenario === undefined ? count : notAvoided(scenario.now, stream, month, count)
    for (let k = 0; k < come; k += 1) {
      walk.person = first + k
      enterOne(engine, join(key, first + k), month, entering, stream)
    }
    if (scenario !== undefined)
      enterExtra(engine, scenario.now, key, { month, stream, mean, entering, first })
  }
}

/** Expected first entries of a month in this draw. */
function meanOf(engine: Engine, stream: number, month: number, entering: Entering): number {
  const { walk, calendar, scenario } = engine
  const epoch = calendar.epochOf[calendar.monthStarts[month] ?? 0] ?? 0
  const drawn = walk.truth.intake[stream * calendar.epochEnds.length + epoch] ?? 1
  const usual = (entering.means[month] ?? 0) * drawn
  return scenario === undefined ? usual : usual * intakeFactorOf(scenario.now, stream, month)
}

/** How many still come when some entries are avoided: the last ones do not, and no other is changed. */
function notAvoided(effects: FlowEffects, stream: number, month: number, count: number): number {
  if (stream !== 0 || effects.avoided === undefined) return count
  return Math.max(0, count - (effects.avoided[month] ?? 0))
}

/** Entrants whom a scenario adds to one age band: beside those who come anyway. */
function enterExtra(
  engine: Engine,
  effects: FlowEffects,
  key: number,
  at: {
    readonly month: number
    readonly stream: number
    readonly mean: number
    readonly entering: Entering
    readonly first: number
  },
): void {
  if (effects.intake.every((e) => e.ages === undefined)) return
  const { month, stream, entering, mean } = at
  const most = Math.max(
    ...Array.from({ length: AGES }, (_, band) => ageFactorOf(effects, stream, month, band)),
  )
  if (most <= 1) return
  // As many candidates as if every age grew the most; each band lets in its own part of them.
  const luck = uniform(join(key, PERSON.intake + month * 2 + stream + EXTRA_FROM))
  const count = Math.min(EXTRA_FROM, countAt(mean * (most - 1), entering.theta, luck))
  for (let k = 0; k < count; k += 1) {
    const number = at.first + EXTRA_FROM + k
    engine.walk.person = number
    enterOne(engine, join(key, number), month, entering, stream, (band) => {
      const factor = ageFactorOf(effects, stream, month, band)
      return Math.max(0, factor - 1) / (most - 1)
    })
  }
}

function enterOne(
  engine: Engine,
  key: number,
  month: number,
  entering: Entering,
  stream: number,
  admits?: (ageBand: number) => number,
): void {
  const { walk, calendar, scenario } = engine
  const start = calendar.monthStarts[month] ?? 0
  const days = (calendar.monthEnds[month] ?? 0) - start
  const day = start + Math.floor(uniform(key - 1) * days)
  const wanted = uniform(key - 2)
  let years = 0
  while (years < 17 && (entering.ages[years] ?? 0) < wanted) years += 1
  const born = day - Math.min(6572, Math.floor((years + uniform(key - 3)) * YEAR_DAYS))
  walk.key = key | 0
  walk.ordinal = 0
  walk.birthdays = (born - calendar.bornFrom) * AGES
  walk.uasc = stream
  walk.stream = stream * AGES * SUBS
  walk.day = day
  walk.ageBand = bandOn(calendar.birthdays, walk.birthdays, day)
  if (scenario !== undefined) {
    const chance = admits ?? ((band) => ageFactorOf(scenario.now, stream, month, band))
    if (uniform(key - 4) > chance(walk.ageBand)) return
  }
  enter(walk)
}

function bandOn(birthdays: Int32Array, from: number, day: number): number {
  let band = 0
  while (band < AGES - 1 && (birthdays[from + band] ?? 0) <= day) band += 1
  return band
}

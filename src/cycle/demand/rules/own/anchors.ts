import { AGE_BANDS } from '../history/ages.ts'
import { GROUPS } from '../taxonomy.ts'
import type { Group } from '../taxonomy.ts'
import { AGES, DURATIONS, EVENTS, KINDS, PLACES } from './types.ts'

/**
 * National values that steady a council's own (10-demand, 4B8). They enter as a few child-years of England in each
 * group, so that a cell a council has never seen has a believable rate; a council's own events soon outweigh them.
 */

/** Child-years of England added to each group [local setting: default 5]. */
export const ANCHOR_CHILD_YEARS = 5

/**
 * Exits a child-year by age band: England 2018-19, ceased over the mean of two stocks. At 16 and 17 eighteenth
 * birthdays are left out: 1,420 and 1,530 leavers over about 9,000 children each [from memory: check the stock].
 */
const EXITS_A_YEAR = [0.533, 0.638, 0.268, 0.144, 0.16, 0.17] as const

/** Kinds of exit by age band: home, permanence, independence, other [local setting: unmeasured]. */
const EXIT_MIX = [
  [0.35, 0.6, 0, 0.05],
  [0.33, 0.62, 0, 0.05],
  [0.45, 0.47, 0, 0.08],
  [0.65, 0.2, 0.01, 0.14],
  [0.45, 0.05, 0.3, 0.2],
  [0.35, 0.03, 0.42, 0.2],
] as const

/** Mean days of placements that ended in 2023-24, England [published]. Secure [local setting: unmeasured]. */
const DAYS: Readonly<Record<Group, number>> = {
  fostering: 406,
  residential: 444,
  secure: 120,
  supported: 163,
  'with-parents': 284,
  adoption: 275,
  other: 77,
}

/** Where those who move go [local setting: unmeasured]. */
const MOVE_MIX: Readonly<Record<Group, readonly [under16: number, over16: number]>> = {
  fostering: [0.72, 0.36],
  residential: [0.15, 0.2],
  secure: [0.005, 0.01],
  supported: [0.005, 0.36],
  'with-parents': [0.05, 0.04],
  adoption: [0.05, 0],
  other: [0.02, 0.03],
}

/** First groups by age band, in the order of GROUPS, others then unaccompanied [local setting: unmeasured]. */
const FIRST_GROUPS = [
  [0.86, 0.01, 0, 0, 0.05, 0.02, 0.06],
  [0.9, 0.01, 0, 0, 0.06, 0.01, 0.02],
  [0.88, 0.04, 0, 0, 0.06, 0, 0.02],
  [0.72, 0.17, 0.01, 0.01, 0.05, 0, 0.04],
  [0.42, 0.2, 0.01, 0.3, 0.03, 0, 0.04],
  [0.3, 0.18, 0.01, 0.43, 0.03, 0, 0.05],
] as const
const FIRST_GROUPS_UASC = [0.4, 0.05, 0, 0.53, 0, 0, 0.02] as const

/** Starts by age, England 2018-19: under 1, 1-4, 5-9, 10-15, 16 and over [published]. */
const STARTS = [6010, 5440, 5320, 8540, 6370] as const
const STARTS_BANDS = [
  [0, 1],
  [1, 5],
  [5, 10],
  [10, 16],
  [16, 18],
] as const
/** Unaccompanied children by age at entry, 13 to 17 [local setting: unmeasured]. */
const UASC_AGES: Readonly<Record<number, number>> = {
  13: 0.02,
  14: 0.05,
  15: 0.13,
  16: 0.35,
  17: 0.45,
}

/** Share of first entries by completed year of age, for a stream (0 other children, 1 unaccompanied). */
export function pooledAges(stream: number): readonly number[] {
  const years = Array.from({ length: 18 }, (_, age) => age)
  if (stream === 1) return years.map((age) => UASC_AGES[age] ?? 0)
  const total = STARTS.reduce((a, b) => a + b, 0)
  return years.map((age) => {
    const band = STARTS_BANDS.findIndex(([from, to]) => from <= age && age < to)
    const [from = 0, to = 18] = STARTS_BANDS[band] ?? []
    return (STARTS[band] ?? 0) / (to - from) / total
  })
}

/** Share of first entries by group in an age band. */
export function pooledGroups(stream: number, ageBand: number): readonly number[] {
  return stream === 1 ? FIRST_GROUPS_UASC : (FIRST_GROUPS[ageBand] ?? FIRST_GROUPS_UASC)
}

/** Child-days and events of England for each cell `((group * AGES + age) * DURATIONS + duration) * EVENTS + event`. */
export function anchorCells(): { readonly events: Float64Array; readonly exposure: Float64Array } {
  const cells = PLACES * AGES * DURATIONS * EVENTS
  const events = new Float64Array(cells)
  const exposure = new Float64Array(cells)
  const days = (ANCHOR_CHILD_YEARS * 365) / (AGES * DURATIONS)
  for (let cell = 0; cell < cells; cell += 1) {
    const event = cell % EVENTS
    const ageBand = Math.floor(cell / (EVENTS * DURATIONS)) % AGES
    const group = GROUPS[Math.floor(cell / (EVENTS * DURATIONS * AGES))]
    if (group === undefined) throw new Error(`cell ${cell} has no group`)
    exposure[cell] = days
    events[cell] = days * anchorRate(group, ageBand, event)
  }
  return { events, exposure }
}

/** The rate a day of an event in England, by group and age band. */
export function anchorRate(group: Group, ageBand: number, event: number): number {
  const exits = (EXITS_A_YEAR[ageBand] ?? 0) / 365
  if (event < KINDS) return exits * (EXIT_MIX[ageBand]?.[event] ?? 0)
  const moves = Math.max(1 / DAYS[group] - exits, 0.1 / 365)
  const target = GROUPS[event - KINDS]
  if (target === undefined) throw new Error(`event ${event} has no group`)
  return moves * (MOVE_MIX[target][ageBand < AGE_BANDS.indexOf('16') ? 0 : 1] ?? 0)
}

/** Returns a day at risk by time since leaving, before any of the council's own [local setting: unmeasured]. */
export const ANCHOR_RETURNS = [0.0004, 0.00025, 0.0001] as const
/** Child-years at risk of return of England added to each kind of exit [local setting: default 5]. */
export const ANCHOR_RETURN_YEARS = 5

import { addMonths, birthday, civil, day, dayOf, monthEnd, monthOf } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { GROUPS, SUB_TYPES, groupOf } from '../taxonomy.ts'
import { gammaTable, STEPS } from './chance.ts'
import { intakeMeans } from './intake.ts'
import { bandAt, durationBand } from './periods.ts'
import { levelOf, shrunken } from './pool.ts'
import { AGES, AGE_ENDS, EVENTS, PLACES, SUBS } from './types.ts'
import type { Cell, Rates, SimInput } from './types.ts'

/** Group of each sub-type, as an index. */
export const SUB_GROUP = Int32Array.from(SUB_TYPES, (s) => GROUPS.indexOf(groupOf(s)))
/** Children are born at most so many days before they are simulated. */
const EIGHTEEN_YEARS = 6575

/** Dates of a run as days from the origin, and of everybody who may be met in it. */
export type Calendar = {
  readonly days: number
  readonly months: number
  /** Month of each day, the day after the last included. */
  readonly monthOf: Uint8Array
  readonly monthStarts: Int32Array
  readonly monthEnds: Int32Array
  /** Birthdays that end the bands: `(born - bornFrom) * AGES + band`. */
  readonly birthdays: Int32Array
  readonly bornFrom: number
  /** Last day of each stretch between 1 Aprils and lever dates; the last ends with the run. */
  readonly epochEnds: Int32Array
  readonly epochOf: Uint8Array
  /** Whether an epoch begins with a 1 April, when rates drift. */
  readonly stepsAt: readonly boolean[]
}

export function calendarOf(input: SimInput): Calendar {
  const first = monthOf(input.origin)
  const ends = Int32Array.from(
    { length: input.months },
    (_, i) => monthEnd(addMonths(first, i)) - input.origin,
  )
  const days = ends[input.months - 1] ?? 0
  const epochs = epochsOf(input, days)
  const index = (bounds: readonly number[]) =>
    Uint8Array.from({ length: days + 1 }, (_, d) => bandAt(bounds, d))
  const bornFrom = -EIGHTEEN_YEARS - 2
  return {
    days,
    months: input.months,
    monthOf: index([...ends]),
    monthStarts: Int32Array.from({ length: input.months }, (_, i) => ends[i - 1] ?? 0),
    monthEnds: ends,
    bornFrom,
    birthdays: birthdayTable(input.origin, bornFrom, days),
    epochEnds: Int32Array.from(epochs.ends),
    epochOf: index(epochs.ends),
    stepsAt: epochs.stepsAt,
  }
}

function birthdayTable(origin: Day, bornFrom: number, days: number): Int32Array {
  const table = new Int32Array((days - bornFrom + 1) * AGES)
  for (let born = bornFrom; born <= days; born += 1) {
    for (let band = 0; band < AGES; band += 1) {
      table[(born - bornFrom) * AGES + band] =
        birthday(day(origin + born), AGE_ENDS[band] ?? 18) - origin
    }
  }
  return table
}

/** The birthdays that end the bands of somebody born on a day, as days from the origin. */
export function birthdaysOf(calendar: Calendar, born: number): readonly number[] {
  const from = (born - calendar.bornFrom) * AGES
  return [...calendar.birthdays.subarray(from, from + AGES)]
}

/** Levers that change something: one that changes nothing leaves no mark on the base. */
function leversOf(input: SimInput): SimInput['levers'] {
  return input.levers.filter((l) => l.factor.some((f) => f !== 1))
}

function epochsOf(input: SimInput, days: number): { ends: number[]; stepsAt: boolean[] } {
  const year = civil(input.origin).year
  const aprils = Array.from(
    { length: Math.ceil(days / 365) + 2 },
    (_, i) => dayOf(year + i, 4, 1) - input.origin,
  )
  const within = (d: number) => d >= 0 && d < days
  const levers = leversOf(input)
    .map((l) => l.from - input.origin)
    .filter(within)
  const steps = aprils.filter(within)
  const bounds = [...new Set([...steps, ...levers])].toSorted((a, b) => a - b)
  return { ends: [...bounds, days], stepsAt: [false, ...bounds.map((b) => steps.includes(b))] }
}

/** Quantile tables of the gammas that rates are drawn from, one for each shape met. */
export type Gammas = {
  readonly tables: Float64Array
  /** Where the table of a shape begins. */
  readonly at: (shape: number) => number
}

export function gammas(shapes: readonly number[]): Gammas {
  const distinct = [...new Set(shapes)].toSorted((a, b) => a - b)
  const tables = new Float64Array(distinct.length * STEPS)
  for (const [i, shape] of distinct.entries()) tables.set(gammaTable(shape), i * STEPS)
  const index = new Map(distinct.map((shape, i) => [shape, i * STEPS]))
  return {
    tables,
    at: (shape) => {
      const start = index.get(shape)
      if (start === undefined) throw new Error(`no quantile table was made for shape ${shape}`)
      return start
    },
  }
}

/** A table of rates made ready to be drawn: where each gamma's quantiles begin, and its mean. */
export type Drawable = {
  readonly cells: number
  readonly base: Int32Array
  readonly tableOf: Int32Array
  readonly alphaEvents: Float64Array
  /** alpha / m, to be divided by the level c. */
  readonly priorDays: Float64Array
  readonly exposure: Float64Array
  readonly levelTable: Int32Array
  readonly level: Float64Array
  readonly point: Float64Array
}

export function shapesOf(rates: Rates): readonly number[] {
  return [...rates.events.map((k) => rates.alpha + k), ...rates.levelEvents]
}

export function drawable(rates: Rates, tables: Gammas): Drawable {
  const { alpha, events, exposure, prior, base } = rates
  return {
    cells: events.length,
    base: Int32Array.from(base),
    tableOf: Int32Array.from(events, (k) => tables.at(alpha + k)),
    alphaEvents: Float64Array.from(events, (k) => alpha + k),
    priorDays: Float64Array.from(prior, (m) => alpha / m),
    exposure: Float64Array.from(exposure),
    levelTable: Int32Array.from(rates.levelEvents, (k) => tables.at(k)),
    level: Float64Array.from(rates.levelEvents, (_, i) => levelOf(rates, i)),
    point: Float64Array.from(events, (k, i) =>
      shrunken(alpha, (prior[i] ?? 0) * levelOf(rates, base[i] ?? 0), k, exposure[i] ?? 0),
    ),
  }
}

/** Somebody known at the origin, with the bands they are in on the last known day. */
export type Known = {
  readonly born: Int32Array
  readonly since: Int32Array
  readonly state: Int32Array
  readonly uasc: Int32Array
  readonly ageBand: Int32Array
  readonly duration: Int32Array
}

export function knownOf(
  input: SimInput,
  calendar: Calendar,
  group: {
    born: readonly number[]
    since: readonly number[]
    state: readonly number[]
    uasc: readonly number[]
  },
): Known {
  const born = group.born.map((b) => b - input.origin)
  return {
    born: Int32Array.from(born),
    since: Int32Array.from(group.since, (s) => s - input.origin),
    state: Int32Array.from(group.state),
    uasc: Int32Array.from(group.uasc),
    ageBand: Int32Array.from(born, (b) => bandAt(birthdaysOf(calendar, b), -1)),
    duration: Int32Array.from(group.since, (s) => durationBand(input.origin - 1 - s)),
  }
}

/** Sub-types group by group, and where each group begins among them, with the end of the last. */
export const ORDER = Int32Array.from(
  GROUPS.flatMap((_, g) => SUB_TYPES.flatMap((_, s) => (SUB_GROUP[s] === g ? [s] : []))),
)
export const MEMBERS = Int32Array.from({ length: PLACES + 1 }, (_, g) =>
  ORDER.reduce((count, s) => count + ((SUB_GROUP[s] ?? 0) < g ? 1 : 0), 0),
)

/** Cumulative shares inside groups: `(month * AGES + ageBand) * SUBS + i`, sub-types in the order of ORDER. */
export function placesOf(input: SimInput): Float64Array {
  const table = new Float64Array(input.months * AGES * SUBS)
  for (let row = 0; row < input.months * AGES; row += 1) {
    const shares = input.allocation[Math.floor(row / AGES)] ?? input.allocation[0] ?? []
    let running = 0
    let group = -1
    for (const [i, s] of ORDER.entries()) {
      running = (SUB_GROUP[s] === group ? running : 0) + (shares[(row % AGES) * SUBS + s] ?? 0)
      group = SUB_GROUP[s] ?? 0
      table[row * SUBS + i] = running
    }
  }
  return table
}

/** The states that can be met, so that no room is kept for those that cannot. In order, whatever is drawn. */
export function cellsOf(input: SimInput, calendar: Calendar): readonly Cell[] {
  const cells: Cell[] = []
  for (const uasc of [false, true]) {
    const youngest = youngestOf(input, calendar, uasc)
    for (let ageBand = youngest; ageBand < AGES; ageBand += 1) {
      for (let subType = 0; subType < SUBS; subType += 1) {
        if (met(input, calendar, uasc, ageBand, subType)) cells.push({ uasc, ageBand, subType })
      }
    }
  }
  return cells
}

function youngestOf(input: SimInput, calendar: Calendar, uasc: boolean): number {
  const stream = uasc ? 1 : 0
  const entering = input.model.intake[stream]
  const years =
    entering !== undefined && entering.level > 0 ? entering.ages.findIndex((a) => a > 0) : 18
  const band = years === -1 || years === 18 ? AGES : bandAt(AGE_ENDS, years)
  const bands = [input.people, input.left].flatMap((known) =>
    known.born.flatMap((b, i) =>
      known.uasc[i] === stream ? [bandAt(birthdaysOf(calendar, b - input.origin), -1)] : [],
    ),
  )
  return bands.reduce((least, b) => Math.min(least, b), band)
}

function met(
  input: SimInput,
  calendar: Calendar,
  uasc: boolean,
  ageBand: number,
  subType: number,
): boolean {
  if (input.allocation.some((shares) => (shares[ageBand * SUBS + subType] ?? 0) > 0)) return true
  // A placement is kept over birthdays: whoever is there now, or may be placed there younger, may still be.
  for (let younger = 0; younger < ageBand; younger += 1) {
    if (input.allocation.some((shares) => (shares[younger * SUBS + subType] ?? 0) > 0)) return true
  }
  const stream = uasc ? 1 : 0
  return input.people.born.some(
    (b, i) =>
      input.people.subType[i] === subType &&
      input.people.uasc[i] === stream &&
      bandAt(birthdaysOf(calendar, b - input.origin), -1) <= ageBand,
  )
}

export type Entering = {
  readonly means: Float64Array
  readonly theta: number
  readonly table: number
  /** Cumulative share by completed year of age. */
  readonly ages: Float64Array
  /** Cumulative share by group: `ageBand * PLACES + group`. */
  readonly groups: Float64Array
}

export function enteringOf(input: SimInput, tables: Gammas): readonly Entering[] {
  return input.model.intake.map((intake) => ({
    means: Float64Array.from(
      intakeMeans(intake, input.origin, input.months),
      (mean, month) => mean * (input.intakeFactor[month] ?? 1),
    ),
    theta: intake.theta,
    table: tables.at(intake.shape),
    ages: cumulative(intake.ages, intake.ages.length),
    groups: cumulative(intake.groups, PLACES),
  }))
}

function cumulative(shares: readonly number[], width: number): Float64Array {
  const table = new Float64Array(shares.length)
  let running = 0
  for (const [i, share] of shares.entries()) {
    running = (i % width === 0 ? 0 : running) + share
    table[i] = running
  }
  return table
}

/** Lever factors by epoch: `epoch * PLACES * EVENTS + group * EVENTS + event`. */
export function leverFactors(input: SimInput, calendar: Calendar): Float64Array {
  const width = PLACES * EVENTS
  const table = new Float64Array(calendar.epochEnds.length * width).fill(1)
  for (const [epoch] of calendar.epochEnds.entries()) {
    const starts = epoch === 0 ? -1 : (calendar.epochEnds[epoch - 1] ?? 0)
    for (const lever of leversOf(input)) {
      if (lever.from - input.origin > starts) continue
      for (let i = 0; i < width; i += 1) {
        const at = epoch * width + i
        table[at] = (table[at] ?? 1) * (lever.factor[i] ?? 1)
      }
    }
  }
  return table
}

import { AGES, SUB_TYPES } from '#cycle/demand/rules/index.ts'
import type { Spells, SubType } from '#cycle/demand/rules/index.ts'
import type { Placed } from '../capacity/allocate.ts'
import type { PlaceRules } from '../capacity/place-rules.ts'
import { addReal, addWhole, signed, small, whole } from '../capacity/read.ts'
import { bandEnds } from '../capacity/run-calendar.ts'
import { areaOfSpell, THERE } from '../capacity/seekers.ts'

/** Every age, beside the age bands. */
const ALL = AGES
const ROWS = AGES + 1

/** A kind of place in an area: what is short or not. */
export type Unit = {
  readonly subType: number
  readonly area: string
  readonly pools: readonly number[]
}

/** Need and places at every month's end, draw by draw, as they are counted. */
export type GapCount = {
  readonly rules: PlaceRules
  readonly units: readonly Unit[]
  readonly draws: number
  readonly months: number
  /** `((unit * ROWS + age) * months + month) * draws + draw` */
  readonly need: Int16Array
  readonly gap: Int16Array
  /** Child-days spilled, over all draws: `(unit * ROWS + age) * months + month`. */
  readonly spilled: Float64Array
  readonly work: Work
}

/** Of one draw, as differences from month to month. */
type Work = {
  /** `(unit * AGES + age) * (months + 1) + month` */
  readonly need: Int32Array
  /** `(pool * AGES + age) * (months + 1) + month` */
  readonly held: Int32Array
}

export function gapCount(rules: PlaceRules, draws: number, areas: readonly string[]): GapCount {
  const months = rules.calendar.months.length
  const units = unitsOf(rules, areas)
  const size = units.length * ROWS * months
  return {
    rules,
    units,
    draws,
    months,
    need: new Int16Array(size * draws),
    gap: new Int16Array(size * draws),
    spilled: new Float64Array(size),
    work: {
      need: new Int32Array(units.length * AGES * (months + 1)),
      held: new Int32Array(rules.pools.length * AGES * (months + 1)),
    },
  }
}

/** Kinds of place that pools fill; by area where pools are. */
function unitsOf(rules: PlaceRules, areas: readonly string[]): readonly Unit[] {
  const kinds = [...new Set(rules.fill)]
  const apart = rules.areas.length > 0
  return kinds.flatMap((subType) =>
    (apart ? areas : ['']).map((area) => ({
      subType,
      area,
      pools: [...rules.fill.keys()].filter(
        (p) => rules.fill[p] === subType && (!apart || rules.pools[p]?.area === area),
      ),
    })),
  )
}

/** Counts one draw. `index` is its place among the draws counted. */
export function countGap(
  count: GapCount,
  index: number,
  given: {
    readonly spells: Spells
    readonly placed: Placed
    readonly usable: Int32Array
    readonly luck: { readonly seed: number; readonly draw: number }
  },
): void {
  const { work, rules } = count
  const { spells, placed } = given
  work.need.fill(0)
  work.held.fill(0)
  for (let row = 0; row < placed.seekers.count; row += 1) {
    const i = whole(placed.seekers.spell, row)
    const area = areaOfSpell(rules, spells, i, given.luck)
    const unit = unitOf(count, placed, row, area)
    if (unit !== -1) countOne(count, spells, i, unit, signed(placed.chosen, row))
  }
  sumUp(work.need, count.months)
  sumUp(work.held, count.months)
  keep(count, index, given.usable)
}

/** The unit whose place a child has or looks for first. */
function unitOf(count: GapCount, placed: Placed, row: number, area: number): number {
  const { rules, units } = count
  const list = small(placed.seekers.list, row)
  const there = list === THERE
  const subType = there
    ? small(rules.fill, Math.max(0, signed(placed.chosen, row)))
    : small(rules.firstOf, list)
  if (area === -1) return units.findIndex((u) => u.subType === subType)
  const own = units.findIndex(
    (u) => u.subType === subType && u.pools.includes(signed(placed.chosen, row)),
  )
  if (there && own !== -1) return own
  const ofKind = units.flatMap((u, k) => (u.subType === subType ? [k] : []))
  return ofKind[area] ?? -1
}

function countOne(count: GapCount, spells: Spells, i: number, unit: number, pool: number): void {
  const { months, work, rules } = count
  const { calendar } = rules
  const born = whole(spells.born, i)
  const end = whole(spells.end, i)
  let day = Math.max(0, whole(spells.start, i))
  let age = small(spells.ageBand, i)
  while (day < end) {
    const until = age === AGES - 1 ? end : Math.min(end, bandEnds(calendar, born, age))
    if (until > day) {
      const from = small(calendar.monthOf, day)
      const to = until >= calendar.days ? months : small(calendar.monthOf, until)
      const need = (unit * AGES + age) * (months + 1)
      addWhole(work.need, need + from, 1)
      addWhole(work.need, need + to, -1)
      if (pool === -1 || small(rules.fill, pool) !== count.units[unit]?.subType)
        spill(count, unit, age, day, until)
      if (pool !== -1) {
        const held = (pool * AGES + age) * (months + 1)
        addWhole(work.held, held + from, 1)
        addWhole(work.held, held + to, -1)
      }
      day = until
    }
    age += 1
  }
}

function spill(count: GapCount, unit: number, age: number, from: number, to: number): void {
  const { calendar } = count.rules
  let day = from
  for (let m = small(calendar.monthOf, from); day < to; m += 1) {
    const until = Math.min(to, calendar.months[m]?.to ?? to)
    addReal(count.spilled, (unit * ROWS + age) * count.months + m, until - day)
    addReal(count.spilled, (unit * ROWS + ALL) * count.months + m, until - day)
    day = until
  }
}

function sumUp(steps: Int32Array, months: number): void {
  for (let at = 0; at < steps.length; at += months + 1) {
    for (let m = 1; m < months; m += 1) addWhole(steps, at + m, whole(steps, at + m - 1))
  }
}

/** Need, and need less the places open to an age that children of other ages do not hold. */
function keep(count: GapCount, index: number, usable: Int32Array): void {
  const { months, work, units } = count
  for (const [u, unit] of units.entries()) {
    for (let m = 0; m < months; m += 1) {
      let all = 0
      for (let age = 0; age < AGES; age += 1) {
        const need = whole(work.need, (u * AGES + age) * (months + 1) + m)
        all += need
        put(count, u, age, m, index, need, need - openTo(count, unit, age, m, usable))
      }
      put(count, u, ALL, m, index, all, all - openTo(count, unit, ALL, m, usable))
    }
  }
}

function put(
  count: GapCount,
  unit: number,
  age: number,
  month: number,
  index: number,
  need: number,
  gap: number,
): void {
  const at = ((unit * ROWS + age) * count.months + month) * count.draws + index
  count.need[at] = need
  count.gap[at] = gap
}

function openTo(
  count: GapCount,
  unit: Unit,
  age: number,
  month: number,
  usable: Int32Array,
): number {
  const { rules } = count
  const last = (rules.calendar.months[month]?.to ?? 1) - 1
  let open = 0
  for (const p of unit.pools) {
    if (age !== ALL && !servesBand(rules, p, age)) continue
    open += whole(usable, last * rules.pools.length + p)
    if (age !== ALL) open -= heldByOthers(count, p, age, month)
  }
  return open
}

function heldByOthers(
  { work, months }: GapCount,
  pool: number,
  age: number,
  month: number,
): number {
  let held = 0
  for (let other = 0; other < AGES; other += 1) {
    if (other !== age) held += whole(work.held, (pool * AGES + other) * (months + 1) + month)
  }
  return held
}

const OLDEST = [0, 4, 9, 15, 16, 17] as const
const YOUNGEST = [0, 1, 5, 10, 16, 17] as const

function servesBand(rules: PlaceRules, pool: number, age: number): boolean {
  const p = rules.pools[pool]
  return p !== undefined && p.ageFrom <= (OLDEST[age] ?? 17) && p.ageTo >= (YOUNGEST[age] ?? 0)
}

/** One square of the grid: a kind of place, an age and a month's end (20-placements, 4E15). */
export type GapCell = {
  readonly subType: SubType
  readonly area: string
  readonly ageBand: number | 'all'
  readonly month: number
  readonly need: { readonly p50: number; readonly p90: number }
  /** Need less usable places. Below nought some are free. */
  readonly gap: { readonly p50: number; readonly p90: number }
  /** In how many of all draws places are short. */
  readonly short: number
  /** Places to hold, for all who look for one, to be 90% sure. */
  readonly hold: number
  /** Child-days spilled in the month, on average. */
  readonly spilledDays: number
}

export function gapGrid(count: GapCount): readonly GapCell[] {
  const { units, months, draws } = count
  return units.flatMap((unit, u) =>
    Array.from({ length: ROWS }, (_, age) => age).flatMap((age) =>
      Array.from({ length: months }, (_, month): GapCell => {
        const cell = (u * ROWS + age) * months + month
        const need = count.need.subarray(cell * draws, (cell + 1) * draws).toSorted()
        const gap = count.gap.subarray(cell * draws, (cell + 1) * draws).toSorted()
        const subType = SUB_TYPES[unit.subType]
        if (subType === undefined) throw new Error(`no sub-type ${unit.subType}`)
        return {
          subType,
          area: unit.area,
          ageBand: age === ALL ? 'all' : age,
          month,
          need: { p50: wholeQuantile(need, 0.5), p90: wholeQuantile(need, 0.9) },
          gap: { p50: wholeQuantile(gap, 0.5), p90: wholeQuantile(gap, 0.9) },
          short: gap.reduce((n, g) => n + (g > 0 ? 1 : 0), 0) / draws,
          hold: wholeQuantile(need, 0.9),
          spilledDays: (count.spilled[cell] ?? 0) / draws,
        }
      }),
    ),
  )
}

/** The least whole number that so many of all draws do not exceed: a place is whole. */
export function wholeQuantile(sorted: Int16Array, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length - 1e-9) - 1)] ?? 0
}

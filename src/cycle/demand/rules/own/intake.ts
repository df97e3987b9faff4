import { addMonths, ageOn, civil, monthEnd, monthOf, monthStart } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import type { CleanedCare } from '../episode.ts'
import { GROUPS } from '../taxonomy.ts'
import { pooledAges, pooledGroups } from './anchors.ts'
import { logCount } from './chance.ts'
import { isReturn } from './counts.ts'
import { ageEnds, bandAt } from './periods.ts'
import type { Period } from './periods.ts'
import { AGES, PLACES } from './types.ts'
import type { Intake } from './types.ts'

const LEVEL_MONTHS = 36
const HALF_LIFE = 12
const SEASON_WEIGHT = 24
const AGE_STRENGTH = 50
const GROUP_STRENGTH = 20
const DAMPING = 0.6
const YEAR_WEIGHTS = [1, 1 / 2, 1 / 4, 1 / 8] as const
const THETAS = [1, 2, 4, 8, 16, 32, 64, 128, 1000] as const
/** Half the council's own yearly change and half the pool's (10-demand, 4B6). */
const OWN_SHARE = 0.5

/** A first entry to care: what the intake of a stream is counted from. */
export type Entry = {
  readonly on: Day
  readonly age: number
  readonly ageBand: number
  readonly group: number
}

/** First entries of a stream (0 other children, 1 unaccompanied), in order of their day. Returns are not entries. */
export function entriesOf(
  care: CleanedCare,
  periods: readonly Period[],
  stream: number,
): readonly Entry[] {
  const entries = periods.flatMap((p): readonly Entry[] => {
    const child = care.children[p.child]
    const first = p.stays[0]
    if (child === undefined || first === undefined || child.uasc !== (stream === 1)) return []
    if (p.from < care.from || p.from >= care.to || isReturn(p.before, p.from)) return []
    return [
      {
        on: p.from,
        age: Math.max(0, Math.min(17, ageOn(child.born, p.from))),
        ageBand: bandAt(ageEnds(child.born), p.from),
        group: GROUPS.indexOf(first.group),
      },
    ]
  })
  return entries.toSorted((a, b) => a.on - b.on)
}

/** Counts of whole months before the data's end, newest first. */
export function monthlyCounts(
  entries: readonly Entry[],
  from: Day,
  to: Day,
): readonly { readonly month: number; readonly count: number }[] {
  const months: { month: number; count: number }[] = []
  for (let m = addMonths(monthOf(to), -1); monthStart(m) >= from; m = addMonths(m, -1)) {
    const start = monthStart(m)
    const end = monthEnd(m)
    const count = entries.filter((e) => e.on >= start && e.on < end).length
    months.push({ month: civil(start).month - 1, count })
  }
  return months
}

/** What to expect of a stream's first entries, from the months known (10-demand, 4B6). `pooledDrift` is the pool's. */
export function intakeOf(
  care: CleanedCare,
  periods: readonly Period[],
  stream: number,
  window: { readonly from: Day; readonly to: Day },
  pooledDrift: number,
): Intake {
  const all = entriesOf(care, periods, stream)
  const months = monthlyCounts(all, care.from, care.to)
  const recent = months.slice(0, LEVEL_MONTHS)
  const season = seasonOf(recent)
  const weights = recent.map((_, i) => 0.5 ** (i / HALF_LIFE))
  const level = weighted(
    recent.map((m) => m.count / (season[m.month] ?? 1)),
    weights,
  )
  const theta = dispersion(recent.map((m) => m.count))
  const inWindow = all.filter((e) => e.on >= window.from && e.on < window.to)
  return {
    level,
    theta,
    season,
    shape: level > 0 ? sureness(level, theta, weights) : 1,
    drift: stream === 1 ? 0 : OWN_SHARE * yearlyChange(months) + (1 - OWN_SHARE) * pooledDrift,
    ages: agesOf(inWindow, stream),
    groups: groupsOf(inWindow, stream),
    counted: recent.reduce((sum, m) => sum + m.count, 0),
  }
}

function weighted(values: readonly number[], weights: readonly number[]): number {
  const whole = weights.reduce((a, b) => a + b, 0)
  return whole === 0 ? 0 : values.reduce((sum, v, i) => sum + v * (weights[i] ?? 0), 0) / whole
}

/** The gamma shape whose spread is that of a weighted mean of negative binomial months. */
function sureness(level: number, theta: number, weights: readonly number[]): number {
  const whole = weights.reduce((a, b) => a + b, 0)
  const squares = weights.reduce((sum, w) => sum + w * w, 0)
  const variance = ((level + (level * level) / theta) * squares) / (whole * whole)
  return (level * level) / variance
}

type Months = readonly { readonly month: number; readonly count: number }[]

/** Factors by calendar month, shrunk to 1 with the weight of 24 months, averaging 1. */
export function seasonOf(months: Months): readonly number[] {
  const mean = weighted(
    months.map((m) => m.count),
    months.map(() => 1),
  )
  const raw = Array.from({ length: 12 }, (_, calendar) => {
    const these = months.filter((m) => m.month === calendar)
    const seen = mean > 0 ? these.reduce((sum, m) => sum + m.count, 0) / mean : these.length
    return (seen + SEASON_WEIGHT) / (these.length + SEASON_WEIGHT)
  })
  const average = raw.reduce((a, b) => a + b, 0) / 12
  return raw.map((f) => f / average)
}

/** The dispersion under which each year's months about that year's own mean are most likely. */
function dispersion(counts: readonly number[]): number {
  const years = [0, 1, 2].map((y) => counts.slice(y * 12, y * 12 + 12)).filter((y) => y.length > 0)
  const scores = THETAS.map((theta) => ({
    theta,
    score: years.reduce((sum, year) => sum + likelihood(year, theta), 0),
  }))
  return scores.reduce((best, s) => (s.score > best.score ? s : best)).theta
}

function likelihood(year: readonly number[], theta: number): number {
  const mean = weighted(
    year,
    year.map(() => 1),
  )
  return mean === 0 ? 0 : year.reduce((sum, n) => sum + logCount(n, mean, theta), 0)
}

/** The weighted yearly change of the logarithm; the latest weighs 1, the ones before 1/2, 1/4, 1/8. */
export function yearlyChange(months: Months): number {
  const years = Array.from({ length: Math.min(5, Math.floor(months.length / 12)) }, (_, y) =>
    months.slice(y * 12, y * 12 + 12).reduce((sum, m) => sum + m.count, 0),
  )
  const changes = years
    .slice(1)
    .map((earlier, i) => Math.log(((years[i] ?? 0) + 0.5) / (earlier + 0.5)))
  return weighted(changes, YEAR_WEIGHTS.slice(0, changes.length))
}

function agesOf(entries: readonly Entry[], stream: number): readonly number[] {
  const pool = pooledAges(stream)
  return pool.map(
    (share, age) =>
      (entries.filter((e) => e.age === age).length + AGE_STRENGTH * share) /
      (entries.length + AGE_STRENGTH),
  )
}

function groupsOf(entries: readonly Entry[], stream: number): readonly number[] {
  return Array.from({ length: AGES }, (_, ageBand) => {
    const here = entries.filter((e) => e.ageBand === ageBand)
    return pooledGroups(stream, ageBand).map(
      (share, group) =>
        (here.filter((e) => e.group === group).length + GROUP_STRENGTH * share) /
        (here.length + GROUP_STRENGTH),
    )
  })
    .flat()
    .slice(0, AGES * PLACES)
}

/** The drift so many years ahead: each year's step is 0.6 of the one before, spread evenly over its months. */
export function drifted(yearly: number, years: number): number {
  const whole = Math.floor(years)
  let sum = 0
  for (let h = 1; h <= whole; h += 1) sum += yearly * DAMPING ** h
  return sum + (years - whole) * yearly * DAMPING ** (whole + 1)
}

/** Mean first entries in each month ahead, before any factor: level x season x drift x the part of the month ahead. */
export function intakeMeans(intake: Intake, origin: Day, months: number): readonly number[] {
  const first = monthOf(origin)
  return Array.from({ length: months }, (_, i) => {
    const m = addMonths(first, i)
    const start = monthStart(m)
    const end = monthEnd(m)
    const ahead = (end - Math.max(start, origin)) / (end - start)
    const season = intake.season[civil(start).month - 1] ?? 1
    return intake.level * season * Math.exp(drifted(intake.drift, (i + 0.5) / 12)) * ahead
  })
}

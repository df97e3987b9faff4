import { minus, pence, sum } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'
import type { FinancialYear } from '#kernel/year.ts'
import type { Cube } from './cube.ts'
import { bandOf } from './bands.ts'
import type { Band } from './bands.ts'
import type { DemandPressure } from './demand-pressure.ts'
import type { Stream, VersionKey } from './model.ts'
import { cliffs, endedBefore, payments, paysIn, planningMoney } from './streams.ts'
import type { Cliff, Payment } from './streams.ts'

/** Whose gap it is. Paper 001's £37.5m is the council's: a gap without its scope is not printed (rule 21). */
export type Scope = 'children' | 'council'

/** What need rests on: the year's own lines, or the year before rolled forward without its one-offs. */
export type Basis =
  | { readonly kind: 'lines'; readonly version: VersionKey }
  | { readonly kind: 'rolled'; readonly from: VersionKey }

export type FundingLine = {
  readonly stream: string
  readonly pence: Pence
  /** False for a figure that is announced and not allocated. */
  readonly confirmed: boolean
}

/** One year before the years are set side by side. */
export type YearNeed = {
  readonly year: FinancialYear
  readonly basis: Basis
  /** Net spending that general money must meet, as the lines say. */
  readonly lines: Pence
  /** The part of it that is charged to streams that have ended. */
  readonly cliffs: readonly Cliff[]
  /** What demand adds to the budget of placements, when a costed forecast has been brought in. */
  readonly demand: DemandPressure | undefined
  readonly need: Pence
  readonly funding: readonly FundingLine[]
  /** Undefined when no core money is recorded for the year: it is not known, never nought. */
  readonly known: Pence | undefined
}

export type GapYear = YearNeed & {
  /** Need less funding of the year. A negative gap is headroom. */
  readonly cumulative: Pence | undefined
  /** What this year adds to the gap of the year before. */
  readonly fresh: Pence | undefined
  readonly cumulativeBand: Band | undefined
  readonly freshBand: Band | undefined
}

export type YearParts = {
  readonly year: FinancialYear
  readonly basis: Basis
  readonly cube: Cube
  readonly streams: readonly Stream[]
  readonly demand: DemandPressure | undefined
}

/** Need and funding of a year. Source: 30-budget rules 7, 8 and 19. */
export function yearNeed(parts: YearParts): YearNeed {
  const { year, streams, cube, demand } = parts
  const byId = new Map(streams.map((s) => [s.id, s]))
  const paid = payments(cube)
  const lines = sum(paid.map((p) => generalPart(p, byId.get(p.stream), year)))
  const funding = fundingOf(streams, year, paid)
  const hasCore = streams.some((s) => s.family === 'core' && planningMoney(s, year) !== undefined)
  return {
    year,
    basis: parts.basis,
    lines,
    cliffs: cliffs(cube, streams, year),
    demand,
    need: pence(lines + (demand?.pence ?? 0)),
    funding,
    known: hasCore ? sum(funding.map((f) => f.pence)) : undefined,
  }
}

/** The part of a service's spending on a stream that general money must meet. Ring-fenced money stands outside (rule 8). */
export function generalPart(p: Payment, stream: Stream | undefined, year: FinancialYear): Pence {
  const apart = stream?.ringFenced === true && !endedBefore(stream, year)
  if (!apart) return minus(p.charged, p.received)
  return p.charged === 0 ? pence(0 - p.received) : pence(0)
}

/** General money of a year: what may be planned with, less what the lines already count as income of that stream. */
function fundingOf(
  streams: readonly Stream[],
  year: FinancialYear,
  paid: readonly Payment[],
): readonly FundingLine[] {
  const received = new Map<string, number>()
  for (const p of paid) received.set(p.stream, (received.get(p.stream) ?? 0) + p.received)
  return streams.flatMap((s) => {
    const plan = s.ringFenced || !paysIn(s, year) ? undefined : planningMoney(s, year)
    if (plan === undefined) return []
    const counted = s.family === 'core' ? 0 : (received.get(s.id) ?? 0)
    return [
      {
        stream: s.id,
        pence: pence(Math.max(0, plan.money.pence - counted)),
        confirmed: plan.confirmed,
      },
    ]
  })
}

/** Sets the years side by side: each year's gap, and what each adds to the one before, both with their bands. */
export function gapYears(years: readonly YearNeed[]): readonly GapYear[] {
  const sorted = years.toSorted((a, b) => (a.year < b.year ? -1 : 1))
  return sorted.map((y, i) => {
    const before = sorted[i - 1]
    const cumulative = gapOf(y)
    const last = before === undefined ? pence(0) : gapOf(before)
    const fresh =
      cumulative === undefined || last === undefined ? undefined : minus(cumulative, last)
    return {
      ...y,
      cumulative,
      fresh,
      cumulativeBand: cumulative === undefined ? undefined : bandAround(cumulative, y, undefined),
      freshBand: fresh === undefined ? undefined : bandAround(fresh, y, before),
    }
  })
}

function gapOf(y: YearNeed): Pence | undefined {
  return y.known === undefined ? undefined : minus(y.need, y.known)
}

/**
 * The band of a gap from the draws of demand: each draw's cost in place of the mean. Two years of one draw go together, so
 * that the band of what a year adds is that of the same futures.
 */
function bandAround(point: Pence, y: YearNeed, before: YearNeed | undefined): Band | undefined {
  const draws = y.demand?.draws
  if (draws === undefined || y.demand === undefined) return undefined
  const earlier = before?.demand
  if (before !== undefined && earlier === undefined)
    return bandOf(offsets(draws, y.demand.cost), point)
  const own = offsets(draws, y.demand.cost)
  if (earlier === undefined) return bandOf(own, point)
  if (earlier.draws.length !== draws.length) return undefined
  const theirs = offsets(earlier.draws, earlier.cost)
  return bandOf(
    own.map((d, i) => d - (theirs[i] ?? 0)),
    point,
  )
}

function offsets(draws: readonly number[], mean: Pence): readonly number[] {
  return draws.map((d) => d - mean)
}

import {
  DAMPING,
  MOST_GROWTH,
  OWN_SHARE,
  PRIOR_YEARS,
  REACH_80,
  REACH_95,
  TREND_YEARS,
  WIDENING,
  YEARS_AHEAD,
} from './constants.ts'

/** A number for a time; times count by one, and those without a number are absent. */
export type Known = ReadonlyMap<number, number>

export type Ahead = {
  readonly year: number
  readonly middle: number
  readonly low80: number
  readonly high80: number
  readonly low95: number
  readonly high95: number
  readonly noChange: number
}

export type LeadingForecast = {
  /** The last year known. */
  readonly origin: number
  readonly noChange: number
  readonly ahead: readonly Ahead[]
  /** Yearly growth of the trend, before damping, and its two halves (log). England's is absent when it is not known. */
  readonly growth: number
  readonly own: number
  readonly england: number | undefined
  /** Spread of one year ahead (log), and from how many of its own years beside what was measured elsewhere. */
  readonly spread: number
  readonly errors: number
}

/**
 * No change, and the damped, half-pooled trend with its bands: half the council's growth and half England's over three
 * years, of which each further year keeps three tenths. 10-demand, 4F.
 */
export function forecastLeading(
  own: Known,
  england: Known,
  spread: number,
): LeadingForecast | undefined {
  const origin = lastOf(own)
  const now = origin === undefined ? undefined : own.get(origin)
  if (origin === undefined || now === undefined) return undefined
  const trend = growthAt(own, england, origin)
  const errors = errorsBefore(own, england, origin)
  const sd = spreadOf(errors, spread, now)
  return {
    origin,
    noChange: now,
    ahead: Array.from({ length: YEARS_AHEAD }, (_, i) =>
      bandAt(now, trend.growth, sd, origin, i + 1),
    ),
    ...trend,
    spread: sd,
    errors: errors.length,
  }
}

export function lastOf(known: Known): number | undefined {
  let last: number | undefined
  for (const time of known.keys()) if (last === undefined || time > last) last = time
  return last
}

/** Counts of nought stand for half a child, so that they have a logarithm. */
export function logOf(value: number): number {
  return Math.log(Math.max(value, 0.5))
}

function bandAt(now: number, growth: number, sd: number, origin: number, h: number): Ahead {
  const middle = logOf(now) + growth * damped(h)
  const wide = sd * h ** WIDENING
  const at = (z: number): number => Math.exp(middle + z * wide)
  return {
    year: origin + h,
    middle: Math.exp(middle),
    low80: at(-REACH_80),
    high80: at(REACH_80),
    low95: at(-REACH_95),
    high95: at(REACH_95),
    noChange: now,
  }
}

/** 1 + d + d² ...: the growth of one year kept over several. */
function damped(h: number): number {
  return (1 - DAMPING ** h) / (1 - DAMPING)
}

export function growthAt(
  own: Known,
  england: Known,
  at: number,
): Pick<LeadingForecast, 'growth' | 'own' | 'england'> {
  const mine = growthOf(own, at) ?? 0
  const theirs = growthOf(england, at)
  const mixed = OWN_SHARE * mine + (1 - OWN_SHARE) * (theirs ?? 0)
  return { growth: clipped(mixed), own: mine, england: theirs }
}

function clipped(growth: number): number {
  return Math.max(-MOST_GROWTH, Math.min(MOST_GROWTH, growth))
}

/** Mean yearly growth over the last years up to a time; undefined when fewer than two are known. */
function growthOf(known: Known, at: number): number | undefined {
  const last = known.get(at)
  if (last === undefined) return undefined
  for (let back = TREND_YEARS; back >= 1; back -= 1) {
    const before = known.get(at - back)
    if (before !== undefined) return (logOf(last) - logOf(before)) / back
  }
  return undefined
}

/** What the trend of each earlier year missed of the next, oldest first (log). */
function errorsBefore(own: Known, england: Known, at: number): readonly number[] {
  return [...own.keys()]
    .toSorted((a, b) => a - b)
    .flatMap((year) => {
      const [from, to] = [own.get(year), own.get(year + 1)]
      if (from === undefined || to === undefined || year + 1 > at) return []
      const { growth } = growthAt(upTo(own, year), upTo(england, year), year)
      return [logOf(to) - logOf(from) - growth]
    })
}

function upTo(known: Known, last: number): Known {
  return new Map([...known].filter(([time]) => time <= last))
}

/** Its own errors and the measured spread together; a small count is wider by its own chance. */
export function spreadOf(errors: readonly number[], measured: number, now: number): number {
  const own = errors.reduce((sum, e) => sum + Math.min(e * e, 0.64), 0)
  const variance = (own + PRIOR_YEARS * measured ** 2) / (errors.length + PRIOR_YEARS)
  return Math.sqrt(variance + Math.max(0, 1 / Math.max(now, 1) - 1 / 20))
}

/** The band of a year as the year before would have given it; undefined without two years to learn from. */
export function bandBefore(
  own: Known,
  england: Known,
  year: number,
  spread: number,
): Ahead | undefined {
  const known = upTo(own, year - 1)
  if (known.size < 2 || !known.has(year - 1)) return undefined
  return forecastLeading(known, upTo(england, year - 1), spread)?.ahead[0]
}

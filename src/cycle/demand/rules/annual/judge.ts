import { TOO_SMALL } from '../../data/annual-boundaries.ts'
import { ANNUAL_CONSTANTS } from '../../data/annual-constants.ts'
import { atOrigin } from './at-origin.ts'
import { refitted, yearsOf } from './fit.ts'
import { forecastAnnual, MOST_YEARS } from './forecast.ts'
import { constantShape } from './panel.ts'
import type { Panel } from './panel.ts'
import type { AnnualConstants, AnnualHorizon, TierName } from './types.ts'

/** The first origin of the protocol of 11-annual-forecast, section 4: the years before it are history. */
export const FIRST_ORIGIN = 2013

/** One forecast of one council from a past 31 March, and what happened. */
export type AnnualTrial = {
  readonly origin: number
  readonly code: string
  readonly tier: TierName
  readonly forecast: AnnualHorizon
  readonly actual: number
}

export type TrialSettings = {
  readonly origins: readonly number[]
  /** The constants that a forecast of an origin uses. */
  readonly constantsAt: (origin: number) => AnnualConstants
  readonly atMost?: TierName | undefined
}

/** The constants as shipped; or, with `refit`, with coefficients fitted again at each origin from what was known then. */
export function constantsFor(
  panel: Panel,
  origins: readonly number[],
  refit: boolean,
): TrialSettings['constantsAt'] {
  if (!refit) return () => ANNUAL_CONSTANTS
  const fitted = new Map(origins.map((o) => [o, refitted(panel, o, ANNUAL_CONSTANTS)]))
  return (origin) => fitted.get(origin) ?? ANNUAL_CONSTANTS
}

/** Areas of unchanging shape that are judged: all but the two that are too small. */
export function judgedPanel(panel: Panel): Panel {
  const shape = constantShape(panel)
  return {
    ...shape,
    areas: new Map([...shape.areas].filter(([code]) => !TOO_SMALL.includes(code))),
  }
}

/** Origins that can be judged: from the first of the protocol, while some later year is known. */
export function originsOf(panel: Panel): readonly number[] {
  const years = yearsOf(panel)
  return years.slice(0, -1).filter((year) => year >= Math.min(FIRST_ORIGIN, years.at(-2) ?? 0))
}

/** Forecasts from each origin, with only what was known then, beside what happened. `panel` is a `judgedPanel`. */
export function annualTrials(panel: Panel, settings: TrialSettings): readonly AnnualTrial[] {
  const { atMost } = settings
  return settings.origins.flatMap((origin) => {
    const constants = settings.constantsAt(origin)
    const { inputs } = atOrigin(panel, origin, { shape: panel })
    return [...inputs].flatMap(([code, input]) => {
      const options = { years: MOST_YEARS, ...(atMost !== undefined && { atMost }) }
      const { tier, horizons } = forecastAnnual(input, constants, options)
      return horizons.flatMap((forecast): readonly AnnualTrial[] => {
        const actual = panel.areas.get(code)?.years.get(origin + forecast.h)?.count
        if (actual === undefined || actual === 0) return []
        return [{ origin, code, tier, forecast, actual }]
      })
    })
  })
}

/** How one horizon did. All but `n` and `skill` are per cent, unweighted means over origins of the means over councils. */
export type AnnualScore = {
  readonly h: number
  /** Forecasts that could be compared. */
  readonly n: number
  readonly origins: number
  readonly error: number
  readonly errorNoChange: number
  /** 1 less our error over that of no change. */
  readonly skill: number
  /** Mean of forecast less what happened, of what happened: above zero is too high. */
  readonly bias: number
  readonly cover80: number
  readonly cover95: number
  /** Half the width of the 80% band, of the forecast. */
  readonly halfWidth80: number
}

export function scores(trials: readonly AnnualTrial[]): readonly AnnualScore[] {
  return Array.from({ length: MOST_YEARS }, (_, i) => i + 1).flatMap((h) => {
    const found = trials.filter((t) => t.forecast.h === h)
    return found.length === 0 ? [] : [scoreOf(h, found)]
  })
}

function scoreOf(h: number, trials: readonly AnnualTrial[]): AnnualScore {
  const byOrigin = Map.groupBy(trials, (t) => t.origin)
  const over = (of: (t: AnnualTrial) => number): number => {
    let sum = 0
    for (const group of byOrigin.values())
      sum += group.reduce((s, t) => s + of(t), 0) / group.length
    return (100 * sum) / byOrigin.size
  }
  const error = over((t) => Math.abs(t.forecast.median / t.actual - 1))
  const errorNoChange = over((t) => Math.abs(t.forecast.noChange / t.actual - 1))
  return {
    h,
    n: trials.length,
    origins: byOrigin.size,
    error,
    errorNoChange,
    skill: errorNoChange === 0 ? 0 : 1 - error / errorNoChange,
    bias: over((t) => t.forecast.median / t.actual - 1),
    cover80: over(({ forecast: f, actual }) => Number(f.low80 <= actual && actual <= f.high80)),
    cover95: over(({ forecast: f, actual }) => Number(f.low95 <= actual && actual <= f.high95)),
    halfWidth80: over(({ forecast: f }) => (f.high80 - f.low80) / 2 / f.median),
  }
}

/** Classes of size, by the count at the origin. Source: 10-demand, 4E. */
export const SIZES = [
  { size: 'up to 200', from: 1, to: 200 },
  { size: '201 to 400', from: 201, to: 400 },
  { size: '401 to 700', from: 401, to: 700 },
  { size: 'over 700', from: 701, to: Number.MAX_SAFE_INTEGER },
] as const

export type SizeScores = { readonly size: string; readonly horizons: readonly AnnualScore[] }

export function scoresBySize(trials: readonly AnnualTrial[]): readonly SizeScores[] {
  return SIZES.map(({ size, from, to }) => ({
    size,
    horizons: scores(
      trials.filter((t) => t.forecast.noChange >= from && t.forecast.noChange <= to),
    ),
  }))
}

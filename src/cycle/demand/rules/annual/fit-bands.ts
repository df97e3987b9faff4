import { refitted, samplesTo, yearsOf } from './fit.ts'
import type { Sample } from './fit.ts'
import { deviation, nationalGrowth, tierFor, termsIn, weightOf } from './forecast.ts'
import type { AnnualTrial } from './judge.ts'
import type { Panel } from './panel.ts'
import { least } from './solve.ts'
import type { AnnualConstants, BandConstants } from './types.ts'

/** England's count by year: as published where that is the longer series, else the sum of the panel's areas. */
export function englandSeries(panel: Panel): ReadonlyMap<number, number> {
  const published = [...panel.england].flatMap(([year, { count }]): [number, number][] =>
    count === undefined ? [] : [[year, count]],
  )
  const areas = [...panel.areas.values()]
  const summed = yearsOf(panel).map((year): [number, number] => [
    year,
    areas.reduce((sum, a) => sum + (a.years.get(year)?.count ?? 0), 0),
  ])
  const longer = published.length > summed.length ? published : summed
  return new Map(longer.toSorted(([a], [b]) => a - b))
}

/**
 * England's own term: mu is half of the mean growth (one era of growth is no promise of another), phi the slope of a year's
 * growth on that of the year before, and the error is the root mean square of what the two would have missed.
 */
export function fitNational(
  series: ReadonlyMap<number, number>,
): Pick<AnnualConstants, 'mu' | 'phi'> & { readonly errors: readonly number[] } {
  const logs = [...series.values()].map(Math.log)
  const growth = logs.slice(1).map((v, i) => v - (logs[i] ?? 0))
  const mean = growth.reduce((s, g) => s + g, 0) / growth.length
  let [products, squares] = [0, 0]
  growth.slice(1).forEach((g, i) => {
    const before = (growth[i] ?? 0) - mean
    products += before * (g - mean)
    squares += before * before
  })
  const fitted = { mu: mean / 2, phi: squares === 0 ? 0 : products / squares }
  const errors = [1, 2, 3, 4, 5].map((h) => {
    const missed = growth.flatMap((g, i) => {
      const later = logs[i + 1 + h]
      return later === undefined
        ? []
        : [(later - (logs[i + 1] ?? 0) - nationalGrowth(g, h, fitted)) ** 2]
    })
    return Math.sqrt(missed.reduce((s, e) => s + e, 0) / Math.max(1, missed.length))
  })
  return { ...fitted, errors }
}

/** What is left of one sample's error when the coefficients and England's true growth are taken off. */
type Left = { readonly h: number; readonly count: number; readonly error: number }

/** The part of the band that is each council's own: by maximum likelihood, on the log scale. */
export function fitLocalBand(
  panel: Panel,
  knownTo: number,
  constants: AnnualConstants,
): BandConstants {
  const fitted = refitted(panel, knownTo, constants)
  const left = leftOver(samplesTo(panel, knownTo, constants), fitted)
  const { base, baseGrowth, size, sizeGrowth } = constants.band
  const found = least(
    (at) => unlikely(left, at),
    [Math.log(base), baseGrowth, Math.log(size), sizeGrowth],
    [0.2, 0.2, 0.2, 0.2],
  )
  return {
    ...constants.band,
    base: Math.exp(found[0] ?? 0),
    baseGrowth: found[1] ?? 0,
    size: Math.exp(found[2] ?? 0),
    sizeGrowth: found[3] ?? 0,
  }
}

/** Errors of samples less their mean over the councils of the same year ahead and origin: that mean is England's. */
function leftOver(samples: readonly Sample[], constants: AnnualConstants): readonly Left[] {
  const errors = samples.map(({ terms, h, count, change, origin }) => {
    const tier = tierFor(terms, constants)
    const local = termsIn(tier).reduce(
      (sum, n) => sum + (tier.coefficients[n] ?? 0) * (terms[n] ?? 0) * weightOf(n, h),
      0,
    )
    return { key: `${origin} ${h}`, h, count, error: change - local }
  })
  return [...Map.groupBy(errors, (e) => e.key).values()].flatMap((group) => {
    const mean = group.reduce((s, e) => s + e.error, 0) / group.length
    return group.map(({ h, count, error }) => ({ h, count, error: error - mean }))
  })
}

/** Twice the negative log likelihood, but for a constant. */
function unlikely(left: readonly Left[], at: readonly number[]): number {
  const [base = 0, baseGrowth = 0, size = 0, sizeGrowth = 0] = at
  const parts = [0, 1, 2, 3, 4, 5].map((h) => ({
    base: Math.exp(base) * h ** baseGrowth,
    size: Math.exp(size) * h ** sizeGrowth,
  }))
  let sum = 0
  for (const { h, count, error } of left) {
    const part = parts[h]
    if (part === undefined) continue
    const variance = part.base + part.size / count
    sum += Math.log(variance) + error ** 2 / variance
  }
  return sum
}

/** How many sd hold 80% and 95% of the errors made at past origins. */
export function fitReach(
  trials: readonly AnnualTrial[],
  band: BandConstants,
): Pick<BandConstants, 'reach80' | 'reach95'> {
  const scaled = trials
    .map(
      ({ forecast: f, actual }) =>
        Math.abs(Math.log(actual / f.median)) / deviation(f.h, f.noChange, band),
    )
    .toSorted((a, b) => a - b)
  const at = (share: number): number => scaled[Math.floor(share * (scaled.length - 1))] ?? 0
  return { reach80: at(0.8), reach95: at(0.95) }
}

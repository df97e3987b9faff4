import { ANNUAL_CONSTANTS } from '../../data/annual-constants.ts'
import { nationalOf, termsOf } from './terms.ts'
import type { Terms } from './terms.ts'
import type {
  AnnualConstants,
  AnnualForecast,
  AnnualHorizon,
  AnnualInput,
  BandConstants,
  TermName,
  Tier,
  TierName,
} from './types.ts'

/** Years ahead that were judged; further ahead nothing is known of the error. */
export const MOST_YEARS = 5

/** Terms that are paid again each year; momentum is paid once. */
const YEARLY: readonly TermName[] = ['q', 'r', 'a']

/**
 * Looked-after children one to five years ahead from published counts alone. Source: 11-annual-forecast, section 2.
 * `atMost` names the richest tier that may be used, for comparing one tier with another.
 */
export function forecastAnnual(
  input: AnnualInput,
  constants: AnnualConstants = ANNUAL_CONSTANTS,
  options: { readonly years?: number; readonly atMost?: TierName } = {},
): AnnualForecast {
  const terms = termsOf(input, constants)
  const tier = tierFor(terms, constants, options.atMost)
  const { growth } = nationalOf(input, constants)
  const horizons = Array.from({ length: options.years ?? MOST_YEARS }, (_, i) => {
    const h = i + 1
    const log =
      Math.log(input.count) + nationalGrowth(growth, h, constants) + localGrowth(terms, tier, h)
    return horizon(h, log, input.count, constants.band)
  })
  return { tier: tier.name, horizons }
}

/** The first tier, from the richest allowed, whose terms exist. */
export function tierFor(terms: Terms, constants: AnnualConstants, atMost?: TierName): Tier {
  const from = Math.max(
    0,
    constants.tiers.findIndex((t) => t.name === atMost),
  )
  const found = constants.tiers.slice(from).find((tier) => has(terms, tier))
  if (found === undefined) throw new Error('no tier without inputs among the constants')
  return found
}

export function termsIn(tier: Tier): readonly TermName[] {
  return (['m', 'g', 'q', 'r', 'a'] as const).filter((n) => tier.coefficients[n] !== undefined)
}

export function has(terms: Terms, tier: Tier): boolean {
  return termsIn(tier).every((name) => terms[name] !== undefined)
}

/** What a term counts for h years ahead, before its coefficient. */
export function weightOf(name: TermName, h: number): number {
  return YEARLY.includes(name) ? h : 1
}

/** England's growth to h years ahead (log): it starts from the last year's and settles at mu. */
export function nationalGrowth(
  growth: number,
  h: number,
  { mu, phi }: Pick<AnnualConstants, 'mu' | 'phi'>,
): number {
  let sum = 0
  for (let j = 1; j <= h; j += 1) sum += mu + (growth - mu) * phi ** j
  return sum
}

function localGrowth(terms: Terms, tier: Tier, h: number): number {
  return termsIn(tier).reduce(
    (sum, name) => sum + (tier.coefficients[name] ?? 0) * (terms[name] ?? 0) * weightOf(name, h),
    0,
  )
}

/** Standard deviation of the log error: wide for small councils, and for England's own doubt. */
export function deviation(h: number, count: number, band: BandConstants): number {
  const national = band.national[h - 1]
  if (national === undefined) throw new Error(`no band for ${h} years ahead`)
  return Math.sqrt(
    band.base * h ** band.baseGrowth + (band.size * h ** band.sizeGrowth) / count + national ** 2,
  )
}

function horizon(h: number, log: number, count: number, band: BandConstants): AnnualHorizon {
  const sd = deviation(h, count, band)
  return {
    h,
    median: Math.exp(log),
    low80: Math.exp(log - band.reach80 * sd),
    high80: Math.exp(log + band.reach80 * sd),
    low95: Math.exp(log - band.reach95 * sd),
    high95: Math.exp(log + band.reach95 * sd),
    noChange: count,
  }
}

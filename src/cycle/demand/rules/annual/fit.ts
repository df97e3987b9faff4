import { atOrigin } from './at-origin.ts'
import type { AtOrigin } from './at-origin.ts'
import { has, nationalGrowth, termsIn, weightOf } from './forecast.ts'
import type { Panel } from './panel.ts'
import { solve } from './solve.ts'
import { termsOf } from './terms.ts'
import type { Terms } from './terms.ts'
import type { AnnualConstants, Tier } from './types.ts'

/** One past year of one council and what its count did to a later year, less England's term. */
export type Sample = {
  readonly origin: number
  readonly terms: Terms
  readonly count: number
  readonly h: number
  readonly change: number
}

/** Every pair of an origin and a target up to five years later that was known at the end of `knownTo`. */
export function samplesTo(
  panel: Panel,
  knownTo: number,
  constants: AnnualConstants,
): readonly Sample[] {
  const years = yearsOf(panel).filter((year) => year < knownTo)
  return years.flatMap((origin) => {
    const at = atOrigin(panel, origin, { knownTo, shape: panel })
    return samplesAt(panel, { at, origin, knownTo }, constants)
  })
}

function samplesAt(
  panel: Panel,
  { at, origin, knownTo }: { at: AtOrigin; origin: number; knownTo: number },
  constants: AnnualConstants,
): readonly Sample[] {
  const growth = at.national.find((f) => f.name === 'growth')?.value
  if (growth === undefined) return []
  return [...at.inputs].flatMap(([code, input]) => {
    const terms = termsOf(input, constants)
    return constants.band.national.flatMap((_, i): readonly Sample[] => {
      const h = i + 1
      const later = origin + h > knownTo ? 0 : panel.areas.get(code)?.years.get(origin + h)?.count
      if (later === undefined || later === 0) return []
      const change = Math.log(later / input.count) - nationalGrowth(growth, h, constants)
      return [{ origin, terms, count: input.count, h, change }]
    })
  })
}

/** Every year in which some area has a count, in order. */
export function yearsOf(panel: Panel): readonly number[] {
  const years = new Set<number>()
  for (const area of panel.areas.values())
    for (const [year, counts] of area.years) if (counts.count !== undefined) years.add(year)
  return [...years].toSorted((a, b) => a - b)
}

/**
 * The coefficients of every tier, by least squares over the samples that have its terms; each sample weighs one over its
 * years ahead. A tier without enough samples keeps the coefficients that it had.
 */
export function fitTiers(samples: readonly Sample[], constants: AnnualConstants): readonly Tier[] {
  return constants.tiers.map((tier) => fitTier(samples, tier))
}

const LEAST_SAMPLES = 100

function fitTier(samples: readonly Sample[], tier: Tier): Tier {
  const names = termsIn(tier)
  const usable = samples.filter((s) => has(s.terms, tier))
  if (names.length === 0 || usable.length < LEAST_SAMPLES) return tier
  const products = names.map(() => names.map(() => 0))
  const right = names.map(() => 0)
  for (const { terms, h, change } of usable) {
    const x = names.map((name) => (terms[name] ?? 0) * weightOf(name, h))
    x.forEach((xi, i) => {
      right[i] = (right[i] ?? 0) + (xi * change) / h
      const row = products[i] ?? []
      x.forEach((xj, j) => {
        row[j] = (row[j] ?? 0) + (xi * xj) / h
      })
    })
  }
  const found = solve(products, right)
  if (found === undefined) return tier
  return {
    name: tier.name,
    coefficients: Object.fromEntries(names.map((name, i) => [name, found[i] ?? 0])),
  }
}

/** The constants as they would have been fitted at the end of a year, with nothing later known. */
export function refitted(
  panel: Panel,
  knownTo: number,
  constants: AnnualConstants,
): AnnualConstants {
  return { ...constants, tiers: fitTiers(samplesTo(panel, knownTo, constants), constants) }
}

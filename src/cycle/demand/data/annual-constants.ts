import type { AnnualConstants, National } from '../rules/annual/types.ts'

/** Names the rules and constants of a result, so that it can be made again. */
export const ANNUAL_RULES = 'annual-2026-11'

/**
 * Fitted constants of the annual forecaster, from published counts of 148 areas, 31 March 2010 to 2022. `npm run
 * fit:annual` fits them again from files; docs/decisions/0014 says why these were kept.
 *
 * - `tiers`: least squares over every pair of an origin and a target one to five years later, each weighted by one over
 *   its years ahead.
 * - `mu`: half of England's mean growth since 1994 (0.0195): one era of growth is no promise of another. `phi`: the slope of a
 *   year's growth on the last (0.53).
 * - `band.national`: root mean square error of that national term on England 1994 to 2022. The rest of the band: what is
 *   left of councils' errors, by maximum likelihood; the two reaches: the quantiles of the scaled errors at past origins.
 * - `clips` and `halfTrust` are choices, not fits.
 */
export const ANNUAL_CONSTANTS: AnnualConstants = {
  mu: 0.01,
  phi: 0.5,
  halfTrust: 300,
  clips: { m: 0.5, g: 0.15, q: 0.9, r: 0.9, a: 0.22 },
  tiers: [
    { name: 'T3', coefficients: { m: 0.1171, q: -0.0635, a: -0.1684 } },
    { name: 'T3r', coefficients: { m: 0.1038, r: -0.0443, a: -0.144 } },
    { name: 'T0a', coefficients: { g: 0.2454, r: -0.0442, a: -0.145 } },
    { name: 'T2', coefficients: { m: 0.1617, q: -0.0508 } },
    { name: 'T2r', coefficients: { m: 0.1462, r: -0.0385 } },
    { name: 'T0r', coefficients: { g: 0.3418, r: -0.0382 } },
    { name: 'T1', coefficients: { m: 0.1291 } },
    { name: 'T0', coefficients: { g: 0.3077 } },
    { name: 'N', coefficients: {} },
  ],
  band: {
    base: 0.00284,
    baseGrowth: 1.25,
    size: 0.957,
    sizeGrowth: 0.45,
    national: [0.0151, 0.0294, 0.044, 0.0565, 0.0661],
    reach80: 1.215,
    reach95: 1.929,
  },
  national: { growth: 0.01, logStartedCeased: 0.0286, meanShare16plus: 0.2651 },
}

/** England at 31 March of each year, for files too small to tell. Source: 11-annual-forecast, section 1, from the published tables. */
export const ENGLAND_BY_YEAR: Readonly<Record<number, National>> = {
  2020: { growth: 0.0234, logStartedCeased: 0.0427, meanShare16plus: 0.2493 },
  2021: { growth: 0.0097, logStartedCeased: 0.0128, meanShare16plus: 0.2497 },
  2022: { growth: 0.0162, logStartedCeased: 0.0286, meanShare16plus: 0.2651 },
}

/** Mean absolute error, per cent, of methods fitted to each council alone, as the specification quotes them; not rebuilt here. */
export const QUOTED_METHODS: readonly {
  readonly method: string
  readonly error: readonly number[]
}[] = [
  { method: 'exponential smoothing (ets), per council', error: [6.79, 10.24, 13.02, 15.62, 18.43] },
  { method: 'auto.arima, per council', error: [7.38, 10.68, 13.48, 15.78, 17.75] },
  { method: 'theta method, per council', error: [6.29, 9.26, 11.66, 13.86, 16.03] },
]

/** Where they were measured: areas, first origin, last target. */
export const QUOTED_ON = { areas: 148, first: 2013, last: 2022 } as const

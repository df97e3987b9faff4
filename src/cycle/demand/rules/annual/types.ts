/** Terms of the local part of the forecast, named as in 11-annual-forecast, section 2. */
export type TermName = 'm' | 'g' | 'q' | 'r' | 'a'

export type TierName = 'T3' | 'T3r' | 'T0a' | 'T2' | 'T2r' | 'T0r' | 'T1' | 'T0' | 'N'

/** England in the origin year: what every council is measured against. */
export type National = {
  /** Growth of the England total over the last year, log. */
  readonly growth: number
  /** ln(started / ceased) of England in the year. */
  readonly logStartedCeased: number
  /** Unweighted mean over councils of the share aged 16 and over. */
  readonly meanShare16plus: number
}

/** What is known of one council at 31 March of the origin. Only the count is needed. */
export type AnnualInput = {
  readonly count: number
  /** The count a year before, on the same boundary. */
  readonly previousCount?: number | undefined
  readonly started?: number | undefined
  readonly ceased?: number | undefined
  /** Children aged 0 to 17. */
  readonly childPopulation?: number | undefined
  readonly share16plus?: number | undefined
  /** Mean over the region's councils, itself included, of ln(count / child population). */
  readonly regionMeanLogRate?: number | undefined
  /** The same over its statistical neighbours, itself left out. */
  readonly neighbourMeanLogRate?: number | undefined
  readonly national?: Partial<National> | undefined
}

/** A tier: the terms it uses, each with its coefficient. */
export type Tier = {
  readonly name: TierName
  readonly coefficients: Readonly<Partial<Record<TermName, number>>>
}

export type BandConstants = {
  /** sd(h)^2 = base h^baseGrowth + size h^sizeGrowth / count + national(h)^2, on the log scale. */
  readonly base: number
  readonly baseGrowth: number
  readonly size: number
  readonly sizeGrowth: number
  /** Standard error of England's own growth to each year ahead. */
  readonly national: readonly number[]
  /** How many sd the 80% and the 95% band reach to each side. */
  readonly reach80: number
  readonly reach95: number
}

export type AnnualConstants = {
  /** England's growth settles at this (log, a year) ... */
  readonly mu: number
  /** ... keeping this share of its distance from it each year. */
  readonly phi: number
  /** Trust in a council's own year: count / (count + halfTrust). */
  readonly halfTrust: number
  readonly clips: Readonly<Record<TermName, number>>
  /** Richest first: a council takes the first whose inputs it has. */
  readonly tiers: readonly Tier[]
  readonly band: BandConstants
  /** What stands for England where nothing is known of the year. */
  readonly national: National
}

/** The forecast of one year ahead. The median is unrounded; the bands are 8 in 10 and 19 in 20. */
export type AnnualHorizon = {
  readonly h: number
  readonly median: number
  readonly low80: number
  readonly high80: number
  readonly low95: number
  readonly high95: number
  readonly noChange: number
}

export type AnnualForecast = {
  readonly tier: TierName
  readonly horizons: readonly AnnualHorizon[]
}

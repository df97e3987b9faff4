import type { AnnualConstants, AnnualInput, National, TermName } from './types.ts'

/** The terms whose inputs exist; one that is absent cannot be made. */
export type Terms = Readonly<Partial<Record<TermName, number>>>

/** England in the origin year, with defaults for what is not said. */
export function nationalOf(input: AnnualInput, constants: AnnualConstants): National {
  const given = input.national
  return {
    growth: given?.growth ?? constants.national.growth,
    logStartedCeased: given?.logStartedCeased ?? constants.national.logStartedCeased,
    meanShare16plus: given?.meanShare16plus ?? constants.national.meanShare16plus,
  }
}

/** The terms of 11-annual-forecast, section 2. Trust in the size of the council comes first, then the clip. */
export function termsOf(input: AnnualInput, constants: AnnualConstants): Terms {
  const england = nationalOf(input, constants)
  const { clips, halfTrust } = constants
  const trust = input.count / (input.count + halfTrust)
  const flow = logRatio(input.started, input.ceased)
  const growth = logRatio(input.count, positive(input.previousCount))
  const share = input.share16plus
  return {
    ...(flow !== undefined && { m: clip(trust * (flow - england.logStartedCeased), clips.m) }),
    ...(growth !== undefined && { g: clip(trust * (growth - england.growth), clips.g) }),
    ...reversion(input, constants),
    ...(share !== undefined && { a: clip(share - england.meanShare16plus, clips.a) }),
  }
}

/** How far the council's rate stands above those of its region (r), and of its region and neighbours together (q). */
function reversion(input: AnnualInput, { clips }: AnnualConstants): Terms {
  const rate = logRatio(input.count, positive(input.childPopulation))
  const { regionMeanLogRate: region, neighbourMeanLogRate: neighbours } = input
  if (rate === undefined || region === undefined) return {}
  const r = clip(rate - region, clips.r)
  if (neighbours === undefined) return { r }
  return { r, q: clip(0.5 * (rate - region) + 0.5 * (rate - neighbours), clips.q) }
}

/** ln(over / under). With nothing on one side it has no bound, and the clip bounds it; with nothing on both it says nothing. */
function logRatio(over: number | undefined, under: number | undefined): number | undefined {
  if (over === undefined || under === undefined || (over === 0 && under === 0)) return undefined
  return Math.log(over / under)
}

function positive(value: number | undefined): number | undefined {
  return value === undefined || value <= 0 ? undefined : value
}

function clip(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value))
}

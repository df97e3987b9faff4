import { REORGANISATIONS, TOO_SMALL } from '../../data/annual-boundaries.ts'
import { average, nationalAt } from './national.ts'
import type { NationalFigure } from './national.ts'
import { constantShape } from './panel.ts'
import type { Area, Panel } from './panel.ts'
import { populationAt, shareAt } from './known.ts'
import type { AnnualInput, National } from './types.ts'

/** Councils, itself included, of which a region's mean is made. */
const LEAST_REGION = 2

export type AtOriginOptions = {
  readonly knownTo?: number | undefined
  /** Figures of England that the user sets. */
  readonly national?: Partial<National> | undefined
  /** The same panel on unchanging boundaries, when it was already made. */
  readonly shape?: Panel | undefined
}

export type AtOrigin = {
  readonly origin: number
  readonly national: readonly NationalFigure[]
  readonly inputs: ReadonlyMap<string, AnnualInput>
}

/**
 * What was known of every council at an origin. Nothing after `knownTo` is read (the origin itself unless a fit looks back
 * from later): not its own later counts and not those of others.
 */
export function atOrigin(panel: Panel, origin: number, options: AtOriginOptions = {}): AtOrigin {
  const knownTo = options.knownTo ?? origin
  const shape = options.shape ?? constantShape(panel)
  const present = [...panel.areas.values()].filter((a) => (a.years.get(origin)?.count ?? 0) > 0)
  const rates = new Map<string, number>()
  const shares = new Map<string, number>()
  for (const area of present) {
    const rate = logRateOf(area, { origin, knownTo })
    const share = shareAt(area, origin, knownTo)
    if (rate !== undefined) rates.set(area.code, rate)
    if (share !== undefined) shares.set(area.code, share)
  }
  const national = nationalAt(shape, origin, shares, options.national ?? {})
  const regions = regionMeans(present, rates)
  const rateOf = (code: string): number | undefined =>
    rates.get(code) ?? joinedRate(shape, code, { origin, knownTo })
  const inputs = present.map((area): [string, AnnualInput] => {
    const now = area.years.get(origin)
    return [
      area.code,
      {
        count: now?.count ?? 0,
        previousCount: area.years.get(origin - 1)?.count,
        started: now?.started,
        ceased: now?.ceased,
        childPopulation: populationAt(area, origin, knownTo),
        share16plus: shares.get(area.code),
        regionMeanLogRate: area.region === undefined ? undefined : regions.get(area.region),
        neighbourMeanLogRate: neighbourMean(area, rateOf),
        national: Object.fromEntries(national.map((f) => [f.name, f.value])),
      },
    ]
  })
  return { origin, national, inputs: new Map(inputs) }
}

type Known = { readonly origin: number; readonly knownTo: number }

/** ln(count / child population). */
function logRateOf(area: Area, { origin, knownTo }: Known): number | undefined {
  const count = area.years.get(origin)?.count ?? 0
  const population = populationAt(area, origin, knownTo) ?? 0
  return count > 0 && population > 0 ? Math.log(count / population) : undefined
}

/** The rate of the whole area that a reorganised council was, or became, part of. */
function joinedRate(shape: Panel, code: string, known: Known): number | undefined {
  const change = REORGANISATIONS.find((r) => r.before.includes(code) || r.after.includes(code))
  const whole = change === undefined ? undefined : shape.areas.get(change.code)
  return whole === undefined ? undefined : logRateOf(whole, known)
}

function regionMeans(
  present: readonly Area[],
  rates: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const byRegion = new Map<string, number[]>()
  for (const { code, region } of present) {
    const rate = rates.get(code)
    if (region === undefined || rate === undefined || TOO_SMALL.includes(code)) continue
    byRegion.set(region, [...(byRegion.get(region) ?? []), rate])
  }
  const enough = [...byRegion].filter(([, found]) => found.length >= LEAST_REGION)
  return new Map(enough.map(([region, found]) => [region, average(found)]))
}

/** The mean over its neighbours; at least half of them must be known. */
function neighbourMean(
  area: Area,
  rateOf: (code: string) => number | undefined,
): number | undefined {
  const others = area.neighbours.filter((n) => n !== area.code && !TOO_SMALL.includes(n))
  const rates = others.flatMap((code) => rateOf(code) ?? [])
  return rates.length > 0 && rates.length * 2 >= others.length ? average(rates) : undefined
}

import type { Planned } from '../../planned.ts'
import { namesOf } from '../../rules/index.ts'
import type { GapYear, Names } from '../../rules/index.ts'

export type BandPence = { readonly p10: number; readonly p50: number; readonly p90: number }

export type GapLine = {
  readonly year: string
  readonly basis: GapYear['basis']
  readonly linesPence: number
  readonly grantEndedPence: number
  readonly demandPence: number | null
  readonly needPence: number
  readonly funding: readonly {
    readonly stream: string
    readonly name: string
    readonly pence: number
    readonly confirmed: boolean
  }[]
  readonly fundingPence: number | null
  readonly cumulativePence: number | null
  readonly newPence: number | null
  readonly cumulativeBand: BandPence | null
  readonly newBand: BandPence | null
  readonly unmet: readonly { readonly s251: string; readonly pence: number }[]
}

export type GapFigures = {
  readonly scope: 'children' | 'council'
  readonly years: readonly GapLine[]
  readonly assumptions: readonly string[]
  readonly demand:
    | { readonly run: string; readonly at: string; readonly by: string; readonly priceBook: string }
    | undefined
}

export type GapModel = GapFigures & {
  /** The forecast of record, which may be newer than the one brought in. */
  readonly record: { readonly run: string; readonly at: string; readonly by: string } | undefined
  readonly mayBringIn: boolean
}

export function gapModel(found: Planned): GapFigures {
  const { plan, demand, budget } = found
  const names = namesOf(budget.services, budget.streams)
  return {
    scope: plan.scope,
    years: plan.years.map((y) => gapLine(y, names)),
    assumptions: plan.assumptions,
    demand:
      demand === undefined
        ? undefined
        : {
            run: demand.run.id,
            at: demand.broughtAt,
            by: demand.broughtBy,
            priceBook: demand.priceBook,
          },
  }
}

function gapLine(y: GapYear, names: Names): GapLine {
  return {
    year: y.year,
    basis: y.basis,
    linesPence: y.lines,
    grantEndedPence: y.cliffs.reduce((total, c) => total + c.pence, 0),
    demandPence: y.demand?.pence ?? null,
    needPence: y.need,
    funding: y.funding.map((f) => ({ ...f, name: names.stream(f.stream) })),
    fundingPence: y.known ?? null,
    cumulativePence: y.cumulative ?? null,
    newPence: y.fresh ?? null,
    cumulativeBand: y.cumulativeBand ?? null,
    newBand: y.freshBand ?? null,
    unmet: y.demand?.unmet ?? [],
  }
}

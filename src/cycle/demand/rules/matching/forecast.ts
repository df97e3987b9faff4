import { iso } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { changeShares, costAsPeer, sharesOf } from './cost.ts'
import type { PeerPrices } from './cost.ts'
import { adjustEntries, adjustRates, project, totalOn } from './project.ts'
import type { EntryAdjustment, PeerProjection, RateAdjustment } from './project.ts'
import { learn, stockOf } from './rates.ts'
import type { PeerModel, Reference } from './rates.ts'
import type { PeerCare, PeerRow } from './types.ts'

/** Version of the rules that match the peer. */
export const MATCHING_RULES = 'matching-1'

export type MatchingRequest = {
  /** Both ends counted; all data when absent. */
  readonly reference?: Reference | undefined
  /** The day whose stock is carried forward; the end of the data when absent. */
  readonly from?: Day | undefined
  /** The last day forecast; two years on when absent, four at most. */
  readonly to?: Day | undefined
  readonly prices: PeerPrices
  readonly rateChanges?: readonly RateAdjustment[]
  readonly entryChanges?: readonly EntryAdjustment[]
  /** New share of a detail label in its category. */
  readonly shareChanges?: Readonly<Record<string, number>>
}

/** The document of `demand forecast --kind matching` (95-command-line). */
export type MatchingForecast = {
  readonly cleaned: { readonly rows: number; readonly children: number; readonly openAtEnd: number }
  readonly reference: { readonly from: string; readonly to: string }
  readonly entrantsPerDay: Readonly<Record<string, number>>
  readonly rates: readonly { readonly from: string; readonly to: string; readonly rate: number }[]
  readonly population: readonly {
    readonly date: string
    readonly state: string
    readonly mean: number
    readonly variance: number
  }[]
  readonly totals: readonly {
    readonly date: string
    readonly mean: number
    readonly low: number
    readonly high: number
    readonly sd: number
  }[]
  readonly costs: {
    readonly quarters: readonly {
      readonly quarter: string
      readonly detail: string
      readonly pence: number
    }[]
    readonly firstYearPence: number
    readonly totalPence: number
  }
}

const YEARS_DEFAULT = 2
const YEARS_MOST = 4

/** Runs the peer's whole chain on cleaned care (10-demand, 4A steps 12 to 17). */
export function forecastAsPeer(care: PeerCare, request: MatchingRequest): Result<MatchingForecast> {
  const reference = request.reference ?? { first: care.dataStart, last: care.dataEnd }
  const from = request.from ?? care.dataEnd
  const to = request.to ?? ((from + Math.round(365.25 * YEARS_DEFAULT)) as Day)
  const wrong = windowFault(care, reference, from, to)
  if (wrong !== undefined) return refused(wrong)
  const stock = stockOf(care)
  const learnt = learn(care, stock, reference)
  if (!learnt.ok) return learnt
  const model = adjusted(learnt.value, request)
  const projection = project(model, stock, from, to - from)
  const shares = changeShares(sharesOf(care, reference), request.shareChanges ?? {})
  const costs = costAsPeer(projection, shares, request.prices)
  return ok({
    cleaned: { rows: care.rows.length, children: care.children, openAtEnd: care.openAtEnd },
    reference: { from: iso(reference.first), to: iso(reference.last) },
    entrantsPerDay: model.entrantsPerDay,
    rates: model.rates,
    ...daily(projection),
    costs: {
      quarters: costs.quarters.map((q) => ({
        quarter: q.quarter,
        detail: q.detail,
        pence: Math.round(q.pounds * 100),
      })),
      firstYearPence: Math.round(costs.firstYear * 100),
      totalPence: Math.round(costs.total * 100),
    },
  })
}

function windowFault(
  care: PeerCare,
  reference: Reference,
  from: Day,
  to: Day,
): { kind: string; message: string; mend: string } | undefined {
  const span = `the data run from ${iso(care.dataStart)} to ${iso(care.dataEnd)}`
  if (
    reference.first > reference.last ||
    reference.first < care.dataStart ||
    reference.last > care.dataEnd
  ) {
    return {
      kind: 'reference-outside',
      message: `The reference ${iso(reference.first)} to ${iso(reference.last)} is not inside the data: ${span}`,
      mend: 'Choose a reference inside the data',
    }
  }
  if (from < care.dataStart || from > care.dataEnd)
    return {
      kind: 'start-outside',
      message: `The forecast cannot start on ${iso(from)}: ${span}`,
      mend: 'Choose a first day inside the data',
    }
  if (to <= from || to - from > 366 * YEARS_MOST)
    return {
      kind: 'too-long',
      message: `The forecast from ${iso(from)} to ${iso(to)} is not between a day and four years`,
      mend: 'Choose a last day within four years of the first',
    }
  return undefined
}

function adjusted(model: PeerModel, request: MatchingRequest): PeerModel {
  return {
    states: model.states,
    rates: adjustRates(model.rates, request.rateChanges ?? []),
    entrantsPerDay: adjustEntries(model.entrantsPerDay, request.entryChanges ?? []),
  }
}

function daily(projection: PeerProjection): Pick<MatchingForecast, 'population' | 'totals'> {
  const n = projection.states.length
  const days = Array.from({ length: projection.days }, (_, i) => i + 1)
  const dates = days.map((t) => iso((projection.start + t) as Day))
  return {
    population: days.flatMap((t, i) =>
      projection.states.map((state, s) => ({
        date: dates[i] ?? '',
        state,
        mean: projection.mean[t * n + s] ?? 0,
        variance: projection.variance[t * n + s] ?? 0,
      })),
    ),
    totals: days.map((t, i) => ({ date: dates[i] ?? '', ...totalOn(projection, t) })),
  }
}

/** The cleaned rows under the peer's own column names, with numbers written as it writes them (`16.0`). */
export const PEER_COLUMNS = [
  'CHILD',
  'DECOM',
  'RNE',
  'LS',
  'CIN',
  'PLACE',
  'PLACE_PROVIDER',
  'DEC',
  'REC',
  'REASON_PLACE_CHANGE',
  'HOME_POST',
  'PL_POST',
  'URN',
  'LA',
  'YEAR',
  'SEX',
  'DOB',
  'ETHNIC',
  'UASC',
  'age',
  'end_age',
  'age_bin',
  'end_age_bin',
  'placement_type',
  'placement_type_before',
  'placement_type_after',
  'placement_type_detail',
] as const

export function peerRow(row: PeerRow): readonly (string | number)[] {
  return [
    row.child,
    iso(row.decom),
    row.rne,
    row.ls,
    row.cin,
    row.place,
    row.provider,
    row.dec === undefined ? '' : iso(row.dec),
    row.rec,
    row.reasonPlaceChange,
    row.homePost,
    row.placePost,
    row.urn,
    row.la,
    row.year,
    withPoint(row.sex),
    iso(row.born),
    row.ethnicity,
    row.uasc ? 'True' : 'False',
    withPoint(row.age),
    withPoint(row.endAge),
    row.bin,
    row.endBin,
    row.category,
    row.before,
    row.after,
    row.detail,
  ]
}

function withPoint(value: string | number): string {
  const text = String(value)
  return /^-?\d+$/.test(text) ? `${text}.0` : text
}

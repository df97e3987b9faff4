import { SUB_TYPES } from '#cycle/demand/rules/index.ts'
import type { SubType } from '#cycle/demand/rules/index.ts'
import { day } from '#kernel/dates.ts'
import { asNumber, percent } from '#kernel/rate.ts'
import type { Rate } from '#kernel/rate.ts'
import { segmentsBetween } from '../month-prices.ts'
import type { Price } from '../model.ts'
import type { RunCalendar } from './run-calendar.ts'

/** Dear starts: of new placements in some sub-types a share costs so many times the book for a time (20-placements, 4A3). */
export type DearStart = {
  readonly subTypes: readonly SubType[]
  readonly share: Rate
  readonly times: number
  /** Mean of the gamma time that it lasts, of shape two. */
  readonly meanDays: number
}

export const SHIPPED_DEAR_START: DearStart & { readonly source: string } = {
  subTypes: [
    'home-public',
    'home-agency',
    'home-unknown',
    'residential-school',
    'residential-other',
  ],
  share: percent(3),
  times: 3,
  meanDays: 90,
  source: 'Specification of placements, rule 4A3: not measured; replace it by your own',
}

export type SpellPriceSettings = {
  /** Spread where a row of the book does not state one. */
  readonly spreads: Readonly<Partial<Record<SubType, Rate>>>
  readonly dearStart: DearStart | undefined
  /**
   * What is paid a week, in pence, at the origin for each child who is there, in the order of the forecast's children;
   * undefined for a child without a known price.
   */
  readonly known: readonly (number | undefined)[]
}

/** The book laid out for a run: pieces of time in which a sub-type's price stays the same, none beyond its month. */
export type SpellPrices = {
  readonly calendar: RunCalendar
  /** First piece of a sub-type in a month: `subType * (months + 1) + month`; the next entry is where they end. */
  readonly firstPiece: Int32Array
  readonly from: Int32Array
  readonly to: Int32Array
  /** Pence a week; -1 where the book has no price. */
  readonly weekly: Float64Array
  /** Variance of the logarithm of a price drawn in the piece. */
  readonly variance: Float64Array
  readonly months: Int32Array
  readonly dear: Uint8Array
  readonly dearStart: DearStart | undefined
  /** Pence a week of who is there at the origin; NaN where it is not known. */
  readonly known: Float64Array
}

type Piece = {
  readonly from: number
  readonly to: number
  readonly weekly: number
  readonly variance: number
  readonly month: number
}

export function spellPrices(
  prices: readonly Price[],
  calendar: RunCalendar,
  settings: SpellPriceSettings,
): SpellPrices {
  const starts: number[] = []
  const pieces: Piece[] = []
  for (const subType of SUB_TYPES) {
    const own = prices.filter((p) => p.subType === subType)
    for (const [month, { from, to }] of calendar.months.entries()) {
      starts.push(pieces.length)
      pieces.push(...piecesOf(own, subType, { month, from, to }, calendar, settings))
    }
    starts.push(pieces.length)
  }
  const { dearStart } = settings
  return {
    calendar,
    firstPiece: Int32Array.from(starts),
    from: Int32Array.from(pieces, (p) => p.from),
    to: Int32Array.from(pieces, (p) => p.to),
    weekly: Float64Array.from(pieces, (p) => p.weekly),
    variance: Float64Array.from(pieces, (p) => p.variance),
    months: Int32Array.from(pieces, (p) => p.month),
    dear: Uint8Array.from(SUB_TYPES, (s) => (dearStart?.subTypes.includes(s) === true ? 1 : 0)),
    dearStart,
    known: Float64Array.from(settings.known, (k) => k ?? Number.NaN),
  }
}

function piecesOf(
  own: readonly Price[],
  subType: SubType,
  span: { readonly month: number; readonly from: number; readonly to: number },
  { origin }: RunCalendar,
  settings: SpellPriceSettings,
): readonly Piece[] {
  const segments = segmentsBetween(own, subType, day(origin + span.from), day(origin + span.to))
  return segments.map((s) => ({
    from: s.from - origin,
    to: s.to - origin,
    month: span.month,
    weekly: s.price.kind === 'priced' ? s.price.weekly : -1,
    variance: s.price.kind === 'priced' ? varianceOf(s.price.prices[0], subType, settings) : 0,
  }))
}

/** The spread that the row in force states, or the council's default for the sub-type. */
function varianceOf(
  row: Price | undefined,
  subType: SubType,
  settings: SpellPriceSettings,
): number {
  if (row === undefined || row.spread.kind === 'none') return 0
  const cv = row.spread.kind === 'lognormal' ? row.spread.cv : settings.spreads[subType]
  return cv === undefined ? 0 : Math.log1p(asNumber(cv) ** 2)
}

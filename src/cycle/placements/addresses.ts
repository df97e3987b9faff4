/** Addresses of workings: every figure of a page leads to one. */

export const MEASURES = ['mean', 'p2_5', 'p10', 'p50', 'p90', 'p97_5'] as const
export type Measure = (typeof MEASURES)[number]

export function isMeasure(text: string): text is Measure {
  return MEASURES.some((m) => m === text)
}

type PartKey = { readonly subType: string; readonly s251: string }

function tail(part: PartKey | undefined): string {
  return part === undefined ? '' : `/${part.subType}/${part.s251}`
}

/** What a year costs, or one kind of placement on one line in it. */
export function yearHref(costing: string, year: string, measure: Measure, part?: PartKey): string {
  return `/working/placements/cost/${costing}/${year}/${measure}${tail(part)}`
}

/** What goes to one line of Section 251 in a year. */
export function lineHref(costing: string, year: string, s251: string): string {
  return `/working/placements/line/${costing}/${year}/${s251}`
}

export function monthHref(
  costing: string,
  month: string,
  measure: Measure,
  part?: PartKey,
): string {
  return `/working/placements/month/${costing}/${month}/${measure}${tail(part)}`
}

export type Cause = 'change' | 'volume' | 'mix' | 'price'

/** Why a year costs more than the one before. */
export function bridgeHref(costing: string, to: string, cause: Cause): string {
  return `/working/placements/bridge/${costing}/${to}/${cause}`
}

export function unpricedHref(costing: string, subType: string): string {
  return `/working/placements/unpriced/${costing}/${subType}`
}

/** What the children of a care history cost a week at a book's prices of a day. */
export function todayHref(importId: string, book: string, on: string, subType?: string): string {
  return `/working/placements/today/${importId}/${book}/${on}${subType === undefined ? '' : `/${subType}`}`
}

/** The row of a price in its book. */
export function priceRowHref(
  book: string,
  origin: { readonly sheet?: string; readonly row: number },
): string {
  return `/placements/prices/${book}?row=${origin.row}#${rowAnchor(origin)}`
}

export function rowAnchor(origin: { readonly sheet?: string; readonly row: number }): string {
  const sheet = (origin.sheet ?? '').toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  return sheet === '' ? `row-${origin.row}` : `row-${sheet}-${origin.row}`
}

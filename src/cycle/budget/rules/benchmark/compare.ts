import { ok, refused } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import type { Pence } from '#kernel/money.ts'
import { compare, median, minusRatio, ratio, rounded, times } from './ratio.ts'
import type { Ratio } from './ratio.ts'

/**
 * What is compared. `per-child`: money over children 0 to 17 of the same year, in pence. `unit-cost`: published pounds a
 * child and week, in pence. `share`: one part of spending over all of it, in parts per million.
 */
export type MeasureKind = 'per-child' | 'unit-cost' | 'share'

export type Measured = {
  readonly kind: MeasureKind
  readonly name: string
  /** Gross or net, always said; none for a share or a unit cost. */
  readonly basis: 'gross' | 'net' | undefined
  readonly year: string
  readonly values: ReadonlyMap<string, MeasuredValue>
}

export type MeasuredValue = {
  /** Money of a council; a part of it for a share. */
  readonly pence: number
  /** Children, or for a share all the money; 1 for a unit cost. */
  readonly over: number
}

export type Neighbour = { readonly code: string; readonly name: string; readonly closeness: string }

export type NeighbourLine = Neighbour & {
  readonly pence: number | null
  readonly over: number | null
  /** Pence, or parts per million for a share; null when the council has no figure. */
  readonly value: number | null
}

export type Comparison = {
  readonly measure: string
  readonly kind: MeasureKind
  readonly basis: 'gross' | 'net' | undefined
  readonly year: string
  readonly own: NeighbourLine
  readonly neighbours: readonly NeighbourLine[]
  /** How many of the neighbours had a figure. */
  readonly had: number
  readonly of: number
  readonly median: Pence
  /** What lies between: the median less the council's own, rounded at the end. */
  readonly difference: Pence
  /** `difference x children` from exact values; null unless per child. Not adjusted for need. */
  readonly gapPence: Pence | null
  /** Place of the council among those with a figure: 1 spends most. */
  readonly place: number
}

/** Fewer neighbours with a figure than this say nothing (30-budget rule 32). */
export const LEAST_NEIGHBOURS = 5

/** Compares a council with its statistical neighbours, from exact values that are rounded once, at the end. */
export function compareNeighbours(
  council: { readonly code: string; readonly name: string },
  neighbours: readonly Neighbour[],
  measured: Measured,
): Result<Comparison> {
  const own = measured.values.get(council.code)
  if (own === undefined) return refused(noFigure(council.name, measured))
  const lines = neighbours.map((n) => line(n, measured))
  const known = neighbours.flatMap((n) => {
    const value = measured.values.get(n.code)
    return value === undefined ? [] : [exact(value, measured.kind)]
  })
  const middle = median(known)
  if (middle === undefined || known.length < LEAST_NEIGHBOURS)
    return refused(tooFew(known.length, neighbours.length, measured))
  const mine = exact(own, measured.kind)
  const between = minusRatio(middle, mine)
  return ok({
    measure: measured.name,
    kind: measured.kind,
    basis: measured.basis,
    year: measured.year,
    own: line({ ...council, closeness: '' }, measured),
    neighbours: lines,
    had: known.length,
    of: neighbours.length,
    median: rounded(middle),
    difference: rounded(between),
    gapPence: measured.kind === 'per-child' ? rounded(times(between, own.over)) : null,
    place: 1 + known.filter((k) => compare(k, mine) > 0).length,
  })
}

function exact(value: MeasuredValue, kind: MeasureKind): Ratio {
  return kind === 'share'
    ? times(ratio(value.pence, value.over), 1_000_000)
    : ratio(value.pence, value.over)
}

function line(n: Neighbour, measured: Measured): NeighbourLine {
  const value = measured.values.get(n.code)
  return {
    ...n,
    pence: value?.pence ?? null,
    over: value?.over ?? null,
    value: value === undefined ? null : rounded(exact(value, measured.kind)),
  }
}

function noFigure(name: string, measured: Measured) {
  return {
    kind: 'no-figure',
    message: `${name} has no figure for ${measured.name} in ${measured.year}`,
    mend: 'Choose another year or measure, or add the table that holds it',
  }
}

function tooFew(had: number, of: number, measured: Measured) {
  return {
    kind: 'too-few-neighbours',
    message: `Only ${had} of ${of} neighbours have a figure for ${measured.name} in ${measured.year}; ${LEAST_NEIGHBOURS} are needed`,
    mend: 'Choose another year or measure, or add the table that holds the others',
  }
}

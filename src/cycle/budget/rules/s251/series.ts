import type { Comparable, ColumnId, LayoutLine, S251Return } from './model.ts'
import { penceAt, PROVISION, rowAt, stateAt, hasColumn } from './values.ts'

/** A year of one council's stable id. */
export type SeriesPoint = {
  readonly year: string
  readonly layout: string
  readonly lines: readonly string[]
  /** Undefined when the year does not give it. */
  readonly pence: number | undefined
  /** Against the year before that is here; `gap` when a year between is missing. */
  readonly comparable: Comparable | 'gap'
  readonly why?: string
}

/** One stable id of one council through the years, with a break wherever a line moved, changed, or a year is missing. */
export function series(
  years: readonly S251Return[],
  council: string,
  id: string,
  column: ColumnId,
): readonly SeriesPoint[] {
  const sorted = years.toSorted((a, b) => (a.year < b.year ? -1 : 1))
  return sorted.map((r, i) => {
    const lines = r.layout.lines.filter((l) => l.id === id)
    const before = sorted[i - 1]
    const changed = lines.find((l) => l.comparable !== 'yes')
    const gap =
      before !== undefined && Number(r.year.slice(0, 4)) - Number(before.year.slice(0, 4)) > 1
    return {
      year: r.year,
      layout: r.layout.layout,
      lines: lines.map((l) => l.line),
      pence: idPence(r, council, lines, column),
      comparable: gap ? 'gap' : (changed?.comparable ?? 'yes'),
      ...(gap
        ? {
            why: `no return between ${before.year} and ${r.year}${changed?.why === undefined ? '' : `; since then ${changed.why}`}`,
          }
        : changed?.why === undefined
          ? {}
          : { why: changed.why }),
    }
  })
}

/** A council's money on a stable id: its total line where one has that id, else the sum of its lines. */
export function idPence(
  r: S251Return,
  council: string,
  lines: readonly LayoutLine[],
  column: ColumnId,
): number | undefined {
  const place = r.councils.findIndex((c) => c.code === council)
  const rows = lines.flatMap((l) => {
    const row = place < 0 ? undefined : rowAt(r, place, r.layout.lines.indexOf(l))
    return row === undefined ? [] : [{ row, total: l.adds !== undefined }]
  })
  const totals = rows.filter((x) => x.total)
  const used = totals.length > 0 ? totals : rows
  const amounts = used.map((x) => penceAt(r, x.row, column))
  const unknown = used.some(
    (x, i) => amounts[i] === undefined && stateAt(r, x.row, column) !== 'not-given',
  )
  const given = amounts.filter((a) => a !== undefined)
  return unknown || given.length === 0 ? undefined : given.reduce((a, b) => a + b, 0)
}

/**
 * Years in which a council's private provision is 0 in every cell while another year here is not: a choice of how to
 * record, not of how to provide (30-budget rule 33).
 */
export function privateNowhere(years: readonly S251Return[], council: string): readonly string[] {
  const known = years.flatMap((r) => {
    const place = r.councils.findIndex((c) => c.code === council)
    if (place < 0 || !hasColumn(r, 'private')) return []
    const amounts = r.layout.lines.flatMap((_, line) => {
      const row = rowAt(r, place, line)
      const amount = row === undefined ? undefined : penceAt(r, row, 'private')
      return amount === undefined ? [] : [amount]
    })
    const spends = PROVISION.length > 0 && amounts.length > 0
    return spends ? [{ year: r.year, none: amounts.every((a) => a === 0) }] : []
  })
  const some = known.some((k) => !k.none)
  return some ? known.filter((k) => k.none).map((k) => k.year) : []
}

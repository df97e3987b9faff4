import { joined, shownTo } from '#office/disclosure/rules/index.ts'
import type { Cell, Sum, Table } from '#office/disclosure/rules/index.ts'
import { numberOf } from '../annual/read/published.ts'
import { OWN } from '../published/index.ts'
import type { PublishedRow } from '../published/index.ts'
import type { Reader } from '../shown/history.ts'

/** Series that are part of another: what is left of the whole could be worked out. */
const PART_OF: Readonly<Record<string, string>> = {
  're-referrals': 'referrals',
  'no-further-action': 'referrals',
  'second-plans': 'plans-started',
}

/**
 * Published figures as their reader sees them. What was published was protected by its publisher, by other rules than ours: outside
 * the service our small-number rule is applied to the council's own figures once more, a year at a time, and the small
 * divisions (by source, by length) are left out. A hidden figure is as a suppressed one.
 */
export function shownPublished(
  rows: readonly PublishedRow[],
  reader: Reader,
): readonly PublishedRow[] {
  if (reader.inside) return rows
  const kept = rows.filter((r) => r.area !== OWN || !r.series.includes('/'))
  const shown = new Map<string, number | null>()
  for (const [, ofYear] of Map.groupBy(kept.filter(isOwn), (r) => r.year))
    for (const [id, value] of yearShown(ofYear, reader)) shown.set(id, value)
  return kept.map((r) => (isOwn(r) ? asShown(r, shown.get(idOf(r))) : r))
}

function isOwn(row: PublishedRow): boolean {
  return row.area === OWN && row.kind === 'count'
}

function idOf(row: PublishedRow): string {
  return `${row.series} ${row.year}${row.month === undefined ? '' : ` ${row.month}`}`
}

function yearShown(
  rows: readonly PublishedRow[],
  reader: Reader,
): readonly [string, number | null][] {
  const values = new Map(rows.map((r) => [idOf(r), numberOf(r) ?? 0]))
  const cells = [...values].map(([id, value]): Cell => ({ id, value }))
  const table = joined({ cells, sums: monthSums(rows, values) }, ...restTables(rows, values))
  const shown = shownTo(reader.inside, table, reader.profile)
  return cells.map((c) => [c.id, shown(c.id)])
}

/** Twelve months make their year, where they do. */
function monthSums(
  rows: readonly PublishedRow[],
  values: ReadonlyMap<string, number>,
): readonly Sum[] {
  const months = rows.filter((r) => r.month !== undefined)
  return [...Map.groupBy(months, (r) => `${r.series} ${r.year}`)].flatMap(([total, list]) => {
    const parts = list.map(idOf)
    const sum = parts.reduce((n, id) => n + (values.get(id) ?? 0), 0)
    return parts.length === 12 && sum === values.get(total) ? [{ total, parts }] : []
  })
}

/** A part and what is left of its whole, which is printed nowhere and could be worked out. */
function restTables(
  rows: readonly PublishedRow[],
  values: ReadonlyMap<string, number>,
): readonly Table[] {
  return rows.flatMap((r) => {
    const whole = PART_OF[r.series]
    const total = whole === undefined ? undefined : `${whole} ${r.year}`
    const of = total === undefined ? undefined : values.get(total)
    const part = numberOf(r) ?? 0
    if (total === undefined || of === undefined || of < part) return []
    const rest = `rest of ${idOf(r)}`
    const cells = [
      { id: total, value: of },
      { id: idOf(r), value: part },
      { id: rest, value: of - part, silent: true },
    ]
    return [{ cells, sums: [{ total, parts: [idOf(r), rest] }] }]
  })
}

function asShown(row: PublishedRow, value: number | null | undefined): PublishedRow {
  if (row.kind !== 'count') return row
  const { series, area, year, month, release, file, row: at } = row
  const about = { series, area, year, month, release, file, row: at }
  return value === null || value === undefined
    ? { ...about, kind: 'suppressed' }
    : { ...about, kind: 'count', n: value }
}

import { controlledPounds } from './controlled.ts'
import type { FormPart } from './form.ts'
import type { ColumnId, Layout, LayoutLine } from './model.ts'
import { COLUMNS } from './model.ts'

/** A line of the form: each column it gives, exact and in whole pounds. */
export type FormLine = {
  readonly line: string
  readonly id: string
  readonly total: boolean
  readonly exact: Readonly<Partial<Record<ColumnId, number>>>
  readonly pounds: Readonly<Partial<Record<ColumnId, number>>>
}

const PROVISION: ReadonlySet<ColumnId> = new Set<ColumnId>([
  'own',
  'private',
  'otherPublic',
  'public',
  'voluntary',
])

/** A cell that is not made of other cells. Income and grants are taken away, so they carry their sign. */
type Cell = { readonly line: number; readonly column: ColumnId; readonly sign: 1 | -1 }

/**
 * The form in whole pounds, so that every identity and every total of it holds: cells that stand alone are rounded by
 * controlled rounding, all others are computed from them. A cell, a column of any total, k, m and q of a line and of the
 * grand totals are each less than a pound from the exact amount (30-budget rule 30).
 */
export function roundedForm(layout: Layout, parts: readonly FormPart[]): readonly FormLine[] {
  const cells = cellsOf(layout)
  const places = new Map(cells.map((c, i) => [`${c.line}|${c.column}`, i]))
  const lines = new Map(layout.lines.map((l, i) => [l.line, i]))
  const exact = cells.map(() => 0)
  for (const p of parts) {
    const i = places.get(`${lines.get(p.line) ?? -1}|${p.column}`)
    const cell = i === undefined ? undefined : cells[i]
    if (i === undefined || cell === undefined)
      throw new Error(`the form has no cell ${p.line} ${p.column}`)
    exact[i] = (exact[i] ?? 0) + p.pence * cell.sign
  }
  const pounds = controlledPounds(exact, [totalSets(layout, cells), lineSets(cells)])
  const reader = (values: readonly number[]) => reading(layout, cells, values)
  const [inPence, inPounds] = [reader(exact), reader(pounds)]
  return layout.lines.map((l, i) => ({
    line: l.line,
    id: l.id,
    total: l.adds !== undefined,
    exact: l.memo ? {} : inPence(i),
    pounds: l.memo ? {} : inPounds(i),
  }))
}

function cellsOf(layout: Layout): readonly Cell[] {
  return layout.lines.flatMap((l, line) =>
    l.adds !== undefined || l.memo
      ? []
      : baseColumns(l).map((column) => ({
          line,
          column,
          sign: PROVISION.has(column) || column === 'k' ? (1 as const) : (-1 as const),
        })),
  )
}

function baseColumns(l: LayoutLine): readonly ColumnId[] {
  const provision = l.gives.filter((c) => PROVISION.has(c))
  const taken = l.gives.filter((c) => c === 'l' || c === 'n' || c === 'o')
  return [...(provision.length > 0 ? provision : (['k'] as const)), ...taken]
}

/** Which cells of a line make k, which m, and which q. */
const MADE_OF: readonly ((c: ColumnId) => boolean)[] = [
  (c) => PROVISION.has(c) || c === 'k',
  (c) => c !== 'n' && c !== 'o',
  () => true,
]

/** Each column of each total, and k, m and q of everything. */
function totalSets(layout: Layout, cells: readonly Cell[]): readonly (readonly number[])[] {
  const all = cells.map((_, i) => i)
  const totals = layout.lines.flatMap((l) =>
    l.adds === undefined ? [] : [new Set(basesOf(layout, l))],
  )
  const columns = [...new Set(cells.map((c) => c.column))]
  const byColumn = columns.flatMap((column) => [
    all.filter((i) => cells[i]?.column === column),
    ...totals.map((lines) =>
      all.filter((i) => cells[i]?.column === column && lines.has(cells[i].line)),
    ),
  ])
  return distinct([
    ...byColumn,
    ...MADE_OF.map((of) => all.filter((i) => of(cells[i]?.column ?? 'k'))),
  ])
}

function lineSets(cells: readonly Cell[]): readonly (readonly number[])[] {
  const lines = [...new Set(cells.map((c) => c.line))]
  return distinct(
    lines.flatMap((line) =>
      MADE_OF.map((of) => cells.flatMap((c, i) => (c.line === line && of(c.column) ? [i] : []))),
    ),
  )
}

function distinct(sets: readonly (readonly number[])[]): readonly (readonly number[])[] {
  return [...new Map(sets.filter((s) => s.length > 0).map((s) => [s.join(','), s])).values()]
}

/** The lines below a total that are not totals themselves. */
function basesOf(layout: Layout, line: LayoutLine): readonly number[] {
  return (line.adds ?? []).flatMap((part) => {
    const place = layout.lines.findIndex((l) => l.line === part)
    const below = layout.lines[place]
    return below?.adds === undefined ? [place] : basesOf(layout, below)
  })
}

/** Every column that a line gives, from the cells that stand alone. */
function reading(layout: Layout, cells: readonly Cell[], values: readonly number[]) {
  const byPlace = new Map(cells.map((c, i) => [`${c.line}|${c.column}`, (values[i] ?? 0) * c.sign]))
  return (place: number): Readonly<Partial<Record<ColumnId, number>>> => {
    const line = layout.lines[place]
    const bases =
      line === undefined ? [] : line.adds === undefined ? [place] : basesOf(layout, line)
    const added = (column: ColumnId): number =>
      bases.reduce((total, base) => total + (byPlace.get(`${base}|${column}`) ?? 0), 0)
    const k = ['k' as const, ...PROVISION].reduce((total, c) => total + added(c), 0)
    const m = k - added('l')
    const q = m - added('n') - added('o')
    const made: Partial<Record<ColumnId, number>> = { k, m, q }
    return Object.fromEntries(
      COLUMNS.filter((c) => line?.gives.includes(c) === true).map((c) => [c, made[c] ?? added(c)]),
    )
  }
}

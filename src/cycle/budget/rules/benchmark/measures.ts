import { hasColumn, idPence } from '../s251/index.ts'
import type { ColumnId, S251Return } from '../s251/index.ts'
import type { Measured, MeasuredValue, MeasureKind } from './compare.ts'
import type { BenchmarkTables } from './tables.ts'

/** A measure that the tables can answer, with the years they have. */
export type Measure = {
  readonly id: string
  readonly name: string
  readonly kind: MeasureKind
  readonly basis: 'gross' | 'net' | undefined
  readonly years: readonly string[]
  /** Stable ids that it is made of; none for a published measure. */
  readonly ids: readonly string[]
}

/** What returns and tables together can say. */
export type Sources = {
  readonly returns: readonly S251Return[]
  readonly tables: BenchmarkTables
  readonly nameOf: (id: string) => string
}

/** Every measure that can be compared, the widest first. */
export function measuresOf(sources: Sources): readonly Measure[] {
  return [...returnMeasures(sources), ...publishedMeasures(sources)]
}

const TOTALS = [
  'grand.excl',
  'cla.total',
  'safe.total',
  'fam.total',
  'cla.residential',
  'cla.fostering',
]

function returnMeasures({ returns, nameOf }: Sources): readonly Measure[] {
  const years = (id: string): readonly string[] =>
    returns.filter((r) => r.layout.lines.some((l) => l.id === id)).map((r) => r.year)
  const perChild = TOTALS.flatMap((id) =>
    (['gross', 'net'] as const).map((basis) => ({
      id: `${id}.${basis}`,
      name: `${nameOf(id)}, ${basis}, a child 0 to 17`,
      kind: 'per-child' as const,
      basis,
      years: years(id),
      ids: [id],
    })),
  )
  const shares: readonly Measure[] = [
    {
      id: 'share.looked-after',
      name: 'Share of gross spending on children looked after',
      kind: 'share',
      basis: undefined,
      years: years('cla.total'),
      ids: ['cla.total', 'grand.excl'],
    },
    {
      id: 'share.private',
      name: 'Private provision as a share of spending on children looked after',
      kind: 'share',
      basis: undefined,
      years: returns.filter((r) => hasColumn(r, 'private')).map((r) => r.year),
      ids: ['cla.total'],
    },
  ]
  return [...perChild, ...shares].filter((m) => m.years.length > 0)
}

function publishedMeasures({ tables }: Sources): readonly Measure[] {
  const found = new Map<string, { name: string; kind: MeasureKind; years: Set<string> }>()
  for (const f of tables.figures) {
    const kind = f.unit === 'spend' ? 'per-child' : 'unit-cost'
    const one = found.get(f.measure) ?? { name: f.name, kind, years: new Set<string>() }
    one.years.add(f.year)
    found.set(f.measure, one)
  }
  return [...found].map(([id, m]) => ({
    id,
    name: m.kind === 'per-child' ? `${m.name}, a child 0 to 17` : m.name,
    kind: m.kind,
    basis: m.kind === 'per-child' ? basisOf(m.name) : undefined,
    years: [...m.years].toSorted(),
    ids: [],
  }))
}

function basisOf(name: string): 'gross' | 'net' {
  return /\bnet\b/i.test(name) ? 'net' : 'gross'
}

/** The values of a measure in a year, council by council. */
export function measured(sources: Sources, measure: Measure, year: string): Measured {
  const ofReturns = sources.returns.find((r) => r.year === year)
  const published = sources.tables.figures.filter(
    (f) => f.measure === measure.id && f.year === year,
  )
  const values =
    published.length > 0
      ? publishedValues(sources, published, year)
      : ofReturns === undefined
        ? new Map<string, MeasuredValue>()
        : returnValues(sources, ofReturns, measure)
  return { kind: measure.kind, name: measure.name, basis: measure.basis, year, values }
}

/** Children at the middle of the financial year's first calendar year. */
export function childrenOf(
  tables: BenchmarkTables,
  code: string,
  year: string,
): number | undefined {
  return tables.children.get(`${code}|${year.slice(0, 4)}`)
}

function publishedValues(
  { tables }: Sources,
  figures: BenchmarkTables['figures'],
  year: string,
): ReadonlyMap<string, MeasuredValue> {
  return new Map(
    figures.flatMap((f) => {
      const over = f.unit === 'unit-cost' ? 1 : childrenOf(tables, f.code, year)
      return over === undefined ? [] : [[f.code, { pence: f.pence, over }] as const]
    }),
  )
}

function returnValues(
  { tables }: Sources,
  r: S251Return,
  measure: Measure,
): ReadonlyMap<string, MeasuredValue> {
  const of = (code: string, id: string, column: ColumnId): number | undefined =>
    idPence(
      r,
      code,
      r.layout.lines.filter((l) => l.id === id),
      column,
    )
  const value = (code: string): MeasuredValue | undefined => {
    if (measure.id === 'share.looked-after')
      return over(of(code, 'cla.total', 'k'), of(code, 'grand.excl', 'k'))
    if (measure.id === 'share.private')
      return over(of(code, 'cla.total', 'private'), of(code, 'cla.total', 'k'))
    const id = measure.id.replace(/\.(gross|net)$/, '')
    return over(of(code, id, measure.basis === 'net' ? 'm' : 'k'), childrenOf(tables, code, r.year))
  }
  return new Map(
    r.councils.flatMap((c) => {
      const found = c.level === 'council' ? value(c.code) : undefined
      return found === undefined ? [] : [[c.code, found] as const]
    }),
  )
}

function over(pence: number | undefined, below: number | undefined): MeasuredValue | undefined {
  return pence === undefined || below === undefined || below <= 0
    ? undefined
    : { pence, over: below }
}

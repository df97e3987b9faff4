import { unwrap } from '#kernel/result.ts'
import type { Figure, Origin, Rule } from '#kernel/working.ts'
import { benchmark } from './benchmark.ts'
import type { Benchmark } from './benchmark.ts'
import type { Published } from './published.ts'
import type { Comparison, NeighbourLine } from './rules/index.ts'

const PER_CHILD: Rule = {
  id: 'budget.per-child',
  name: 'Spending a child',
  sentence:
    'Spending divided by the children 0 to 17 of the same year. The fraction is kept whole and rounded to the penny when it is shown.',
  source: '30-budget, rule 32',
}
const SHARE: Rule = {
  id: 'budget.share',
  name: 'A share of spending',
  sentence: 'One part of spending divided by all of it.',
  source: '30-budget, rule 34',
}
const MEDIAN: Rule = {
  id: 'budget.neighbours-median',
  name: 'The median of the statistical neighbours',
  sentence:
    'The middle of the exact values of the neighbours that have a figure, or half way between the two in the middle; rounded at the end.',
  source: '30-budget, rule 32',
}
const GAP: Rule = {
  id: 'budget.neighbours-gap',
  name: 'The gap to the median',
  sentence:
    'The exact median less the council’s own exact value, times its children, rounded at the end. Not adjusted for need.',
  source: '30-budget, rule 32',
}

/** Address of a figure of a comparison; `what` is `median`, `gap` or a council’s number. */
export function benchmarkHref(b: Benchmark, what: string): string {
  const { comparison: c, measure } = b
  const parts = [c.own.code, measure.id, c.year, what]
  return `/working/budget/benchmark/${parts.map(encodeURIComponent).join('/')}`
}

/** A figure of a comparison, by council, measure, year and what. */
export function benchmarkFigure(found: Published, path: readonly string[]): Figure | undefined {
  const [council = '', measure = '', year = '', what = ''] = path
  const made = benchmark(found.sources, { council, measure, year })
  if (!made.ok) return undefined
  const b = unwrap(made)
  const { comparison: c } = b
  const line = [c.own, ...c.neighbours].find((n) => n.code === what)
  if (line !== undefined) return valueFigure(b, line, found)
  const parts = () => c.neighbours.flatMap((n) => valueFigure(b, n, found) ?? [])
  if (what === 'median')
    return derived(`Median of ${c.had} of ${c.of} neighbours`, c.median, c, MEDIAN, parts)
  if (what !== 'gap' || c.gapPence === null) return undefined
  return derived(`To the median, ${c.own.name}, ${c.year}`, c.gapPence, c, GAP, () => [
    derived(`Median of ${c.had} of ${c.of} neighbours`, c.median, c, MEDIAN, parts),
    ...[valueFigure(b, c.own, found) ?? []].flat(),
  ])
}

function derived(
  label: string,
  value: number,
  c: Comparison,
  rule: Rule,
  parts: () => readonly Figure[],
): Figure {
  const unit = c.kind === 'share' ? 'rate' : 'pence'
  return { label, value, unit, working: { kind: 'rule', rule, combine: 'derived', parts } }
}

function valueFigure(b: Benchmark, n: NeighbourLine, found: Published): Figure | undefined {
  const { comparison: c } = b
  if (n.value === null || n.pence === null || n.over === null) return undefined
  const label = `${n.name}, ${c.year}: ${c.measure}`
  if (c.kind === 'unit-cost')
    return {
      label,
      value: n.value,
      unit: 'pence-a-week',
      working: { kind: 'origin', origin: originOf(found, 'figures', b) },
    }
  const { pence, over } = { pence: n.pence, over: n.over }
  const share = c.kind === 'share'
  return derived(label, n.value, c, share ? SHARE : PER_CHILD, () => [
    part(
      `${n.name}: ${share ? 'the part' : 'spending'}`,
      pence,
      'pence',
      originOf(found, 'figures', b),
    ),
    share
      ? part(`${n.name}: the whole`, over, 'pence', originOf(found, 'figures', b))
      : part(`${n.name}: children 0 to 17`, over, 'children', originOf(found, 'population', b)),
  ])
}

function part(label: string, value: number, unit: Figure['unit'], origin: Origin): Figure {
  return { label, value, unit, working: { kind: 'origin', origin } }
}

/** The table that a figure was read from, the latest of its kind. */
function originOf(found: Published, kind: 'figures' | 'population', b: Benchmark): Origin {
  const ofReturns = kind === 'figures' && b.measure.ids.length > 0
  const table = ofReturns
    ? found.years.find((y) => y.read.year === b.comparison.year)?.from
    : found.tables.find((t) => t.kind === kind)
  if (table === undefined) throw new Error(`no table says ${b.measure.id}`)
  return { kind: 'catalogue', file: table.name, source: `published table: ${table.holds}` }
}

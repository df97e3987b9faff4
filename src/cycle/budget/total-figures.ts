import { totalHref } from './addresses.ts'
import type { Measure } from './addresses.ts'
import type { Figure, Rule } from '#kernel/working.ts'
import type { Places } from './origins.ts'
import {
  AXES,
  amountsOf,
  below,
  groupFinder,
  lineKey,
  netSign,
  subjectiveGroup,
  yearAmounts,
  namesOf,
  versionName,
} from './rules/index.ts'
import type { Amount, Axis, Budget, VersionKey } from './rules/index.ts'

const MEASURES: readonly Measure[] = ['gross', 'income', 'net', 'one-off']

export function isMeasure(text: string): text is Measure {
  return MEASURES.some((m) => m === text)
}

export type Node = { readonly axis: string; readonly label: string }

const TOTAL: Rule = {
  id: 'budget-total',
  name: 'A total and its parts',
  sentence:
    'The amounts of the lines that stand here, added up. Net is spending less income; a year’s figure that only restates its months is not counted again.',
  source: 'Headwater specification, budget, rules 2 and 3',
}

/** A total at any nodes: its parts are groups, then services, then lines, each line with the row it came from. */
export function totalFigure(
  budget: Budget,
  places: Places,
  version: VersionKey,
  measure: Measure,
  nodes: readonly Node[],
): Figure | undefined {
  const context = contextOf(budget, places, version, measure)
  const tests = nodes.map((n) => testOf(context, n))
  const rows = context.amounts.filter((a) => tests.every((stands) => stands(a)))
  if (rows.length === 0) return undefined
  return nodeFigure(context, nodes, rows)
}

type Context = {
  readonly budget: Budget
  readonly places: Places
  readonly version: VersionKey
  readonly measure: Measure
  readonly amounts: readonly Amount[]
  readonly valueOf: (a: Amount) => number
  readonly groupOf: (service: string) => string
  readonly names: ReturnType<typeof namesOf>
}

function contextOf(budget: Budget, places: Places, version: VersionKey, measure: Measure): Context {
  const sign = netSign(budget.subjectives)
  const value = (a: Amount): number => sign(a.line) * a.pence
  const wanted = (a: Amount): boolean =>
    measure === 'net' ||
    (measure === 'one-off' ? a.oneOff : (sign(a.line) === -1) === (measure === 'income'))
  return {
    budget,
    places,
    version,
    measure,
    amounts: yearAmounts(amountsOf(budget.amounts, version)).filter(wanted),
    valueOf: measure === 'income' ? (a) => a.pence : value,
    groupOf: groupFinder(budget.services),
    names: namesOf(budget.services, budget.streams),
  }
}

const AT: Readonly<Partial<Record<Axis, (a: Amount) => string>>> = {
  service: (a) => a.line.service,
  stream: (a) => a.line.stream,
  subjective: (a) => a.line.subjective,
  'subjective-group': (a) => subjectiveGroup(a.line.subjective),
  area: (a) => a.line.area,
  'cost-centre': (a) => a.line.costCentre,
  month: (a) => (a.month === undefined ? 'year' : String(a.month)),
}

/** Whether amounts stand at a node. `below` is a service with everything under it. */
function testOf(c: Context, node: Node): (a: Amount) => boolean {
  if (node.axis === 'group') return (a) => c.groupOf(a.line.service) === node.label
  if (node.axis === 'below') {
    const within = below(c.budget.services, node.label)
    return (a) => within.has(a.line.service)
  }
  const axis = AXES.find((each) => each === node.axis)
  const at = axis === undefined ? undefined : AT[axis]
  return (a) => at?.(a) === node.label
}

function nodeFigure(c: Context, nodes: readonly Node[], rows: readonly Amount[]): Figure {
  return {
    label: labelOf(c, nodes),
    value: rows.reduce((total, a) => total + c.valueOf(a), 0),
    unit: 'pence',
    href: totalHref(
      c.version,
      c.measure,
      nodes.map((n) => [n.axis, n.label] as const),
    ),
    working: {
      kind: 'rule',
      rule: TOTAL,
      combine: 'sum',
      parts: () => partsOf(c, nodes, rows),
    },
  }
}

/** The next level down: groups of the whole, services of a group, and then the lines themselves. */
function partsOf(c: Context, nodes: readonly Node[], rows: readonly Amount[]): readonly Figure[] {
  const has = (axis: string): boolean => nodes.some((n) => n.axis === axis)
  const lines = has('service') || has('below') || rows.length <= 12
  if (lines) return rows.map((a) => lineFigure(c, a))
  const axis = has('group') ? 'service' : 'group'
  const at = (a: Amount): string => (axis === 'group' ? c.groupOf(a.line.service) : a.line.service)
  return [...Map.groupBy(rows, at)].map(([label, own]) =>
    nodeFigure(c, [...nodes, { axis, label }], own),
  )
}

function lineFigure(c: Context, a: Amount): Figure {
  const driver = a.driver === undefined ? '' : `, driver ${a.driver}`
  return {
    label: `${c.names.service(a.line.service)}: ${lineKey(a.line)}${a.month === undefined ? '' : `, month ${a.month}`}${driver}`,
    value: c.valueOf(a),
    unit: 'pence',
    ...(a.note === undefined ? {} : { note: a.note }),
    working: { kind: 'origin', origin: c.places(a.origin) },
  }
}

const MEASURE_NAMES: Readonly<Record<Measure, string>> = {
  gross: 'Gross spending',
  income: 'Income',
  net: 'Net spending',
  'one-off': 'One-off, in net spending',
}

function labelOf(c: Context, nodes: readonly Node[]): string {
  const at = nodes.map((n) => {
    if (n.axis === 'service' || n.axis === 'below') return c.names.service(n.label)
    return n.axis === 'stream' ? c.names.stream(n.label) : n.label === '' ? 'not given' : n.label
  })
  return [
    MEASURE_NAMES[c.measure],
    `${c.version.year} ${versionName(c.version).toLowerCase()}`,
    ...at,
  ].join(', ')
}

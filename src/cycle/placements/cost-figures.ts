import { subTypeName } from '#cycle/demand/rules/index.ts'
import type { SubType } from '#cycle/demand/rules/index.ts'
import { iso } from '#kernel/dates.ts'
import { roundHalfAway } from '#kernel/rate.ts'
import type { Figure, Origin, Rule } from '#kernel/working.ts'
import { lineHref, monthHref, yearHref } from './addresses.ts'
import type { Measure } from './addresses.ts'
import { priceFigure } from './price-figures.ts'
import type { BookFacts } from './price-figures.ts'
import { lineText } from './rules/index.ts'
import type { Costing, CostSpread, MonthPart, PricedDays } from './rules/index.ts'

/** A costing with all that its workings point at. */
export type CostFacts = {
  readonly costing: Costing
  readonly id: string
  readonly run: {
    readonly id: string
    readonly seed: number
    readonly inputHash: string
    readonly rulesVersion: string
  }
  readonly book: BookFacts
}

const COST: Rule = {
  id: 'placements.cost',
  name: 'Cost of a forecast',
  sentence:
    'For each kind of placement and month: child-days expected, times the price a week of that month, over seven, rounded once to the penny. Years and lines are their sums.',
  source: 'Specification of placements, rules 4A1 and 4B6',
}

const BAND: Rule = {
  id: 'placements.cost-band',
  name: 'Where the cost may lie',
  sentence:
    'Every simulated future is priced, with prices that differ from the book’s as single placements do. The band is what most of these futures cost, set to the width that our own past has shown to be right for counts of children.',
  source: 'Specification of placements, rules 4A3 and 4B6; decision 0020',
}

const MEASURE_WORDS: Readonly<Record<Measure, string>> = {
  mean: 'expected',
  p50: 'middle',
  p10: '8 in 10, low',
  p90: '8 in 10, high',
  p2_5: '19 in 20, low',
  p97_5: '19 in 20, high',
}

export function runOrigin(facts: CostFacts): Origin {
  const { id: runId, ...run } = facts.run
  return { kind: 'run', runId, ...run, href: `/demand/forecast/${runId}` }
}

export type PartKey = { readonly subType: string; readonly s251: string }

function isPart(key: PartKey) {
  return (p: PartKey) => p.subType === key.subType && p.s251 === key.s251
}

function partName(p: { readonly subType: SubType; readonly s251: string }): string {
  return `${subTypeName(p.subType)} (${lineText(p.s251)})`
}

/** A year's cost: kinds of placement, then months, then child-days and price. */
export function yearFigure(
  facts: CostFacts,
  year: string,
  measure: Measure,
  key?: PartKey,
): Figure | undefined {
  const { costing, id } = facts
  if (key === undefined) {
    const whole = costing.years.find((y) => y.year === year)
    if (whole === undefined) return undefined
    return measured(
      facts,
      `Placements, ${year}`,
      whole.cost,
      measure,
      (m) => yearHref(id, year, m),
      () =>
        costing.yearParts
          .filter((p) => p.year === year)
          .toSorted((a, b) => b.cost.mean - a.cost.mean)
          .flatMap((p) => yearFigure(facts, year, 'mean', p) ?? []),
    )
  }
  const part = costing.yearParts.find((p) => p.year === year && isPart(key)(p))
  if (part === undefined) return undefined
  return measured(
    facts,
    `${partName(part)}, ${year}`,
    part.cost,
    measure,
    (m) => yearHref(id, year, m, key),
    () =>
      costing.monthParts
        .filter((p) => p.year === year && isPart(key)(p))
        .map((p) => monthPartFigure(facts, p)),
  )
}

/** What goes to one line in a year, by kind of placement. */
export function lineFigure(facts: CostFacts, year: string, s251: string): Figure | undefined {
  const own = facts.costing.yearParts.filter((p) => p.year === year && p.s251 === s251)
  if (own.length === 0) return undefined
  return {
    label: `${lineText(s251)}, ${year}: ${MEASURE_WORDS.mean}`,
    value: own.reduce((n, p) => n + p.cost.mean, 0),
    unit: 'pence',
    href: lineHref(facts.id, year, s251),
    working: {
      kind: 'rule',
      rule: COST,
      combine: 'sum',
      parts: () => own.flatMap((p) => yearFigure(facts, year, 'mean', p) ?? []),
    },
  }
}

export function monthFigure(
  facts: CostFacts,
  month: string,
  measure: Measure,
  key?: PartKey,
): Figure | undefined {
  const { costing, id } = facts
  const own = costing.monthParts.filter((p) => p.month === month)
  if (key !== undefined) {
    const part = own.find(isPart(key))
    if (part === undefined) return undefined
    return measured(
      facts,
      `${partName(part)}, ${month}`,
      part.cost,
      measure,
      (m) => monthHref(id, month, m, key),
      () => part.priced.map((p) => pricedFigure(facts, part, p)),
    )
  }
  const whole = costing.months.find((m) => m.month === month)
  if (whole === undefined) return undefined
  return measured(
    facts,
    `Placements, ${month}`,
    whole.cost,
    measure,
    (m) => monthHref(id, month, m),
    () => own.toSorted((a, b) => b.cost.mean - a.cost.mean).map((p) => monthPartFigure(facts, p)),
  )
}

/** What is expected adds up from its parts; a quantile is of the draws and does not. */
function measured(
  facts: CostFacts,
  label: string,
  cost: CostSpread,
  measure: Measure,
  href: (measure: Measure) => string,
  parts: () => readonly Figure[],
): Figure {
  const mean: Figure = {
    label: `${label}: ${MEASURE_WORDS.mean}`,
    value: cost.mean,
    unit: 'pence',
    href: href('mean'),
    working: { kind: 'rule', rule: COST, combine: 'sum', parts },
  }
  if (measure === 'mean') return mean
  return {
    label: `${label}: ${MEASURE_WORDS[measure]}`,
    value: cost[measure],
    unit: 'pence',
    href: href(measure),
    note: `${facts.costing.draws} draws`,
    working: {
      kind: 'rule',
      rule: BAND,
      combine: 'derived',
      parts: () => [
        mean,
        {
          label: 'Draws of the forecast, each priced',
          value: facts.costing.draws,
          unit: 'count',
          href: `/demand/forecast/${facts.run.id}`,
          working: { kind: 'origin', origin: runOrigin(facts) },
        },
      ],
    },
  }
}

function monthPartFigure(facts: CostFacts, part: MonthPart): Figure {
  const [only, ...more] = part.priced
  if (only !== undefined && more.length === 0) {
    return {
      ...pricedFigure(facts, part, only),
      href: monthHref(facts.id, part.month, 'mean', part),
    }
  }
  return {
    label: `${partName(part)}, ${part.month}`,
    value: part.cost.mean,
    unit: 'pence',
    href: monthHref(facts.id, part.month, 'mean', part),
    working: {
      kind: 'rule',
      rule: COST,
      combine: 'sum',
      parts: () => part.priced.map((p) => pricedFigure(facts, part, p)),
    },
  }
}

/** Child-days at one price: the cell that is rounded. */
function pricedFigure(facts: CostFacts, part: MonthPart, priced: PricedDays): Figure {
  const days = (priced.totalDays * priced.days) / (facts.costing.draws * priced.of)
  // The rule rounds exact fractions; where a page's plain arithmetic would round half a penny the other way, it does not claim to.
  const plain = roundHalfAway((priced.weekly * days) / 7) === priced.pence
  return {
    label: `${partName(part)}, ${part.month}${priced.days === priced.of ? '' : ` from ${iso(priced.from)}`}`,
    value: priced.pence,
    unit: 'pence',
    working: {
      kind: 'rule',
      rule: COST,
      combine: plain ? 'weeks' : 'derived',
      parts: () => [
        priceFigure(facts.book, priced.rows, priced.from, priced.weekly),
        {
          label: `Child-days expected, ${part.month}${priced.days === priced.of ? '' : `, ${priced.days} of ${priced.of} days`}`,
          value: days,
          unit: 'child-days',
          note: `mean of ${facts.costing.draws} draws`,
          working: { kind: 'origin', origin: runOrigin(facts) },
        },
      ],
    },
  }
}

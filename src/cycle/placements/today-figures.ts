import { subTypeName } from '#cycle/demand/rules/index.ts'
import type { SubType } from '#cycle/demand/rules/index.ts'
import { iso } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import type { Figure, Rule } from '#kernel/working.ts'
import { todayHref } from './addresses.ts'
import { priceFigure } from './price-figures.ts'
import type { BookFacts } from './price-figures.ts'
import type { TodayLine } from './rules/index.ts'

export type TodayFacts = {
  readonly importId: string
  /** The count of a kind, down to the rows of the returns. */
  readonly stock: (subType: SubType) => Figure
  /** Day of the prices. */
  readonly on: Day
  readonly book: BookFacts
  readonly lines: readonly TodayLine[]
}

const NOW: Rule = {
  id: 'placements.now',
  name: 'Cost of a week now',
  sentence:
    'Children in each kind of placement on the last day of the returns in use, times the price of a week today. Kinds without a price are left out and listed.',
  source: 'Specification of placements, section 5',
}

/** What the children in care cost a week, by kind: children down to the rows of the returns, price down to its row. */
export function todayFigure(facts: TodayFacts, subType?: string): Figure | undefined {
  const { importId, book, on, lines } = facts
  const href = todayHref(importId, book.line.id, iso(on), subType)
  if (subType !== undefined) {
    const line = lines.find((l) => l.subType === subType)
    return line === undefined ? undefined : lineFigure(facts, line)
  }
  const priced = lines.flatMap((l) => (l.kind === 'priced' ? [l] : []))
  return {
    label: `Placements, a week at the prices of ${iso(on)}`,
    value: priced.reduce((n, l) => n + l.cost, 0),
    unit: 'pence',
    href,
    working: {
      kind: 'rule',
      rule: NOW,
      combine: 'sum',
      parts: () =>
        priced.toSorted((a, b) => b.cost - a.cost).flatMap((l) => lineFigure(facts, l) ?? []),
    },
  }
}

function lineFigure(facts: TodayFacts, line: TodayLine): Figure | undefined {
  if (line.kind === 'unpriced') return undefined
  const { importId, book, on } = facts
  const name = subTypeName(line.subType)
  return {
    label: `${name}, a week at the prices of ${iso(on)}`,
    value: line.cost,
    unit: 'pence',
    href: todayHref(importId, book.line.id, iso(on), line.subType),
    working: {
      kind: 'rule',
      rule: NOW,
      combine: 'product',
      parts: () => [facts.stock(line.subType), priceFigure(book, line.rows, on, line.weekly)],
    },
  }
}

import { subTypeName } from '#cycle/demand/rules/index.ts'
import type { FinancialYear } from '#kernel/year.ts'
import type { Figure, Rule } from '#kernel/working.ts'
import { bridgeHref, unpricedHref } from './addresses.ts'
import type { Cause } from './addresses.ts'
import { runOrigin, yearFigure } from './cost-figures.ts'
import type { CostFacts } from './cost-figures.ts'
import { costBridge } from './rules/index.ts'

const CHANGE: Rule = {
  id: 'placements.bridge',
  name: 'Why one year costs more than the one before',
  sentence:
    'Volume: more or fewer child-days, at the first year’s mix and prices. Mix: the same child-days in dearer or cheaper kinds. Price: the second year’s child-days at the change of each kind’s price. The three add to the change to the penny.',
  source: 'Specification of demand, section 4G',
}

const CAUSE_WORDS: Readonly<Record<Cause, string>> = {
  change: 'Change of cost',
  volume: 'Volume',
  mix: 'Mix',
  price: 'Price',
}

/** The change from the year before, or one of its causes. */
export function bridgeFigure(facts: CostFacts, to: string, cause: string): Figure | undefined {
  const { years, yearParts } = facts.costing
  const at = years.findIndex((y) => y.year === to)
  const [before, after] = [years[at - 1], years[at]]
  if (before?.months !== 12 || after?.months !== 12) return undefined
  const bridge = costBridge(yearParts, before.year, after.year)
  const causes = (['volume', 'mix', 'price'] as const).map((c) =>
    causeFigure(facts, c, bridge[c], before.year, after.year),
  )
  if (cause !== 'change') return causes.find((_, i) => ['volume', 'mix', 'price'][i] === cause)
  return {
    label: `${CAUSE_WORDS.change}, ${before.year} to ${after.year}`,
    value: bridge.after - bridge.before,
    unit: 'pence',
    href: bridgeHref(facts.id, to, 'change'),
    working: { kind: 'rule', rule: CHANGE, combine: 'sum', parts: () => causes },
  }
}

function causeFigure(
  facts: CostFacts,
  cause: Cause,
  value: number,
  from: FinancialYear,
  to: FinancialYear,
): Figure {
  return {
    label: `${CAUSE_WORDS[cause]}, ${from} to ${to}`,
    value,
    unit: 'pence',
    href: bridgeHref(facts.id, to, cause),
    working: {
      kind: 'rule',
      rule: CHANGE,
      combine: 'derived',
      parts: () => [from, to].flatMap((y) => yearFigure(facts, y, 'mean') ?? []),
    },
  }
}

const UNPRICED: Rule = {
  id: 'placements.unpriced',
  name: 'Children without a price',
  sentence:
    'Child-weeks expected in kinds of placement, and on days, for which the price book has no price. They are in no cost.',
  source: 'Specification of placements, section 2: child-days priced are child-days forecast',
}

export function unpricedFigure(facts: CostFacts, subType: string): Figure | undefined {
  const own = facts.costing.unpriced.filter((u) => u.subType === subType)
  const [first] = own
  if (first === undefined) return undefined
  return {
    label: `${subTypeName(first.subType)} without a price, ${first.first} to ${own.at(-1)?.last ?? first.last}`,
    value: own.reduce((n, u) => n + u.childDays, 0) / 7,
    unit: 'child-weeks',
    href: unpricedHref(facts.id, subType),
    working: {
      kind: 'rule',
      rule: UNPRICED,
      combine: 'derived',
      parts: () =>
        own.map((u) => ({
          label: `Child-days, ${u.first} to ${u.last}: ${u.why}`,
          value: u.childDays,
          unit: 'child-days',
          working: { kind: 'origin', origin: runOrigin(facts) },
        })),
    },
  }
}

import { streamHref, totalHref } from './addresses.ts'
import type { Planned } from './planned.ts'
import type { FinancialYear } from '#kernel/year.ts'
import type { Figure, Rule } from '#kernel/working.ts'
import type { Places } from './origins.ts'
import {
  amountsOf,
  budgetCube,
  paidBy,
  payments,
  planningMoney,
  plannedYears,
  namesOf,
} from './rules/index.ts'
import type { Stream, StreamMoney } from './rules/index.ts'
import { totalFigure } from './total-figures.ts'

const APPLIED: Rule = {
  id: 'stream-applied',
  name: 'What a stream pays for',
  sentence:
    'Spending charged to the stream, service by service; where none is charged, the income received on it.',
  source: 'Headwater specification, budget, rules 3 and 5',
}

/** What is applied of a stream in a year, or what it has. */
export function streamFigure(
  found: Planned,
  places: Places,
  id: string,
  year: FinancialYear,
  what: string,
): Figure | undefined {
  const stream = found.budget.streams.find((s) => s.id === id)
  if (stream === undefined) return undefined
  if (what === 'planned') {
    const plan = planningMoney(stream, year)
    return plan === undefined ? undefined : moneyFigure(stream, plan.money, places)
  }
  return what === 'applied' ? appliedFigure(found, places, stream, year) : undefined
}

/** A published figure, with the row it came from. */
export function moneyFigure(stream: Stream, money: StreamMoney, places: Places): Figure {
  return {
    label: `${stream.name}, ${money.year}, ${money.status}`,
    value: money.pence,
    unit: 'pence',
    href: streamHref(stream.id, money.year, 'planned'),
    ...(money.source === '' ? {} : { note: money.source }),
    working: { kind: 'origin', origin: places(money.origin) },
  }
}

function appliedFigure(
  found: Planned,
  places: Places,
  stream: Stream,
  year: FinancialYear,
): Figure | undefined {
  const { budget } = found
  const plannedYear = plannedYears(budget, found.demand).find((p) => p.year === year)
  if (plannedYear === undefined) return undefined
  const { basis } = plannedYear
  const lines = basis.kind === 'lines'
  // A year rolled forward leads on to the lines it was rolled forward from.
  const version = lines ? basis.version : basis.from
  const cube = budgetCube(budget, lines ? amountsOf(budget.amounts, version) : plannedYear.amounts)
  const own = payments(cube).filter((p) => p.stream === stream.id)
  const names = namesOf(budget.services, budget.streams)
  return {
    label: `${stream.name}, ${year}, applied`,
    value: own.reduce((total, p) => total + paidBy(p), 0),
    unit: 'pence',
    href: streamHref(stream.id, year, 'applied'),
    working: {
      kind: 'rule',
      rule: APPLIED,
      combine: 'sum',
      parts: () =>
        own.map((p) => {
          const measure = p.charged === 0 ? 'income' : 'gross'
          const nodes = [
            ['service', p.service],
            ['stream', stream.id],
          ] as const
          const href = totalHref(version, measure, nodes)
          return {
            label: names.service(p.service),
            value: paidBy(p),
            unit: 'pence',
            href,
            working: {
              kind: 'rule',
              rule: APPLIED,
              combine: 'derived',
              parts: () => {
                const at = nodes.map(([axis, label]) => ({ axis, label }))
                const lines = totalFigure(budget, places, version, measure, at)
                return lines === undefined ? [] : [lines]
              },
            },
          } satisfies Figure
        }),
    },
  }
}

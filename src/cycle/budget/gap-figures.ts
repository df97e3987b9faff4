import { gapHref, streamHref, totalHref } from './addresses.ts'
import type { Measure } from './addresses.ts'
import { placementDrivers } from './planned.ts'
import type { Planned } from './planned.ts'
import type { FinancialYear } from '#kernel/year.ts'
import type { Figure, Rule } from '#kernel/working.ts'
import { pounds } from '#web'
import type { Places } from './origins.ts'
import {
  budgetCube,
  generalPart,
  payments,
  planningMoney,
  plannedYears,
  lineKey,
  namesOf,
  placementShares,
} from './rules/index.ts'
import type { DemandPressure, GapYear, VersionKey } from './rules/index.ts'
import { CLIFF, DEMAND, FUNDING, GAP, LINES, NEED } from './gap-rules.ts'
import { moneyFigure, streamFigure } from './stream-figures.ts'
import { totalFigure } from './total-figures.ts'
import type { Node } from './total-figures.ts'

type Context = {
  readonly found: Planned
  readonly places: Places
  readonly y: GapYear
  readonly before: GapYear | undefined
}

/** One figure of the gap page, down to its lines, letters and run. */
export function gapFigure(
  found: Planned,
  places: Places,
  year: FinancialYear,
  what: string,
  stream = '',
): Figure | undefined {
  const at = found.plan.years.findIndex((y) => y.year === year)
  const y = found.plan.years[at]
  const make = FIGURES[what]
  if (y === undefined || make === undefined) return undefined
  const context = { found, places, y, before: found.plan.years[at - 1] }
  return stream === '' ? make(context) : streamFunding(context, stream)
}

const FIGURES: Readonly<Record<string, (c: Context) => Figure | undefined>> = {
  cumulative: cumulativeFigure,
  new: newFigure,
  need: needFigure,
  lines: linesFigure,
  funding: fundingFigure,
  demand: (c) => (c.y.demand === undefined ? undefined : demandFigure(c, c.y.demand)),
  'grant-ended': cliffFigure,
}

function sumOf(
  c: Context,
  what: string,
  label: string,
  rule: Rule,
  value: number,
  parts: () => readonly Figure[],
): Figure {
  return {
    label: `${label}, ${c.y.year}`,
    value,
    unit: 'pence',
    href: gapHref(c.y.year, what),
    working: { kind: 'rule', rule, combine: 'sum', parts },
  }
}

function cumulativeFigure(c: Context): Figure | undefined {
  const { y } = c
  const funding = fundingFigure(c)
  if (y.cumulative === undefined || funding === undefined) return undefined
  const band = y.cumulativeBand
  return {
    label: `Cumulative gap, children’s services, ${y.year}`,
    value: y.cumulative,
    unit: 'pence',
    href: gapHref(y.year, 'cumulative'),
    ...(band === undefined
      ? {}
      : {
          note: `8 in 10 chance of between ${pounds(band.p10)} and ${pounds(band.p90)}, from the draws of demand`,
        }),
    working: {
      kind: 'rule',
      rule: GAP,
      combine: 'difference',
      parts: () => [needFigure(c), funding],
    },
  }
}

function newFigure(c: Context): Figure | undefined {
  const { y, before, found, places } = c
  const now = cumulativeFigure(c)
  if (y.fresh === undefined || now === undefined) return undefined
  const earlier =
    before === undefined ? undefined : gapFigure(found, places, before.year, 'cumulative')
  return {
    label: `New gap, children’s services, ${y.year}`,
    value: y.fresh,
    unit: 'pence',
    href: gapHref(y.year, 'new'),
    working: {
      kind: 'rule',
      rule: GAP,
      combine: 'difference',
      parts: () => (earlier === undefined ? [now] : [now, earlier]),
    },
  }
}

function needFigure(c: Context): Figure {
  const { y } = c
  return sumOf(c, 'need', 'Need', NEED, y.need, () => [
    linesFigure(c),
    ...(y.demand === undefined ? [] : [demandFigure(c, y.demand)]),
  ])
}

function linesFigure(c: Context): Figure {
  return sumOf(c, 'lines', 'Net spending on general money', LINES, c.y.lines, () => serviceParts(c))
}

/** By service, each leading to the total of its lines (of the year it was rolled forward from, when it was). */
function serviceParts(c: Context): readonly Figure[] {
  const { budget } = c.found
  const own = plannedYears(budget, c.found.demand).find((p) => p.year === c.y.year)
  if (own === undefined) return []
  const streams = new Map(budget.streams.map((s) => [s.id, s]))
  const names = namesOf(budget.services, budget.streams)
  const version = own.basis.kind === 'lines' ? own.basis.version : own.basis.from
  const byService = Map.groupBy(payments(budgetCube(budget, own.amounts)), (p) => p.service)
  return [...byService].flatMap(([service, paid]) => {
    const value = paid.reduce((t, p) => t + generalPart(p, streams.get(p.stream), c.y.year), 0)
    if (value === 0) return []
    return [
      {
        label: names.service(service),
        value,
        unit: 'pence' as const,
        href: totalHref(version, 'net', [['service', service]]),
        working: {
          kind: 'rule' as const,
          rule: LINES,
          combine: 'derived' as const,
          parts: () => totalParts(c, version, 'net', [{ axis: 'service', label: service }]),
        },
      },
    ]
  })
}

function fundingFigure(c: Context): Figure | undefined {
  const { y } = c
  if (y.known === undefined) return undefined
  return sumOf(c, 'funding', 'Funding known', FUNDING, y.known, () => fundingParts(c))
}

function fundingParts(c: Context): readonly Figure[] {
  return c.y.funding.flatMap((f) => streamFunding(c, f.stream) ?? [])
}

/** What one stream brings to a year: its figure, or what is left of it beside the income that the lines count. */
function streamFunding(c: Context, id: string): Figure | undefined {
  const { y, found, places } = c
  const funding = y.funding.find((f) => f.stream === id)
  const stream = found.budget.streams.find((s) => s.id === id)
  const plan = stream === undefined ? undefined : planningMoney(stream, y.year)
  if (funding === undefined || stream === undefined || plan === undefined) return undefined
  const whole = moneyFigure(stream, plan.money, places)
  return funding.pence === whole.value ? whole : lessReceived(c, id, whole, funding.pence)
}

/** A stream whose income the lines count already: only the rest is funding. */
function lessReceived(c: Context, id: string, whole: Figure, left: number): Figure {
  return {
    label: `${whole.label}, less what the lines count as its income`,
    value: left,
    unit: 'pence',
    href: gapHref(c.y.year, `funding/${encodeURIComponent(id)}`),
    working: { kind: 'rule', rule: FUNDING, combine: 'derived', parts: () => [whole] },
  }
}

function demandFigure(c: Context, demand: DemandPressure): Figure {
  return sumOf(c, 'demand', 'What demand adds', DEMAND, demand.pence, () =>
    demand.parts.map((p) => ({
      label: `${p.s251}, ${c.y.year}`,
      value: p.cost - p.budget,
      unit: 'pence',
      working: {
        kind: 'rule',
        rule: DEMAND,
        combine: 'difference',
        parts: () => [costFigure(c, p.s251, p.cost), budgetFigure(c, p.s251, p.budget)],
      },
    })),
  )
}

function costFigure(c: Context, s251: string, value: number): Figure {
  const { demand } = c.found
  if (demand === undefined) throw new Error('a cost of demand without a costed forecast')
  const { id, seed, inputHash, rulesVersion } = demand.run
  return {
    label: `Forecast cost, ${s251}`,
    value,
    unit: 'pence',
    note: `Prices: ${demand.priceBook}`,
    working: {
      kind: 'origin',
      origin: {
        kind: 'run',
        runId: id,
        seed,
        inputHash,
        rulesVersion,
        href: `/placements/cost/${id}`,
      },
    },
  }
}

function budgetFigure(c: Context, s251: string, value: number): Figure {
  return {
    label: `Budget of placement lines, ${s251}`,
    value,
    unit: 'pence',
    working: {
      kind: 'rule',
      rule: DEMAND,
      combine: 'sum',
      parts: () => placementLines(c, s251),
    },
  }
}

/** The lines of placements that stand on a line of Section 251, each with the row it came from. */
function placementLines({ found, places, y }: Context, s251: string): readonly Figure[] {
  const { budget } = found
  const own = plannedYears(budget, found.demand).find((p) => p.year === y.year)
  const names = namesOf(budget.services, budget.streams)
  return placementShares({
    year: { year: y.year },
    amounts: own?.amounts ?? [],
    services: budget.services,
    isPlacement: placementDrivers(budget),
  })
    .filter((share) => share.s251 === s251)
    .map(({ amount, pence }) => ({
      label: `${names.service(amount.line.service)}: ${lineKey(amount.line)}${amount.month === undefined ? '' : `, month ${amount.month}`}`,
      value: pence,
      unit: 'pence',
      working: { kind: 'origin', origin: places(amount.origin) },
    }))
}

/** The lines that a figure rests on, as the total they stand in. */
function totalParts(
  { found, places }: Context,
  version: VersionKey,
  measure: Measure,
  nodes: readonly Node[],
): readonly Figure[] {
  const whole = totalFigure(found.budget, places, version, measure, nodes)
  return whole === undefined ? [] : [whole]
}

function cliffFigure(c: Context): Figure {
  const names = namesOf(c.found.budget.services, c.found.budget.streams)
  const total = c.y.cliffs.reduce((t, cliff) => t + cliff.pence, 0)
  return sumOf(c, 'grant-ended', 'Spending on grants that have ended', CLIFF, total, () =>
    c.y.cliffs.map((cliff) => ({
      label: names.stream(cliff.stream),
      value: cliff.pence,
      unit: 'pence',
      href: streamHref(cliff.stream, c.y.year, 'applied'),
      working: {
        kind: 'rule',
        rule: CLIFF,
        combine: 'derived',
        parts: () => appliedParts(c, cliff.stream),
      },
    })),
  )
}

/** What the stream pays for, service by service. */
function appliedParts({ found, places, y }: Context, stream: string): readonly Figure[] {
  const applied = streamFigure(found, places, stream, y.year, 'applied')
  return applied === undefined ? [] : [applied]
}

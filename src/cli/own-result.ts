import { groupName } from '#cycle/demand/rules/index.ts'
import type { OwnForecast } from '#cycle/demand/rules/index.ts'
import type { FileCosts } from '#cycle/placements/index.ts'
import { iso } from '#kernel/dates.ts'
import type { Done } from './command.ts'
import type { Provenance } from './files.ts'
import { poundsOf, textTable, whole } from './text-table.ts'

type MonthRow = OwnForecast['months'][number]

/** What a forecast costs, from placements: by year and kind, and by year in all. */
export type Costs = Pick<FileCosts, 'costs' | 'unpriced'> & {
  readonly costTotals: FileCosts['totals']
  /** Prices far from the others of their kind: asked about, not refused. */
  readonly pricesAskedAbout: FileCosts['asked']
}

/** A forecast by our model as a result: the document, a table of every month and cell, and words for a person. */
export function ownResult(
  forecast: OwnForecast,
  provenance: Provenance,
  costs?: Costs,
  extra: Readonly<Record<string, unknown>> = {},
): Done {
  return {
    kind: 'done',
    json: { ...ownJson(forecast), ...costs, ...extra, provenance },
    text: [ownText(forecast), ...(costs === undefined ? [] : ['', costText(costs)])].join('\n'),
    table: ownTable(forecast),
  }
}

function ownJson(forecast: OwnForecast) {
  const { now, months, flows, diary, assumptions, skill, skillInWords, draws } = forecast
  return {
    from: iso(forecast.origin),
    now: { ...now, on: iso(now.on) },
    draws,
    months,
    flows,
    diary,
    assumptions,
    skill,
    skillInWords,
  }
}

const QUANTILES = ['mean', 'p2_5', 'p10', 'p25', 'p50', 'p75', 'p90', 'p97_5'] as const

function ownTable(forecast: OwnForecast): NonNullable<Done['table']> {
  return {
    head: ['month', 'group', 'sub_type', 'age_band', 'uasc', ...QUANTILES, 'child_days'],
    rows: forecast.months.map((m) => [
      m.month,
      m.group,
      m.subType,
      m.ageBand,
      m.uasc,
      ...QUANTILES.map((q) => m[q]),
      m.childDays,
    ]),
  }
}

function ownText(forecast: OwnForecast): string {
  const { now, months } = forecast
  const totals = months.filter((m) => m.group === 'all' && isWhole(m))
  const last = totals.at(-1)
  const shown = totals.filter((m, i) => (i + 1) % 3 === 0 || m === last)
  const groups = months.filter((m) => m.month === last?.month && m.group !== 'all' && isWhole(m))
  return [
    `${whole(now.total)} children in care on ${iso(now.on)}. Our model, ${whole(forecast.draws)} draws, seed ${forecast.seed}.`,
    forecast.skillInWords,
    '',
    textTable(
      ['End of', 'Expected', '8 in 10 from', 'to', '19 in 20 from', 'to', 'No change'],
      shown.map((m) => [...spread(m), whole(now.total)]),
    ),
    '',
    textTable(
      [
        `End of ${last?.month ?? ''}`,
        'Expected',
        '8 in 10 from',
        'to',
        '19 in 20 from',
        'to',
        'Now',
      ],
      groups.map((m) => [
        ...spread(m).with(0, m.group === 'all' ? '' : groupName(m.group)),
        whole(now.groups.find((g) => g.group === m.group)?.children ?? 0),
      ]),
    ),
    '',
    textTable(
      ['Assumption', 'Value', 'Source'],
      forecast.assumptions.map((a) => [a.name, a.value, a.source]),
    ),
  ].join('\n')
}

/** Whether a row adds over sub-types, ages and the two streams. */
function isWhole(m: MonthRow): boolean {
  return m.subType === 'all' && m.ageBand === 'all' && m.uasc === 'all'
}

function spread(m: MonthRow): string[] {
  return [m.month, ...[m.p50, m.p10, m.p90, m.p2_5, m.p97_5].map(whole)]
}

function costText(costs: Costs): string {
  return [
    textTable(
      ['Cost of year', 'Months', 'Expected', '8 in 10 from', 'to'],
      costs.costTotals.map((t) => [
        t.year,
        String(t.months),
        poundsOf(t.meanPence),
        poundsOf(t.p10Pence),
        poundsOf(t.p90Pence),
      ]),
    ),
    ...(costs.unpriced.length === 0
      ? []
      : [`No price: ${costs.unpriced.map((u) => u.subType).join(', ')}. They cost nothing here.`]),
  ].join('\n')
}

import { isSmall, shownTo } from '#office/disclosure/rules/index.ts'
import type { Table } from '#office/disclosure/rules/index.ts'
import { sum } from '../history/months.ts'
import type { Judgement } from '../own/back-test.ts'
import type { OwnForecast } from '../own/forecast.ts'
import type { MonthRow, Spread } from '../own/summarise.ts'
import type { Assumption, Flow } from '../own/types.ts'
import type { Count, Reader, ShownStock } from './history.ts'
import { seriesOf } from './on-day.ts'

/** A month of a series as its reader sees it. */
export type ShownRow = Pick<MonthRow, 'month' | 'group' | 'subType' | 'ageBand' | 'uasc'> & {
  readonly [K in keyof Spread | 'childDays']: Count
}

/** The name of a row's series; undefined for the rows that cross sub-types with ages. */
export function seriesName(
  row: Pick<MonthRow, 'group' | 'subType' | 'ageBand' | 'uasc'>,
): string | undefined {
  if (row.uasc !== 'all') return row.uasc === 'yes' ? 'uasc' : 'without-uasc'
  if (row.ageBand !== 'all') return row.subType === 'all' ? `age/${row.ageBand}` : undefined
  return row.subType === 'all' ? row.group : row.subType
}

/** A number that a forecast expects, as its reader sees it: few are hidden, as they would be if they came. */
export function shownExpected(value: number, reader: Reader): Count {
  return !reader.inside && isSmall(value, reader.profile) ? null : value
}

/**
 * The months of a forecast as their reader sees them. A series whose count is hidden today has no forecast outside: its
 * first months would tell the count. Means and child-days add up over series, so that outside only those of all
 * children are shown.
 */
export function shownRows(
  forecast: OwnForecast,
  now: ShownStock,
  reader: Reader,
): readonly ShownRow[] {
  if (reader.inside) return forecast.months
  return forecast.months.flatMap((row) => {
    const series = seriesName(row)
    return series === undefined ? [] : [shownRow(row, series, now, reader)]
  })
}

function shownRow(row: MonthRow, series: string, now: ShownStock, reader: Reader): ShownRow {
  const { month, group, subType, ageBand, uasc } = row
  const known = seriesOf(now, series) !== null
  const adds = known && series === 'all'
  const shown = (value: number): Count => (known ? shownExpected(value, reader) : null)
  return {
    month,
    group,
    subType,
    ageBand,
    uasc,
    mean: adds ? shown(row.mean) : null,
    p2_5: shown(row.p2_5),
    p10: shown(row.p10),
    p25: shown(row.p25),
    p50: shown(row.p50),
    p75: shown(row.p75),
    p90: shown(row.p90),
    p97_5: shown(row.p97_5),
    childDays: adds && shown(row.mean) !== null ? row.childDays : null,
  }
}

const IN: readonly Flow[] = ['starts', 'starts-uasc', 'returns']
const OUT: readonly Flow[] = [
  'home',
  'permanence',
  'independence',
  'other',
  'birthday-here-now',
  'birthday-later-entrant',
]

export type ShownFlows = {
  readonly now: Count
  readonly flow: (flow: Flow) => Count
  /** First entries, unaccompanied children among them. */
  readonly starts: Count
  /** The average at the end. */
  readonly mean: Count
}

/** Mean flows over the whole run: now, with what comes in and less what goes out, is the mean at its end. */
export function shownFlows(forecast: OwnForecast, now: ShownStock, reader: Reader): ShownFlows {
  const over = (flow: Flow): number =>
    sum(forecast.flows.filter((f) => f.flow === flow).map((f) => f.mean))
  const flows = [...IN, ...OUT].map((flow) => ({ id: flow, value: over(flow) }))
  const mean = forecast.now.total + sum(IN.map(over)) - sum(OUT.map(over))
  const known = now.all !== null
  const expected = { kind: 'expected', cost: 100_000 } as const
  const table: Table = {
    cells: [
      { id: 'now', value: forecast.now.total, printed: known, hidden: !known },
      { id: 'mean', value: mean, ...expected },
      { id: 'all-starts', value: over('starts') + over('starts-uasc'), ...expected, cost: 500 },
      ...flows.map((f) => ({ ...f, kind: 'expected' as const })),
    ],
    sums: [
      { total: 'mean', parts: ['now', ...IN], less: OUT },
      { total: 'all-starts', parts: ['starts', 'starts-uasc'] },
    ],
  }
  const shown = shownTo(reader.inside, table, reader.profile)
  return { now: shown('now'), flow: shown, starts: shown('all-starts'), mean: shown('mean') }
}

/** Assumptions that count few children are marked; rates, shares and weights of the model are not counts. */
export function shownAssumptions(
  assumptions: readonly Assumption[],
  reader: Reader,
): readonly Assumption[] {
  return assumptions.map((a) =>
    /^[\d.,]+$/.test(a.value) && shownExpected(Number(a.value.replaceAll(',', '')), reader) === null
      ? { ...a, value: reader.profile.mark }
      : a,
  )
}

/** Tests of the series whose counts are shown. */
export function shownSkill(
  skill: readonly Judgement[],
  now: ShownStock,
  reader: Reader,
): readonly Judgement[] {
  return reader.inside ? skill : skill.filter((j) => seriesOf(now, j.series) !== null)
}

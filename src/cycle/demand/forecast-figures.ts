import type { Figure, Origin, Rule } from '#kernel/working.ts'
import { monthOf } from '#kernel/dates.ts'
import { AGE_BAND_NAMES, AGE_BANDS, FLOWS, GROUPS } from './rules/index.ts'
import type { AgeBand, Flow, MonthRow, OwnForecast, Spread } from './rules/index.ts'
import { nameOf } from './stock-figures.ts'

export type RunFacts = {
  readonly run: string
  readonly importId: string
  readonly seed: number
  readonly inputHash: string
  readonly rulesVersion: string
  readonly origin: string
}

const MEASURES: Readonly<Record<Exclude<keyof Spread, 'p25' | 'p75'>, string>> = {
  mean: 'average',
  p50: 'middle',
  p10: '8 in 10, low',
  p90: '8 in 10, high',
  p2_5: '19 in 20, low',
  p97_5: '19 in 20, high',
}
export type Measure = keyof typeof MEASURES

export function isMeasure(text: string): text is Measure {
  return Object.hasOwn(MEASURES, text)
}

const RULE: Rule = {
  id: 'demand.own',
  name: 'Our model of children in care',
  sentence:
    'Each child in care lives on from today, with a known birthday, many times over: leaving, moving and returning at the rates of the last three years, steadied by national ones. New children come at the rate of the last three years. The band is what most of these futures hold, set to the width that our own past has shown to be right.',
  source: 'Specification of demand, sections 4B to 4D',
}

/** Months of a series, in order: the rows that its chart and table show. */
export function rowsFor(forecast: OwnForecast, series: string): readonly MonthRow[] {
  const band = bandOf(series)
  if (band !== undefined)
    return forecast.months.filter(
      (m) => m.ageBand === band && m.group === 'all' && m.subType === 'all' && m.uasc === 'all',
    )
  return forecast.months.filter((m) => m.ageBand === 'all' && isRow(m, series))
}

/** The age band of a series such as `age-5-9`. */
export function bandOf(series: string): AgeBand | undefined {
  return AGE_BANDS.find((b) => series === `age-${b}`)
}

function isRow(m: MonthRow, series: string): boolean {
  if (series === 'uasc') return m.uasc === 'yes'
  if (series === 'without-uasc') return m.uasc === 'no'
  if (m.uasc !== 'all') return false
  // A kind and its group may have one name (with-parents): the group's rows are meant.
  if (GROUPS.some((g) => g === series)) return m.group === series && m.subType === 'all'
  return m.subType === 'all' ? m.group === series : m.subType === series
}

/** A figure of a forecast: made of a run, whose input is an import. A quantile cannot be added up from its parts. */
export function forecastFigure(
  forecast: OwnForecast,
  facts: RunFacts,
  series: string,
  row: MonthRow,
  measure: Measure,
): Figure {
  const ahead = rowsFor(forecast, series).indexOf(row) + 1
  return {
    label: `${seriesText(series)}, end of ${row.month}: ${MEASURES[measure]}`,
    value: row[measure],
    unit: 'children',
    href: `/working/demand/forecast/${facts.run}/${series}/${ahead}/${measure}`,
    note: `${forecast.draws} draws`,
    working: {
      kind: 'rule',
      rule: RULE,
      combine: 'derived',
      parts: () => [
        ...(bandOf(series) === undefined ? [stockPart(forecast, facts, series)] : []),
        runPart(forecast, facts),
        ...given(forecast, facts),
      ],
    },
  }
}

function seriesText(series: string): string {
  const band = bandOf(series)
  return band === undefined ? nameOf(series) : `Children aged ${AGE_BAND_NAMES[band].toLowerCase()}`
}

/** First entries, unaccompanied children among them: two flows that are read as one. */
export const ALL_STARTS = 'all-starts'

/** What flows in or out over the first months of a run (all when not said), on average: months add up. */
export function flowFigure(
  forecast: OwnForecast,
  facts: RunFacts,
  flow: string,
  months?: number,
): Figure | undefined {
  const until = months === undefined ? '' : `/${months}`
  const href = `/working/demand/forecast/${facts.run}/flow/${flow}${until}`
  if (flow === ALL_STARTS) {
    const both = (['starts', 'starts-uasc'] as const).flatMap(
      (f) => flowFigure(forecast, facts, f, months) ?? [],
    )
    return summed('First entries to care, unaccompanied children among them', href, both)
  }
  const known = FLOWS.find((f) => f === flow)
  if (known === undefined) return undefined
  const rows = forecast.flows.filter((f) => f.flow === known).slice(0, months)
  return summed(
    FLOW_NAMES[known],
    href,
    rows.map((r) => ({
      label: `${FLOW_NAMES[known]}, ${r.month}: average`,
      value: r.mean,
      unit: 'count',
      working: { kind: 'origin', origin: runOrigin(facts) },
    })),
  )
}

/** Eighteenth birthdays of those in care when the forecast was made, over its first months: dates of birth are known. */
export function diaryFigure(forecast: OwnForecast, facts: RunFacts, months?: number): Figure {
  const until = months === undefined ? '' : `/${months}`
  return summed(
    '18th birthdays of those in care at the start, if still in care then',
    `/working/demand/forecast/${facts.run}/diary${until}`,
    forecast.diary.slice(0, months).map((d) => ({
      label: `18th birthdays, ${d.month}`,
      value: d.children,
      unit: 'count',
      working: { kind: 'origin', origin: runOrigin(facts) },
    })),
  )
}

function summed(label: string, href: string, parts: readonly Figure[]): Figure {
  return {
    label,
    value: parts.reduce((total, p) => total + p.value, 0),
    unit: 'count',
    href,
    working: { kind: 'rule', rule: RULE, combine: 'sum', parts: () => parts },
  }
}

const FLOW_NAMES: Readonly<Record<Flow, string>> = {
  starts: 'First entries to care',
  'starts-uasc': 'First entries of unaccompanied children',
  returns: 'Returns within two years',
  home: 'Home to family',
  permanence: 'Adoption, guardianship or another order',
  independence: 'To independent living',
  other: 'Other endings',
  'birthday-here-now': '18th birthdays of those here now',
  'birthday-later-entrant': '18th birthdays of later entrants',
}

function runOrigin(facts: RunFacts): Origin {
  const { run: runId, seed, inputHash, rulesVersion } = facts
  return { kind: 'run', runId, seed, inputHash, rulesVersion, href: `/demand/forecast/${runId}` }
}

function stockPart(forecast: OwnForecast, facts: RunFacts, series: string): Figure {
  return {
    label: `${nameOf(series)}, the day before ${facts.origin}: the start of every draw`,
    value: stockOf(forecast, series),
    unit: 'children',
    href: `/working/demand/stock/${facts.importId}${series === 'all' ? '' : `/${series}`}`,
    working: { kind: 'origin', origin: runOrigin(facts) },
  }
}

function stockOf(forecast: OwnForecast, series: string): number {
  const { now } = forecast
  if (series === 'all') return now.total
  const group = now.groups.find((g) => g.group === series)
  return group?.children ?? now.subTypes.find((s) => s.subType === series)?.children ?? 0
}

function runPart(forecast: OwnForecast, facts: RunFacts): Figure {
  return {
    label: `Draws of the run from ${monthOf(forecast.origin)}`,
    value: forecast.draws,
    unit: 'count',
    href: `/demand/forecast/${facts.run}`,
    working: { kind: 'origin', origin: runOrigin(facts) },
  }
}

/** The assumptions that are numbers, each with its source. */
function given(forecast: OwnForecast, facts: RunFacts): readonly Figure[] {
  return forecast.assumptions
    .filter((a) => /^[\d,.]+$/.test(a.value))
    .map((a) => ({
      label: a.name,
      value: Number(a.value.replaceAll(',', '')),
      unit: 'count',
      note: a.source,
      working: {
        kind: 'origin',
        origin: { kind: 'setting', id: a.name, from: facts.origin, source: a.source },
      },
    }))
}

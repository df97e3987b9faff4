import { iso, monthOf } from '#kernel/dates.ts'
import type { RunRow } from '#jobs'
import {
  GROUPS,
  groupName,
  groupOf,
  monthlyHistory,
  subTypeName,
  SUB_TYPES,
  sum,
} from '../../rules/index.ts'
import type {
  CleanedCare,
  HistoryMonth,
  Judgement,
  MonthRow,
  OwnForecast,
  SubType,
} from '../../rules/index.ts'
import type { ForecastLine } from '../../store/forecasts.ts'

export type Show = 'all' | 'without-uasc' | 'uasc'

export function showOf(query: URLSearchParams): Show {
  const show = query.get('show')
  return show === 'uasc' || show === 'without-uasc' ? show : 'all'
}

/** What was asked, by whom, and by what the result can be made again. */
export type Provenance = {
  readonly run: string
  readonly importId: string
  readonly state: ForecastLine['state']
  readonly askedAt: string
  readonly askedBy: string
  readonly finishedAt: string | undefined
  readonly origin: string
  readonly months: number
  readonly draws: number
  readonly seed: number
  readonly inputHash: string
  readonly resultHash: string | undefined
  readonly rulesVersion: string
}

export type Counted = { readonly month: string; readonly children: number }
export type Expected = {
  readonly month: string
  readonly middle: number
  readonly low80: number
  readonly high80: number
  readonly low95: number
  readonly high95: number
}

/** One line of history with its forecast: a panel of the page. */
export type Series = {
  readonly key: string
  readonly name: string
  readonly now: number
  readonly history: readonly Counted[]
  readonly ahead: readonly Expected[]
  readonly skill: Judgement | undefined
}

export type FlowStep = {
  readonly key: string
  readonly name: string
  readonly change: number
  /** Known today: only an earlier exit can change it. */
  readonly firm: boolean
}

export type FinishedModel = {
  readonly provenance: Provenance
  readonly show: Show
  readonly whole: Series
  readonly panels: readonly Series[]
  readonly flows: {
    readonly now: number
    readonly steps: readonly FlowStep[]
    readonly mean: number
  }
  /** Eighteenth birthdays of those here now, to the end of the run, if they are still in care then. */
  readonly diary: number
  readonly skill: readonly Judgement[]
  readonly skillInWords: string
  readonly assumptions: OwnForecast['assumptions']
}

export function provenanceOf(line: ForecastLine, run: RunRow): Provenance {
  return {
    run: line.run,
    importId: line.importId,
    state: run.state,
    askedAt: line.askedAt,
    askedBy: line.askedBy,
    finishedAt: run.finishedAt,
    origin: iso(line.origin),
    months: line.months,
    draws: line.draws,
    seed: line.seed,
    inputHash: run.inputHash,
    resultHash: run.resultHash,
    rulesVersion: run.rulesVersion,
  }
}

/** The page of a finished forecast. Parts and totals come from the same rows. */
export function finishedModel(
  provenance: Provenance,
  forecast: OwnForecast,
  care: CleanedCare,
  show: Show,
): FinishedModel {
  const uasc = { all: 'all', uasc: 'yes', 'without-uasc': 'no' } as const
  const keep = show === 'all' ? undefined : (c: { uasc: boolean }) => c.uasc === (show === 'uasc')
  const history = monthlyHistory(care, keep).months.filter(
    (m) => m.month < monthOf(forecast.origin),
  )
  const total = forecast.months.filter(
    (m) => m.group === 'all' && m.subType === 'all' && m.ageBand === 'all' && m.uasc === uasc[show],
  )
  const judged = (series: Judgement['series']) =>
    forecast.skill.find((j) => j.series === series && j.horizon === 12)
  return {
    provenance,
    show,
    whole: seriesOf(
      'all',
      'Children in care',
      total,
      countedBy(history, (m) => sum(m.stock)),
      judged('all'),
    ),
    panels: show === 'all' ? panelsOf(forecast, history, judged) : [],
    flows: flowsOf(forecast),
    diary: forecast.diary.reduce((n, d) => n + d.children, 0),
    skill: forecast.skill,
    skillInWords: forecast.skillInWords,
    assumptions: forecast.assumptions,
  }
}

function countedBy(
  history: readonly HistoryMonth[],
  of: (m: HistoryMonth) => number,
): readonly Counted[] {
  return history.map((m) => ({ month: m.month, children: of(m) }))
}

function seriesOf(
  key: string,
  name: string,
  rows: readonly MonthRow[],
  history: readonly Counted[],
  skill: Judgement | undefined,
): Series {
  return {
    key,
    name,
    now: history.at(-1)?.children ?? 0,
    history,
    ahead: rows.map((r) => ({
      month: r.month,
      middle: r.p50,
      low80: r.p10,
      high80: r.p90,
      low95: r.p2_5,
      high95: r.p97_5,
    })),
    skill,
  }
}

/** Fostering is shown by who provides it, the rest by group: as people speak of them. */
const FOSTERING: readonly SubType[] = SUB_TYPES.filter((s) => groupOf(s) === 'fostering')

function panelsOf(
  forecast: OwnForecast,
  history: readonly HistoryMonth[],
  judged: (series: Judgement['series']) => Judgement | undefined,
): readonly Series[] {
  const rows = forecast.months.filter((m) => m.ageBand === 'all' && m.uasc === 'all')
  const bySub = FOSTERING.map((s) =>
    seriesOf(
      s,
      subTypeName(s),
      rows.filter((r) => r.subType === s),
      countedBy(history, (m) => m.subTypes[SUB_TYPES.indexOf(s)] ?? 0),
      undefined,
    ),
  )
  const byGroup = GROUPS.filter((g) => g !== 'fostering').map((g) =>
    seriesOf(
      g,
      groupName(g),
      rows.filter((r) => r.group === g && r.subType === 'all'),
      countedBy(history, (m) => m.stock[GROUPS.indexOf(g)] ?? 0),
      judged(g),
    ),
  )
  return [...bySub, ...byGroup].filter((s) => s.ahead.length > 0 && groupIsUsed(s))
}

function groupIsUsed(s: Series): boolean {
  return s.now > 0 || s.ahead.some((a) => a.high80 >= 1)
}

const STEPS: readonly (readonly [string, string, OwnForecast['flows'][number]['flow'], 1 | -1])[] =
  [
    ['starts', 'First entries to care', 'starts', 1],
    ['starts-uasc', 'Unaccompanied children', 'starts-uasc', 1],
    ['returns', 'Returns within two years', 'returns', 1],
    ['home', 'Home to family', 'home', -1],
    ['permanence', 'Adoption, guardianship', 'permanence', -1],
    ['birthday-here-now', '18th birthdays of those here now', 'birthday-here-now', -1],
    ['birthday-later-entrant', '18th birthdays of later entrants', 'birthday-later-entrant', -1],
    ['independence', 'To independent living', 'independence', -1],
    ['other', 'Other endings', 'other', -1],
  ]

/** Mean flows over the whole run: now, with what comes in and less what goes out, is the mean at its end. */
function flowsOf(forecast: OwnForecast): FinishedModel['flows'] {
  const steps = STEPS.map(([key, name, flow, sign]): FlowStep => ({
    key,
    name,
    change: sign * sum(forecast.flows.filter((f) => f.flow === flow).map((f) => f.mean)),
    firm: key === 'birthday-here-now',
  }))
  const now = forecast.now.total
  return { now, steps, mean: now + sum(steps.map((s) => s.change)) }
}

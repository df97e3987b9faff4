import { day, iso, monthOf } from '#kernel/dates.ts'
import type { RunRow } from '#jobs'
import { markNote } from '#office/disclosure/index.ts'
import {
  AGE_BAND_NAMES,
  AGE_BANDS,
  GROUPS,
  groupName,
  groupOf,
  seriesName,
  seriesOf,
  shownAssumptions,
  shownCare,
  shownFlows,
  shownOn,
  shownRows,
  shownSkill,
  subTypeName,
  SUB_TYPES,
  sum,
} from '../../rules/index.ts'
import type {
  CleanedCare,
  Count,
  Group,
  Judgement,
  OwnForecast,
  Reader,
  ShownMonth,
  ShownRow,
  ShownStock,
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

export type Counted = { readonly month: string; readonly children: Count }
export type Expected = {
  readonly month: string
  readonly middle: Count
  readonly low80: Count
  readonly high80: Count
  readonly low95: Count
  readonly high95: Count
}

/** One line of history with its forecast: a panel of the page. Null where it is hidden. */
export type Series = {
  readonly key: string
  readonly name: string
  readonly now: Count
  readonly history: readonly Counted[]
  readonly ahead: readonly Expected[]
  readonly skill: Judgement | undefined
}

export type FlowStep = {
  readonly key: string
  readonly name: string
  readonly change: Count
  /** Known today: only an earlier exit can change it. */
  readonly firm: boolean
}

/** Moves from one kind of placement to another, or to another placement of the same kind. */
export type ExpectedMove = { readonly from: Group; readonly to: Group; readonly mean: number }

export type FinishedModel = {
  readonly provenance: Provenance
  /** It starts on the day after the data end: today's count is that of the import. */
  readonly atDataEnd: boolean
  /** The reader is inside the service and sees small numbers. */
  readonly inside: boolean
  readonly mark: string
  readonly markNote: string
  readonly show: Show
  readonly whole: Series
  /** By kind of placement. */
  readonly panels: readonly Series[]
  /** By age band. */
  readonly ages: readonly Series[]
  /** Moves between kinds of placement over the whole run, on average; inside alone. */
  readonly moves: readonly ExpectedMove[]
  readonly flows: {
    readonly now: Count
    readonly steps: readonly FlowStep[]
    readonly mean: Count
  }
  /**
   * Eighteenth birthdays of those here now, to the end of the run, if they are still in care then. They are the ages of
   * today by another name: outside they are never counted.
   */
  readonly diary: Count
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

/** The page of a finished forecast, as its reader sees it. Parts and totals come from the same rows. */
export function finishedModel(
  provenance: Provenance,
  forecast: OwnForecast,
  care: CleanedCare,
  show: Show,
  reader: Reader,
): FinishedModel {
  const now = shownOn(care, day(forecast.origin - 1), reader)
  const { months } = shownCare(care, reader)
  const known: Known = {
    rows: shownRows(forecast, now, reader),
    history: months.filter((m) => m.month < monthOf(forecast.origin)),
    skill: shownSkill(forecast.skill, now, reader),
  }
  const whole = seriesFrom(known, show, 'Children in care')
  return {
    provenance,
    atDataEnd: care.to === forecast.origin,
    inside: reader.inside,
    mark: reader.profile.mark,
    markNote: markNote(reader.profile),
    show,
    whole: { ...whole, key: 'all', skill: judgedAt(known, 'all') },
    panels: show === 'all' ? panelsOf(known) : [],
    ages: show === 'all' ? agesOf(known) : [],
    moves: reader.inside ? movesOf(forecast) : [],
    flows: flowsOf(forecast, now, reader),
    diary: reader.inside ? forecast.diary.reduce((n, d) => n + d.children, 0) : null,
    skill: known.skill,
    skillInWords: forecast.skillInWords,
    assumptions: shownAssumptions(forecast.assumptions, reader),
  }
}

/** What the reader may know, from which every series is made. */
export type Known = {
  readonly rows: readonly ShownRow[]
  readonly history: readonly ShownMonth[]
  readonly skill: readonly Judgement[]
}

function judgedAt(known: Known, series: string): Judgement | undefined {
  return known.skill.find((j) => j.series === series && j.horizon === 12)
}

export function seriesFrom(known: Known, key: string, name: string): Series {
  const history = known.history.map((m) => ({ month: m.month, children: seriesOf(m, key) }))
  return {
    key,
    name,
    now: history.length === 0 ? 0 : (history.at(-1)?.children ?? null),
    history,
    ahead: known.rows
      .filter((r) => seriesName(r) === key)
      .map((r) => ({
        month: r.month,
        middle: r.p50,
        low80: r.p10,
        high80: r.p90,
        low95: r.p2_5,
        high95: r.p97_5,
      })),
    skill: judgedAt(known, key),
  }
}

/** Fostering is shown by who provides it, the rest by group: as people speak of them. */
const FOSTERING: readonly SubType[] = SUB_TYPES.filter((s) => groupOf(s) === 'fostering')

function panelsOf(known: Known): readonly Series[] {
  const bySub = FOSTERING.map((s) => seriesFrom(known, s, subTypeName(s)))
  const byGroup = GROUPS.filter((g) => g !== 'fostering').map((g) =>
    seriesFrom(known, g, groupName(g)),
  )
  return [...bySub, ...byGroup].filter((s) => s.ahead.length > 0 && isUsed(s))
}

function agesOf(known: Known): readonly Series[] {
  return AGE_BANDS.map((band) => seriesFrom(known, `age/${band}`, AGE_BAND_NAMES[band])).filter(
    (s) => s.ahead.length > 0 && isUsed(s),
  )
}

/** Moves of every month added up. Outside they are not shown, as in the downloads: those of a pair are few. */
function movesOf(forecast: OwnForecast): readonly ExpectedMove[] {
  return GROUPS.flatMap((from) =>
    GROUPS.map((to) => ({
      from,
      to,
      mean: sum(forecast.moves.filter((m) => m.from === from && m.to === to).map((m) => m.mean)),
    })),
  )
}

/** Whether anybody is or may be there; what is hidden is. */
function isUsed(s: Series): boolean {
  return s.now !== 0 || s.ahead.some((a) => a.high80 === null || a.high80 >= 1)
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
function flowsOf(forecast: OwnForecast, now: ShownStock, reader: Reader): FinishedModel['flows'] {
  const shown = shownFlows(forecast, now, reader)
  const steps = STEPS.map(([key, name, flow, sign]): FlowStep => {
    const over = shown.flow(flow)
    return {
      key,
      name,
      change: over === null ? null : sign * over,
      firm: key === 'birthday-here-now',
    }
  })
  const whole = [shown.now, ...steps.map((s) => s.change)]
  const known = whole.flatMap((n) => n ?? [])
  return {
    now: shown.now,
    steps,
    mean: known.length === whole.length ? sum(known) : shown.mean,
  }
}

import { addMonths, day, iso, isoDay, monthOf } from '#kernel/dates.ts'
import type { Month } from '#kernel/dates.ts'
import { markNote } from '#office/disclosure/index.ts'
import { GROUPS, seriesOf, shownCare, shownOn, shownSkill, shownTrials } from '../../rules/index.ts'
import type { Count, Group, Judgement, ShownMonth, Trial } from '../../rules/index.ts'
import type { Finished } from '../forecast/downloads.ts'

export type TestedSeries = Group | 'all'

/** One test: what was said at one distance, and what happened. */
export type Tested = {
  readonly horizon: number
  readonly month: string
  readonly noChange: number
  readonly middle: number
  readonly low80: number
  readonly high80: number
  readonly low95: number
  readonly high95: number
  readonly actual: number
}

type Point = { readonly month: string; readonly value: number }

/** A past date at which the method was run again, knowing only what was known then. */
export type PastDate = {
  readonly origin: string
  /** Counts of the months before it, and of those after, as the returns tell them now. */
  readonly before: readonly Point[]
  readonly after: readonly Point[]
  readonly tests: readonly Tested[]
}

export type BackTestModel = {
  readonly run: string
  readonly origin: string
  readonly askedAt: string
  readonly askedBy: string
  readonly ofRecord: boolean
  readonly inside: boolean
  readonly mark: string
  readonly markNote: string
  readonly show: TestedSeries
  /** Series with at least one test that the reader may see, the whole first. */
  readonly tested: readonly TestedSeries[]
  /** Children of the series shown on the day before the forecast. */
  readonly now: Count
  readonly skill: readonly Judgement[]
  readonly skillInWords: string
  readonly dates: readonly PastDate[]
  /** The date whose fan is drawn large. */
  readonly chosen: string | undefined
}

export function backTestModel(
  found: Finished,
  query: URLSearchParams,
  ofRecord: boolean,
): BackTestModel {
  const { forecast, care, reader, provenance: p } = found
  const { months } = shownCare(care, reader)
  const now = shownOn(care, day(forecast.origin - 1), reader)
  const skill = shownSkill(forecast.skill, now, reader)
  const tested = (['all', ...GROUPS] as const).filter((s) => skill.some((j) => j.series === s))
  const show = tested.find((s) => s === query.get('show')) ?? 'all'
  const trials = shownTrials(forecast.trials, months, reader).filter((t) => t.series === show)
  const dates = datesOf(trials, months, show)
  return {
    run: p.run,
    origin: p.origin,
    askedAt: p.askedAt,
    askedBy: p.askedBy,
    ofRecord,
    inside: reader.inside,
    mark: reader.profile.mark,
    markNote: markNote(reader.profile),
    show,
    tested,
    now: seriesOf(now, show),
    skill,
    skillInWords: forecast.skillInWords,
    dates,
    chosen: (dates.find((d) => d.origin === query.get('from')) ?? dates[0])?.origin,
  }
}

const MONTHS_BEFORE = 24

function datesOf(
  trials: readonly Trial[],
  months: readonly ShownMonth[],
  show: TestedSeries,
): readonly PastDate[] {
  const counts = months.map((m) => ({ month: m.month, value: seriesOf(m, show) }))
  return [...Map.groupBy(trials, (t) => t.origin)]
    .toSorted(([a], [b]) => a - b)
    .map(([origin, list]): PastDate => {
      const first = monthOf(origin)
      const tests = list.toSorted((a, b) => a.horizon - b.horizon).map((t) => testOf(t, first))
      const last = tests.at(-1)?.month ?? ''
      const before = counts.filter((m) => m.month < first).slice(-MONTHS_BEFORE)
      const after = counts.filter((m) => m.month >= first && m.month <= last)
      return { origin: iso(origin), before: unbroken(before), after: untilHidden(after), tests }
    })
}

function testOf(t: Trial, first: Month): Tested {
  const { horizon, noChange, actual, spread } = t
  return {
    horizon,
    month: addMonths(first, horizon - 1),
    noChange,
    middle: spread.p50,
    low80: spread.p10,
    high80: spread.p90,
    low95: spread.p2_5,
    high95: spread.p97_5,
    actual,
  }
}

type Seen = { readonly month: string; readonly value: Count }

/** The months up to the date that no hidden one breaks: a line across it would show it. */
function unbroken(months: readonly Seen[]): readonly Point[] {
  return shown(months.slice(months.findLastIndex((m) => m.value === null) + 1))
}

function untilHidden(months: readonly Seen[]): readonly Point[] {
  const end = months.findIndex((m) => m.value === null)
  return shown(end < 0 ? months : months.slice(0, end))
}

function shown(months: readonly Seen[]): readonly Point[] {
  return months.flatMap((m) => (m.value === null ? [] : [{ month: m.month, value: m.value }]))
}

type Fan = Omit<Tested, 'horizon' | 'noChange' | 'actual'>

/** The fan of a past date by month: straight lines between the distances that were tested. */
export function fanOfTests(date: PastDate): readonly Fan[] {
  const first = monthOf(isoDay(date.origin))
  const now = date.before.at(-1)?.value ?? date.tests[0]?.noChange ?? 0
  let at = { horizon: 0, middle: now, low80: now, high80: now, low95: now, high95: now }
  const fan: Fan[] = []
  for (const next of date.tests) {
    for (let m = at.horizon + 1; m <= next.horizon; m += 1) {
      const share = (m - at.horizon) / (next.horizon - at.horizon)
      const along = (k: 'middle' | 'low80' | 'high80' | 'low95' | 'high95') =>
        at[k] + (next[k] - at[k]) * share
      fan.push({
        month: addMonths(first, m - 1),
        middle: along('middle'),
        low80: along('low80'),
        high80: along('high80'),
        low95: along('low95'),
        high95: along('high95'),
      })
    }
    at = next
  }
  return fan
}

/** Whether what happened lay in the 8 in 10 band. */
export function held(t: Tested): boolean {
  return t.low80 <= t.actual && t.actual <= t.high80
}

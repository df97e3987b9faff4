import { civil, day, dayOf, iso, monthStart } from '#kernel/dates.ts'
import {
  AGE_BANDS,
  agesOn,
  EXIT_KINDS,
  GROUPS,
  monthlyHistory,
  sum,
  SURVIVAL_DAYS,
  survivalByYear,
} from '../../rules/index.ts'
import type { ChildRecord, CleanedCare, HistoryMonth } from '../../rules/index.ts'
import type { CareInUse } from '../care-in-use.ts'

export type Who = {
  readonly uasc: 'all' | 'yes' | 'no'
  readonly sex: 'all' | '1' | '2'
}

export function whoOf(query: URLSearchParams): Who {
  const uasc = query.get('uasc')
  const sex = query.get('sex')
  return {
    uasc: uasc === 'yes' || uasc === 'no' ? uasc : 'all',
    sex: sex === '1' || sex === '2' ? sex : 'all',
  }
}

function keep(who: Who): (c: ChildRecord) => boolean {
  return (c) =>
    (who.uasc === 'all' || c.uasc === (who.uasc === 'yes')) &&
    (who.sex === 'all' || c.sex === who.sex)
}

/** One financial year of flows: parts add to totals by construction. */
export type YearLine = {
  /** The year ending 31 March. */
  readonly year: number
  /** The data cover all of it. */
  readonly whole: boolean
  readonly before: number
  readonly starts: number
  readonly ends: number
  readonly after: number
  /** In the order of EXIT_KINDS. */
  readonly exits: readonly number[]
  /** `from * groups + to`. */
  readonly moves: readonly number[]
}

export type HistoryModel = {
  readonly importId: string
  /** The reader may follow a count to the rows of the return. */
  readonly traced: boolean
  readonly who: Who
  readonly from: string
  readonly lastDay: string
  readonly groups: readonly string[]
  readonly ageBands: readonly string[]
  readonly exitKinds: readonly string[]
  readonly latest: number
  readonly latestByGroup: readonly number[]
  readonly opening: readonly number[]
  readonly months: readonly HistoryMonth[]
  readonly years: readonly YearLine[]
  readonly ages: ReturnType<typeof agesOn>
  readonly survivalDays: readonly number[]
  readonly survival: ReturnType<typeof survivalByYear>
}

export function historyModel(found: CareInUse, who: Who, traced: boolean): HistoryModel {
  const { care } = found
  const kept = keep(who)
  const history = monthlyHistory(care, kept)
  const last = history.months.at(-1)
  const lastDay = day(care.to - 1)
  return {
    importId: found.head.id,
    traced,
    who,
    from: iso(care.from),
    lastDay: iso(lastDay),
    groups: GROUPS,
    ageBands: AGE_BANDS,
    exitKinds: EXIT_KINDS,
    latest: sum(last?.stock ?? history.opening),
    latestByGroup: last?.stock ?? history.opening,
    opening: history.opening,
    months: history.months,
    years: yearsOf(history.opening, history.months, care),
    ages: agesOn(care, lastDay, kept),
    survivalDays: SURVIVAL_DAYS,
    survival: survivalByYear(care, kept),
  }
}

function yearsOf(
  opening: readonly number[],
  months: readonly HistoryMonth[],
  care: CleanedCare,
): readonly YearLine[] {
  const byYear = Map.groupBy(months, (m) => yearEnding(m))
  let before = sum(opening)
  return [...byYear].map(([year, list]) => {
    const after = sum(list.at(-1)?.stock ?? [])
    const line = {
      year,
      whole: list.length === 12 && care.to >= dayOf(year, 4, 1),
      before,
      starts: sum(list.map((m) => sum(m.starts))),
      ends: sum(list.map((m) => sum(m.ends))),
      after,
      exits: EXIT_KINDS.map((_, i) => sum(list.map((m) => m.exits[i] ?? 0))),
      moves: GROUPS.flatMap((_, a) =>
        GROUPS.map((_, b) => sum(list.map((m) => m.moves[a * GROUPS.length + b] ?? 0))),
      ),
    }
    before = after
    return line
  })
}

function yearEnding(m: HistoryMonth): number {
  const { year, month } = civil(monthStart(m.month))
  return month >= 4 ? year + 1 : year
}

/** The working of a count of the last day: by kind of placement, by file, down to the rows. */
export function stockHref(model: HistoryModel, group?: string): string {
  const series = group ?? seriesOf(model.who)
  return `/working/demand/stock/${model.importId}${series === 'all' ? '' : `/${series}`}`
}

function seriesOf(who: Who): string {
  if (who.uasc === 'all') return 'all'
  return who.uasc === 'yes' ? 'uasc' : 'without-uasc'
}

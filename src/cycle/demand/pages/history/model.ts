import { day, iso } from '#kernel/dates.ts'
import { markNote } from '#office/disclosure/index.ts'
import {
  AGE_BANDS,
  agesOn,
  EXIT_KINDS,
  GROUPS,
  shownCare,
  SURVIVAL_DAYS,
} from '../../rules/index.ts'
import type {
  ChildRecord,
  CleanedCare,
  Count,
  Reader,
  ShownCohort,
  ShownMonth,
  ShownMoves,
  ShownYear,
} from '../../rules/index.ts'
import type { CareInUse } from '../care-in-use.ts'

export type Who = {
  readonly uasc: 'all' | 'yes' | 'no'
  readonly sex: 'all' | '1' | '2'
}

export const EVERYBODY: Who = { uasc: 'all', sex: 'all' }

/** Whom to show. Outside the service there is no choice: small divisions would tell of few. */
export function whoOf(query: URLSearchParams, inside: boolean): Who {
  if (!inside) return EVERYBODY
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

export type HistoryModel = {
  readonly importId: string
  /** The reader may follow a count to the rows of the return. */
  readonly traced: boolean
  /** The reader is inside the service and sees small numbers. */
  readonly inside: boolean
  /** What a hidden count looks like, and what is said of it. */
  readonly mark: string
  readonly markNote: string
  readonly who: Who
  readonly from: string
  readonly lastDay: string
  readonly groups: readonly string[]
  readonly ageBands: readonly string[]
  readonly exitKinds: readonly string[]
  /** Every count is null where it is hidden. */
  readonly latest: Count
  readonly latestByGroup: readonly Count[]
  readonly first: Count
  readonly opening: readonly Count[]
  readonly months: readonly ShownMonth[]
  readonly years: readonly ShownYear[]
  readonly moves: ShownMoves | null
  /** By single year of age and sex: inside alone. */
  readonly ages: ReturnType<typeof agesOn>
  readonly survivalDays: readonly number[]
  readonly survival: readonly ShownCohort[]
}

export function historyModel(
  found: CareInUse,
  who: Who,
  reader: Reader,
  traced: boolean,
): HistoryModel {
  const { care } = found
  const shown = shownCare(care, reader, keep(who))
  const last = shown.months.at(-1)
  return {
    importId: found.head.id,
    traced,
    inside: reader.inside,
    mark: reader.profile.mark,
    markNote: markNote(reader.profile),
    who,
    ...covered(care),
    groups: GROUPS,
    ageBands: AGE_BANDS,
    exitKinds: EXIT_KINDS,
    latest: last === undefined ? shown.opening.all : last.all,
    latestByGroup: last?.stock ?? shown.opening.stock,
    first: shown.opening.all,
    opening: shown.opening.stock,
    months: shown.months,
    years: shown.years,
    moves: shown.moves,
    ages: reader.inside ? agesOn(care, day(care.to - 1), keep(who)) : [],
    survivalDays: SURVIVAL_DAYS,
    survival: shown.survival,
  }
}

function covered(care: CleanedCare): { readonly from: string; readonly lastDay: string } {
  return { from: iso(care.from), lastDay: iso(day(care.to - 1)) }
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

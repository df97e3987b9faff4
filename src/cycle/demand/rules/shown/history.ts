import type { Month } from '#kernel/dates.ts'
import { shownTo } from '#office/disclosure/rules/index.ts'
import type { Profile } from '#office/disclosure/rules/index.ts'
import { AGE_BANDS } from '../history/ages.ts'
import { EXIT_KINDS } from '../history/exits.ts'
import { sum } from '../history/months.ts'
import type { HistoryMonth } from '../history/months.ts'
import type { Cohort } from '../history/survival.ts'
import { GROUPS, groupOf, SUB_TYPES } from '../taxonomy.ts'
import { shownCohort } from './survival.ts'
import type { ShownCohort } from './survival.ts'
import { flowTable, movesTable, stockTable } from './tables.ts'
import type { YearFlows } from './years.ts'

/** A count as its reader sees it; null is hidden. */
export type Count = number | null

/** The stock of a day as its reader sees it. */
export type ShownStock = {
  readonly all: Count
  /** In the order of GROUPS. */
  readonly stock: readonly Count[]
  /** In the order of SUB_TYPES. */
  readonly subTypes: readonly Count[]
  /** In the order of AGE_BANDS. */
  readonly ages: readonly Count[]
  readonly uasc: Count
  readonly withoutUasc: Count
}

/** One month as its reader sees it. Flows of a month are few nearly always: outside, the year's are shown instead. */
export type ShownMonth = ShownStock & {
  readonly month: Month
  readonly starts: readonly Count[]
  readonly ends: readonly Count[]
  readonly exits: readonly Count[]
  readonly moves: readonly Count[]
}

type Counts = 'before' | 'starts' | 'ends' | 'after'
export type ShownYear = Pick<YearFlows, 'year' | 'whole'> & {
  readonly [K in Counts]: Count
} & { readonly exits: readonly Count[] }

/** Moves between kinds of placement in one year, with their totals. */
export type ShownMoves = {
  readonly year: number
  readonly whole: boolean
  /** `from * groups + to`. */
  readonly cells: readonly Count[]
  readonly from: readonly Count[]
  readonly to: readonly Count[]
  readonly all: Count
}

/** By whose eyes: those inside see everything. */
export type Reader = { readonly inside: boolean; readonly profile: Profile }

export function shownStock(
  reader: Reader,
  stock: Pick<HistoryMonth, 'stock' | 'subTypes' | 'ages'>,
  uasc: number,
): ShownStock {
  const shown = shownTo(reader.inside, stockTable(stock, uasc), reader.profile)
  return {
    all: shown('all'),
    stock: GROUPS.map((g) => shown(`all/${g}`)),
    subTypes: SUB_TYPES.map((s) => shown(`all/${groupOf(s)}/${s}`)),
    ages: AGE_BANDS.map((b) => shown(`age/${b}`)),
    uasc: shown('uasc'),
    withoutUasc: shown('without-uasc'),
  }
}

export function shownMonth(reader: Reader, month: HistoryMonth, uasc: number): ShownMonth {
  const flow = (values: readonly number[]): readonly Count[] =>
    reader.inside ? values : values.map(() => null)
  return {
    month: month.month,
    ...shownStock(reader, month, uasc),
    starts: flow(month.starts),
    ends: flow(month.ends),
    exits: flow(month.exits),
    moves: flow(month.moves),
  }
}

/**
 * A year's flows. Outside, those of a year that is not over are hidden: the next return would add a few to them, and the
 * difference would tell how many.
 */
export function shownYear(reader: Reader, year: YearFlows, before: Count, after: Count): ShownYear {
  const { whole } = year
  if (!reader.inside && !whole)
    return {
      year: year.year,
      whole,
      before,
      after,
      starts: null,
      ends: null,
      exits: year.exits.map(() => null),
    }
  const table = flowTable({ ...year, shown: { before: before !== null, after: after !== null } })
  const shown = shownTo(reader.inside, table, reader.profile)
  return {
    year: year.year,
    whole,
    before: shown('before'),
    starts: shown('starts'),
    ends: shown('ends'),
    after: shown('after'),
    exits: EXIT_KINDS.map((k) => shown(`ends/${k}`)),
  }
}

/** The moves of the last whole year; inside, of the last year there is when none is whole. */
export function shownMoves(reader: Reader, years: readonly YearFlows[]): ShownMoves | null {
  const year = years.findLast((y) => y.whole) ?? (reader.inside ? years.at(-1) : undefined)
  if (year === undefined) return null
  const shown = shownTo(reader.inside, movesTable(year.moves), reader.profile)
  return {
    year: year.year,
    whole: year.whole,
    cells: GROUPS.flatMap((a) => GROUPS.map((b) => shown(`moves/${a}/${b}`))),
    from: GROUPS.map((g) => shown(`moves/${g}/*`)),
    to: GROUPS.map((g) => shown(`moves/*/${g}`)),
    all: shown('moves'),
  }
}

/** Shares still in care, of the years whose starts are shown. */
export function shownSurvival(
  reader: Reader,
  survival: readonly Cohort[],
  years: readonly ShownYear[],
): readonly ShownCohort[] {
  if (reader.inside) return survival
  return survival.map((cohort) => {
    const year = years.find((y) => y.year === cohort.year)
    const known = year !== undefined && year.starts !== null && year.starts === cohort.entries
    return shownCohort(cohort, known, reader.profile)
  })
}

/** Adds up shown counts; hidden when any is. */
export function sumShown(counts: readonly Count[]): Count {
  return counts.some((c) => c === null) ? null : sum(counts.map((c) => c ?? 0))
}

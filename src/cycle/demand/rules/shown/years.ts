import { civil, dayOf, monthStart } from '#kernel/dates.ts'
import type { CleanedCare } from '../episode.ts'
import { EXIT_KINDS } from '../history/exits.ts'
import { sum } from '../history/months.ts'
import type { History, HistoryMonth } from '../history/months.ts'
import { GROUPS } from '../taxonomy.ts'

/** One financial year of flows: parts add to totals by construction. */
export type YearFlows = {
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

/** The months of a history added up by financial year, each year carrying on from the one before. */
export function yearsOf(history: History, care: CleanedCare): readonly YearFlows[] {
  let before = sum(history.opening)
  return [...Map.groupBy(history.months, yearEnding)].map(([year, list]) => {
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

import { listTable, shownTo } from '#office/disclosure/rules/index.ts'
import type { CleanedCare } from '../episode.ts'
import { monthlyHistory } from '../history/months.ts'
import type { Keep } from '../history/segments.ts'
import { survivalByYear } from '../history/survival.ts'
import { GROUPS } from '../taxonomy.ts'
import { shownMonth, shownMoves, shownSurvival, shownYear } from './history.ts'
import type { Count, Reader, ShownMonth, ShownMoves, ShownYear } from './history.ts'
import type { ShownCohort } from './survival.ts'
import { yearsOf } from './years.ts'

/** The history of care as its reader sees it: one release, protected as a whole. */
export type ShownCare = {
  /** In care on the day before the first month. */
  readonly opening: { readonly all: Count; readonly stock: readonly Count[] }
  readonly months: readonly ShownMonth[]
  readonly years: readonly ShownYear[]
  readonly moves: ShownMoves | null
  readonly survival: readonly ShownCohort[]
}

/** The history of the children kept. Outside, nobody chooses whom to keep: divisions would tell of few. */
export function shownCare(care: CleanedCare, reader: Reader, keep?: Keep): ShownCare {
  const kept = reader.inside ? keep : undefined
  return kept === undefined ? ofAll(care, reader) : worked(care, reader, kept)
}

/** What each kind of reader sees of all children of a history: asked for by most pages, and the same every time. */
const known = new WeakMap<CleanedCare, Map<string, ShownCare>>()

function ofAll(care: CleanedCare, reader: Reader): ShownCare {
  const seen = known.get(care) ?? new Map<string, ShownCare>()
  const who = JSON.stringify(reader)
  const shown = seen.get(who) ?? worked(care, reader, undefined)
  known.set(care, seen.set(who, shown))
  return shown
}

function worked(care: CleanedCare, reader: Reader, kept: Keep | undefined): ShownCare {
  const history = monthlyHistory(care, kept)
  const uasc = monthlyHistory(care, (c) => c.uasc && (kept?.(c) ?? true))
  const months = history.months.map((m, i) =>
    shownMonth(
      reader,
      m,
      (uasc.months[i]?.stock ?? []).reduce((a, b) => a + b, 0),
    ),
  )
  const opening = openingOf(reader, history.opening)
  const flows = yearsOf(history, care)
  let before = opening.all
  const years = flows.map((year) => {
    const last = months.findLast((m) => m.month <= `${year.year}-03`)
    const line = shownYear(reader, year, before, last?.all ?? null)
    before = line.after
    return line
  })
  return {
    opening,
    months,
    years,
    moves: shownMoves(reader, flows),
    survival: shownSurvival(reader, survivalByYear(care, kept), years),
  }
}

function openingOf(reader: Reader, opening: readonly number[]): ShownCare['opening'] {
  const parts = GROUPS.map((g, i) => ({ part: g, value: opening[i] ?? 0 }))
  const shown = shownTo(reader.inside, listTable('all', parts, { cost: 100_000 }), reader.profile)
  return { all: shown('all'), stock: GROUPS.map((g) => shown(`all/${g}`)) }
}

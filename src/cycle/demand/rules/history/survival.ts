import { civil, dayOf } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import type { CleanedCare } from '../episode.ts'
import { ENTRY, segments } from './segments.ts'
import type { Keep, Segment } from './segments.ts'

/** Days after entry at which the share still in care is shown. */
export const SURVIVAL_DAYS = [28, 91, 182, 365, 730, 1095, 1460] as const

/** Periods of care that began in one year, and the share still going on after so many days. */
export type Cohort = {
  /** The year ending 31 March in which they began. */
  readonly year: number
  readonly entries: number
  /** By SURVIVAL_DAYS; undefined when nobody of the year has been watched so long. */
  readonly stillIn: readonly (number | undefined)[]
}

type Period = { readonly from: Day; readonly days: number; readonly ended: boolean }

/**
 * Survival in care by year of entry, by the product-limit method (Kaplan and Meier, 1958): a child still in care when
 * the data end counts for as long as watched, and no longer. Periods that began before the data are left out: those of
 * them that ended early were never seen.
 */
export function survivalByYear(care: CleanedCare, keep?: Keep): readonly Cohort[] {
  const byYear = new Map<number, Period[]>()
  for (const p of periods(care, keep)) {
    if (p.from < care.from || p.from >= care.to) continue
    const year = yearOf(p.from)
    const list = byYear.get(year)
    if (list === undefined) byYear.set(year, [p])
    else list.push(p)
  }
  return [...byYear]
    .toSorted(([a], [b]) => a - b)
    .map(([year, list]) => ({ year, entries: list.length, stillIn: productLimit(list) }))
}

function yearOf(d: Day): number {
  const { year } = civil(d)
  return d >= dayOf(year, 4, 1) ? year + 1 : year
}

/** Segments joined into periods of care. */
function periods(care: CleanedCare, keep?: Keep): readonly Period[] {
  const found: Period[] = []
  let from: Day | undefined
  let before: Segment | undefined
  const close = () => {
    if (from === undefined || before === undefined) return
    const to = Math.min(before.to, care.to)
    found.push({ from, days: to - from, ended: before.exit !== undefined && before.to < care.to })
  }
  for (const s of segments(care, keep)) {
    if (s.cameFrom === ENTRY || before?.child !== s.child) {
      close()
      from = s.from
    }
    before = s
  }
  close()
  return found
}

function productLimit(list: readonly Period[]): readonly (number | undefined)[] {
  const longest = list.reduce((most, p) => Math.max(most, p.days), 0)
  const ends = [...new Set(list.filter((p) => p.ended).map((p) => p.days))].toSorted(
    (a, b) => a - b,
  )
  const sorted = list.map((p) => p.days).toSorted((a, b) => a - b)
  const endedOn = new Map<number, number>()
  for (const p of list) if (p.ended) endedOn.set(p.days, (endedOn.get(p.days) ?? 0) + 1)
  return SURVIVAL_DAYS.map((limit) => {
    if (limit > longest && endedAll(list)) return 0
    if (limit > longest) return undefined
    let share = 1
    for (const d of ends) {
      if (d > limit) break
      const atRisk = sorted.length - sorted.findIndex((x) => x >= d)
      share *= 1 - (endedOn.get(d) ?? 0) / atRisk
    }
    return share
  })
}

function endedAll(list: readonly Period[]): boolean {
  return list.every((p) => p.ended)
}

import { ageOn } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import type { CleanedCare } from '../episode.ts'
import { AGE_BANDS, ageBandOf } from '../history/ages.ts'
import { staysOn } from '../history/on-day.ts'
import { GROUPS, SUB_TYPES } from '../taxonomy.ts'
import type { Count, Reader, ShownStock } from './history.ts'
import { shownStock } from './history.ts'

/** The stock of any day as its reader sees it: of a month's last day, exactly what the history shows. */
export function shownOn(care: CleanedCare, on: Day, reader: Reader): ShownStock {
  const stock = GROUPS.map(() => 0)
  const subTypes = SUB_TYPES.map(() => 0)
  const ages = AGE_BANDS.map(() => 0)
  let uasc = 0
  for (const stay of staysOn(care, on)) {
    const child = care.children[stay.child]
    if (child === undefined) continue
    add(stock, GROUPS.indexOf(stay.group))
    add(subTypes, SUB_TYPES.indexOf(stay.subType))
    add(ages, ageBandOf(ageOn(child.born, on)))
    if (child.uasc) uasc += 1
  }
  return shownStock(reader, { stock, subTypes, ages }, uasc)
}

function add(counts: number[], at: number): void {
  counts[at] = (counts[at] ?? 0) + 1
}

/**
 * The count of a series: `all`, a group, a sub-type, `uasc`, `without-uasc`, or an age band as `age/BAND`. Hidden when there
 * is no such series.
 */
export function seriesOf(shown: ShownStock, series: string): Count {
  if (series === 'all') return shown.all
  if (series === 'uasc') return shown.uasc
  if (series === 'without-uasc') return shown.withoutUasc
  const group = GROUPS.findIndex((g) => g === series)
  if (group >= 0) return shown.stock[group] ?? null
  const subType = SUB_TYPES.findIndex((s) => s === series)
  if (subType >= 0) return shown.subTypes[subType] ?? null
  return shown.ages[AGE_BANDS.findIndex((b) => `age/${b}` === series)] ?? null
}

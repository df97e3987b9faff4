import { day, dayOf } from '#kernel/dates.ts'
import { drawKey, stream } from '#kernel/random.ts'
import { rowOf } from './chance.ts'
import type { Chance } from './chance.ts'
import { EPISODES, HEADER } from './columns.ts'
import type { InventedChild } from './lives.ts'
import { COUNTY, LOST_CHILDREN, SLIPS } from './parameters.ts'
import type { Slip, SlipKind } from './parameters.ts'
import { british, dayIn } from './written.ts'

/**
 * Whether a child is left out of a return and of every later one, although in care when the year began: the record moved to
 * another system, say. The reader then ends the stay and says that the end is not known.
 */
export function isLost(child: InventedChild, endYear: number, seed: number): boolean {
  const chance = stream(drawKey(seed + 3, Number(child.id)))
  if (chance() >= LOST_CHILDREN) return false
  const years = COUNTY.lastReturn - COUNTY.firstReturn
  const from = COUNTY.firstReturn + 1 + Math.floor(chance() * years)
  const began = dayOf(from - 1, 4, 1)
  const inCare = child.episodes.some((e) => e.from < began && (e.to === undefined || e.to > began))
  return inCare && endYear >= from
}

/** A slip in a row of episodes, a few in a thousand. */
export function slipEpisode(row: string[], chance: Chance): void {
  slip(row, EPISODES, SLIPS.episodes, chance)
}

/** A slip in a row of the header. */
export function slipHeader(row: string[], chance: Chance): void {
  slip(row, HEADER, SLIPS.header, chance)
}

function slip(
  row: string[],
  columns: readonly string[],
  slips: readonly Slip[],
  chance: Chance,
): void {
  const { kind, column } = rowOf(slips, chance())
  const at = columns.indexOf(column)
  const was = row[at]
  if (kind === 'none' || was === undefined || was === '') return
  row[at] = SLIPPED[kind](was)
}

const SLIPPED: Readonly<Record<SlipKind, (was: string) => string>> = {
  none: (was) => was,
  blank: () => '',
  'short year': (was) => `${was.slice(0, 6)}${was.slice(8)}`,
  // Day 25,569 of a spreadsheet is 1 January 1970.
  serial: (was) => String(dayIn(was) + 25_569),
  'year early': (was) => `${was.slice(0, 6)}${Number(was.slice(6)) - 1}`,
  late: (was) => british(day(dayIn(was) + 12)),
  U7: () => 'U7',
}

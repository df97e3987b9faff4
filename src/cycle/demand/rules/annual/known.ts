import type { Area, Counts } from './panel.ts'

/** A population or share may stand in for this many later years: it moves slowly, and an old one errs less than none. */
export const OLDEST = 3

/** Children aged 0 to 17: as published, between two published years on a straight line of logs, or the last known. */
export function populationAt(area: Area, year: number, knownTo: number): number | undefined {
  return valueAt(area, year, knownTo, (c) => (c.population === 0 ? undefined : c.population))
}

/** The share aged 16 and over of those looked after. */
export function shareAt(area: Area, year: number, knownTo: number): number | undefined {
  return valueAt(area, year, knownTo, (c) =>
    c.age16plus === undefined || c.count === undefined || c.count === 0
      ? undefined
      : c.age16plus / c.count,
  )
}

function valueAt(
  area: Area,
  year: number,
  knownTo: number,
  read: (counts: Counts) => number | undefined,
): number | undefined {
  const at = (y: number): number | undefined => {
    const counts = y <= knownTo ? area.years.get(y) : undefined
    return counts === undefined ? undefined : read(counts)
  }
  for (let back = 0; back <= OLDEST; back += 1) {
    const before = at(year - back)
    if (before === undefined) continue
    if (back === 0 || before <= 0) return before
    return between(before, back, year, at)
  }
  return undefined
}

/** A gap that was closed by `knownTo` is bridged; one that was not keeps the last value. */
function between(
  before: number,
  back: number,
  year: number,
  at: (year: number) => number | undefined,
): number {
  for (let on = 1; on <= OLDEST; on += 1) {
    const after = at(year + on)
    if (after !== undefined && after > 0)
      return before * Math.exp((Math.log(after / before) * back) / (back + on))
  }
  return before
}

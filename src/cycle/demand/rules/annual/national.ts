import { ENGLAND_BY_YEAR } from '../../data/annual-constants.ts'
import { TOO_SMALL } from '../../data/annual-boundaries.ts'
import type { Area, Panel } from './panel.ts'
import type { National } from './types.ts'

/** Councils that a panel must hold before they are taken to be England. */
const ENOUGH_COUNCILS = 100

/** Where a figure of England came from. */
export type NationalSource = 'set' | 'councils' | 'published' | 'shipped' | 'default'

/** One figure of England at the origin, with its source. */
export type NationalFigure = {
  readonly name: keyof National
  readonly value: number | undefined
  readonly source: NationalSource
}

/** England at the origin: as set, else from the councils of the panel, else as published, else as shipped for the year. */
export function nationalAt(
  panel: Panel,
  origin: number,
  shares: ReadonlyMap<string, number>,
  set: Partial<National>,
): readonly NationalFigure[] {
  const shipped = ENGLAND_BY_YEAR[origin]
  const published = panel.england
  const counted = shares.size >= ENOUGH_COUNCILS ? average(withoutSmall(shares)) : undefined
  const figures = [
    {
      name: 'growth',
      councils: ratioOf(panel, (a) => [a.years.get(origin)?.count, a.years.get(origin - 1)?.count]),
      published: logOf(published.get(origin)?.count, published.get(origin - 1)?.count),
    },
    {
      name: 'logStartedCeased',
      councils: ratioOf(panel, (a) => [a.years.get(origin)?.started, a.years.get(origin)?.ceased]),
      published: logOf(published.get(origin)?.started, published.get(origin)?.ceased),
    },
    { name: 'meanShare16plus', councils: counted, published: undefined },
  ] as const
  return figures.map(({ name, councils, published: printed }): NationalFigure => {
    if (set[name] !== undefined) return { name, value: set[name], source: 'set' }
    if (councils !== undefined) return { name, value: councils, source: 'councils' }
    if (printed !== undefined) return { name, value: printed, source: 'published' }
    if (shipped !== undefined) return { name, value: shipped[name], source: 'shipped' }
    return { name, value: undefined, source: 'default' }
  })
}

/** ln of one sum over another, over the councils that have both; undefined when they are too few to be England. */
function ratioOf(
  panel: Panel,
  pair: (area: Area) => readonly [number | undefined, number | undefined],
): number | undefined {
  let [over, under, councils] = [0, 0, 0]
  for (const area of panel.areas.values()) {
    const [a, b] = pair(area)
    if (a === undefined || b === undefined || TOO_SMALL.includes(area.code)) continue
    over += a
    under += b
    councils += 1
  }
  return councils < ENOUGH_COUNCILS ? undefined : logOf(over, under)
}

function logOf(over: number | undefined, under: number | undefined): number | undefined {
  if (over === undefined || under === undefined || over <= 0 || under <= 0) return undefined
  return Math.log(over / under)
}

function withoutSmall(values: ReadonlyMap<string, number>): readonly number[] {
  return [...values].flatMap(([code, v]) => (TOO_SMALL.includes(code) ? [] : [v]))
}

export function average(values: readonly number[]): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length
}

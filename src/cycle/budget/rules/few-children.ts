import { monthEnd, monthStart } from '#kernel/dates.ts'
import { yearOfMonth } from '#kernel/year.ts'
import { isSmall } from '#office/disclosure/rules/index.ts'
import type { Profile } from '#office/disclosure/rules/index.ts'
import type { Amount, DriverUnit, DriverVolume } from './model.ts'

/** How many children stand behind one unit of a volume held for so many days. */
const CHILDREN: Readonly<Partial<Record<DriverUnit, (days: number) => number>>> = {
  'child-day': (days) => 1 / days,
  'child-week': (days) => 7 / days,
  pupil: () => 1,
}

/**
 * Whether the money of a line tells of few children: its driver counts children, and on average over the months that the
 * plan gives they are few (30-budget, rule 35).
 */
export function fewChildren(
  volumes: readonly DriverVolume[],
  profile: Profile,
): (amount: Pick<Amount, 'driver' | 'version'>) => boolean {
  const byKey = Map.groupBy(volumes, (v) => `${v.driver}|${yearOfMonth(v.month)}`)
  return ({ driver, version }) => {
    const own = driver === undefined ? [] : (byKey.get(`${driver}|${version.year}`) ?? [])
    return own.length > 0 && isSmall(averageOf(own), profile)
  }
}

function averageOf(volumes: readonly DriverVolume[]): number {
  const months = volumes.map((v) => {
    const days = monthEnd(v.month) - monthStart(v.month)
    return ((CHILDREN[v.unit]?.(days) ?? 0) * v.thousandths) / 1000
  })
  return months.reduce((a, b) => a + b, 0) / months.length
}

import { SUB_TYPES, subTypeName } from '#cycle/demand/rules/index.ts'
import { iso } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { PPM } from '#kernel/rate.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import type { RunCalendar } from './run-calendar.ts'
import { POOL_SUB_TYPE } from './types.ts'
import type { CapacityRow, Policy, Pool } from './types.ts'

/** Rows put together by pool, area and ages, each in order of its days. The order of the rows changes nothing. */
export function poolsOf(rows: readonly CapacityRow[]): readonly Pool[] {
  return [...Map.groupBy(rows, poolId)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([id, own]) => {
      const [first] = own
      if (first === undefined) return []
      const { pool, area, ageFrom, ageTo } = first
      return [
        { id, kind: pool, area, ageFrom, ageTo, rows: own.toSorted((a, b) => a.from - b.from) },
      ]
    })
}

export function poolId(row: Omit<CapacityRow, 'approved' | 'unavailable' | 'blocked' | 'from'>) {
  return `${row.pool}|${row.area}|${row.ageFrom}-${row.ageTo}`
}

/** Places that can be used: approved x (1 - unavailable) - blocked, whole places, never below none. */
export function usablePlaces(row: Pick<CapacityRow, 'approved' | 'unavailable' | 'blocked'>) {
  const available = Math.floor((row.approved * (PPM - row.unavailable)) / PPM)
  return Math.max(0, available - row.blocked)
}

/** Usable places of a pool on a day; none before its first row. */
export function usableOn(pool: Pool, on: Day): number {
  const row = pool.rows.findLast((r) => r.from <= on)
  return row === undefined ? 0 : usablePlaces(row)
}

/** Usable places by day and pool, `day * pools + pool`: what a draw's own changes are added to. */
export function usableDays(pools: readonly Pool[], calendar: RunCalendar): Int32Array {
  const { days, origin } = calendar
  const table = new Int32Array((days + 1) * pools.length)
  for (const [p, pool] of pools.entries()) {
    for (const [i, row] of pool.rows.entries()) {
      const from = Math.max(0, row.from - origin)
      const to = Math.min(days + 1, (pool.rows[i + 1]?.from ?? Infinity) - origin)
      for (let d = from; d < to; d += 1) table[d * pools.length + p] = usablePlaces(row)
    }
  }
  return table
}

/** What makes rows of capacity unusable, each with its mend. */
export function refuseCapacity(rows: readonly CapacityRow[]): readonly Refusal[] {
  return rows.flatMap((row, i) => {
    const place = { field: `${row.pool} from ${iso(row.from)}` }
    const twice = rows.findIndex((r) => r.from === row.from && poolId(r) === poolId(row)) < i
    return [
      ...faults(row).map(([kind, message, mend]) => ({ kind, message, mend, ...place })),
      ...(twice
        ? [
            {
              kind: 'stated-twice',
              message: `${row.pool} has two rows from ${iso(row.from)} for the same area and ages`,
              mend: 'Keep one of the two',
              ...place,
            },
          ]
        : []),
    ]
  })
}

function faults(row: CapacityRow): readonly (readonly [string, string, string])[] {
  const whole = [row.approved, row.blocked, row.ageFrom, row.ageTo].every(
    (n) => Number.isInteger(n) && n >= 0,
  )
  if (!whole)
    return [
      [
        'not-a-count',
        'Places and ages are whole numbers from 0',
        'Write whole numbers, such as 120',
      ],
    ]
  const found: (readonly [string, string, string])[] = []
  if (row.blocked > row.approved)
    found.push([
      'more-blocked-than-approved',
      `${row.blocked} places are blocked and ${row.approved} approved`,
      'Write at most as many blocked places as are approved',
    ])
  if (row.unavailable < 0 || row.unavailable > PPM)
    found.push([
      'not-a-share',
      'The share that is unavailable lies outside 0% to 100%',
      'Write a percentage from 0 to 100',
    ])
  if (row.ageFrom > row.ageTo || row.ageTo > 17)
    found.push([
      'not-ages',
      `Ages ${row.ageFrom} to ${row.ageTo} are not a range within 0 to 17`,
      'Write the youngest age first; both are counted',
    ])
  if (row.pool === 'lodgings' && row.ageFrom < 16)
    found.push([
      'too-young',
      'Supported lodgings are for ages 16 and 17 alone',
      'Write 16 as the youngest age',
    ])
  return found
}

/** What makes lists unusable with some pools: a child who finds no place must have somewhere to go. */
export function readyPolicy(policy: Policy, pools: readonly Pool[], origin: Day): Result<Policy> {
  const held = new Set(pools.map((p) => POOL_SUB_TYPE[p.kind]))
  const refusals = [...held].flatMap((subType): Refusal[] => {
    const lists = policy.lists.filter((l) => l.wanted.includes(subType) && l.from <= origin)
    const bare = Array.from({ length: 18 }, (_, age) => age).filter(
      (age) => !lists.some((l) => l.ageFrom <= age && age <= l.ageTo),
    )
    if (bare.length === 0) return []
    return [
      {
        kind: 'no-list',
        field: subType,
        message: `No list says where a child of ${bare[0]} goes who finds no place in ${subTypeName(subType)}`,
        mend: 'Add a list for the age that holds on the first day of the forecast',
      },
    ]
  })
  const endless = policy.lists.filter((l) => l.prefer.every((s) => held.has(s)))
  const open = endless.map((l) => ({
    kind: 'no-last-resort',
    field: l.prefer.join(', '),
    message: 'The list ends with a kind of place that can be full',
    mend: 'End it with a kind of place that the council buys as needed',
  }))
  const all = [...refusals, ...open]
  return all.length > 0 ? refused(...all) : ok(policy)
}

/** The pool's sub-type as an index. */
export function subTypeOf(pool: Pick<Pool, 'kind'>): number {
  return SUB_TYPES.indexOf(POOL_SUB_TYPE[pool.kind])
}

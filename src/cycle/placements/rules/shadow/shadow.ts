import type { Spells } from '#cycle/demand/rules/index.ts'
import { SUB_TYPES } from '#cycle/demand/rules/index.ts'
import { pence } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'
import { roundHalfAway } from '#kernel/rate.ts'
import type { Allocator } from '../capacity/allocate.ts'
import { addReal, real, signed, small, whole } from '../capacity/read.ts'
import { seekersOf } from '../capacity/seekers.ts'
import type { Seekers } from '../capacity/seekers.ts'
import type { SpellPrices } from '../capacity/spell-prices.ts'
import { sweep } from '../capacity/sweep.ts'

/** What a curve is worked out for. */
export type ShadowSetting = {
  readonly allocator: Allocator
  /** The pool that has one place more, and one more, up to `most`. */
  readonly pool: number
  readonly most: number
  /** Days of the run over which cost is compared, half-open. */
  readonly from: number
  readonly to: number
  readonly prices: SpellPrices
  readonly seed: number
  readonly draws: number
}

/** A curve as it is worked out, draw by draw. */
export type ShadowCount = {
  readonly setting: ShadowSetting
  /** Pence over the days by draw and places added: `draw * (most + 1) + more`. */
  readonly costs: Float64Array
  /** Child-days out of the pools over the days, the same way. */
  readonly spilled: Float64Array
  /** What a child in a sub-type costs from the first day up to a day: `subType * (days + 1) + day`. */
  readonly upTo: Float64Array
}

export function shadowCount(setting: ShadowSetting): ShadowCount {
  const size = setting.draws * (setting.most + 1)
  return {
    setting,
    costs: new Float64Array(size),
    spilled: new Float64Array(size),
    upTo: costUpTo(setting.prices),
  }
}

/** At the book's prices: every draw and number of places meets the same. Days without a price cost nothing here. */
function costUpTo(prices: SpellPrices): Float64Array {
  const { days } = prices.calendar
  const width = prices.calendar.months.length + 1
  const table = new Float64Array(SUB_TYPES.length * (days + 1))
  for (let s = 0; s < SUB_TYPES.length; s += 1) {
    const last = whole(prices.firstPiece, s * width + width - 1)
    for (let p = whole(prices.firstPiece, s * width); p < last; p += 1) {
      const daily = Math.max(0, real(prices.weekly, p)) / 7
      for (let day = whole(prices.from, p); day < whole(prices.to, p); day += 1)
        table[s * (days + 1) + day + 1] = daily
    }
    for (let day = 1; day <= days; day += 1)
      addReal(table, s * (days + 1) + day, real(table, s * (days + 1) + day - 1))
  }
  return table
}

/**
 * Adds one draw: the same children and the same luck at every number of places (20-placements, 4H). All flows and spill are
 * in it, whatever other pools there are.
 */
export function countShadow(
  count: ShadowCount,
  index: number,
  draw: number,
  spells: Spells,
  stated: Int32Array,
): void {
  const { setting } = count
  const { allocator, pool, most } = setting
  const { rules, room } = allocator
  const pools = rules.pools.length
  const usable = stated.slice()
  const seekers = seekersOf(spells, rules, setting.seed, draw, allocator.seekers)
  for (let more = 0; more <= most; more += 1) {
    const chosen = sweep(seekers, usable, pools, room)
    addCosts(count, index * (most + 1) + more, seekers, chosen)
    for (let at = pool; at < usable.length; at += pools) usable[at] = whole(usable, at) + 1
  }
}

function addCosts(count: ShadowCount, at: number, seekers: Seekers, chosen: Int8Array): void {
  const { setting, upTo } = count
  const { from, to, allocator, prices } = setting
  const { rules, fill } = allocator
  const width = prices.calendar.days + 1
  let cost = 0
  let spilled = 0
  for (let row = 0; row < seekers.count; row += 1) {
    const start = Math.max(from, whole(seekers.start, row))
    const end = Math.min(to, whole(seekers.end, row))
    if (end <= start) continue
    const pool = signed(chosen, row)
    const subType =
      pool === -1 ? small(rules.otherwiseOf, small(seekers.list, row)) : small(fill, pool)
    cost += real(upTo, subType * width + end) - real(upTo, subType * width + start)
    if (pool === -1) spilled += end - start
  }
  count.costs[at] = cost
  count.spilled[at] = spilled
}

/** What one place more is worth, when so many have been added. */
export type ShadowPoint = {
  /** Places added before this one. */
  readonly more: number
  /** Pence a year, the place's own running cost taken off. */
  readonly price: Pence
  /** How far chance alone may move it: the standard error over the draws. */
  readonly error: Pence
  /** Children who are in a place of the council's own for it, on average. */
  readonly children: number
}

const YEAR_DAYS = 365

/** The curve from no place more to `most` (20-placements, 4H23). `runningWeekly` is what the place itself costs a week. */
export function shadowCurve(count: ShadowCount, runningWeekly: Pence): readonly ShadowPoint[] {
  const { most, from, to, draws } = count.setting
  const yearly = YEAR_DAYS / (to - from)
  const running = (runningWeekly * YEAR_DAYS) / 7
  return Array.from({ length: most }, (_, more): ShadowPoint => {
    let sum = 0
    let squares = 0
    let spilled = 0
    for (let draw = 0; draw < draws; draw += 1) {
      const at = draw * (most + 1) + more
      const worth = (real(count.costs, at) - real(count.costs, at + 1)) * yearly
      sum += worth
      squares += worth * worth
      spilled += real(count.spilled, at) - real(count.spilled, at + 1)
    }
    const mean = sum / draws
    const variance = Math.max(0, squares / draws - mean * mean)
    return {
      more,
      price: pence(roundHalfAway(mean - running)),
      error: pence(roundHalfAway(Math.sqrt(variance / Math.max(1, draws - 1)))),
      children: spilled / draws / (to - from),
    }
  })
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SUB_TYPES, spellsOf } from '#cycle/demand/rules/index.ts'
import type { Spells } from '#cycle/demand/rules/index.ts'
import { isoDay } from '#kernel/dates.ts'
import { pence } from '#kernel/money.ts'
import { join, mix, stream } from '#kernel/random.ts'
import { aCouncil } from '#test/a-council.ts'
import { allocate, allocator } from '../capacity/allocate.ts'
import { costSpells } from '../capacity/cost-spells.ts'
import { poolsOf, usableDays } from '../capacity/pools.ts'
import { runCalendar } from '../capacity/run-calendar.ts'
import { spellPrices } from '../capacity/spell-prices.ts'
import { everyFit, NO_LAW, someRow, threePools } from '../capacity/test-places.ts'
import { aPrice } from '../test-book.ts'
import { chanceAbove, expectedSpill, steadyShadowPrice } from './poisson.ts'
import { countShadow, shadowCount, shadowCurve } from './shadow.ts'

const from = isoDay('2020-04-01')
const flat = { spreads: {}, dearStart: undefined, known: [] }
const book = [
  aPrice({ subType: 'in-house-foster', weekly: pence(42_000), from }),
  aPrice({ subType: 'agency-foster', weekly: pence(82_000), from }),
  aPrice({ subType: 'home-own', weekly: pence(500_000), from }),
  aPrice({ subType: 'home-agency', weekly: pence(640_000), from }),
  aPrice({ subType: 'supported-lodgings', weekly: pence(35_000), from }),
  aPrice({ subType: 'supported-accommodation', weekly: pence(110_000), from }),
]

test('shadow price: a Poisson need of mean 100 and a gap of £400: £9,874.56 at 100 places, £5,990.01 at 105, £3,068.86 at 110, £472.82 at 120', () => {
  const rows = [100, 105, 110, 120].map((k) => [
    chanceAbove(100, k).toFixed(6),
    steadyShadowPrice(100, k, pence(40_000)),
  ])
  assert.deepEqual(rows, [
    ['0.473438', 987_456],
    ['0.287192', 599_001],
    ['0.147137', 306_886],
    ['0.022669', 47_282],
  ])
})

test('shadow price: 3.986100 children spill at 100 places and 3.512662 at 101: the difference is the chance of being short', () => {
  assert.equal(expectedSpill(100, 100).toFixed(6), '3.986100')
  assert.equal(expectedSpill(100, 101).toFixed(6), '3.512662')
  assert.equal((expectedSpill(100, 100) - expectedSpill(100, 101)).toFixed(6), '0.473438')
})

/** So many children who look for a place on the first day and stay for the year. */
function steady(count: number, days: number): Spells {
  const foster = SUB_TYPES.indexOf('agency-foster')
  return {
    count,
    days,
    person: Int32Array.from({ length: count }, (_, i) => 2_000_000 + i),
    nth: new Int32Array(count),
    start: new Int32Array(count),
    end: new Int32Array(count).fill(days),
    wanted: new Uint8Array(count).fill(foster),
    ageBand: new Uint8Array(count).fill(3),
    born: new Int32Array(count).fill(-4500),
    uasc: new Uint8Array(count),
  }
}

function poisson(mean: number, next: () => number): number {
  let n = 0
  let rest = mean + Math.log(next())
  while (rest > 0) {
    n += 1
    rest += Math.log(next())
  }
  return n
}

test('where the need is steady and Poisson the simulated price is the chance of being short times the gap, within its own error', () => {
  const calendar = runCalendar({ origin: isoDay('2022-04-01'), months: 12 })
  assert.equal(calendar.days, 365)
  const draws = 3000
  const pools = poolsOf([someRow({ approved: 20 })])
  const count = shadowCount({
    allocator: allocator(NO_LAW, pools, everyFit(pools), calendar),
    pool: 0,
    most: 12,
    from: 0,
    to: 365,
    prices: spellPrices(book, calendar, flat),
    seed: 1,
    draws,
  })
  const usable = usableDays(pools, calendar)
  for (let draw = 0; draw < draws; draw += 1)
    countShadow(count, draw, draw, steady(poisson(22, stream(join(mix(4), draw))), 365), usable)
  const curve = shadowCurve(count, pence(0))
  for (const { more, price, error, children } of curve) {
    const expected = steadyShadowPrice(22, 20 + more, pence(40_000))
    assert.ok(
      Math.abs(price - expected) < 4 * error,
      `${more}: ${price} for ${expected} ± ${error}`,
    )
    const short = expectedSpill(22, 20 + more) - expectedSpill(22, 21 + more)
    assert.ok(Math.abs(children - short) < 4 * Math.sqrt((short * (1 - short)) / draws))
  }
})

const input = aCouncil({ entriesAMonth: 6, months: 24 })
const calendar = runCalendar(input)
const SEED = 7

function curveOf(pool: number, places: number, most: number, draws: number) {
  const pools = threePools(places)
  const maker = allocator(NO_LAW, pools, everyFit(pools, 0.8), calendar)
  const prices = spellPrices(book, calendar, flat)
  const usable = usableDays(pools, calendar)
  const setting = {
    allocator: maker,
    pool,
    most,
    from: 0,
    to: calendar.days,
    prices,
    seed: SEED,
    draws,
  }
  const count = shadowCount(setting)
  for (let draw = 0; draw < draws; draw += 1)
    countShadow(count, draw, draw, spellsOf(input, SEED, draw), usable)
  return { count, pools, maker, prices, usable }
}

test('the curve is the difference of whole simulations, each with one place more', () => {
  const draws = 3
  const { count, pools, maker, prices, usable } = curveOf(0, 15, 2, draws)
  for (let draw = 0; draw < draws; draw += 1) {
    const spells = spellsOf(input, SEED, draw)
    const costs = [0, 1, 2].map((more) => {
      const now = usable.map((n, i) => (i % pools.length === 0 ? n + more : n))
      const { subType } = allocate(maker, spells, now, { seed: SEED, draw })
      return costSpells(spells, subType, prices, { seed: SEED, draw }).pence.reduce(
        (a, b) => a + b,
        0,
      )
    })
    for (const more of [0, 1]) {
      const whole = (costs[more] ?? 0) - (costs[more + 1] ?? 0)
      const ours = (count.costs[draw * 3 + more] ?? 0) - (count.costs[draw * 3 + more + 1] ?? 0)
      // Cells are rounded to the penny there, and nothing is here.
      assert.ok(Math.abs(whole - ours) < 60, `${whole} for ${ours}`)
    }
  }
})

test('a place more is worth less the more there are, and its own running cost is taken off', () => {
  const there = SUB_TYPES.indexOf('in-house-foster')
  const { count } = curveOf(0, input.people.subType.filter((s) => s === there).length, 40, 12)
  const curve = shadowCurve(count, pence(0))
  assert.equal(curve.length, 40)
  assert.ok(curve.every((p) => p.price >= 0))
  assert.ok((curve[0]?.price ?? 0) > (curve[39]?.price ?? 0))
  const net = shadowCurve(count, pence(10_000))
  curve.forEach((p, i) => assert.ok(Math.abs(p.price - (net[i]?.price ?? 0) - 521_429) <= 1))
})

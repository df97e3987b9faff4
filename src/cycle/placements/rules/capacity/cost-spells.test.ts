import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  drawTable,
  simulateChunk,
  simulateSpells,
  spellsOf,
  SUB_TYPES,
} from '#cycle/demand/rules/index.ts'
import { isoDay } from '#kernel/dates.ts'
import { pence } from '#kernel/money.ts'
import { percent } from '#kernel/rate.ts'
import { aCouncil } from '#test/a-council.ts'
import { costForecast, countsOf, planOf, priceDraws } from '../index.ts'
import type { Price } from '../index.ts'
import { aBook as bookFrom, aPrice as priceFrom } from '../test-book.ts'
import { allocate, allocator } from './allocate.ts'
import { costSpells } from './cost-spells.ts'
import { poolsOf, usableDays } from './pools.ts'
import { runCalendar } from './run-calendar.ts'
import { SHIPPED_POLICY } from './shipped.ts'
import { SHIPPED_DEAR_START, spellPrices } from './spell-prices.ts'
import type { SpellPriceSettings } from './spell-prices.ts'
import { everyFit, someRow } from './test-places.ts'

const input = aCouncil({ entriesAMonth: 6, months: 24 })
const calendar = runCalendar(input)
const SEED = 3
const SUBS = SUB_TYPES.length
const NONE: SpellPriceSettings = { spreads: {}, dearStart: undefined, known: [] }
const from = isoDay('2020-04-01')
const aPrice = (parts: Partial<Price>) => priceFrom({ from, ...parts })
const aBook = (parts: Partial<Price> = {}) => bookFrom({ from, ...parts })
const uplift = { on: '1 April', rate: percent(5) } as const
const book = aBook({ uplift })
const sum = (v: ArrayLike<number>) => Array.from(v).reduce((a, b) => a + b, 0)
const mean = (v: readonly number[]) => sum(v) / v.length
const spread = (v: readonly number[]) => Math.sqrt(mean(v.map((x) => (x - mean(v)) ** 2)))
const wanted = (draw: number) => {
  const spells = spellsOf(input, SEED, draw)
  return { spells, subType: spells.wanted, luck: { seed: SEED, draw } }
}

test('at the book’s own prices the placements cost what the table of draws costs, cell by cell to the penny', () => {
  const draws = 3
  const table = drawTable(input, simulateChunk(input, SEED, { from: 0, to: draws }))
  const counts = countsOf(table, false)
  const plan = planOf(book, counts)
  const priced = priceDraws(counts, plan, { seed: SEED, cv: plan.map(() => 0), keep: 0.9 })
  const prices = spellPrices(book, calendar, NONE)
  for (let draw = 0; draw < draws; draw += 1) {
    const { spells, subType, luck } = wanted(draw)
    const { pence: ours } = costSpells(spells, subType, prices, luck)
    assert.ok(sum(ours) > 0)
    counts.months.forEach((_, m) =>
      counts.kinds.forEach((kind, k) => {
        const s = SUB_TYPES.indexOf(kind.subType)
        const theirs = priced.atBook[(m * counts.kinds.length + k) * draws + draw]
        assert.equal(ours[m * SUBS + s], theirs, `${kind.subType} in month ${m}`)
      }),
    )
  }
})

test('every penny is whole, and days without a price are counted and cost nothing', () => {
  const some = aBook({ spread: { kind: 'lognormal', cv: percent(40) } }).filter(
    (p) => p.subType !== 'agency-foster',
  )
  const { spells, subType, luck } = wanted(1)
  const { pence: cost, unpriced } = costSpells(
    spells,
    subType,
    spellPrices(some, calendar, NONE),
    luck,
  )
  assert.ok(cost.every((p) => Number.isSafeInteger(p)))
  const agency = SUB_TYPES.indexOf('agency-foster')
  const table = drawTable(input, simulateChunk(input, SEED, { from: 0, to: 2 }))
  for (let m = 0; m < 24; m += 1) {
    assert.equal(cost[m * SUBS + agency], 0)
    assert.equal(unpriced[m * SUBS + agency], table.childDays[(24 + m) * SUBS + agency])
  }
})

test('a new placement draws its price once and keeps it; whoever is there keeps what is paid, raised as the book is', () => {
  const one = aPrice({ subType: 'home-agency', weekly: pence(700_000), uplift })
  const s = SUB_TYPES.indexOf('home-agency')
  const { days } = calendar
  const spells = {
    count: 2,
    days,
    person: Int32Array.of(0, 2_000_000),
    nth: Int32Array.of(0, 0),
    start: Int32Array.of(-1, 40),
    end: Int32Array.of(days, days),
    wanted: Uint8Array.of(s, s),
    ageBand: Uint8Array.of(3, 3),
    born: Int32Array.of(-5000, -5000),
    uasc: Uint8Array.of(0, 0),
  }
  const wide = { ...one, spread: { kind: 'lognormal', cv: percent(40) } as const }
  const cost = (person: number, known: readonly number[], draw = 0) => {
    const only = {
      ...spells,
      count: 1,
      ...(person === 0 ? {} : { person: Int32Array.of(2_000_000), start: Int32Array.of(0) }),
    }
    return costSpells(only, spells.wanted, spellPrices([wide], calendar, { ...NONE, known }), {
      seed: SEED,
      draw,
    }).pence
  }
  const months = (c: Float64Array) =>
    calendar.months.map(({ from, to }, m) => (c[m * SUBS + s] ?? 0) / (to - from))
  const paid = months(cost(0, [910_000]))
  assert.ok(Math.abs((paid[0] ?? 0) * 7 - 910_000 * 1) < 2)
  assert.ok(
    Math.abs((paid[13] ?? 0) / (paid[0] ?? 1) - 1.05) < 1e-4,
    'the uplift of 1 April is on top',
  )
  const drawn = months(cost(1, []))
  assert.ok(
    drawn.slice(0, 12).every((x) => Math.abs(x / (drawn[0] ?? 1) - 1) < 1e-4),
    'kept for the year',
  )
  assert.notEqual(Math.round(drawn[0] ?? 0), 100_000)
  assert.notDeepEqual(drawn, months(cost(1, [], 1)), 'another draw, another price')
})

test('drawn prices average the book’s, with the book’s coefficient of variation; dear starts raise it to 1.06', () => {
  const count = 20_000
  const s = SUB_TYPES.indexOf('home-agency')
  const fill = (x: number) => new Int32Array(count).fill(x)
  const spells = {
    count,
    days: calendar.days,
    person: Int32Array.from({ length: count }, (_, i) => 2_000_000 + i),
    nth: fill(0),
    start: fill(0),
    end: fill(1),
    wanted: new Uint8Array(count).fill(s),
    ageBand: new Uint8Array(count).fill(3),
    born: fill(-5000),
    uasc: new Uint8Array(count),
  }
  const price = aPrice({
    subType: 'home-agency',
    weekly: pence(700_000),
    spread: { kind: 'lognormal', cv: percent(40) },
  })
  const average = (dearStart: SpellPriceSettings['dearStart']) => {
    const prices = spellPrices([price], calendar, { ...NONE, dearStart })
    return (
      sum(costSpells(spells, spells.wanted, prices, { seed: 1, draw: 0 }).pence) / count / 100_000
    )
  }
  const error = 0.4 / Math.sqrt(count)
  assert.ok(Math.abs(average(undefined) - 1) < 4 * error)
  assert.ok(Math.abs(average(SHIPPED_DEAR_START) - 1.06) < 6 * error)
})

test('a dear start lasts about ninety days on average and then the placement has its own price', () => {
  const count = 4000
  const s = SUB_TYPES.indexOf('home-agency')
  const price = aPrice({ subType: 'home-agency', weekly: pence(70_000) })
  const always = { ...SHIPPED_DEAR_START, share: percent(100) }
  const prices = spellPrices([price], calendar, { ...NONE, dearStart: always })
  const spells = {
    count,
    days: calendar.days,
    person: Int32Array.from({ length: count }, (_, i) => 2_000_000 + i),
    nth: new Int32Array(count),
    start: new Int32Array(count),
    end: new Int32Array(count).fill(calendar.days),
    wanted: new Uint8Array(count).fill(s),
    ageBand: new Uint8Array(count).fill(3),
    born: new Int32Array(count).fill(-5000),
    uasc: new Uint8Array(count),
  }
  const total = sum(costSpells(spells, spells.wanted, prices, { seed: 1, draw: 0 }).pence) / count
  const dearDays = (total - 10_000 * calendar.days) / 20_000
  assert.ok(Math.abs(dearDays - 90) < (5 * 64) / Math.sqrt(count), `${dearDays}`)
})

test('raising a price never lowers the cost of any draw', () => {
  for (const draw of [0, 1]) {
    const { spells, subType, luck } = wanted(draw)
    const cost = (weekly: number) =>
      sum(
        costSpells(
          spells,
          subType,
          spellPrices(
            aBook({ spread: { kind: 'lognormal', cv: percent(30) }, weekly: pence(weekly) }),
            calendar,
            NONE,
          ),
          luck,
        ).pence,
      )
    assert.ok(cost(50_000) <= cost(50_001) && cost(50_001) <= cost(80_000))
  }
})

test('more places never raise the cost of a draw when the local price is lower, at flat prices', () => {
  const flat = aBook().map((p) =>
    p.subType === 'in-house-foster'
      ? { ...p, weekly: pence(42_000) }
      : p.subType === 'agency-foster'
        ? { ...p, weekly: pence(82_000) }
        : p,
  )
  const prices = spellPrices(flat, calendar, NONE)
  for (const draw of [0, 1, 2]) {
    const { spells, luck } = wanted(draw)
    const costs = [0, 5, 10, 15, 20, 40, 80].map((approved) => {
      const pools = poolsOf([someRow({ approved })])
      const maker = allocator(SHIPPED_POLICY, pools, everyFit(pools, 0.8), calendar)
      const { subType } = allocate(maker, spells, usableDays(pools, calendar), luck)
      return sum(costSpells(spells, subType, prices, luck).pence)
    })
    costs.slice(1).forEach((c, i) => assert.ok(c <= (costs[i] ?? 0)))
    assert.ok((costs.at(-1) ?? 0) < (costs[0] ?? 0))
  }
})

test('beside the costing of averages: the same middle, and a band as wide within a tenth', () => {
  const draws = 300
  const some = aBook({ spread: { kind: 'lognormal', cv: percent(40) } })
  const settings = { seed: SEED, widths: [], lines: [], spreads: {}, placementDays: 406 }
  const prices = spellPrices(some, calendar, NONE)
  const years: number[] = []
  const partial = simulateSpells(
    input,
    SEED,
    { from: 0, to: draws },
    {
      place: (draw, spells) => {
        const { pence: cost } = costSpells(spells, spells.wanted, prices, { seed: SEED, draw })
        years.push(sum(cost.slice(0, 12 * SUBS)))
        return undefined
      },
    },
  )
  const costing = costForecast(drawTable(input, partial), some, settings)
  const theirs = costing.years[0]?.draws ?? []
  assert.equal(costing.years[0]?.months, 12)
  assert.ok(Math.abs(mean(years) / mean(theirs) - 1) < 0.01, `${mean(years) / mean(theirs)}`)
  assert.ok(Math.abs(spread(years) / spread(theirs) - 1) < 0.1, `${spread(years) / spread(theirs)}`)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { SUB_TYPES } from '#cycle/demand/rules/index.ts'
import type { SubType } from '#cycle/demand/rules/index.ts'
import { dayOf } from '#kernel/dates.ts'
import { pence } from '#kernel/money.ts'
import { percent } from '#kernel/rate.ts'
import { financialYear } from '#kernel/year.ts'
import { ASYLUM_LINE, cellCost, costBridge, costForecast, totalOf } from '../index.ts'
import type { Costing, CostSettings, Price } from '../index.ts'
import { aBook, aPrice, aTable } from '../test-book.ts'
import { stretched } from './bands.ts'
import { luckOf, nextMonth, persistence } from './luck.ts'
import { wholePence } from './bridge.ts'

const SETTINGS: CostSettings = {
  seed: 5,
  widths: [],
  lines: [],
  spreads: {},
  placementDays: 406,
}
const YEAR = financialYear(2026)

/** About a hundred children in each of three kinds, more in some draws than in others. */
function someTable(months = 24, draws = 50, subTypes: readonly SubType[] = SUB_TYPES.slice(0, 8)) {
  return aTable({
    months,
    draws,
    subTypes,
    childDays: (draw, month, s, uasc) =>
      uasc ? (draw + month) % 4 : 3000 + ((draw * 37 + month * 11 + s.length * 5) % 400),
  })
}

const mean = (v: readonly number[]) => v.reduce((a, b) => a + b, 0) / v.length

function yearOf(costing: Costing, year = YEAR) {
  const found = costing.years.find((y) => y.year === year)
  assert.ok(found)
  return found
}

test('the cost of one draw is the sum of its cells, each rounded once', () => {
  const table = aTable({ months: 1, draws: 1, childDays: () => 10 })
  const costing = costForecast(table, aBook(), SETTINGS)
  const expected = aBook().reduce((n, p) => n + cellCost(p.weekly, 20), 0)
  assert.equal(yearOf(costing).cost.mean, expected)
  assert.deepEqual(yearOf(costing).draws, [expected])
  assert.equal(yearOf(costing).cost.p10, expected)
})

test('parts make months, months make quarters and years, to the penny in every cut', () => {
  const table = someTable(21)
  const settings = { ...SETTINGS, lines: [{ year: YEAR, own: {}, unaccompaniedApart: true }] }
  const costing = costForecast(table, aBook(), settings)
  const total = totalOf(costing.years)
  assert.ok(total > 0)
  assert.equal(totalOf(costing.months), total)
  assert.equal(totalOf(costing.monthParts), total)
  assert.equal(totalOf(costing.yearParts), total)
  assert.equal(totalOf(costing.quarters), total)
  for (const part of costing.monthParts)
    assert.equal(
      part.priced.reduce((n, p) => n + p.pence, 0),
      part.cost.mean,
    )
  assert.deepEqual(
    costing.years.map((y) => [y.year, y.months]),
    [
      ['2026-27', 12],
      ['2027-28', 9],
    ],
  )
})

test('child-days priced and child-days without a price are the child-days forecast', () => {
  const table = someTable(6)
  const book = aBook().filter((p) => p.subType !== 'agency-foster')
  const costing = costForecast(table, book, SETTINGS)
  const forecast = table.childDays.reduce((a, b) => a + b, 0) / table.draws
  const priced = costing.months.reduce((n, m) => n + m.childDays, 0)
  const bare = costing.unpriced.reduce((n, u) => n + u.childDays, 0)
  assert.ok(Math.abs(priced + bare - forecast) < 1e-6)
  assert.deepEqual(
    costing.unpriced.map((u) => [u.subType, u.why, u.first, u.last]),
    [['agency-foster', 'not in the price book', '2026-04', '2026-09']],
  )
  assert.ok(!costing.yearParts.some((p) => p.subType === 'agency-foster'), 'never costed at 0')
})

test('a price that ends inside a month leaves the rest of the month without a price', () => {
  const table = aTable({ months: 1, draws: 1, subTypes: ['agency-foster'], childDays: () => 150 })
  const price = aPrice({ to: dayOf(2026, 4, 11) })
  const costing = costForecast(table, [price], SETTINGS)
  assert.equal(yearOf(costing).childDays, 100)
  assert.equal(costing.unpriced[0]?.childDays, 200)
  assert.equal(costing.unpriced[0]?.why, 'no price on these days')
  assert.equal(yearOf(costing).cost.mean, cellCost(price.weekly, 100))
})

test('an uplift inside a month prices the days before at the old price and the days after at the new', () => {
  const table = aTable({ months: 12, draws: 1, subTypes: ['home-own'], childDays: () => 31 })
  const price = aPrice({
    subType: 'home-own',
    from: dayOf(2025, 10, 16),
    uplift: { on: 'anniversary', rate: percent(10) },
  })
  const costing = costForecast(table, [price], SETTINGS)
  const october = costing.monthParts.find((p) => p.month === '2026-10')
  assert.deepEqual(
    october?.priced.map((p) => [p.weekly, p.days, p.of]),
    [
      [82_000, 15, 31],
      [90_200, 16, 31],
    ],
  )
  assert.equal(october?.cost.mean, cellCost(pence(82_000), 30) + cellCost(pence(90_200), 32))
})

test('the order of the book’s rows changes nothing', () => {
  const table = someTable(12, 20)
  const book = aBook({ spread: { kind: 'lognormal', cv: percent(30) } })
  const figures = (b: readonly Price[]) => {
    const { years, yearParts } = costForecast(table, b, SETTINGS)
    return { years, yearParts }
  }
  fc.assert(
    fc.property(fc.shuffledSubarray([...book], { minLength: book.length }), (shuffled) => {
      assert.deepEqual(figures(shuffled), figures(book))
    }),
    { numRuns: 5, seed: 1 },
  )
})

test('raising a price never lowers the cost, of what is expected or of any draw', () => {
  const table = someTable(12, 20)
  fc.assert(
    fc.property(
      fc.nat({ max: 7 }),
      fc.integer({ min: 1, max: 50_000 }),
      fc.integer({ min: 0, max: 60 }),
      (row, more, cv) => {
        const book = aBook({ spread: { kind: 'lognormal', cv: percent(cv) } })
        const dearer = book.map((p, i) =>
          i === row ? { ...p, weekly: pence(p.weekly + more) } : p,
        )
        const [a, b] = [costForecast(table, book, SETTINGS), costForecast(table, dearer, SETTINGS)]
        assert.ok(yearOf(b).cost.mean > yearOf(a).cost.mean)
        yearOf(a).draws.forEach((d, i) => assert.ok((yearOf(b).draws[i] ?? 0) >= d))
      },
    ),
    { numRuns: 20, seed: 2 },
  )
})

test('a spread of prices widens the band and leaves what is expected as it is', () => {
  const table = someTable(12, 400)
  const [flat, spread] = [0, 60].map((cv) =>
    costForecast(table, aBook({ spread: { kind: 'lognormal', cv: percent(cv) } }), SETTINGS),
  )
  assert.ok(flat && spread)
  assert.equal(yearOf(spread).cost.mean, yearOf(flat).cost.mean)
  const width = (c: Costing) => yearOf(c).cost.p90 - yearOf(c).cost.p10
  assert.ok(width(spread) > width(flat) * 1.1)
  assert.equal(yearOf(flat).fromChildren, 1)
  const share = yearOf(spread).fromChildren ?? 1
  assert.ok(share > 0 && share < 1)
  const drawn = yearOf(spread).draws.reduce((a, b) => a + b, 0) / 400
  assert.ok(Math.abs(drawn / yearOf(spread).cost.mean - 1) < 0.01, 'the mean of the luck is one')
})

test('a row that does not state its spread takes the council’s default for the sub-type; 0 is none', () => {
  const table = someTable(12, 200, ['agency-foster'])
  const cost = (p: Partial<Price>) =>
    yearOf(
      costForecast(table, [aPrice(p)], {
        ...SETTINGS,
        spreads: { 'agency-foster': percent(20) },
      }),
    ).cost
  assert.deepEqual(
    cost({ spread: { kind: 'not-stated' } }),
    cost({ spread: { kind: 'lognormal', cv: percent(20) } }),
  )
  assert.notDeepEqual(cost({ spread: { kind: 'not-stated' } }), cost({ spread: { kind: 'none' } }))
})

test('the luck of prices is standard normal in every month and fades as placements end', () => {
  const keep = persistence(406)
  const kind = { subType: 'home-agency' as const, unaccompanied: 'all' as const }
  const first: number[] = []
  const later: number[] = []
  const luck = luckOf(9, 4000, kind)
  for (let month = 0; month <= 12; month += 1) {
    nextMonth(luck, month, keep)
    if (month === 0) first.push(...luck.z)
  }
  later.push(...luck.z)
  for (const values of [first, later]) {
    assert.ok(Math.abs(mean(values)) < 0.05)
    assert.ok(Math.abs(mean(values.map((v) => v * v)) - 1) < 0.07)
  }
  const together = mean(first.map((v, i) => v * (later[i] ?? 0)))
  assert.ok(Math.abs(together - keep ** 12) < 0.05, `${together} is near ${keep ** 12}`)
})

test('unaccompanied children go to their own line when the council says so, and the total stays the same', () => {
  const table = someTable(12, 10)
  const book = aBook()
  const together = costForecast(table, book, SETTINGS)
  const lines = [{ year: YEAR, own: { 'in-house-foster': 'cla.other' }, unaccompaniedApart: true }]
  const apart = costForecast(table, book, { ...SETTINGS, lines })
  assert.ok(Math.abs(totalOf(apart.years) - totalOf(together.years)) < 12 * 16, 'but for rounding')
  const asylum = apart.yearParts.filter((p) => p.s251 === ASYLUM_LINE)
  assert.equal(asylum.length, 8)
  assert.equal(
    apart.yearParts.find((p) => p.subType === 'in-house-foster' && p.s251 !== ASYLUM_LINE)?.s251,
    'cla.other',
  )
  assert.equal(
    together.yearParts.find((p) => p.subType === 'in-house-foster')?.s251,
    'cla.fostering-own',
  )
})

test('bands are widened about the median as the back-test taught, and means are not', () => {
  const table = someTable(12, 200)
  const factors = Array.from({ length: 12 }, () => 2)
  const narrow = yearOf(costForecast(table, aBook(), SETTINGS)).cost
  const wide = yearOf(
    costForecast(table, aBook(), { ...SETTINGS, widths: [{ series: 'all', factors }] }),
  ).cost
  assert.equal(wide.mean, narrow.mean)
  assert.ok(Math.abs(wide.p50 / narrow.p50 - 1) < 1e-6)
  const ratio = Math.log(wide.p90 / wide.p50) / Math.log(narrow.p90 / narrow.p50)
  assert.ok(Math.abs(ratio - 2) < 0.02, `${ratio}`)
})

test('widening acts on children alone: the price’s part of a draw stays as drawn', () => {
  const book = Float64Array.of(90, 100, 110)
  const drawn = Float64Array.of(99, 100, 110)
  const out = stretched(book, drawn, 2)
  assert.deepEqual(
    [...out].map((v) => v.toFixed(3)),
    ['89.100', '100.000', '121.000'],
  )
})

test('the bridge from one year to the next adds exactly: volume, mix and price', () => {
  const table = aTable({
    months: 24,
    draws: 1,
    subTypes: ['agency-foster', 'home-agency'],
    childDays: (_, month, s) => (s === 'home-agency' ? (month < 12 ? 300 : 450) : 3000),
  })
  const book = [
    aPrice({ uplift: { on: '1 April', rate: percent(3) } }),
    aPrice({ subType: 'home-agency', weekly: pence(687_000), origin: { row: 3 } }),
  ]
  const { yearParts } = costForecast(table, book, SETTINGS)
  const bridge = costBridge(yearParts, YEAR, financialYear(2027))
  assert.equal(bridge.before + bridge.volume + bridge.mix + bridge.price, bridge.after)
  assert.ok(bridge.volume > 0 && bridge.mix > 0 && bridge.price > 0)
  const fostering = 24 * 3000
  assert.equal(bridge.price, Math.round((fostering * (86_994 - 84_460)) / 7))
})

test('a bridge to a kind of placement that is new has its price there, and no change of price', () => {
  const table = aTable({
    months: 24,
    draws: 1,
    subTypes: ['home-own', 'secure-home'],
    childDays: (_, month, s) => (s === 'home-own' || month >= 12 ? 31 : 0),
  })
  const book = ['home-own' as const, 'secure-home' as const].map((subType, i) =>
    aPrice({ subType, weekly: pence(500_000 * (i + 1)) }),
  )
  const bridge = costBridge(
    costForecast(table, book, SETTINGS).yearParts,
    YEAR,
    financialYear(2027),
  )
  assert.equal(bridge.before + bridge.volume + bridge.mix + bridge.price, bridge.after)
  assert.ok(Math.abs(bridge.price) <= 2)
})

test('parts in whole pence add to the change whatever their signs', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 5 }),
      (parts) => {
        const total = Math.round(parts.reduce((a, b) => a + b, 0)) + 0
        const whole = wholePence(total, parts)
        assert.equal(
          whole.reduce((a, b) => a + b, 0),
          total,
        )
        whole.forEach((w, i) => assert.ok(Math.abs(w - (parts[i] ?? 0)) <= 1.001))
      },
    ),
    { seed: 3 },
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { normal } from '#cycle/demand/rules/index.ts'
import { dayOf } from '#kernel/dates.ts'
import { pence, sum } from '#kernel/money.ts'
import { percent } from '#kernel/rate.ts'
import { averagePrice } from './costing/luck.ts'
import {
  cellCost,
  childrenToReach,
  childYears,
  firstYear,
  fullYear,
  priceShareOfGrowth,
  segmentsBetween,
} from './index.ts'
import { aPrice } from './test-book.ts'

const priceAt = (share: number) => (3830 * averagePrice(normal(share), 0.4, 1)).toFixed(2)
const pounds = (amount: number) => pence(Math.round(amount * 100))

test('pennies: £820.00 a week for 10 days is £1,171.43', () => {
  assert.equal(cellCost(pounds(820), 10), 117_143)
})

test('pennies: 15 March to 15 April 2027 with 5% on 1 April is £1,991.43 and £1,722.00, together £3,713.43', () => {
  const price = aPrice({
    weekly: pounds(820),
    from: dayOf(2026, 5, 1),
    uplift: { on: '1 April', rate: percent(5) },
  })
  const parts = segmentsBetween([price], price.subType, dayOf(2027, 3, 15), dayOf(2027, 4, 15))
  const costs = parts.map((s) =>
    s.price.kind === 'priced' ? cellCost(s.price.weekly, s.to - s.from) : assert.fail(s.price.why),
  )
  assert.deepEqual(
    parts.map((s) => s.to - s.from),
    [17, 14],
  )
  assert.deepEqual(costs, [199_143, 172_200])
  assert.equal(sum(costs), 371_343)
})

test('Cambridgeshire, paper 001: 25 more children at £1,145 cost £1,492,589.29 a full year, £744,250.00 in the first', () => {
  assert.equal(fullYear(pounds(1145), 25), 149_258_929)
  assert.equal(firstYear(pounds(1145), 25), 74_425_000)
})

test('can £2m be reached? At a gap of £400 (assumption) 96 children moved for a full year; 128 at £300, 77 at £500', () => {
  assert.equal(fullYear(pounds(400)), 2_085_714)
  assert.equal(childrenToReach(pounds(2_000_000), pounds(400)), 96)
  assert.equal(fullYear(pounds(400), 96), 200_228_571)
  assert.equal(fullYear(pounds(400), 95), 198_142_857)
  assert.equal(childrenToReach(pounds(2_000_000), pounds(300)), 128)
  assert.equal(childrenToReach(pounds(2_000_000), pounds(500)), 77)
  assert.equal(((96 / 510) * 100).toFixed(1), '18.8')
  assert.equal(firstYear(pounds(400), 96), 99_840_000, 'half of it lands next year')
})

test('the same £2m without an assumed price: 510 foster children come down by £75.21 to £529.79 a week; Lincolnshire’s £340 is £7,047,107.14', () => {
  const cut = (2_000_000 * 7) / (510 * 365)
  assert.equal(cut.toFixed(2), '75.21')
  assert.equal((605 - cut).toFixed(2), '529.79')
  assert.equal(childrenToReach(pounds(2_000_000), pounds(75.21)), 510)
  assert.equal(fullYear(pounds(605 - 340), 510), 704_710_714)
})

test('a mix that adds to £2m: carers, lodgings and hub make £2,000,721.43 before running costs', () => {
  const parts = [fullYear(pounds(400), 60), fullYear(pounds(750), 10), fullYear(pounds(1145), 6)]
  assert.deepEqual(parts, [125_142_857, 39_107_143, 35_822_143])
  assert.equal(sum(parts), 200_072_143)
})

test('Torbay, paper 004: £0.9m is 14.88 child-years at £1,160, while 38 more children cost £2,298,457.14 a year', () => {
  assert.equal(childYears(pounds(900_000), pounds(1160)).toFixed(2), '14.88')
  assert.equal(fullYear(pounds(1160), 38), 229_845_714)
})

test('Northamptonshire, paper 000: £10m is 271 child-years of £36,868; the year’s growth of 35 children is £1.29m', () => {
  const yearly = 26_490_000 / ((701 + 736) / 2)
  assert.equal(yearly.toFixed(0), '36868')
  const weekly = pounds((yearly * 7) / 365)
  assert.equal(Math.round(weekly / 100), 707)
  assert.equal(Math.round(childYears(pounds(10_000_000), weekly)), 271)
  assert.equal((fullYear(weekly, 35) / 100_000_000).toFixed(2), '1.29')
})

test('price or children? England 2016 to 2025: price is 81.7% of the growth', () => {
  const share = priceShareOfGrowth(
    { children: 70_410, weekly: 1075 },
    { children: 81_770, weekly: 2100 },
  )
  assert.equal((share * 100).toFixed(1), '81.7')
})

test('spread: at a mean of £3,830 and cv 0.40 the median is £3,556.07, P10 £2,170.45 and P90 £5,826.27', () => {
  assert.equal(priceAt(0.5), '3556.07')
  assert.equal(priceAt(0.1), '2170.45')
  assert.equal(priceAt(0.9), '5826.27')
  assert.equal(Math.sqrt(Math.log1p(0.16)).toFixed(6), '0.385253')
})

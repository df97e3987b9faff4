import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayOf, month } from '#kernel/dates.ts'
import { at, minus, pence, sum } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'
import { percent } from '#kernel/rate.ts'
import { financialYear, monthsOfYear } from '#kernel/year.ts'
import { SUBJECTIVES, PAPER_CLAIMS } from '../data/catalogue.ts'
import { allocate } from './allocation.ts'
import { publishedCheck } from './checks/sums.ts'
import { drivenYear } from './drivers.ts'
import type { Amount, Line, Movement, MovementKind, Pot, Use } from './model.ts'
import { bridge } from './movements.ts'
import { cash, cumulative, impliedBase, itemised } from './published.ts'

const pounds = (value: number): Pence => pence(Math.round(value * 100))
const inPounds = (...values: readonly number[]): readonly Pence[] => values.map(pounds)

const LINCOLNSHIRE = inPounds(11_379_000, 9_564_000, 1_520_000, 589_000)

test('Lincolnshire (paper 003): four phases make £23,052,000, and a phase is new in its year', () => {
  assert.equal(sum(LINCOLNSHIRE), pounds(23_052_000))
  assert.deepEqual(
    cumulative(LINCOLNSHIRE),
    inPounds(11_379_000, 20_943_000, 22_463_000, 23_052_000),
  )
  assert.equal(cash(LINCOLNSHIRE), pounds(77_837_000))
  const firstTwo = 20_943_000 / 23_052_000
  assert.equal(Math.round(firstTwo * 10_000), 9085)
})

test('Lincolnshire (paper 003): “23% of base” implies £100,226,086.96, and the words allow a range', () => {
  const implied = impliedBase(pounds(23_052_000), percent(23), percent(0.5))
  assert.equal(implied.base, pounds(100_226_086.96))
  assert.equal(implied.least, pounds(98_093_617.02))
  assert.equal(implied.most, pounds(102_453_333.33))
  const core = pounds(87_497_090)
  assert.equal(minus(implied.base, core), pounds(12_728_996.96))
  assert.equal(minus(implied.least, core), pounds(10_596_527.02))
  assert.equal(minus(implied.most, core), pounds(14_956_243.33))
  assert.equal(at(core, percent(20)), pounds(17_499_418))
  assert.equal(minus(pounds(23_052_000), at(core, percent(20))), pounds(5_552_582))
})

test('Northamptonshire (paper 000): £6.1m of £13m is listed and £6.9m is not itemised', () => {
  const claim = PAPER_CLAIMS.find((c) => c.id === '000-savings')
  assert.ok(claim)
  const found = itemised(claim)
  assert.equal(found.listed, pounds(6_100_000))
  assert.equal(found.notItemised, pounds(6_900_000))
  assert.equal(Math.round(found.share / 1000), 531)
  const [check] = publishedCheck([claim])
  assert.equal(check?.passed, false)
  assert.equal(check?.severity, 'warn')
  assert.equal(check?.difference, pounds(6_900_000))
  assert.equal(publishedCheck([{ ...claim, source: 'ours' }])[0]?.severity, 'block')
})

test('Cambridgeshire (paper 001): £2m of £37.5m is placements and £35.5m is not itemised', () => {
  const claim = PAPER_CLAIMS.find((c) => c.id === '001-gap')
  assert.ok(claim)
  assert.equal(itemised(claim).notItemised, pounds(35_500_000))
  assert.equal(Math.round((2_000_000 / 37_500_000) * 10_000), 533)
  assert.equal(minus(pounds(100_000_000), pounds(37_500_000)), pounds(62_500_000))
})

test('Cambridgeshire (paper 001): 25 more children for a year cost £1,492,589.29, £4,089.29 more than 52 weeks', () => {
  const year = financialYear(2017)
  const days = [30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31]
  const volumes = monthsOfYear(year).map((m, i) => ({
    driver: 'more-children',
    unit: 'child-day' as const,
    month: m,
    thousandths: 25 * (days[i] ?? 0) * 1000,
    source: 'paper 001',
  }))
  const price = {
    driver: 'more-children',
    basis: 'week' as const,
    pence: pounds(1145),
    from: dayOf(2017, 4, 1),
    source: 'LAIT 2017-18',
  }
  const driven = drivenYear('more-children', year, volumes, [price])
  assert.ok(driven.kind === 'priced')
  // Twelve months, each rounded once, may lie a few pence from the year rounded once.
  assert.ok(Math.abs(driven.pence - pounds(1_492_589.29)) <= 6)
  const oneCell = {
    ...volumes[0],
    driver: 'more-children',
    unit: 'child-day' as const,
    month: month('2017-04'),
    thousandths: 25 * 365 * 1000,
    source: '',
  }
  const once = drivenYear('more-children', year, [oneCell], [price])
  assert.deepEqual(once, { kind: 'priced', pence: pounds(1_492_589.29) })
  assert.equal(minus(pounds(1_492_589.29), pounds(25 * 52 * 1145)), pounds(4089.29))
})

function use(
  name: string,
  size: Pick<Use, 'pence' | 'share'>,
  money: Use['money'] = 'revenue',
): Use {
  return { use: name, purpose: name, service: 'P02', money, recurring: true, ...size }
}

function pot(pounded: number, uses: readonly Use[]): Pot {
  return { id: 'retained', stream: 'core', year: financialYear(2016), pence: pounds(pounded), uses }
}

const OXFORDSHIRE = [
  use('Locality and Community Support Service', { pence: pounds(1_000_000) }),
  use('Family Support Service', { pence: pounds(900_000) }),
  use('Building costs', { pence: pounds(100_000) }, 'capital'),
]

test('Oxfordshire (paper 002): three uses make £2m, and a fourth of a penny is refused', () => {
  const whole = allocate(pot(2_000_000, OXFORDSHIRE))
  assert.ok(whole.ok)
  assert.equal(whole.value.left, 0)
  assert.deepEqual(
    whole.value.uses.map((u) => (u.pence / pounds(2_000_000)) * 100),
    [50, 45, 5],
  )
  const over = allocate(pot(2_000_000, [...OXFORDSHIRE, use('One penny', { pence: pence(1) })]))
  assert.ok(!over.ok)
  assert.match(over.refusals[0]?.message ?? '', /0\.01 more than the pot/)
  const less = allocate(pot(2_000_000, OXFORDSHIRE.slice(0, 2)))
  assert.ok(less.ok)
  assert.equal(less.value.left, pounds(100_000))
})

const shares = (...rates: readonly number[]): readonly Use[] =>
  rates.map((r) => use(`${r}%`, { share: percent(r) }))

test('Shares: £1,000,000.01 over 30, 50, 15 and 5 per cent gives the odd penny to the half', () => {
  const shared = allocate(pot(1_000_000.01, shares(30, 50, 15, 5)))
  assert.ok(shared.ok)
  assert.deepEqual(
    shared.value.uses.map((u) => u.pence),
    inPounds(300_000, 500_000.01, 150_000, 50_000),
  )
  const thirds = allocate(
    pot(
      1,
      [333_334, 333_333, 333_333].map((s) => use('third', { share: percent(s / 10_000) })),
    ),
  )
  assert.ok(thirds.ok)
  assert.deepEqual(
    thirds.value.uses.map((u) => u.pence),
    inPounds(0.34, 0.33, 0.33),
  )
  const short = allocate(pot(1_000_000, shares(30, 50, 15, 4)))
  assert.ok(!short.ok)
  assert.match(short.refusals[0]?.message ?? '', /1% short/)
})

const CORE: Line = {
  service: 'S04',
  subjective: 'employees',
  stream: 'core',
  area: 'county',
  costCentre: '',
}

function moved(kind: MovementKind, amount: Pence): Movement {
  return {
    year: financialYear(2011),
    kind,
    from: CORE,
    pence: amount,
    why: kind,
    reference: 'assumption',
  }
}

function budget(year: number, amount: Pence): Amount {
  return {
    line: CORE,
    version: { year: financialYear(year), kind: 'agreed', name: '' },
    pence: amount,
    oneOff: false,
  }
}

test('Bridge: £87,497,090.00 and its movements make £78,590,606.39', () => {
  const parts = {
    opening: [budget(2010, pounds(87_497_090))],
    closing: [budget(2011, pounds(78_590_606.39))],
    movements: [
      moved('reverse-one-off', pounds(-250_000)),
      moved('full-year-effect', pounds(-310_000)),
      moved('pay', at(pounds(41_200_000), percent(2))),
      moved('price', at(pounds(28_750_000), percent(3.1))),
      moved('demand', at(pounds(19_178_573.5), percent(4))),
      moved('law', pounds(150_000)),
      moved('investment', pounds(400_000)),
      moved('saving', pounds(11_379_000)),
      moved('transfer', pounds(123.45)),
    ],
    subjectives: SUBJECTIVES,
  }
  const [node] = bridge(parts, () => 'all')
  assert.equal(node?.unexplained, 0)
  assert.deepEqual(
    node?.steps.map((s) => s.pence),
    inPounds(
      -250_000,
      -310_000,
      824_000,
      891_250,
      767_142.94,
      150_000,
      400_000,
      -11_379_000,
      123.45,
    ),
  )
  const [wrong] = bridge({ ...parts, closing: [budget(2011, pounds(78_590_606.4))] }, () => 'all')
  assert.equal(wrong?.unexplained, 1)
})

test('£86m growing at 4% needs £3.44m more', () => {
  assert.equal(at(pounds(86_000_000), percent(4)), pounds(3_440_000))
})

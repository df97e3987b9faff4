import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isoDay } from '#kernel/dates.ts'
import { pence } from '#kernel/money.ts'
import { asNumber, percent } from '#kernel/rate.ts'
import { join, mix } from '#kernel/random.ts'
import { usablePlaces } from '../capacity/pools.ts'
import { binomialAt } from './binomial.ts'
import { familiesAMonth, fixedCost, homeRows, hubReach } from './homes-and-hub.ts'
import { addPlaces, byArea, drawPipeline, expectedPipeline, recruitmentCost } from './pipeline.ts'
import type { PipelinePlan } from './pipeline.ts'
import { lagOf, monthlyShare, plainRates, SHIPPED_FOSTERING } from './rates.ts'
import { enquiriesInAYear, reach } from './reach.ts'

const rates = plainRates(SHIPPED_FOSTERING)
const yearly = { ...rates, leavingAYear: asNumber(SHIPPED_FOSTERING.leavingAYear.value) }
const plan = (parts: Partial<PipelinePlan> = {}): PipelinePlan => ({
  months: 36,
  households: 140,
  enquiries: Array.from({ length: 36 }, () => 60),
  applicationsBefore: [],
  changes: {},
  ...parts,
})
const home = (name: string, beds: number, opens: string) => ({
  name,
  area: '',
  ageFrom: 8,
  ageTo: 17,
  beds,
  opens: isoDay(opens),
  fixedWeekly: pence(1_400_000),
})
const total = (v: readonly number[]) => v.reduce((a, b) => a + b, 0)

test('pipeline, paper 001: 100 enquiries are 12.00 applications and 5.88 approvals; 75% of those within 8 months', () => {
  const one = plan({ households: 0, enquiries: [100], months: 13 })
  const { applications, approved } = expectedPipeline(one, { ...rates, leaving: 0 })
  assert.equal(total(applications).toFixed(2), '12.00')
  assert.equal(total(approved).toFixed(2), '5.88')
  assert.equal((total(approved.slice(0, 9)) / 5.88).toFixed(2), '0.75')
  assert.equal((total(approved.slice(0, 6)) / 5.88).toFixed(2), '0.25')
})

test('pipeline, paper 001: 96 children at 1.6 to a household are 60 more households: 1,021 enquiries with nobody leaving, 1,330 when 13% of 140 leave', () => {
  const none = enquiriesInAYear({ places: 96, households: 140 }, { ...yearly, leavingAYear: 0 })
  assert.equal(none.households, 60)
  assert.equal(none.enquiries, 1021)
  const some = enquiriesInAYear({ places: 96, households: 140 }, yearly)
  assert.equal(some.leaving.toFixed(1), '18.2')
  assert.equal(some.enquiries, 1330)
})

test('13% a year is 1.1538% a month', () => {
  assert.equal((monthlyShare(0.13) * 100).toFixed(4), '1.1538')
  const year = expectedPipeline(plan({ enquiries: [] }), rates)
  assert.equal((140 - (year.households[11] ?? 0)).toFixed(6), (140 * 0.13).toFixed(6))
})

test('the shape of the lag: a quarter by month 5, three quarters by month 8, all by month 12', () => {
  const lag = lagOf(SHIPPED_FOSTERING.approvedBy.value)
  assert.equal(lag.length, 12)
  assert.ok(Math.abs(total(lag) - 1) < 1e-12)
  assert.ok(Math.abs(total(lag.slice(0, 5)) - 0.25) < 1e-12)
  assert.ok(Math.abs(total(lag.slice(0, 8)) - 0.75) < 1e-12)
})

test('a binomial by its share: right in the mean and variance, and never fewer for more trials or a higher chance', () => {
  for (const [n, p] of [
    [30, 0.12],
    [400, 0.49],
    [5000, 0.3],
  ] as const) {
    const found = Array.from({ length: 4000 }, (_, i) => binomialAt(n, p, (i + 0.5) / 4000))
    const mean = total(found) / found.length
    const variance = total(found.map((x) => (x - mean) ** 2)) / found.length
    assert.ok(Math.abs(mean / (n * p) - 1) < 0.001, `${n} ${p}: ${mean}`)
    assert.ok(Math.abs(variance / (n * p * (1 - p)) - 1) < 0.02, `${n} ${p}: ${variance}`)
  }
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 3000 }),
      fc.integer({ min: 0, max: 50 }),
      fc.double({ min: 0, max: 0.9, noNaN: true }),
      fc.double({ min: 0, max: 0.1, noNaN: true }),
      fc.double({ min: 0.0001, max: 0.9999, noNaN: true }),
      (n, more, p, higher, u) => {
        const count = binomialAt(n, p, u)
        assert.ok(count >= 0 && count <= n)
        assert.ok(binomialAt(n + more, p, u) >= count)
        assert.ok(binomialAt(n, p + higher, u) >= count)
      },
    ),
    { numRuns: 300, seed: 2 },
  )
})

test('draws of a pipeline average what is expected, and households are those before with approvals in and leavers out', () => {
  const p = plan({ applicationsBefore: [8, 6, 7] })
  const expected = expectedPipeline(p, rates)
  const draws = Array.from({ length: 800 }, (_, d) => drawPipeline(p, rates, join(mix(5), d)))
  for (const m of [5, 11, 23, 35]) {
    const mean = total(draws.map((d) => d.households[m] ?? 0)) / draws.length
    const spread = Math.sqrt(
      total(draws.map((d) => ((d.households[m] ?? 0) - mean) ** 2)) / draws.length,
    )
    assert.ok(
      Math.abs(mean - (expected.households[m] ?? 0)) < (4 * spread) / Math.sqrt(draws.length),
      `month ${m}`,
    )
  }
  for (const d of draws.slice(0, 20)) {
    let now = 140
    d.households.forEach((h, m) => {
      now += (d.approved[m] ?? 0) - (d.left[m] ?? 0)
      assert.equal(h, now)
      assert.ok(Number.isInteger(h) && Number.isInteger(d.places[m] ?? 0))
    })
  }
})

test('more enquiries, or fewer leavers, never mean fewer approvals or more leaving in any draw', () => {
  for (let d = 0; d < 50; d += 1) {
    const key = join(mix(9), d)
    const base = drawPipeline(plan(), rates, key)
    const more = drawPipeline(plan({ enquiries: Array.from({ length: 36 }, () => 70) }), rates, key)
    const kept = drawPipeline(
      plan({ changes: { leaving: Array.from({ length: 36 }, () => 0.5) } }),
      rates,
      key,
    )
    more.applications.forEach((n, m) => assert.ok(n >= (base.applications[m] ?? 0)))
    assert.ok(total(more.approved) >= total(base.approved))
    assert.deepEqual(kept.approved, base.approved, 'retention changes no approval')
    assert.ok((kept.households[35] ?? 0) >= (base.households[35] ?? 0))
  }
})

test('reach: the enquiries asked for give the places asked for, and one fewer does not', () => {
  const { enquiries: _, ...rest } = plan()
  for (const byMonth of [11, 23, 35]) {
    const found = reach({ places: 20, byMonth }, rest, rates)
    assert.ok(found.kind === 'reached')
    const places = (n: number) =>
      expectedPipeline({ ...rest, enquiries: Array.from({ length: 36 }, () => n) }, rates).places[
        byMonth
      ] ?? 0
    assert.ok(places(found.enquiriesAMonth) >= 20)
    assert.ok(places(found.enquiriesAMonth - 1) < 20)
  }
})

test('£2m is not reached by recruitment alone in a year when a council wins 100 enquiries a month', () => {
  const { enquiries: _, ...rest } = plan()
  const year = reach({ places: 96, byMonth: 11, most: 100 }, rest, rates)
  assert.ok(year.kind === 'not-by-recruitment-alone')
  assert.ok((year.enquiriesAMonth ?? 0) > 100)
  assert.equal(year.byMonth, 24, 'two years and a month')
  const never = reach({ places: 96, byMonth: 11, most: 40 }, rest, rates)
  assert.ok(never.kind === 'not-by-recruitment-alone' && never.byMonth === undefined)
  const soon = reach({ places: 1, byMonth: 0 }, rest, rates)
  assert.ok(soon.kind === 'not-by-recruitment-alone' && soon.enquiriesAMonth === undefined)
})

test('places of a month’s end are usable from the next month on, never below none', () => {
  const months = [
    { from: 0, to: 3 },
    { from: 3, to: 5 },
    { from: 5, to: 6 },
  ]
  const usable = Int32Array.from({ length: 14 }, () => 2)
  addPlaces(usable, 2, 1, [4, -9, 1], months)
  assert.deepEqual([...usable], [2, 2, 2, 2, 2, 2, 2, 6, 2, 6, 2, 0, 2, 2])
})

test('an area’s pipeline adds to the council’s, and what recruitment costs is of every enquiry and approval', () => {
  const parts = byArea([7, 0, 12], [50, 30, 20])
  assert.deepEqual(
    [0, 1, 2].map((m) => total(parts.map((p) => p[m] ?? 0))),
    [7, 0, 12],
  )
  const cost = recruitmentCost(
    { enquiries: [100, 0], approved: [2, 1] },
    { enquiry: pence(5000), approval: pence(400_000) },
  )
  assert.deepEqual(cost, [1_300_000, 400_000])
})

test('own homes: beds open on a day up to a ceiling of 90%, and cost the same filled or not', () => {
  const homes = [home('b', 6, '2027-10-01'), home('a', 4, '2027-04-01')]
  const rows = homeRows(homes)
  assert.deepEqual(
    rows.map((r) => [r.approved, r.from]),
    [
      [4, isoDay('2027-04-01')],
      [10, isoDay('2027-10-01')],
    ],
  )
  assert.deepEqual(rows.map(usablePlaces), [3, 9])
  const [year, next] = [isoDay('2027-04-01'), isoDay('2028-04-01')]
  // 366 days of the first, 183 of the second.
  assert.equal(fixedCost(homes, year, next), 73_200_000 + 36_600_000)
  assert.equal(fixedCost(homes, isoDay('2026-04-01'), year), 0)
})

test('a hub reaches as many families as it has room for: 6 workers with 4 families each for 12 weeks begin with 8.7 a month', () => {
  const hub = { workers: 6, familiesAtOnce: 4, weeks: 12 }
  assert.equal(familiesAMonth(hub).toFixed(1), '8.7')
  assert.equal(hubReach(hub, 5, percent(80)), percent(80))
  assert.ok(hubReach(hub, 20, percent(80)) < percent(44))
})

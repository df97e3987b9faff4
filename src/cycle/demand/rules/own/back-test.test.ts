import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dayOf, iso, month } from '#kernel/dates.ts'
import { inventedCare } from '#test/invented-care.ts'
import type { CleanedCare, Stay } from '../episode.ts'
import { judge, skillSentence } from './back-test.ts'
import type { Trial } from './back-test.ts'
import { recalibrate, widened, widthsOf } from './calibrate.ts'
import { estimate, inCareOn } from './estimate.ts'
import { forecastOwn, refuseStart } from './forecast.ts'
import { knownAt, quarterlyOrigins } from './known-at.ts'
import { packCare, unpackCare } from './pack.ts'
import { drawTable } from './partial.ts'
import { periodsOf } from './periods.ts'
import { prepare } from './prepare.ts'
import { simulateChunk } from './simulate.ts'
import { spreadOf, summarise } from './summarise.ts'
import type { Spread } from './summarise.ts'
import { decodeTable, encodeTable } from './table-bytes.ts'

const care = inventedCare({ seed: 8, entriesAMonth: 3, unaccompaniedAMonth: 1 })

function aStay(parts: Partial<Stay>): Stay {
  const [first] = care.stays
  assert.ok(first !== undefined)
  return {
    ...first,
    child: 0,
    from: dayOf(2020, 1, 1),
    to: undefined,
    reasonEnded: '',
    endUnknown: false,
    ...parts,
  }
}

function withStays(...stays: readonly Stay[]): CleanedCare {
  return { ...care, stays }
}

test('on a past date later starts are gone, later ends are not known yet, earlier ends are', () => {
  const then = knownAt(
    withStays(
      aStay({ from: dayOf(2020, 1, 1), to: dayOf(2020, 6, 1), reasonEnded: 'E4A' }),
      aStay({ from: dayOf(2020, 6, 1), to: dayOf(2021, 6, 1), reasonEnded: 'E4A' }),
      aStay({ from: dayOf(2021, 4, 1) }),
    ),
    dayOf(2021, 4, 1),
  )
  assert.deepEqual(
    then.stays.map((s) => [iso(s.from), s.to === undefined ? 'open' : iso(s.to), s.reasonEnded]),
    [
      ['2020-01-01', '2020-06-01', 'E4A'],
      ['2020-06-01', 'open', ''],
    ],
  )
  assert.equal(iso(then.to), '2021-04-01')
})

test('a child known to have vanished only from a later return was still in care then', () => {
  const gone = withStays(aStay({ to: dayOf(2020, 4, 1), endUnknown: true }))
  assert.equal(knownAt(gone, dayOf(2020, 10, 1)).stays[0]?.to, undefined)
  assert.equal(knownAt(gone, dayOf(2021, 5, 1)).stays[0]?.to, dayOf(2020, 4, 1))
})

test('origins are quarterly, from 24 months after the data begin to 12 months before they end', () => {
  const origins = quarterlyOrigins(care).map((d) => iso(d))
  assert.equal(origins[0], '2019-07-01')
  assert.equal(origins.at(-1), '2021-04-01')
  assert.equal(origins.length, 8)
})

const LEVEL: Spread = {
  mean: 100,
  p2_5: 80,
  p10: 90,
  p25: 95,
  p50: 100,
  p75: 105,
  p90: 110,
  p97_5: 120,
}

function aTrial(actual: number, noChange = 95): Trial {
  return { origin: dayOf(2020, 4, 1), horizon: 12, series: 'all', actual, noChange, spread: LEVEL }
}

test('error, skill, bias and coverage are what a person would work out by hand', () => {
  const [j, ...more] = judge([aTrial(100), aTrial(125), aTrial(80), aTrial(112)])
  assert.ok(j !== undefined && more.length === 0)
  assert.equal(j.n, 4)
  const error = (0 + 25 / 125 + 20 / 80 + 12 / 112) / 4
  const none = (5 / 100 + 30 / 125 + 15 / 80 + 17 / 112) / 4
  assert.ok(Math.abs(j.error - error) < 1e-12)
  assert.ok(Math.abs(j.errorNoChange - none) < 1e-12)
  assert.ok(Math.abs((j.skill ?? 0) - (1 - error / none)) < 1e-12)
  assert.equal(j.cover80, 0.25)
  assert.equal(j.cover95, 0.75)
})

test('the width used leans on one with the weight of eight tests', () => {
  const [j] = judge([aTrial(100), aTrial(100), aTrial(100), aTrial(100)])
  assert.equal(j?.widthOwn, 0)
  assert.equal(j?.width, 8 / 12)
})

test('a group with fewer than twenty children is not judged', () => {
  assert.deepEqual(judge([{ ...aTrial(18), noChange: 19 }]), [])
})

test('skill at or below nothing is said in words', () => {
  const worse = judge([aTrial(95, 95), aTrial(96, 95)])
  assert.match(
    skillSentence(worse),
    /over 2 past dates, this model was no better than assuming no change/,
  )
  const better = judge([aTrial(101, 80), aTrial(99, 80)])
  assert.match(skillSentence(better), /has erred 9\d% less than assuming nothing changes/)
  assert.match(skillSentence([]), /too little history/)
})

test('bands are moved on the log scale about the median, and never cross it', () => {
  const twice = widened(LEVEL, 2)
  assert.ok(Math.abs(twice.p90 - (110.5 ** 2 / 100.5 - 0.5)) < 1e-9)
  assert.equal(twice.p50, 100)
  assert.ok(Math.abs(widened(LEVEL, 1).p10 - LEVEL.p10) < 1e-9)
  fc.assert(
    fc.property(fc.double({ min: 0.1, max: 5, noNaN: true }), (factor) => {
      const w = widened(LEVEL, factor)
      return w.p2_5 <= w.p10 && w.p10 <= w.p50 && w.p50 <= w.p90 && w.p90 <= w.p97_5
    }),
    { seed: 4 },
  )
})

test('between tested horizons the width goes by a straight line, outside by the nearest, never below chance alone', () => {
  const [one] = judge([aTrial(100)])
  assert.ok(one !== undefined)
  const at = (horizon: number, width: number) => ({ ...one, horizon, width })
  const [widths] = widthsOf(
    [at(12, 2), at(6, 1), at(24, 0.2)],
    36,
    Array.from({ length: 36 }, () => 0.5),
  )
  assert.equal(widths?.factors[0], 1)
  assert.equal(widths?.factors[8], 1.5)
  assert.equal(widths?.factors[11], 2)
  assert.equal(widths?.factors[35], 0.5)
})

test('a row without a test of its own follows the whole', () => {
  const row = {
    month: month('2022-04'),
    group: 'secure',
    subType: 'all',
    ageBand: 'all',
    uasc: 'all',
    childDays: 1,
    ...LEVEL,
  } as const
  const [moved] = recalibrate([row], [{ series: 'all', factors: [2] }])
  assert.deepEqual(moved, { ...row, ...widened(LEVEL, 2) })
  assert.deepEqual(recalibrate([row], []), [row])
})

test('quantiles and the mean of a few draws', () => {
  const s = spreadOf(Int32Array.from([5, 1, 4, 2, 3]))
  assert.deepEqual([s.mean, s.p25, s.p50, s.p75, s.p90], [3, 2, 3, 4, 4.6])
  const far = spreadOf(Int32Array.from([1_000_000, 0]))
  assert.equal(far.p50, 500_000)
})

test('parts add to totals in every month: groups, sub-types, ages and who is unaccompanied', () => {
  const input = prepare(care, estimate(care), { months: 6 })
  const { months } = summarise(drawTable(input, simulateChunk(input, 2, { from: 0, to: 50 })))
  for (const m of new Set(months.map((r) => r.month))) {
    const rows = months.filter((r) => r.month === m)
    const total = rows.find((r) => r.group === 'all' && r.ageBand === 'all' && r.uasc === 'all')
    assert.ok(total !== undefined)
    const parts = [
      rows.filter((r) => r.group !== 'all' && r.subType === 'all' && r.ageBand === 'all'),
      rows.filter((r) => r.subType !== 'all' && r.ageBand === 'all'),
      rows.filter((r) => r.group === 'all' && r.ageBand !== 'all'),
      rows.filter((r) => r.uasc !== 'all'),
      rows.filter((r) => r.subType !== 'all' && r.ageBand !== 'all'),
    ]
    for (const part of parts) {
      assert.ok(part.length > 0)
      assert.ok(Math.abs(part.reduce((a, r) => a + r.mean, 0) - total.mean) < 1e-9)
      assert.ok(Math.abs(part.reduce((a, r) => a + r.childDays, 0) - total.childDays) < 1e-6)
    }
  }
})

test('a history packed for a thread fits the same model', () => {
  const back = unpackCare(packCare(care))
  assert.deepEqual(estimate(back).model, estimate(care).model)
})

function drawnFrom(c: CleanedCare): Int32Array {
  const input = prepare(c, estimate(c), { months: 3 })
  return drawTable(input, simulateChunk(input, 6, { from: 0, to: 5 })).childDays
}

test('the order of children and stays changes nothing', () => {
  const order = care.children.map((_, i) => i).toReversed()
  const turned: CleanedCare = {
    ...care,
    children: order.flatMap((i) => care.children[i] ?? []),
    stays: care.stays.map((s) => ({ ...s, child: order.indexOf(s.child) })).toReversed(),
  }
  assert.deepEqual(drawnFrom(turned), drawnFrom(care))
})

test('a table of draws comes back from its bytes', () => {
  const input = prepare(care, estimate(care), { months: 5 })
  const table = drawTable(input, simulateChunk(input, 6, { from: 0, to: 7 }))
  assert.deepEqual(
    decodeTable(encodeTable(table), (text) => JSON.parse(text)),
    table,
  )
})

test('a forecast can start within the data after a year of them, and not elsewhere', () => {
  assert.equal(refuseStart(care, care.to), undefined)
  assert.equal(refuseStart(care, dayOf(2018, 4, 1)), undefined)
  assert.equal(refuseStart(care, dayOf(2018, 3, 1))?.kind, 'too-little-data')
  assert.equal(refuseStart(care, dayOf(2022, 4, 2))?.kind, 'after-data')
})

test('a forecast from a past day starts from who was in care the day before, and says its assumptions', () => {
  const from = dayOf(2021, 4, 1)
  const made = forecastOwn(care, { from, months: 6, draws: 40, seed: 1, backTest: false })
  assert.ok(made.ok)
  const { forecast } = made.value
  assert.equal(
    forecast.now.total,
    inCareOn(periodsOf(knownAt(care, from)), dayOf(2021, 3, 31)).length,
  )
  assert.equal(forecast.firstMonth, '2021-04')
  assert.equal(forecast.skillInWords, skillSentence([]))
  assert.ok(forecast.assumptions.every((a) => a.value !== '' && a.source !== ''))
  assert.ok(forecast.assumptions.length > 10)
})

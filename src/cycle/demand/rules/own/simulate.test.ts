import { test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { dayOf } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { inventedCare } from '#test/invented-care.ts'
import { SUB_TYPES } from '../taxonomy.ts'
import { estimate } from './estimate.ts'
import { expected, expectedTotal } from './expected.ts'
import { decodePartial, drawTable, encodePartial, merge, NO_DRAWS } from './partial.ts'
import { prepare } from './prepare.ts'
import { simulateChunk } from './simulate.ts'
import { flowColumn, summarise } from './summarise.ts'
import { EVENTS, FLOWS, KINDS, PLACES } from './types.ts'
import type { DrawTable, Rates, SimInput } from './types.ts'

const care = inventedCare({ seed: 5, entriesAMonth: 6, unaccompaniedAMonth: 1 })
const fitted = estimate(care)
const input = prepare(care, fitted, { months: 24 })

function fixedRates(old: Rates, rate: (cell: number) => number): Rates {
  return {
    ...old,
    alpha: 1,
    events: old.events.map(() => 0),
    exposure: old.exposure.map(() => 0),
    prior: old.prior.map((_, cell) => Math.max(1e-300, rate(cell))),
    levelEvents: old.levelEvents.map(() => 1),
    levelExpected: old.levelExpected.map(() => 1),
  }
}

/** A model whose rates are exactly those given, with nobody entering. */
function exactly(origin: Day, months: number, born: readonly Day[], home: number): SimInput {
  return {
    ...input,
    origin,
    months,
    model: {
      ...input.model,
      rates: fixedRates(input.model.rates, (cell) => (cell % EVENTS === 0 ? home : 0)),
      returns: fixedRates(input.model.returns, () => 0),
      intake: input.model.intake.map((i) => ({ ...i, level: 0 })),
    },
    people: {
      born,
      since: born.map(() => origin - 400),
      subType: born.map(() => SUB_TYPES.indexOf('in-house-foster')),
      uasc: born.map(() => 0),
    },
    left: { born: [], on: [], kind: [], uasc: [] },
    chance: { parameters: false, drift: false },
  }
}

function draws(of: SimInput, count: number, seed = 1): DrawTable {
  return drawTable(of, simulateChunk(of, seed, { from: 0, to: count }))
}

test('a child born on 15 August 2009 is in care for 136 days from 1 April 2027 and gone by the birthday (example 8)', () => {
  const run = exactly(dayOf(2027, 4, 1), 12, [dayOf(2009, 8, 15)], 0)
  const table = draws(run, 3)
  const days = Array.from(table.childDays).reduce((a, b) => a + b, 0)
  assert.equal(days, 3 * 136)
  assert.deepEqual(
    summarise(table)
      .months.filter((r) => r.group === 'all' && r.ageBand === 'all' && r.uasc === 'all')
      .map((r) => r.mean),
    [1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0],
  )
  assert.deepEqual([...flowColumn(table, 'birthday-here-now', 4)], [1, 1, 1])
})

test('a hazard of 0.002 a day leaves 48.19 of 100 children after 365 days (example 7)', () => {
  const born = Array.from({ length: 100 }, () => dayOf(2015, 7, 1))
  // The last known day is 31 March 2026, so day 365 is 31 March 2027, the end of the twelfth month.
  const run = exactly(dayOf(2026, 4, 1), 12, born, 0.002)
  const analytic = expectedTotal(expected(run), 11)
  assert.ok(Math.abs(analytic - 48.1909) < 5e-5, `analytic ${analytic}`)
  const table = draws(run, 2000)
  const ends = summarise(table).months.filter(
    (r) => r.group === 'all' && r.ageBand === 'all' && r.uasc === 'all',
  )
  const mean = ends[11]?.mean ?? 0
  assert.ok(
    Math.abs(mean - 48.1909) < (4 * Math.sqrt(100 * 0.4819 * 0.5181)) / Math.sqrt(2000),
    `simulated ${mean}`,
  )
})

test('without drawn rates and drift the mean agrees with the analytic expectation at every month (4C6)', () => {
  const fixed = prepare(care, fitted, { months: 24, parameters: false, drift: false })
  const count = 4000
  const table = draws(fixed, count, 9)
  const analytic = expected(fixed)
  for (let month = 0; month < 24; month += 1) {
    let sum = 0
    let squares = 0
    for (let draw = 0; draw < count; draw += 1) {
      let children = 0
      for (let s = 0; s < SUB_TYPES.length; s += 1)
        children += table.monthEnd[(draw * 24 + month) * SUB_TYPES.length + s] ?? 0
      sum += children
      squares += children * children
    }
    const mean = sum / count
    const error = Math.sqrt((squares / count - mean * mean) / count)
    const wanted = expectedTotal(analytic, month)
    assert.ok(
      Math.abs(mean - wanted) < 4 * error,
      `month ${month}: ${mean} for ${wanted} ± ${error}`,
    )
    assert.ok(Math.abs(mean / wanted - 1) < 0.003, `month ${month}: ${mean} for ${wanted}`)
  }
})

test('each group and year agrees too', () => {
  const fixed = prepare(care, fitted, { months: 24, parameters: false, drift: false })
  const table = draws(fixed, 2000, 10)
  const analytic = expected(fixed)
  const rows = summarise(table).months
  const total = analytic.childDays.reduce((a, b) => a + b, 0) / 2
  for (let group = 0; group < PLACES; group += 1) {
    for (const year of [0, 1]) {
      const name = [
        'fostering',
        'residential',
        'secure',
        'supported',
        'with-parents',
        'adoption',
        'other',
      ][group]
      const these = rows.filter(
        (r) => r.group === name && r.subType === 'all' && r.ageBand === 'all',
      )
      const simulated = these.slice(year * 12, year * 12 + 12).reduce((a, r) => a + r.childDays, 0)
      let wanted = 0
      for (let m = year * 12; m < year * 12 + 12; m += 1)
        wanted += analytic.childDays[m * PLACES + group] ?? 0
      assert.ok(
        Math.abs(simulated - wanted) < 0.003 * total,
        `${name} in year ${year}: ${simulated} for ${wanted}`,
      )
    }
  }
})

test('the draws are the same to the last byte however they are cut, in any order', () => {
  const whole = encodePartial(simulateChunk(input, 7, { from: 0, to: 20 }))
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 19 }), { maxLength: 6 }),
      fc.boolean(),
      (cuts, back) => {
        const bounds = [0, ...cuts.toSorted((a, b) => a - b), 20]
        const parts = bounds
          .slice(1)
          .map((to, i) => simulateChunk(input, 7, { from: bounds[i] ?? 0, to }))
        const joined = drawTable(input, merge(back ? parts.toReversed() : parts))
        const one = drawTable(input, decodePartial(whole))
        assert.deepEqual(joined, one)
      },
    ),
    { numRuns: 12, seed: 3 },
  )
})

function three(from: number) {
  return simulateChunk(input, 7, { from, to: from + 3 })
}

test('merging is associative and commutative, and no draws change nothing', () => {
  const [a, b, c] = [three(0), three(3), three(6)]
  assert.deepEqual(merge([merge([a, b]), c]), merge([a, merge([b, c])]))
  assert.deepEqual(merge([a, b]), merge([b, a]))
  assert.deepEqual(merge([a, NO_DRAWS]), a)
  assert.throws(() => merge([a, a]), /merged twice/)
  assert.throws(() => drawTable(input, merge([a, c])), /missing/)
})

test('stock is stock of the month before, with starts and returns in and endings out, in every draw', () => {
  const count = 30
  const table = draws(input, count)
  const months = table.months
  for (let draw = 0; draw < count; draw += 1) {
    let before = input.people.born.length
    for (let month = 0; month < months; month += 1) {
      const flow = (name: (typeof FLOWS)[number]) =>
        table.flows[(draw * FLOWS.length + FLOWS.indexOf(name)) * months + month] ?? 0
      const out = FLOWS.filter((f) => !f.startsWith('starts') && f !== 'returns').reduce(
        (sum, f) => sum + flow(f),
        0,
      )
      let stock = 0
      for (let s = 0; s < SUB_TYPES.length; s += 1)
        stock += table.monthEnd[(draw * months + month) * SUB_TYPES.length + s] ?? 0
      assert.equal(
        stock,
        before + flow('starts') + flow('starts-uasc') + flow('returns') - out,
        `draw ${draw}, month ${month}`,
      )
      before = stock
    }
  }
})

function daysIn(t: DrawTable, draw: number): number {
  let sum = 0
  const width = t.months * SUB_TYPES.length
  for (let i = draw * width; i < (draw + 1) * width; i += 1) sum += t.childDays[i] ?? 0
  return sum
}

test('fewer entrants never means others: those who still come live the same lives', () => {
  const fewer = {
    ...input,
    intakeFactor: Array.from({ length: 24 }, () => 0.8),
  }
  const base = draws(input, 40)
  const cut = draws(fewer, 40)
  for (let month = 0; month < 24; month += 1) {
    const more = flowColumn(base, 'starts', month)
    const less = flowColumn(cut, 'starts', month)
    assert.ok(
      less.every((n, draw) => n <= (more[draw] ?? 0)),
      `month ${month}`,
    )
  }
  for (let draw = 0; draw < 40; draw += 1)
    assert.ok(daysIn(cut, draw) <= daysIn(base, draw), `draw ${draw}`)
})

test('a lever of nothing gives the base bit for bit', () => {
  const nothing = {
    ...input,
    intakeFactor: Array.from({ length: 24 }, () => 1),
    levers: [{ from: dayOf(2022, 7, 1), factor: Array.from({ length: PLACES * EVENTS }, () => 1) }],
  }
  assert.deepEqual(draws(nothing, 10).childDays, draws(input, 10).childDays)
})

test('a lever on a rate works from its day on and not before', () => {
  const factor = Array.from({ length: PLACES * EVENTS }, (_, i) => (i % EVENTS < KINDS ? 0 : 1))
  const held = draws({ ...input, levers: [{ from: dayOf(2022, 7, 1), factor }] }, 10)
  const base = draws(input, 10)
  for (const flow of ['home', 'permanence', 'other'] as const) {
    assert.deepEqual([...flowColumn(held, flow, 2)], [...flowColumn(base, flow, 2)])
    for (let month = 4; month < 24; month += 1)
      assert.deepEqual([...flowColumn(held, flow, month)], Array(10).fill(0))
  }
})

test('with all hazards at nothing only birthdays end care', () => {
  const born = [dayOf(2009, 8, 15), dayOf(2010, 3, 1), dayOf(2008, 2, 29), dayOf(2016, 1, 1)]
  const run = exactly(dayOf(2026, 1, 1), 24, born, 0)
  const table = draws(run, 2)
  const gone = (month: number) => [...flowColumn(table, 'birthday-here-now', month)]
  // 29 February 2008 comes of age on 1 March 2026; 15 August 2009 on 15 August 2027.
  assert.deepEqual(gone(2), [1, 1])
  assert.deepEqual(gone(19), [1, 1])
  assert.equal(
    Array.from({ length: 24 }, (_, m) => gone(m)[0] ?? 0).reduce((a, b) => a + b, 0),
    2,
  )
})

test('adding a child changes no entrant', () => {
  const base = draws(input, 5)
  const without = {
    ...input,
    people: {
      ...input.people,
      born: input.people.born.slice(0, -1),
      since: input.people.since.slice(0, -1),
      subType: input.people.subType.slice(0, -1),
      uasc: input.people.uasc.slice(0, -1),
    },
  }
  const fewer = draws(without, 5)
  for (let m = 0; m < 24; m += 1)
    assert.deepEqual([...flowColumn(fewer, 'starts', m)], [...flowColumn(base, 'starts', m)])
})

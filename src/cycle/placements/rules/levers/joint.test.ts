import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawTable, simulateSpells, SUB_TYPES } from '#cycle/demand/rules/index.ts'
import { isoDay } from '#kernel/dates.ts'
import { pence, sum } from '#kernel/money.ts'
import { percent } from '#kernel/rate.ts'
import { aCouncil } from '#test/a-council.ts'
import { allocator } from '../capacity/allocate.ts'
import { costSpells } from '../capacity/cost-spells.ts'
import { poolsOf, usableDays } from '../capacity/pools.ts'
import { placedTable, simulatePlaces } from '../capacity/run-places.ts'
import { runCalendar } from '../capacity/run-calendar.ts'
import { spellPrices } from '../capacity/spell-prices.ts'
import { everyFit, NO_LAW, someRow } from '../capacity/test-places.ts'
import { fullYear } from '../child-years.ts'
import { aBook, aPrice } from '../test-book.ts'
import { usableOfDraw } from './apply.ts'
import { readyLevers } from './check.ts'
import { leverOutcome } from './outcome.ts'
import { drawLevers } from './scenario.ts'
import type { Lever, Opinion, Target } from './types.ts'

const input = aCouncil({ entriesAMonth: 6, months: 24 })
const calendar = runCalendar(input)
const SEED = 7
const DRAWS = 24
const from = isoDay('2020-04-01')
const there = input.people.subType.filter((s) => SUB_TYPES[s] === 'in-house-foster').length
const pools = poolsOf([someRow({ approved: there })])
const stated = usableDays(pools, calendar)
const prices = spellPrices(
  [
    ...aBook({ from }).filter(
      (p) => p.subType !== 'in-house-foster' && p.subType !== 'agency-foster',
    ),
    aPrice({ subType: 'in-house-foster', weekly: pence(42_000), from }),
    aPrice({ subType: 'agency-foster', weekly: pence(82_000), from }),
  ],
  calendar,
  { spreads: {}, dearStart: undefined, known: [] },
)

function sure(kind: Opinion['effect']['kind'], x: number): Opinion {
  return {
    kind: 'opinion',
    name: 'Head of service',
    on: input.origin,
    why: 'agreed with the teams',
    effect: { kind, p10: x, p50: x, p90: x },
  }
}

const lever = (id: string, target: Target, basis: Opinion): Lever => ({
  id,
  target,
  start: input.origin,
  ramp: { kind: 'none' },
  end: undefined,
  halfLifeDays: undefined,
  reach: percent(100),
  eligible: 'everybody',
  basis,
  contested: false,
  costs: [],
})
const carers = lever('carers', { kind: 'places', pool: 'in-house', area: '' }, sure('places', 20))
const hub = lever('hub', { kind: 'intake', stream: 'all', ages: [] }, sure('ratio', 0.7))

/** Placed children and the mean cost of a set of levers, over the same draws. */
function scenario(...levers: readonly Lever[]) {
  const ready = readyLevers(levers, { evidence: [], shares: input.model.allocation })
  assert.ok(ready.ok)
  const maker = allocator(NO_LAW, pools, everyFit(pools, 0.8), calendar)
  const of = (draw: number) => drawLevers(ready.value, calendar, pools, { seed: SEED, draw })
  let cost = 0
  const partial = simulatePlaces(
    input,
    SEED,
    { from: 0, to: DRAWS },
    {
      allocator: maker,
      usableOf: (draw) => usableOfDraw(stated, pools, [], of(draw), { calendar, seed: SEED, draw }),
      effectsOf: (draw) => of(draw).flows,
    },
    (draw, spells, placed) => {
      const { pence: found } = costSpells(spells, placed.subType, prices, { seed: SEED, draw })
      cost += found.reduce((a, b) => a + b, 0) / DRAWS
    },
  )
  return { cost, table: placedTable(input, maker.rules, partial) }
}

test('a mix that adds to £2m on paper: £2,000,721.43 before running costs and double counting (paper 001)', () => {
  const parts = [
    fullYear(pence(40_000), 60),
    fullYear(pence(75_000), 10),
    fullYear(pence(114_500), 6),
  ]
  assert.equal(sum(parts), 200_072_143)
})

test('run together levers save less than the sum of each alone: a child kept at home cannot also leave an agency', () => {
  const base = scenario()
  const alone = [scenario(carers), scenario(hub)].map((s) => base.cost - s.cost)
  const both = base.cost - scenario(carers, hub).cost
  assert.ok(alone.every((saving) => saving > 0))
  assert.ok(both > Math.max(...alone))
  assert.ok(both < (alone[0] ?? 0) + (alone[1] ?? 0))
})

test('more carers take no child out of care: what leaves agencies is with the council’s own carers', () => {
  const outcome = leverOutcome(scenario().table, scenario(carers).table)
  assert.equal(outcome.childDays.mean, 0)
  assert.equal(outcome.atHome, 0)
  const of = (name: string) => outcome.subTypes.find((s) => s.subType === name)?.childDays.mean ?? 0
  assert.ok(of('in-house-foster') > 0)
  assert.equal(of('in-house-foster'), -of('agency-foster'))
})

test('without levers a run with places is the run whose places nobody changed', () => {
  const { table } = scenario()
  const plain = drawTable(input, simulateSpells(input, SEED, { from: 0, to: DRAWS }, {}))
  const total = (t: typeof table) => t.childDays.reduce((a, b) => a + b, 0)
  assert.equal(total(table), total(plain))
})

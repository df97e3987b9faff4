import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  AGES,
  drawTable,
  encodePartial,
  prepare,
  estimate,
  simulateChunk,
  SUB_TYPES,
  spellsOf,
} from '#cycle/demand/rules/index.ts'
import type { Spells } from '#cycle/demand/rules/index.ts'
import { isoDay } from '#kernel/dates.ts'
import { percent } from '#kernel/rate.ts'
import { aCouncil } from '#test/a-council.ts'
import { inventedCare } from '#test/invented-care.ts'
import { allocate, allocator, outcomes } from './allocate.ts'
import { calibrateFits, sharesOfModel } from './calibrate.ts'
import {
  poolsOf,
  readyPolicy,
  refuseCapacity,
  usableDays,
  usableOn,
  usablePlaces,
} from './pools.ts'
import { placedTable, simulatePlaces } from './run-places.ts'
import { isAged, runCalendar, turns } from './run-calendar.ts'
import { SHIPPED_LAW, SHIPPED_POLICY } from './shipped.ts'
import { everyFit, NO_LAW, someRow, threePools } from './test-places.ts'
import { THERE } from './seekers.ts'
import { AS_DRAWN, FULL, NO_FIT, PLACED } from './types.ts'
import type { Policy, Pool } from './types.ts'

const input = aCouncil({ entriesAMonth: 6, months: 24 })
const calendar = runCalendar(input)
const SEED = 7
const DRAWS = [0, 1, 2, 3]
const spells = DRAWS.map((d) => spellsOf(input, SEED, d))
const at = (column: ArrayLike<number>, i: number) => column[i] ?? 0
const sub = (name: (typeof SUB_TYPES)[number]) => SUB_TYPES.indexOf(name)

function placedIn(draw: number, pools: readonly Pool[], policy: Policy = NO_LAW, chance = 1) {
  const maker = allocator(policy, pools, everyFit(pools, chance), calendar)
  const s = spells[draw]
  assert.ok(s)
  const placed = allocate(maker, s, usableDays(pools, calendar), { seed: SEED, draw })
  const found = outcomes(maker, placed, s.count)
  return { s, placed: { ...structuredClone(placed), ...found } }
}

const sum = (v: ArrayLike<number>) => Array.from(v).reduce((a, b) => a + b, 0)
const order = (s: Spells) => Array.from({ length: s.count }, (_, i) => i)

test('usable places: approved less what is unavailable, less what is blocked, never below none', () => {
  assert.equal(usablePlaces(someRow({ approved: 100, unavailable: percent(18), blocked: 3 })), 79)
  assert.equal(usablePlaces(someRow({ approved: 5, unavailable: percent(90), blocked: 3 })), 0)
  const pools = poolsOf([
    someRow({ approved: 10, from: isoDay('2023-06-11') }),
    someRow({ approved: 20 }),
  ])
  const [pool] = pools
  assert.ok(pool)
  assert.equal(usableOn(pool, isoDay('2019-01-01')), 0)
  assert.equal(usableOn(pool, isoDay('2023-06-10')), 20)
  assert.equal(usableOn(pool, isoDay('2023-06-11')), 10)
  const days = usableDays(pools, calendar)
  const change = isoDay('2023-06-11') - input.origin
  assert.deepEqual([days[change - 1], days[change], days.at(-1)], [20, 10, 10])
})

test('a pool with more blocked than approved is refused, as are lodgings for under-16s and a row stated twice', () => {
  assert.deepEqual(refuseCapacity([someRow()]), [])
  const wrong = [
    someRow({ approved: 3, blocked: 4 }),
    someRow({ pool: 'lodgings' }),
    someRow({ area: 'north', ageFrom: 12, ageTo: 9 }),
    someRow({ area: 'south' }),
    someRow({ area: 'south' }),
    someRow({ area: 'east', approved: 2.5 }),
  ]
  assert.deepEqual(
    refuseCapacity(wrong).map((r) => r.kind),
    ['more-blocked-than-approved', 'too-young', 'not-ages', 'stated-twice', 'not-a-count'],
  )
  assert.ok(refuseCapacity(wrong).every((r) => r.mend !== '' && r.field !== undefined))
})

test('a list must say where a child goes who finds no place, at every age', () => {
  const pools = threePools(1)
  assert.ok(readyPolicy(SHIPPED_POLICY, pools, input.origin).ok)
  const young = SHIPPED_POLICY.lists.map((l) => ({ ...l, ageTo: 15 }))
  const gap = readyPolicy({ ...SHIPPED_POLICY, lists: young }, pools, input.origin)
  assert.deepEqual(gap.ok ? [] : gap.refusals.map((r) => r.kind), ['no-list', 'no-list', 'no-list'])
  const closed = SHIPPED_POLICY.lists.map((l) => ({ ...l, prefer: l.prefer.slice(0, 1) }))
  const ends = readyPolicy({ ...SHIPPED_POLICY, lists: closed }, pools, input.origin)
  assert.ok(!ends.ok && ends.refusals.some((r) => r.kind === 'no-last-resort'))
})

test('without pools every placement stays as the shares drew it, and the run is the same to the last byte', () => {
  const none = allocator(NO_LAW, [], [], calendar)
  const usable = new Int32Array(0)
  for (const draw of DRAWS) {
    const s = spells[draw]
    assert.ok(s)
    const placed = allocate(none, s, usable, { seed: SEED, draw })
    assert.deepEqual(placed.subType.slice(0, s.count), s.wanted)
    assert.ok(outcomes(none, placed, s.count).outcome.every((o) => o === AS_DRAWN))
  }
  const draws = { from: 0, to: 4 }
  const plan = { allocator: none, usableOf: () => usable }
  assert.deepEqual(
    encodePartial(simulatePlaces(input, SEED, draws, plan)),
    encodePartial(simulateChunk(input, SEED, draws)),
  )
})

test('with unlimited places that all fit nobody spills, and children are where the shares put them with agency’s share given to the own places', () => {
  const pools = threePools(100_000)
  const maker = allocator(NO_LAW, pools, everyFit(pools), calendar)
  const usable = usableDays(pools, calendar)
  const draws = { from: 0, to: 4 }
  const plan = { allocator: maker, usableOf: () => usable }
  const seen = new Set<number>()
  const partial = simulatePlaces(input, SEED, draws, plan, (_, s, placed) => {
    for (const o of outcomes(maker, placed, s.count).outcome) seen.add(o)
  })
  assert.deepEqual(seen, new Set([AS_DRAWN, PLACED]))
  const given = input.model.allocation.map((share, i) => {
    const subType = SUB_TYPES[i % SUB_TYPES.length]
    const list = NO_LAW.lists.find((l) => subType !== undefined && l.wanted.includes(subType))
    if (list === undefined) return share
    const row = i - (i % SUB_TYPES.length)
    // Lodgings are for ages 16 and 17 alone: younger children go on to the next on the list.
    const young = Math.floor(i / SUB_TYPES.length) < 4
    const taker = young && list.prefer[0] === 'supported-lodgings' ? list.prefer[1] : list.prefer[0]
    if (taker !== subType) return 0
    return list.wanted.reduce((n, s) => n + (input.model.allocation[row + sub(s)] ?? 0), 0)
  })
  const model = drawTable(
    { ...input, allocation: [given] },
    simulateChunk({ ...input, allocation: [given] }, SEED, draws),
  )
  const ours = placedTable(input, maker.rules, partial)
  assert.deepEqual(ours.childDays, model.childDays)
  assert.deepEqual(ours.monthEnd, model.monthEnd)
})

test('with no places every child who looks for one spills', () => {
  const pools = threePools(0)
  let looked = 0
  for (const draw of DRAWS) {
    const { s, placed } = placedIn(draw, pools)
    for (const i of order(s)) {
      if (at(placed.outcome, i) === AS_DRAWN) continue
      looked += 1
      assert.equal(at(placed.outcome, i), FULL)
      assert.equal(at(placed.pool, i), -1)
      assert.ok(
        [sub('agency-foster'), sub('home-agency'), sub('supported-accommodation')].includes(
          at(placed.subType, i),
        ),
      )
    }
  }
  assert.ok(looked > 100)
})

/** Children in each pool on every day of a draw. */
function heldByDay(s: Spells, pool: ArrayLike<number>, p: number): Int32Array {
  const held = new Int32Array(calendar.days)
  for (const i of order(s)) {
    if (at(pool, i) !== p) continue
    for (let d = Math.max(0, at(s.start, i)); d < at(s.end, i); d += 1) held[d] = at(held, d) + 1
  }
  return held
}

test('placed and spilled are those who looked; no pool holds more than its usable places and those who were there before', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 0, max: 60 }),
      fc.constantFrom(0.3, 0.7, 1),
      fc.constantFrom(...DRAWS),
      (before, after, chance, draw) => {
        const pools = poolsOf([
          someRow({ approved: before }),
          someRow({ approved: after, from: isoDay('2023-01-15') }),
        ])
        const usable = usableDays(pools, calendar)
        const { s, placed } = placedIn(draw, pools, NO_LAW, chance)
        const lists = placed.seekers.list.slice(0, placed.seekers.count)
        const wanted = lists.filter((l) => l !== THERE).length
        const count = (o: number) => placed.outcome.reduce((n, x) => n + (x === o ? 1 : 0), 0)
        assert.equal(count(PLACED) + count(FULL) + count(NO_FIT), wanted)
        const held = heldByDay(s, placed.pool, 0)
        held.forEach((n, d) =>
          assert.ok(n <= Math.max(at(usable, d), d === 0 ? n : at(held, d - 1)), `day ${d}`),
        )
      },
    ),
    { numRuns: 20, seed: 4 },
  )
})

test('a pool that has room for all who are there never holds more than its usable places', () => {
  const there = input.people.subType.filter((s) => s === sub('in-house-foster')).length
  const pools = poolsOf([someRow({ approved: there + 3 })])
  for (const draw of DRAWS) {
    const { s, placed } = placedIn(draw, pools)
    assert.ok(heldByDay(s, placed.pool, 0).every((n) => n <= there + 3))
    assert.ok(placed.outcome.includes(FULL), 'and it is full at times')
  }
})

test('one place more: whoever was placed still is, so no day has fewer children in own places', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 45 }),
      fc.integer({ min: 1, max: 10 }),
      fc.constantFrom(0.5, 1),
      fc.constantFrom(...DRAWS),
      (places, more, chance, draw) => {
        const few = placedIn(draw, poolsOf([someRow({ approved: places })]), NO_LAW, chance)
        const many = placedIn(draw, poolsOf([someRow({ approved: places + more })]), NO_LAW, chance)
        for (const i of order(few.s))
          if (at(few.placed.pool, i) !== -1) assert.notEqual(at(many.placed.pool, i), -1)
      },
    ),
    { numRuns: 20, seed: 6 },
  )
})

test('whoever spills stays until they move: no placement changes its sub-type when a place falls free', () => {
  const pools = threePools(10)
  const table = simulatePlaces(
    input,
    SEED,
    { from: 0, to: 4 },
    {
      allocator: allocator(NO_LAW, pools, everyFit(pools), calendar),
      usableOf: () => usableDays(pools, calendar),
    },
  )
  const plain = simulateChunk(input, SEED, { from: 0, to: 4 })
  assert.equal(sum(table[0]?.childDays ?? []), sum(plain[0]?.childDays ?? []))
  assert.equal(sum(table[0]?.monthEnd ?? []), sum(plain[0]?.monthEnd ?? []))
})

test('children by sub-type, day by day, are what the table of placed children says', () => {
  const pools = threePools(12)
  const maker = allocator(SHIPPED_POLICY, pools, everyFit(pools, 0.6), calendar)
  const usable = usableDays(pools, calendar)
  const days = new Int32Array(24 * SUB_TYPES.length)
  const ends = new Int32Array(24 * SUB_TYPES.length)
  const plan = { allocator: maker, usableOf: () => usable }
  const partial = simulatePlaces(input, SEED, { from: 0, to: 1 }, plan, (_, s, placed) => {
    for (const i of order(s)) {
      for (let d = Math.max(0, at(s.start, i)); d < at(s.end, i); d += 1) {
        const month = at(calendar.monthOf, d)
        const cell = month * SUB_TYPES.length + at(placed.subType, i)
        days[cell] = at(days, cell) + 1
        if (d + 1 === calendar.months[month]?.to) ends[cell] = at(ends, cell) + 1
      }
    }
  })
  const table = placedTable(input, maker.rules, partial)
  assert.deepEqual(table.childDays, days)
  assert.deepEqual(table.monthEnd, ends)
})

test('nobody under 16 is in supported accommodation, lodgings or independent living from 9 September 2021', () => {
  const supported = [
    sub('supported-lodgings'),
    sub('supported-accommodation'),
    sub('independent-living'),
  ]
  const under = (policy: Policy) =>
    DRAWS.flatMap((draw) => {
      const { s, placed } = placedIn(draw, threePools(5), policy)
      return order(s).filter((i) => {
        const on = Math.max(0, at(s.start, i))
        return supported.includes(at(placed.subType, i)) && on < turns(calendar, at(s.born, i), 16)
      })
    }).length
  assert.equal(under(SHIPPED_POLICY), 0)
  assert.ok(under(NO_LAW) > 0, 'the filter has something to do here')
  const early = SHIPPED_LAW.map((l) => ({ ...l, from: isoDay('2030-01-01') }))
  assert.equal(under({ ...NO_LAW, law: early }), under(NO_LAW), 'earlier years keep their own rule')
})

test('independent living is placed in supported accommodation from 28 October 2023 and stays before it', () => {
  const law = SHIPPED_LAW.filter((l) => l.from === isoDay('2023-10-28'))
  const all = {
    ...input,
    allocation: [
      input.model.allocation.map((_, i) =>
        i % SUB_TYPES.length === sub('independent-living') ? 1 : 0,
      ),
    ],
  }
  const s = spellsOf(all, SEED, 0)
  const maker = allocator({ ...NO_LAW, law }, [], [], calendar)
  const { subType } = allocate(maker, s, new Int32Array(0), { seed: SEED, draw: 0 })
  const day = isoDay('2023-10-28') - input.origin
  const seen = new Set<string>()
  for (const i of order(s)) {
    if (at(s.wanted, i) !== sub('independent-living')) continue
    const after = at(s.start, i) >= day
    seen.add(`${after}`)
    assert.equal(at(subType, i), after ? sub('supported-accommodation') : sub('independent-living'))
  }
  assert.equal(seen.size, 2)
})

test('a child of another age than the pool’s is never in it', () => {
  const pools = poolsOf([someRow({ ageFrom: 11, ageTo: 15, approved: 1000 })])
  const { s, placed } = placedIn(1, pools)
  const inside = order(s).filter((i) => at(placed.pool, i) === 0 && at(s.start, i) >= 0)
  assert.ok(inside.length > 10)
  for (const i of inside)
    assert.ok(isAged(calendar, at(s.born, i), at(s.start, i), { ageFrom: 11, ageTo: 15 }))
})

test('areas: places of a child’s own area are tried first, and a place elsewhere fits less often', () => {
  const areas = [
    { area: 'north', share: 1 },
    { area: 'south', share: 1 },
  ]
  const pools = poolsOf(areas.map((a) => someRow({ area: a.area, approved: 1000 })))
  const at0 = { ...NO_LAW, areas, across: percent(0) }
  const { s, placed } = placedIn(2, pools, at0)
  const rows = Array.from({ length: placed.seekers.count }, (_, r) => r)
  const homes = new Map<number, ReadonlySet<number>>()
  for (const r of rows) {
    const i = at(placed.seekers.spell, r)
    if (at(placed.seekers.list, r) === THERE) continue
    const person = at(s.person, i)
    homes.set(person, new Set([...(homes.get(person) ?? []), at(placed.pool, i)]))
  }
  assert.ok(
    [...homes.values()].every((pools) => pools.size === 1),
    'nobody’s area changes',
  )
  const taken = new Set(order(s).map((i) => at(placed.pool, i)))
  assert.ok(taken.has(0) && taken.has(1))
})

test('the same child meets the same luck with a place whatever other pools and places there are', () => {
  const one = placedIn(3, poolsOf([someRow({ approved: 1000 })]), NO_LAW, 0.5)
  const three = placedIn(3, threePools(1000), NO_LAW, 0.5)
  for (const i of order(one.s)) {
    const foster = [sub('in-house-foster'), sub('agency-foster')].includes(at(one.s.wanted, i))
    if (foster) assert.equal(at(one.placed.subType, i), at(three.placed.subType, i))
  }
})

test('the chance of a fit is set so that today’s places give back the share of the reference window, by age', () => {
  const care = inventedCare({ seed: 11, entriesAMonth: 20 })
  const steady = prepare(care, estimate(care), { months: 24, drift: false })
  const cal = runCalendar(steady)
  const reference = Array.from({ length: 12 }, (_, draw) => ({
    draw,
    spells: spellsOf(steady, SEED, draw),
  }))
  const there = steady.people.subType.filter((s) => s === sub('in-house-foster')).length
  const pools = poolsOf([someRow({ approved: Math.round(there * 1.15) })])
  const wanted = sharesOfModel(steady, SHIPPED_POLICY, pools)
  const usable = usableDays(pools, cal)
  const { fitted, fits } = calibrateFits(reference, {
    policy: SHIPPED_POLICY,
    pools,
    calendar: cal,
    usable,
    seed: SEED,
    wanted,
  })
  assert.equal(fits[0]?.length, AGES)
  assert.ok(fitted.length >= 4)
  for (const f of fitted) {
    const band = 3 * Math.sqrt((f.wanted * (1 - f.wanted)) / f.seekers) + 0.002
    assert.ok(!f.full)
    assert.ok(Math.abs(f.found - f.wanted) < band, `age ${f.ageBand}: ${f.found} for ${f.wanted}`)
    assert.ok(f.chance >= f.wanted - band, 'full places make up for by fits')
  }
  const few = poolsOf([someRow({ approved: 2 })])
  const short = calibrateFits(reference, {
    policy: SHIPPED_POLICY,
    pools: few,
    calendar: cal,
    usable: usableDays(few, cal),
    seed: SEED,
    wanted,
  })
  assert.ok(
    short.fitted.some((f) => f.full),
    'too few places to give the share is said, not hidden',
  )
})

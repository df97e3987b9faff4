import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AGES, SUB_TYPES, spellsOf } from '#cycle/demand/rules/index.ts'
import type { Spells } from '#cycle/demand/rules/index.ts'
import { percent } from '#kernel/rate.ts'
import { aCouncil } from '#test/a-council.ts'
import { allocate, allocator, outcomes } from '../capacity/allocate.ts'
import { poolsOf, usableDays } from '../capacity/pools.ts'
import { runCalendar, turns } from '../capacity/run-calendar.ts'
import { everyFit, NO_LAW, someRow } from '../capacity/test-places.ts'
import type { CapacityRow, Policy } from '../capacity/types.ts'
import { birthdayDiary } from './diary.ts'
import { distanceBand, isDistant } from './distance.ts'
import { countGap, gapCount, gapGrid, wholeQuantile } from './gap.ts'

const input = aCouncil({ entriesAMonth: 6, months: 12 })
const calendar = runCalendar(input)
const SEED = 7
const DRAWS = 30

function daysSpilled(spells: Spells, outcome: Uint8Array): readonly number[] {
  return Array.from(outcome, (o, i) => (o < 2 ? 0 : (spells.end[i] ?? 0) - (spells.start[i] ?? 0)))
}

function counted(rows: readonly CapacityRow[], policy: Policy = NO_LAW, chance = 1) {
  const pools = poolsOf(rows)
  const maker = allocator(policy, pools, everyFit(pools, chance), calendar)
  const usable = usableDays(pools, calendar)
  const count = gapCount(
    maker.rules,
    DRAWS,
    policy.areas.map((a) => a.area),
  )
  const short: number[] = []
  let spilledDays = 0
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const spells = spellsOf(input, SEED, draw)
    const luck = { seed: SEED, draw }
    const placed = allocate(maker, spells, usable, luck)
    const { outcome } = outcomes(maker, placed, spells.count)
    countGap(count, draw, { spells, placed, usable, luck })
    const days = daysSpilled(spells, outcome)
    spilledDays += days.reduce((a, b) => a + b, 0)
    const over = Array.from(spells.end).filter((end, i) => end === calendar.days && days[i] !== 0)
    short.push(over.length)
  }
  return { grid: gapGrid(count), short, spilledDays, pools }
}

test('the gap of a kind of place is need less usable places, at every month’s end, with how likely it is to be short', () => {
  const { grid, short, spilledDays } = counted([someRow({ approved: 45 })])
  const all = grid.filter((c) => c.ageBand === 'all')
  assert.equal(all.length, 12)
  for (const c of all) {
    assert.equal(c.subType, 'in-house-foster')
    assert.equal(c.gap.p50, c.need.p50 - 45)
    assert.equal(c.gap.p90, c.need.p90 - 45)
    assert.equal(c.hold, c.need.p90)
    assert.ok(c.short >= 0 && c.short <= 1)
  }
  const days = all.reduce((n, c) => n + c.spilledDays, 0)
  assert.ok(Math.abs(days - spilledDays / DRAWS) < 1e-6, 'child-days spilled are all counted')
  const last = all.at(-1)
  const spilled = short.toSorted((a, b) => a - b)
  assert.ok((last?.short ?? 0) > 0 && (spilled.at(-1) ?? 0) > 0)
})

test('by age: whoever is short of a place is short by those spilled less those free, and every age is of all', () => {
  const { grid } = counted([someRow({ approved: 45 })])
  for (let month = 0; month < 12; month += 1) {
    const cells = grid.filter((c) => c.month === month)
    assert.equal(cells.length, AGES + 1)
    const days = cells.filter((c) => c.ageBand !== 'all').reduce((n, c) => n + c.spilledDays, 0)
    assert.ok(Math.abs(days - (cells.find((c) => c.ageBand === 'all')?.spilledDays ?? 0)) < 1e-6)
  }
})

test('with places enough nothing is short; with none everybody is', () => {
  const many = counted([someRow({ approved: 5000 })]).grid
  assert.ok(many.every((c) => c.short === 0 && c.spilledDays === 0 && c.gap.p90 < 0))
  const none = counted([someRow({ approved: 0 })]).grid.filter((c) => c.ageBand === 'all')
  assert.ok(none.every((c) => c.gap.p50 === c.need.p50))
})

test('by area: needs are of the area that children come from, and places of the area’s own pools', () => {
  const areas = [
    { area: 'north', share: 3 },
    { area: 'south', share: 1 },
  ]
  const policy = { ...NO_LAW, areas, across: percent(0) }
  const rows = areas.map((a) => someRow({ area: a.area, approved: 20 }))
  const { grid } = counted(rows, policy)
  const need = (area: string) =>
    grid.find((c) => c.area === area && c.ageBand === 'all' && c.month === 11)?.need.p50 ?? 0
  assert.ok(need('north') > 1.5 * need('south') && need('south') > 0)
})

test('a place is whole: 90% sure is the least number that 9 in 10 draws do not exceed', () => {
  const ten = Int16Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  assert.equal(wholeQuantile(ten, 0.9), 9)
  assert.equal(wholeQuantile(ten, 0.5), 5)
  assert.equal(wholeQuantile(Int16Array.of(7), 0.9), 7)
})

test('birthdays in the diary: every child there now who comes of age within the run is in one month, of one kind of place', () => {
  const diary = birthdayDiary(input, calendar)
  const free = diary.reduce((n, m) => n + m.free.reduce((k, f) => k + f.children, 0), 0)
  const adults = input.people.born.filter(
    (b) => turns(calendar, b - input.origin, 18) < calendar.days,
  )
  assert.equal(free, adults.length)
  assert.ok(free > 5)
  const sixteen = diary.reduce((n, m) => n + m.sixteen, 0)
  assert.ok(sixteen > 5)
  assert.ok(diary.every((m) => m.free.every((f) => SUB_TYPES.includes(f.subType))))
})

test('distance: "not known" is never far; distant is outside the area and no neighbour', () => {
  assert.equal(distanceBand({ inside: true, miles: 20 }), 'inside, 20 miles or less')
  assert.equal(distanceBand({ inside: false, miles: 3 }), 'outside, 20 miles or less')
  assert.equal(distanceBand({ inside: true, miles: 20.1 }), 'inside, over 20 miles')
  assert.equal(distanceBand({ inside: false, miles: 90 }), 'outside, over 20 miles')
  assert.equal(distanceBand({ inside: undefined, miles: 90 }), 'not known')
  assert.equal(distanceBand({ inside: false, miles: undefined }), 'not known')
  assert.equal(isDistant('873', '873', ['925']), false)
  assert.equal(isDistant('873', '925', ['925']), false)
  assert.equal(isDistant('873', '301', ['925']), true)
  assert.equal(isDistant('873', undefined, ['925']), undefined)
})

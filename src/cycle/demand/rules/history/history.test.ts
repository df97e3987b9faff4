import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addMonths, day, dayOf, iso } from '#kernel/dates.ts'
import { needsShared, sharedBytes } from '#test/shared.ts'
import type { CleanedCare, Stay } from '../episode.ts'
import { readAndClean } from '../cleaning/clean-files.ts'
import { aFile } from '../import/a-return.ts'
import { classify, GROUPS, groupOf } from '../taxonomy.ts'
import { agesOn } from './ages.ts'
import { EXIT_KINDS } from './exits.ts'
import { carriedOn, monthlyHistory, sum } from './months.ts'
import { SURVIVAL_DAYS, survivalByYear } from './survival.ts'

const FROM = dayOf(2021, 4, 1)
const TO = dayOf(2023, 4, 1)

type S = { child: number; from: number; to?: number; place?: string; rec?: string }

function aCare(born: readonly number[], stays: readonly S[]): CleanedCare {
  return {
    children: born.map((b, i) => ({
      child: `#${i}`,
      born: day(b),
      sex: i % 2 === 0 ? '1' : '2',
      uasc: i === 1,
      ethnicity: 'WBRI',
    })),
    stays: stays.map((s): Stay => {
      const { subType } = classify(s.place ?? 'U5', 'PR1')
      return {
        child: s.child,
        from: day(s.from),
        to: s.to === undefined ? undefined : day(s.to),
        subType,
        group: groupOf(subType),
        place: s.place ?? 'U5',
        provider: 'PR1',
        legalStatus: 'C2',
        need: 'N1',
        rne: 'S',
        reasonEnded: s.rec ?? (s.to === undefined ? '' : 'X1'),
        reasonPlaceChange: '',
        endUnknown: false,
        origin: { file: 0, row: 2 },
      }
    }),
    files: [],
    from: FROM,
    to: TO,
  }
}

const fostering = GROUPS.indexOf('fostering')
const residential = GROUPS.indexOf('residential')

test('a start, a move and an end are counted in their months, and the stock follows', () => {
  const care = aCare(
    [dayOf(2010, 1, 1)],
    [
      { child: 0, from: dayOf(2021, 5, 31), to: dayOf(2021, 7, 1) },
      { child: 0, from: dayOf(2021, 7, 1), to: dayOf(2021, 9, 30), place: 'K2', rec: 'E4A' },
    ],
  )
  const { months } = monthlyHistory(care)
  assert.equal(months.length, 24)
  assert.deepEqual(
    months.slice(0, 6).map((m) => [m.stock[fostering], m.stock[residential]]),
    [
      [0, 0],
      [1, 0],
      [1, 0],
      [0, 1],
      [0, 1],
      [0, 0],
    ],
  )
  assert.equal(months[1]?.starts[fostering], 1)
  assert.equal(months[3]?.moves[fostering * GROUPS.length + residential], 1)
  assert.equal(months[5]?.exits[EXIT_KINDS.indexOf('home')], 1)
})

test('a child is counted to the day before the 18th birthday, and leaves by birthday (10-demand, 6.8)', () => {
  const care = aCare([dayOf(2004, 8, 15)], [{ child: 0, from: dayOf(2021, 4, 1) }])
  const { months } = monthlyHistory(care)
  assert.equal(sum(months.map((m) => m.exits[EXIT_KINDS.indexOf('eighteenth-birthday')] ?? 0)), 1)
  assert.equal(sum(months[15]?.stock ?? []), 1)
  assert.equal(months[16]?.month, '2022-08')
  assert.equal(sum(months[16]?.stock ?? [1]), 0)
})

const stay = fc.record({
  child: fc.nat(5),
  gap: fc.constantFrom(0, 0, 1, 40, 400),
  length: fc.integer({ min: 0, max: 300 }),
  place: fc.constantFrom('U5', 'K2', 'P1', 'T1', 'H5'),
})

function drawnCare(
  drawn: readonly { child: number; gap: number; length: number; place: string }[],
): CleanedCare {
  const at = new Map<number, number>()
  const stays = drawn
    .toSorted((a, b) => a.child - b.child)
    .map((s): S => {
      const from = (at.get(s.child) ?? FROM - 200 + s.child * 17) + s.gap
      at.set(s.child, from + s.length)
      return { child: s.child, from, to: from + s.length, place: s.place, rec: 'E4A' }
    })
  const last = stays.at(-1)
  if (last !== undefined) delete last.to
  return aCare(
    [0, 1, 2, 3, 4, 5].map((i) => dayOf(2004 + i * 3, 6, 1)),
    stays,
  )
}

test('stock = stock before + starts - ends + moves in - moves out, in every group and month', () => {
  fc.assert(
    fc.property(fc.array(stay, { minLength: 1, maxLength: 20 }), (drawn) => {
      const { opening, months } = monthlyHistory(drawnCare(drawn))
      let before = opening
      for (const m of months) {
        assert.deepEqual(carriedOn(before, m), m.stock, m.month)
        assert.equal(sum(m.stock), sum(before) + sum(m.starts) - sum(m.ends))
        assert.equal(sum(m.subTypes), sum(m.stock))
        assert.equal(sum(m.ages), sum(m.stock))
        assert.equal(sum(m.exits), sum(m.ends))
        before = m.stock
      }
    }),
  )
})

test('children kept and children left out add to all', () => {
  fc.assert(
    fc.property(fc.array(stay, { minLength: 1, maxLength: 20 }), (drawn) => {
      const care = drawnCare(drawn)
      const stocks = (keep?: (c: { uasc: boolean }) => boolean) =>
        monthlyHistory(care, keep).months.map((m) => sum(m.stock))
      const apart = stocks((c) => c.uasc).map((n, i) => n + (stocks((c) => !c.uasc)[i] ?? 0))
      assert.deepEqual(apart, stocks())
    }),
  )
})

test('survival without censoring is the plain share still in care', () => {
  const care = aCare(
    [0, 1, 2, 3].map((i) => dayOf(2010 + i, 1, 1)),
    [10, 100, 200, 600].map((length, child) => ({
      child,
      from: FROM + 5,
      to: FROM + 5 + length,
      rec: 'E4A',
    })),
  )
  const [cohort] = survivalByYear(care)
  assert.ok(cohort !== undefined)
  assert.equal(cohort.year, 2022)
  assert.equal(cohort.entries, 4)
  assert.deepEqual(cohort.stillIn.slice(0, SURVIVAL_DAYS.indexOf(730)), [0.75, 0.75, 0.5, 0.25])
})

test('a child still in care when the data end counts for as long as watched', () => {
  const care = aCare(
    [dayOf(2012, 1, 1), dayOf(2013, 1, 1)],
    [
      { child: 0, from: TO - 100 },
      { child: 1, from: TO - 200, to: TO - 80, rec: 'E4A' },
    ],
  )
  const [cohort] = survivalByYear(care)
  assert.deepEqual(cohort?.stillIn.slice(0, 3), [1, 1, undefined])
})

test('the ages of today add to the count of today', () => {
  const care = aCare(
    [dayOf(2010, 3, 31), dayOf(2010, 4, 1)],
    [
      { child: 0, from: FROM },
      { child: 1, from: FROM },
    ],
  )
  const rows = agesOn(care, day(TO - 1))
  assert.deepEqual(
    rows.filter((r) => r.male + r.female > 0).map((r) => [r.age, r.male, r.female]),
    [
      [12, 0, 1],
      [13, 1, 0],
    ],
  )
})

const regional = 'data/ssda903/cs_demand_model_regional_v1'
test(
  'the regional sample keeps the stock identity in 60 months, and ends with its latest count',
  needsShared(`${regional}/episodes.csv`),
  () => {
    const result = readAndClean(
      ['episodes', 'header', 'uasc'].map((t) =>
        aFile(`${t}.csv`, sharedBytes(`${regional}/${t}.csv`)),
      ),
    )
    assert.ok(result.ok)
    const { care, latest } = result.value
    const { opening, months } = monthlyHistory(care)
    assert.equal(months.length, 60)
    const [first] = months
    assert.ok(first !== undefined)
    assert.equal(months.at(-1)?.month, addMonths(first.month, 59))
    let before = opening
    for (const m of months) {
      assert.deepEqual(carriedOn(before, m), m.stock)
      before = m.stock
    }
    const over = latest - sum(before)
    assert.ok(over >= 0 && over <= 5, `${over} children open past 18 on ${iso(care.to)}`)
    assert.equal(
      sum(agesOn(care, day(care.to - 1)).map((r) => r.male + r.female + r.notStated)),
      sum(before),
    )
  },
)

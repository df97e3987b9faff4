import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { unwrap } from '#kernel/result.ts'
import { compareNeighbours } from './compare.ts'
import type { Measured, MeasuredValue, Neighbour } from './compare.ts'
import { compare, median, minusRatio, ratio, rounded } from './ratio.ts'

const TEN: readonly Neighbour[] = Array.from({ length: 10 }, (_, i) => ({
  code: `N${i}`,
  name: `Neighbour ${i}`,
  closeness: i === 0 ? 'Extremely close' : 'Very close',
}))
const CAMBRIDGESHIRE = { code: '873', name: 'Cambridgeshire' }

function spending(values: readonly (readonly [string, MeasuredValue])[]): Measured {
  return {
    kind: 'per-child',
    name: 'All spending',
    basis: 'gross',
    year: '2024-25',
    values: new Map(values),
  }
}

/**
 * The neighbours' own figures of 2024-25 are not in the published files we hold. The two in the middle are made so that
 * half way between them lies what the published gap implies: £1,144.34 a child.
 */
const MIDDLE = 16_355_381_978
const EXAMPLE: readonly (readonly [string, MeasuredValue])[] = [
  ['873', { pence: 13_573_200_000, over: 142_924 }],
  ...[800, 900, 950, 1100].map(
    (p, i) => [`N${i}`, { pence: p * 100 * 50_000, over: 50_000 }] as const,
  ),
  ['N4', { pence: MIDDLE - 142_924 * 37, over: 142_924 }],
  ['N5', { pence: 2 * (MIDDLE + 142_924 * 37), over: 2 * 142_924 }],
  ...[1300, 1400, 1500, 1600].map(
    (p, i) => [`N${i + 6}`, { pence: p * 100 * 70_000, over: 70_000 }] as const,
  ),
]

test('worked example 8: £135,732,000 for 142,924 children is £949.68; to the median of £1,144.34 it is £27,821,819.78', () => {
  const found = unwrap(compareNeighbours(CAMBRIDGESHIRE, TEN, spending(EXAMPLE)))
  assert.equal(found.own.value, 94_968)
  assert.equal(found.median, 114_434)
  assert.equal(found.difference, 19_466)
  assert.equal(found.gapPence, 2_782_181_978)
  assert.deepEqual([found.had, found.of, found.place], [10, 10, 9])
})

test('rounding a child’s share first would have given £27,821,585.84, which is wrong by £233.94', () => {
  const found = unwrap(compareNeighbours(CAMBRIDGESHIRE, TEN, spending(EXAMPLE)))
  const roundedFirst = found.difference * 142_924
  assert.equal(roundedFirst, 2_782_158_584)
  assert.equal((found.gapPence ?? 0) - roundedFirst, 23_394)
})

test('it is said how many of ten had a figure; with fewer than five nothing is compared', () => {
  const five = unwrap(compareNeighbours(CAMBRIDGESHIRE, TEN, spending(EXAMPLE.slice(0, 6))))
  assert.deepEqual([five.had, five.of], [5, 10])
  assert.equal(five.neighbours[9]?.value, null)
  const four = compareNeighbours(CAMBRIDGESHIRE, TEN, spending(EXAMPLE.slice(0, 5)))
  assert.ok(!four.ok)
  assert.match(four.refusals[0]?.message ?? '', /Only 4 of 10 neighbours/)
})

test('a council without a figure is refused, not taken as nought', () => {
  const none = compareNeighbours(CAMBRIDGESHIRE, TEN, spending(EXAMPLE.slice(1)))
  assert.equal(none.ok ? '' : none.refusals[0]?.kind, 'no-figure')
})

test('a share is compared in parts per million and has no gap in pounds', () => {
  const share = {
    ...spending(EXAMPLE.map(([c, v]) => [c, { pence: 1, over: v.over }])),
    kind: 'share' as const,
  }
  const found = unwrap(compareNeighbours(CAMBRIDGESHIRE, TEN, share))
  assert.equal(found.own.value, 7)
  assert.equal(found.gapPence, null)
})

const fractions = fc.array(
  fc
    .tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 1, max: 1e6 }))
    .map(([n, d]) => ratio(n, d)),
  { minLength: 1, maxLength: 15 },
)

test('half of the values are at most the median and half at least, in any order', () => {
  fc.assert(
    fc.property(fractions, (values) => {
      const middle = median(values)
      assert.ok(middle !== undefined)
      assert.ok(values.filter((v) => compare(v, middle) <= 0).length * 2 >= values.length)
      assert.ok(values.filter((v) => compare(v, middle) >= 0).length * 2 >= values.length)
      assert.equal(compare(middle, median(values.toReversed()) ?? ratio(1)), 0)
    }),
  )
})

test('a fraction is rounded once, half away from zero', () => {
  assert.deepEqual([rounded(ratio(5, 2)), rounded(ratio(-5, 2)), rounded(ratio(1, 3))], [3, -3, 0])
  fc.assert(
    fc.property(fractions, ([value = ratio(0)]) => {
      const off = minusRatio(value, ratio(rounded(value)))
      assert.ok(off.n * 2n <= off.d && -off.n * 2n <= off.d)
    }),
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { at, parsePounds, pence, proportion, split, sum, weeks } from './money.ts'
import { percent } from './rate.ts'
import { unwrap } from './result.ts'

test('£86m growing at 4% needs £3.44m more (budget specification, example 7)', () => {
  assert.equal(at(pence(8_600_000_000), percent(4)), 344_000_000)
})

test('the bridge of paper 003 rounds demand of 4% once: £767,142.94', () => {
  assert.equal(at(pence(1_917_857_350), percent(4)), 76_714_294)
})

test('£820 a week for 10 days is £1,171.43 (placements specification, example 2)', () => {
  assert.equal(weeks(pence(82_000), 10), 117_143)
})

test('25 more children for a year at £1,145 a week cost £1,492,589.29 (paper 001)', () => {
  assert.equal(weeks(pence(114_500), 25 * 365), 149_258_929)
})

test('half a penny rounds away from zero on both sides', () => {
  assert.equal(proportion(pence(1), 1, 2), 1)
  assert.equal(proportion(pence(-1), 1, 2), -1)
})

test('very large proportions stay exact', () => {
  assert.equal(proportion(pence(9_000_000_000_000), 365_000, 7_000), 469_285_714_285_714)
})

test('£1 over three equal shares is 34p, 33p, 33p', () => {
  assert.deepEqual(split(pence(100), [1, 1, 1]), [34, 33, 33])
})

test('£1,000,000.01 over 30/50/15/5 is shared by largest remainder (Rotherham)', () => {
  assert.deepEqual(
    split(pence(100_000_001), [30, 50, 15, 5]),
    [30_000_000, 50_000_001, 15_000_000, 5_000_000],
  )
})

test('shares always add back to the total, whatever the weights', () => {
  const weights = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(fc.integer({ min: -1e13, max: 1e13 }), weights, (total, w) => {
      fc.pre(w.some((x) => x > 0))
      assert.equal(sum(split(pence(total), w)), total === 0 ? 0 : total)
    }),
  )
})

test('fractional weights add back as well', () => {
  assert.equal(sum(split(pence(1_000_003), [0.1, 0.2, 0.7])), 1_000_003)
})

test('money is read as people type it', () => {
  const cases: readonly (readonly [string, number])[] = [
    ['1,234.50', 123_450],
    ['£1,234', 123_400],
    ['(1,234)', -123_400],
    ['1234-', -123_400],
    ['-1234', -123_400],
    ['−£1,234.56', -123_456],
    ['£-12', -1_200],
    ['1234CR', -123_400],
    [' 0 ', 0],
    ['12.345', 1_235],
    ['-12.345', -1_235],
    ['0.00000000745058', 0],
  ]
  for (const [text, expected] of cases) assert.equal(unwrap(parsePounds(text)), expected, text)
})

test('what is not money is refused with the value and the mend', () => {
  const bad = [
    '12.345.00',
    '',
    'x',
    '1,23',
    '--5',
    '(5',
    '5)',
    '1e5',
    '£',
    '1 234',
    'NaN',
    '99999999999999999',
  ]
  for (const text of bad) {
    const result = parsePounds(text)
    assert.equal(result.ok, false, text)
    if (!result.ok) assert.match(result.refusals[0]?.mend ?? '', /12345\.00/)
  }
})

test('money that is not whole pence is a fault', () => {
  assert.throws(() => pence(0.5), /whole pence/)
  assert.throws(() => pence(Number.NaN), /whole pence/)
})

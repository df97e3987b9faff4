import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { plainPence, s251Cell, USUAL_SYMBOLS } from './cell.ts'

const read = (text: string, power = 0) => s251Cell(text, power, USUAL_SYMBOLS)

test('an empty cell, a dash, x, z, c and NULL are never nought', () => {
  const states = ['', '-', 'NULL', 'x', '..', ':', 'z', 'c', 'k', 'low'].map((t) => read(t)?.state)
  assert.deepEqual(states, [
    'not-given',
    'not-given',
    'not-given',
    'unavailable',
    'unavailable',
    'unavailable',
    'not-applicable',
    'suppressed',
    'rounds-to-zero',
    'rounds-to-zero',
  ])
  assert.ok(Number.isNaN(plainPence('')) && Number.isNaN(plainPence('-')))
})

test('binary noise is rounded to the penny, half away from zero, and said to be rough', () => {
  assert.deepEqual(read('-7.45058E-09'), { state: 'given', pence: 0, rough: true })
  assert.deepEqual(read('1234.565'), { state: 'given', pence: 123_457, rough: true })
  assert.deepEqual(read('-1234.565'), { state: 'given', pence: -123_457, rough: true })
  assert.deepEqual(read('2485.4420'), { state: 'given', pence: 248_544, rough: true })
  assert.deepEqual(read('3033.0200000'), { state: 'given', pence: 303_302, rough: false })
  assert.deepEqual(read('1.5E+03'), { state: 'given', pence: 150_000, rough: false })
})

test('money is read as people type it, in the unit that the layout states', () => {
  assert.deepEqual(read('£1,234.50'), { state: 'given', pence: 123_450, rough: false })
  assert.deepEqual(read('(1,234)'), { state: 'given', pence: -123_400, rough: false })
  assert.deepEqual(read('135732', 3), { state: 'given', pence: 13_573_200_000, rough: false })
  assert.deepEqual(read('1.2345678', 6), { state: 'given', pence: 123_456_780, rough: false })
  assert.equal(read('12.345.00'), undefined)
  assert.equal(read('about 5'), undefined)
})

test('the quick way and the long way agree on every amount', () => {
  fc.assert(
    fc.property(fc.integer({ min: -9_999_999_999, max: 9_999_999_999 }), (amount) => {
      const text = `${amount < 0 ? '-' : ''}${Math.floor(Math.abs(amount) / 100)}.${String(Math.abs(amount) % 100).padStart(2, '0')}`
      assert.equal(plainPence(text), amount === 0 ? 0 : amount)
      assert.deepEqual(read(text), { state: 'given', pence: plainPence(text), rough: false })
    }),
  )
})

test('no text is ever read as money without a digit, and none makes a fault of ours', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const found = read(text)
      if (found?.state === 'given') assert.match(text, /\d/)
    }),
  )
})

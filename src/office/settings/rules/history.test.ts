import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { day, iso, isoDay } from '#kernel/dates.ts'
import { choiceSetting, heldOn, shippedOn, told, typedValue, wholeSetting } from './index.ts'
import type { Own } from './index.ts'

const LIMIT = wholeSetting({
  id: 'example.limit',
  name: 'Limit',
  sentence: 'Above this, two people sign.',
  unit: 'pence',
  least: 0,
  most: 100_000,
  shipped: [
    { from: '2020-04-01', value: 100, source: 'shipped first' },
    { from: '2026-04-01', value: 200, source: 'shipped later' },
  ],
})

const MODE = choiceSetting({
  id: 'example.mode',
  name: 'Mode',
  sentence: 'How it goes.',
  unit: '',
  choices: ['open', 'shut', '7'],
  shipped: [{ from: '2020-04-01', value: 'open', source: 'shipped' }],
})

function own(from: string, value: number): Own {
  return { setting: LIMIT.id, from, value, source: 'Cabinet', by: 'Asha Reed', at: '2026-01-01' }
}

test('a value ended, was replaced, holds now, or is to come', () => {
  const lines = told(
    LIMIT,
    [own('2027-04-01', 5), own('2026-11-01', 4), own('2026-11-01', 3), own('2025-04-01', 2)],
    isoDay('2026-11-24'),
  )
  assert.deepEqual(
    lines.map((line) => [line.from, line.value, line.standing]),
    [
      ['2027-04-01', 5, 'to-come'],
      ['2026-11-01', 4, 'now'],
      ['2026-11-01', 3, 'replaced'],
      ['2026-04-01', 200, 'replaced'],
      ['2025-04-01', 2, 'ended'],
      ['2020-04-01', 100, 'ended'],
    ],
  )
})

test('what is shipped for a day to come is said to come, until the council sets its own', () => {
  const lines = told(LIMIT, [], isoDay('2025-01-01'))
  assert.deepEqual(
    lines.map((line) => line.standing),
    ['to-come', 'now'],
  )
})

test('what is told to hold on a day is what the setting gives for that day', () => {
  const days = fc.integer({ min: 18_000, max: 21_500 }).map((n) => iso(day(n)))
  fc.assert(
    fc.property(fc.array(fc.tuple(days, fc.nat(1000)), { maxLength: 8 }), days, (set, on) => {
      const history = set.map(([from, value]) => own(from, value))
      const begun = history.filter((each) => each.from <= on)
      const latest = begun
        .map((each) => each.from)
        .toSorted()
        .at(-1)
      const holds = begun.find((each) => each.from === latest)
      const held =
        holds === undefined ? shippedOn(LIMIT, isoDay(on)) : heldOn(LIMIT, holds, isoDay(on))
      const now = told(LIMIT, history, isoDay(on)).filter((line) => line.standing === 'now')
      if (on < '2020-04-01' && holds === undefined) return assert.deepEqual(now, [])
      assert.deepEqual(
        now.map((line) => [line.from, line.value]),
        [[iso(held.from), held.value]],
      )
    }),
    { seed: 7, numRuns: 300 },
  )
})

test('what is typed is read as the setting takes it, and anything else stays as it was typed', () => {
  assert.equal(typedValue(LIMIT, ' 1,500 '), 1500)
  assert.equal(typedValue(LIMIT, '12 000'), 12_000)
  assert.equal(typedValue(LIMIT, '1.5'), 1.5)
  assert.equal(typedValue(LIMIT, 'lots'), 'lots')
  assert.equal(typedValue(LIMIT, '1,5'), '1,5')
  assert.equal(typedValue(MODE, 'shut'), 'shut')
  assert.equal(typedValue(MODE, '7'), '7')
  assert.deepEqual(MODE.choices, ['open', 'shut', '7'])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { may } from './access.ts'
import { canonical } from './canonical.ts'
import { idFrom, parseId } from './id.ts'
import { drawKey, join, stream, uniform } from './random.ts'
import { allOk, ok, refused, unwrap } from './result.ts'
import { percent, roundHalfAway } from './rate.ts'
import { reAdd } from './working.ts'
import type { Figure } from './working.ts'

test('ids made later sort later, and are version 7', () => {
  const zeros = new Uint8Array(10)
  const early = idFrom<'run'>(1_000_000, zeros)
  const late = idFrom<'run'>(1_000_001, zeros)
  assert.ok(early < late)
  assert.equal(early[14], '7')
  assert.equal(parseId<'run'>(early.toUpperCase()), early)
  assert.equal(parseId('not an id'), undefined)
  assert.throws(() => idFrom(1, new Uint8Array(3)))
})

test('chance depends on where it is used and on nothing else', () => {
  const key = drawKey(42, 7)
  assert.equal(uniform(join(key, 3)), uniform(join(drawKey(42, 7), 3)))
  assert.notEqual(uniform(join(key, 3)), uniform(join(key, 4)))
  const next = stream(key)
  const again = stream(key)
  assert.deepEqual([next(), next(), next()], [again(), again(), again()])
})

test('chance is even: mean, variance and neighbours of 200,000 numbers', () => {
  const n = 200_000
  let total = 0
  let squares = 0
  let products = 0
  let last = 0.5
  for (let i = 0; i < n; i += 1) {
    const u = uniform(join(drawKey(1, i % 1000), Math.floor(i / 1000)))
    assert.ok(u > 0 && u < 1)
    total += u
    squares += u * u
    products += (u - 0.5) * (last - 0.5)
    last = u
  }
  assert.ok(Math.abs(total / n - 0.5) < 0.0026)
  assert.ok(Math.abs(squares / n - 1 / 3) < 0.0026)
  assert.ok(Math.abs(products / n) < 0.0008)
})

test('equal values have equal text whatever the order of their keys', () => {
  assert.equal(canonical({ b: 1, a: [{ d: 2, c: 3 }] }), canonical({ a: [{ c: 3, d: 2 }], b: 1 }))
})

test('many results are one: all values, or every refusal', () => {
  const bad = { kind: 'x', message: 'No.', mend: 'Mend it.' }
  assert.deepEqual(allOk([ok(1), ok(2)]), ok([1, 2]))
  assert.deepEqual(allOk([ok(1), refused(bad), refused(bad)]), refused(bad, bad))
  assert.throws(() => unwrap(refused(bad)), /No\. Mend it\./)
  assert.throws(() => refused())
})

test('halves round away from zero', () => {
  assert.deepEqual([0.5, -0.5, 2.5, -2.5, 0.4].map(roundHalfAway), [1, -1, 3, -3, 0])
  assert.equal(percent(3.1), 31_000)
})

function part(value: number): Figure {
  return {
    label: 'part',
    value,
    unit: 'pence',
    working: { kind: 'origin', origin: { kind: 'person', name: 'A. Person', at: '2026-04-01' } },
  }
}

test('a figure re-adds from its parts, and says by how much it does not', () => {
  const rule = { id: 'r', name: 'r', sentence: 's', source: 'test' }
  const figure = (
    value: number,
    combine: 'sum' | 'weeks' | 'derived',
    ...parts: Figure[]
  ): Figure => ({
    label: 'f',
    value,
    unit: 'pence',
    working: { kind: 'rule', rule, combine, parts: () => parts },
  })
  assert.deepEqual(reAdd(figure(5, 'sum', part(2), part(3))), { kind: 'agrees', value: 5 })
  assert.deepEqual(reAdd(figure(6, 'sum', part(2), part(3))), { kind: 'differs', value: 5, by: 1 })
  assert.deepEqual(reAdd(figure(117_143, 'weeks', part(82_000), part(10))), {
    kind: 'agrees',
    value: 117_143,
  })
  assert.deepEqual(reAdd(figure(1, 'derived')), { kind: 'not-re-added' })
})

test('nobody passes a role they do not hold; somebody without an account passes only what is public', () => {
  assert.equal(may(undefined, 'public'), true)
  assert.equal(may(undefined, 'signed-in'), false)
  assert.equal(may([], 'signed-in'), true)
  fc.assert(
    fc.property(fc.subarray(['reader', 'finance', 'returns'] as const), (roles) => {
      assert.equal(may(roles, { roles: ['finance'] }), roles.includes('finance'))
    }),
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { changedPlaces } from './effects.ts'
import { MEMBERS, ORDER } from './tables.ts'
import { AGES, PLACES, SUBS } from './types.ts'

/** Cumulative shares of one month: weights of every sub-type at every age, summed inside groups. */
function tableOf(weights: readonly number[]): Float64Array {
  const table = new Float64Array(AGES * SUBS)
  for (let age = 0; age < AGES; age += 1) {
    for (let group = 0; group < PLACES; group += 1) {
      let running = 0
      for (let i = MEMBERS[group] ?? 0; i < (MEMBERS[group + 1] ?? 0); i += 1) {
        running += weights[age * SUBS + (ORDER[i] ?? 0)] ?? 0
        table[age * SUBS + i] = running
      }
    }
  }
  return table
}

test('whatever is added to a share, shares stay within nought and one and add to what they added to', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
        minLength: AGES * SUBS,
        maxLength: AGES * SUBS,
      }),
      fc.array(
        fc.record({
          subType: fc.integer({ min: 0, max: SUBS - 1 }),
          add: fc.double({ min: -1.5, max: 1.5, noNaN: true }),
        }),
        { maxLength: 4 },
      ),
      (weights, changes) => {
        const before = tableOf(weights)
        const ages = Array.from({ length: AGES }, (_, a) => a)
        const after = changedPlaces(
          before,
          changes.map(({ subType, add }) => ({ subType, ages, byMonth: Float64Array.of(add) })),
        )
        for (let row = 0; row < AGES; row += 1) {
          for (let group = 0; group < PLACES; group += 1) {
            let last = 0
            for (let i = MEMBERS[group] ?? 0; i < (MEMBERS[group + 1] ?? 0); i += 1) {
              const now = after[row * SUBS + i] ?? 0
              assert.ok(now >= last - 1e-9, 'no share is below nought')
              last = now
            }
            const end = (MEMBERS[group + 1] ?? 0) - 1
            assert.ok(
              Math.abs(last - (before[row * SUBS + end] ?? 0)) < 1e-9,
              'they add to the whole',
            )
          }
        }
      },
    ),
    { numRuns: 100, seed: 8 },
  )
})

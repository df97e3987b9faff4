import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { pence, sum } from '#kernel/money.ts'
import { PPM, rate } from '#kernel/rate.ts'
import { financialYear } from '#kernel/year.ts'
import { SUBJECTIVES } from '../data/catalogue.ts'
import { allocate } from './allocation.ts'
import { lineKey } from './line.ts'
import { MOVEMENT_KINDS } from './model.ts'
import type { Amount, Line, Movement } from './model.ts'
import { bridge, current, effects, reversals, rollForward } from './movements.ts'

const LINES: readonly Line[] = ['S04', 'P01', 'L16'].flatMap((service) =>
  ['employees', 'income-fees'].map((subjective) => ({
    service,
    subjective,
    stream: 'core',
    area: 'county',
    costCentre: '',
  })),
)
const line = fc.constantFrom(...LINES)
const size = fc.integer({ min: -2_000_000_000, max: 2_000_000_000 }).map(pence)
const VERSION = { year: financialYear(2026), kind: 'agreed', name: '' } as const
const NEXT = { year: financialYear(2027), kind: 'draft', name: '' } as const

const anyAmount: fc.Arbitrary<Amount> = fc
  .record({ line, pence: size, oneOff: fc.boolean() })
  .map((a) => ({ ...a, version: VERSION }))
const anyMovement: fc.Arbitrary<Movement> = fc
  .record({
    kind: fc.constantFrom(...MOVEMENT_KINDS).filter((k) => k !== 'reverse-one-off'),
    from: line,
    to: fc.option(line, { nil: undefined }),
    pence: size,
  })
  .map(({ to, ...m }) => ({
    ...m,
    year: NEXT.year,
    why: 'because',
    reference: 'R1',
    ...(to === undefined ? {} : { to }),
  }))

test('a movement with two ends nets to nothing; a saving takes away however it is signed', () => {
  const [from = LINES[0], to = LINES[1]] = LINES
  assert.ok(from && to)
  const base = { year: NEXT.year, from, pence: pence(500), why: 'x', reference: '' }
  assert.equal(sum(effects({ ...base, kind: 'transfer', to }).map((e) => e.pence)), 0)
  for (const amount of [500, -500])
    assert.deepEqual(
      effects({ ...base, kind: 'saving', pence: pence(amount) }).map((e) => e.pence),
      [-500],
    )
})

test('one-offs reverse by themselves, unless a movement reverses them already', () => {
  const [from] = LINES
  assert.ok(from)
  const opening = [{ line: from, version: VERSION, pence: pence(900), oneOff: true }]
  assert.deepEqual(
    reversals(opening, []).map((e) => [e.kind, e.pence]),
    [['reverse-one-off', -900]],
  )
  const said: Movement = {
    year: NEXT.year,
    kind: 'reverse-one-off',
    from,
    pence: pence(-900),
    why: 'x',
    reference: '',
  }
  assert.deepEqual(reversals(opening, [said]), [])
})

test('opening and movements make closing at every line, and there is nothing to balance', () => {
  fc.assert(
    fc.property(
      fc.array(anyAmount, { maxLength: 20 }),
      fc.array(anyMovement, { maxLength: 20 }),
      (opening, movements) => {
        const closing = rollForward(opening, movements, NEXT)
        const parts = { opening, movements, closing, subjectives: SUBJECTIVES }
        for (const node of bridge(parts, lineKey)) assert.equal(node.unexplained, 0, node.node)
        const [whole] = bridge(parts, () => 'all')
        const steps = (whole?.steps ?? []).reduce((t, s) => t + s.pence, 0)
        assert.equal((whole?.opening ?? 0) + steps, whole?.closing ?? 0)
      },
    ),
  )
})

function totalOf(amounts: readonly Amount[]): number {
  return amounts.reduce((t, a) => t + a.pence, 0)
}

test('virements after agreement change lines and never the total', () => {
  fc.assert(
    fc.property(
      fc.array(anyAmount, { minLength: 1, maxLength: 10 }),
      fc.array(anyMovement, { maxLength: 10 }),
      (agreed, movements) => {
        const virements = movements.flatMap((m) =>
          m.to === undefined ? [] : [{ ...m, year: VERSION.year, afterAgreement: true as const }],
        )
        assert.equal(totalOf(current(agreed, virements)), totalOf(agreed))
      },
    ),
  )
})

test('shares of a pot always make the pot', () => {
  fc.assert(
    fc.property(
      fc.nat(1_000_000_000_000),
      fc.array(fc.nat(1000), { minLength: 1, maxLength: 8 }),
      (pot, weights) => {
        const whole = weights.reduce((a, b) => a + b, 0)
        fc.pre(whole > 0)
        const shares = weights.map((w) => Math.floor((w * PPM) / whole))
        shares[0] = (shares[0] ?? 0) + PPM - shares.reduce((a, b) => a + b, 0)
        const uses = shares.map((s, i) => ({
          use: String(i),
          purpose: '',
          service: '',
          money: 'revenue' as const,
          recurring: true,
          share: rate(s),
        }))
        const result = allocate({
          id: 'p',
          stream: 'core',
          year: NEXT.year,
          pence: pence(pot),
          uses,
        })
        assert.ok(result.ok)
        assert.equal(sum(result.value.uses.map((u) => u.pence)), pot)
      },
    ),
  )
})

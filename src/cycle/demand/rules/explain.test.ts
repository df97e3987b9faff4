import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { explain } from './explain.ts'
import type { ToExplain } from './explain.ts'

/** 10-demand, section 6, worked example 9: child-days in two kinds of placement. */
const NINE: ToExplain = {
  forecast: { days: [36_500, 7_300], starts: 200, daysPerStart: 60 },
  actual: { days: [36_000, 9_490], starts: 210 },
}
const PRICES = { forecast: [100, 700], actual: [104, 735] }

describe('forecast against actual', () => {
  test('child-days at 100 and 700, then at 104 and 735, cost 1,959,150 more: intake, stay, mix and price', () => {
    const { cost } = explain(NINE, PRICES)
    assert.deepEqual(cost, {
      forecast: 8_760_000,
      actual: 10_719_150,
      difference: 1_959_150,
      intake: 120_000,
      stay: 218_000,
      mix: 1_145_000,
      price: 476_150,
    })
  })

  test('without prices, ten more starts of 60 days are 600 of the 1,690 child-days more', () => {
    const { days, cost } = explain(NINE)
    assert.equal(cost, undefined)
    assert.deepEqual(days, {
      forecast: 43_800,
      actual: 45_490,
      difference: 1_690,
      intake: 600,
      stay: 1_090,
    })
  })

  test('the dearer kind had a sixth of the child-days expected and over a fifth of those that came', () => {
    const { mix } = explain(NINE)
    const dear = mix[1]
    assert.ok(dear !== undefined)
    assert.equal(dear.forecastShare, 1 / 6)
    assert.ok(Math.abs(dear.actualShare - 9_490 / 45_490) < 1e-12)
    assert.ok(Math.abs(dear.volume - 1_690 / 6) < 1e-9)
    assert.ok(Math.abs(dear.volume + dear.mix - 2_190) < 1e-9)
  })

  test('what happened as it was expected has nothing to explain', () => {
    const { forecast } = NINE
    const same = explain({ forecast, actual: forecast }, { forecast: [1, 2], actual: [1, 2] })
    assert.equal(same.days.difference, 0)
    const { intake, stay, mix, price } = same.cost ?? { intake: 1, stay: 1, mix: 1, price: 1 }
    assert.deepEqual([intake, stay, mix, price].map(Math.abs), [0, 0, 0, 0])
  })

  test('nobody was expected and some came: all of it is told, and nothing is divided by nought', () => {
    const none = { days: [0, 0], starts: 0, daysPerStart: 0 }
    const { days, cost, mix } = explain(
      { forecast: none, actual: { days: [30, 0], starts: 1 } },
      PRICES,
    )
    assert.equal(days.stay + days.intake, 30)
    assert.equal(cost?.difference, 30 * 104)
    assert.ok(mix.every((m) => Number.isFinite(m.volume) && Number.isFinite(m.mix)))
  })

  const days = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), {
    minLength: 3,
    maxLength: 3,
  })
  const starts = fc.double({ min: 0, max: 1e4, noNaN: true })
  const price = fc.array(fc.double({ min: 0, max: 1e5, noNaN: true }), {
    minLength: 3,
    maxLength: 3,
  })

  test('whatever happened, the parts are whole and add to the difference exactly', () => {
    fc.assert(
      fc.property(days, days, starts, starts, starts, price, price, (f, a, nf, na, per, pf, pa) => {
        const given = {
          forecast: { days: f, starts: nf, daysPerStart: per / 10 },
          actual: { days: a, starts: na },
        }
        const made = explain(given, { forecast: pf, actual: pa })
        const d = made.days
        assert.equal(d.intake + d.stay, d.difference)
        assert.equal(d.actual - d.forecast, d.difference)
        const c = made.cost
        assert.ok(c !== undefined)
        assert.equal(c.intake + c.stay + c.mix + c.price, c.difference)
        assert.equal(c.actual - c.forecast, c.difference)
        for (const n of [c.intake, c.stay, c.mix, c.price]) assert.ok(Number.isInteger(n))
        const moved = made.mix.reduce((sum, m) => sum + m.mix, 0)
        if (f.some((n) => n > 1)) assert.ok(Math.abs(moved) < 1e-3, String(moved))
      }),
      { seed: 9 },
    )
  })
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addMonths, monthOf, monthStart } from '#kernel/dates.ts'
import { inventedCare } from '#test/invented-care.ts'
import { estimate } from './estimate.ts'
import { expected } from './expected.ts'
import { knownAt } from './known-at.ts'
import { daysPerStart } from './per-start.ts'
import { prepare } from './prepare.ts'

const CARE = inventedCare({ seed: 7, entriesAMonth: 3, unaccompaniedAMonth: 1 })
const ORIGIN = monthStart(addMonths(monthOf(CARE.to), -12))

test('days of one who starts are what first entries add to a forecast, over their number', () => {
  const known = knownAt(CARE, ORIGIN)
  const fitted = estimate(known)
  const all = expected(prepare(known, fitted, { months: 12 }))
  const intakeFactor = Array.from({ length: 12 }, () => 0)
  const none = expected(prepare(known, fitted, { months: 12, intakeFactor }))
  const days = (of: typeof all) => of.childDays.reduce((a, b) => a + b, 0)
  const starts = all.starts.reduce((a, b) => a + b, 0)
  const made = daysPerStart(CARE, ORIGIN, 12)
  assert.ok(starts > 20)
  const [last = 0] = made.slice(-1)
  assert.ok(Math.abs(last - (days(all) - days(none)) / starts) < 1e-6, String(last))
})

test('the longer it is looked at, the more days one who starts has been there, and never more than the days', () => {
  const made = daysPerStart(CARE, ORIGIN, 12)
  assert.equal(made.length, 12)
  for (const [i, days] of made.entries()) {
    assert.ok(days > (made[i - 1] ?? 0) && days < 31 * (i + 1), `${i}: ${days}`)
  }
})

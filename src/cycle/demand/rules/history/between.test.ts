import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '#kernel/dates.ts'
import { inventedCare } from '#test/invented-care.ts'
import { countedBetween } from './between.ts'
import { monthlyHistory, sum } from './months.ts'
import { staysOn } from './on-day.ts'

const CARE = inventedCare({ seed: 7, entriesAMonth: 3, unaccompaniedAMonth: 1 })

test('the child-days of one day are the children counted on it', () => {
  for (const back of [1, 40, 400, 900]) {
    const on = day(CARE.to - back)
    const counted = countedBetween(CARE, on, day(on + 1))
    assert.equal(sum(counted.days), staysOn(CARE, on).length)
    assert.ok(sum(counted.days) > 20)
  }
})

test('child-days and starts of two stretches add to those of both', () => {
  const [from, cut] = [day(CARE.to - 700), day(CARE.to - 311)]
  const [first, second] = [countedBetween(CARE, from, cut), countedBetween(CARE, cut, CARE.to)]
  const both = countedBetween(CARE, from, CARE.to)
  assert.equal(first.starts + second.starts, both.starts)
  assert.deepEqual(
    both.days,
    first.days.map((d, i) => d + (second.days[i] ?? 0)),
  )
})

test('starts are those of the months', () => {
  const { months } = monthlyHistory(CARE)
  const starts = sum(months.map((m) => sum(m.starts)))
  assert.ok(starts > 100)
  assert.equal(countedBetween(CARE, CARE.from, CARE.to).starts, starts)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addMonths,
  ageOn,
  birthday,
  civil,
  civilDay,
  day,
  fromPlainDate,
  iso,
  isoDay,
  month,
  monthEnd,
  monthOf,
  monthStart,
  parseIso,
  plainDate,
} from './dates.ts'
import {
  daysInYear,
  financialYear,
  monthsOfYear,
  nextYear,
  parseFinancialYear,
  yearEnd,
  yearOfDay,
  yearOfMonth,
  yearStart,
} from './year.ts'

test('a day is the same day as Temporal counts it, over 800 years', () => {
  fc.assert(
    fc.property(fc.integer({ min: -150_000, max: 150_000 }), (n) => {
      const d = day(n)
      const reference = new Temporal.PlainDate(1970, 1, 1).add({ days: n })
      assert.equal(iso(d), reference.toString())
      assert.equal(fromPlainDate(reference), d)
      assert.equal(plainDate(d).equals(reference), true)
      const c = civil(d)
      assert.equal(civilDay(c.year, c.month, c.day), d)
    }),
  )
})

test('31 February and 29 February 2027 are not days', () => {
  assert.equal(parseIso('2026-02-31'), undefined)
  assert.equal(parseIso('2027-02-29'), undefined)
  assert.equal(iso(isoDay('2028-02-29')), '2028-02-29')
})

test('a child born on 29 February comes of age on 1 March, or as the peer counts on 28 February', () => {
  const born = isoDay('2008-02-29')
  assert.equal(iso(birthday(born, 18)), '2026-03-01')
  assert.equal(iso(birthday(born, 18, '28 February')), '2026-02-28')
  assert.equal(iso(birthday(born, 20)), '2028-02-29')
})

test('age is completed years', () => {
  assert.equal(ageOn(isoDay('2009-08-15'), isoDay('2027-08-14')), 17)
  assert.equal(ageOn(isoDay('2009-08-15'), isoDay('2027-08-15')), 18)
})

test('months step over the year end in both directions', () => {
  assert.equal(addMonths(month('2026-11'), 3), '2027-02')
  assert.equal(addMonths(month('2026-01'), -1), '2025-12')
  assert.equal(iso(monthEnd(month('2026-12'))), '2027-01-01')
  assert.equal(monthOf(monthStart(month('2026-04'))), '2026-04')
})

test('the financial year 2027-28 runs from 1 April 2027 for 366 days', () => {
  const year = financialYear(2027)
  assert.equal(year, '2027-28')
  assert.equal(iso(yearStart(year)), '2027-04-01')
  assert.equal(iso(yearEnd(year)), '2028-04-01')
  assert.equal(daysInYear(year), 366)
  assert.equal(yearOfDay(isoDay('2028-03-31')), '2027-28')
  assert.equal(yearOfMonth(month('2028-04')), '2028-29')
  assert.deepEqual(monthsOfYear(year).slice(0, 2), ['2027-04', '2027-05'])
  assert.equal(nextYear(financialYear(1999)), '2000-01')
})

test('years are read in the ways councils write them, and two years that do not follow are not a year', () => {
  assert.equal(parseFinancialYear('2026/27'), '2026-27')
  assert.equal(parseFinancialYear('2026-2027'), '2026-27')
  assert.equal(parseFinancialYear('1999-00'), '1999-00')
  for (const bad of ['2026-28', '2026', '26-27', '2026-2128'])
    assert.equal(parseFinancialYear(bad), undefined)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dayOf, iso, day } from '#kernel/dates.ts'
import { bytesOf } from './a-return.ts'
import { BAD_DATE, dayIn, NO_DATE } from './dates.ts'
import { endingYear, endOf, collection, labelOfCell, labelOfName, meaningOf } from './years.ts'

function read(text: string): number {
  const bytes = bytesOf(text)
  return dayIn(bytes, 0, bytes.length)
}

test('the forms that the return allows all give the same day', () => {
  for (const text of [
    '05/03/2021',
    '5/3/2021',
    '05/3/2021',
    '2021-03-05',
    '2021-03-05T00:00:00',
    '05/03/2021 00:00:00',
    ' 5/3/2021 ',
  ])
    assert.equal(read(text), dayOf(2021, 3, 5), text)
})

test('an empty cell is no date; anything else that is not a day is a bad one', () => {
  assert.equal(read('  '), NO_DATE)
  for (const text of [
    '31/02/2021',
    '1/13/2021',
    '44000',
    '1/1/21',
    '2021/03/05',
    '05/03/2021 10:30',
    '5-3-2021',
    '1//2021',
    '+1/2/2021',
  ])
    assert.equal(read(text), BAD_DATE, text)
})

test('every day of three centuries reads back from both forms', () => {
  fc.assert(
    fc.property(fc.integer({ min: -25_567, max: 84_005 }), (n) => {
      const text = iso(day(n))
      assert.equal(read(text), n)
      assert.equal(read(`${text.slice(8)}/${text.slice(5, 7)}/${text.slice(0, 4)}`), n)
    }),
  )
})

test('a file’s name says its return: a year, a financial year, or a month', () => {
  assert.deepEqual(labelOfName('2021-episodes.csv'), { kind: 'year', year: 2021, from: 'name' })
  assert.deepEqual(labelOfName('Episodes 2020-21.csv'), {
    kind: 'ending',
    ending: 2021,
    from: 'name',
  })
  assert.deepEqual(labelOfName('episodes_2010-11.csv'), {
    kind: 'ending',
    ending: 2011,
    from: 'name',
  })
  assert.deepEqual(labelOfName('episodes-2026-09.csv'), { kind: 'month', year: 2026, month: 9 })
  assert.deepEqual(labelOfName('SSDA903.csv'), { kind: 'none' })
  assert.deepEqual(labelOfCell('2017.0'), { kind: 'year', year: 2017, from: 'column' })
  assert.equal(labelOfCell('last year'), undefined)
})

test('a label whose rows start after its March names the year the return begins', () => {
  const c = collection({ kind: 'year', year: 2017, from: 'column' })
  c.rows = 100
  c.late = 74
  assert.equal(meaningOf([c]), 'starting')
  assert.equal(iso(endOf(c, 'starting')), '2018-04-01')
  c.late = 3
  assert.equal(meaningOf([c]), 'ending')
  assert.equal(iso(endOf(c, 'ending')), '2017-04-01')
  assert.equal(endingYear(endOf(c, 'ending')), 2017)
})

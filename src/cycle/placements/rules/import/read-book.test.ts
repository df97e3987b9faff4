import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dayOf } from '#kernel/dates.ts'
import { pence } from '#kernel/money.ts'
import { rate } from '#kernel/rate.ts'
import { readSheets } from '#office/sheets/index.ts'
import type { Sheet } from '#office/sheets/index.ts'
import { generalPrice, priceFor, readBook, weeklyOn } from '../index.ts'
import type { BookRead, Price } from '../index.ts'
import { aPrice } from '../test-book.ts'

const HEAD = 'sub_type,provider,band,weekly_gbp,from,to,cv_percent,uplift_percent,uplift_on,source'

function sheetsOf(text: string): readonly Sheet[] {
  const read = readSheets('prices.csv', new TextEncoder().encode(text))
  assert.ok(read.ok, JSON.stringify(read))
  return read.value
}

function bookOf(rows: readonly string[], before: readonly Price[] = []) {
  return readBook('prices.csv', sheetsOf([HEAD, ...rows].join('\n')), before)
}

function read(rows: readonly string[], before: readonly Price[] = []): BookRead {
  const book = bookOf(rows, before)
  assert.ok(book.ok, JSON.stringify(book))
  return book.value
}

function askedRows(rows: readonly string[], before: readonly Price[] = []) {
  return read(rows, before).asked.map((a) => a.row)
}

/** Kind, row, column and value of what was refused, and that the mend says something. */
function refusedFor(rows: readonly string[]) {
  const book = bookOf(rows)
  assert.ok(!book.ok, 'it was read')
  for (const r of book.refusals) {
    assert.ok(r.mend.length > 5 && r.message.length > 5)
    assert.equal(r.file, 'prices.csv')
  }
  return book.refusals.map((r) => [r.kind, r.row, r.column, r.value])
}

test('pounds are read with signs and commas, days in both ways, percentages with and without a sign', () => {
  const { prices } = read([
    'agency-foster,Regional framework,standard,"£1,012.50",01/04/2025,31/03/2026,20%,3.4%,1 April,lot 1',
    'In-house fostering,,,498,2025-04-01,,15,3.2,anniversary,fee scheme',
    'HOME_AGENCY,,solo,"£ 12,400.00",01/04/2025,,,,,spot',
  ])
  assert.deepEqual(
    prices.map((p) => [p.subType, p.provider, p.band, p.weekly, p.from, p.to]),
    [
      [
        'agency-foster',
        'Regional framework',
        'standard',
        101_250,
        dayOf(2025, 4, 1),
        dayOf(2026, 4, 1),
      ],
      ['in-house-foster', '', '', 49_800, dayOf(2025, 4, 1), undefined],
      ['home-agency', '', 'solo', 1_240_000, dayOf(2025, 4, 1), undefined],
    ],
  )
  assert.deepEqual(
    prices.map((p) => [p.spread, p.uplift]),
    [
      [
        { kind: 'lognormal', cv: 200_000 },
        { on: '1 April', rate: 34_000 },
      ],
      [
        { kind: 'lognormal', cv: 150_000 },
        { on: 'anniversary', rate: 32_000 },
      ],
      [{ kind: 'not-stated' }, undefined],
    ],
  )
})

const FAULTS: readonly (readonly [name: string, rows: readonly string[], found: unknown])[] = [
  [
    'a sub-type that is not one',
    ['agency-fostering,,,820,01/04/2025,,,,,'],
    ['unknown-sub-type', 2, 'sub_type', 'agency-fostering'],
  ],
  ['a blank sub-type', [',,,820,01/04/2025,,,,,'], ['missing', 2, 'sub_type', '']],
  [
    'a price below nothing',
    ['agency-foster,,,-820,01/04/2025,,,,,'],
    ['negative', 2, 'weekly_gbp', '-820'],
  ],
  [
    'a price in brackets',
    ['agency-foster,,,"(1,820)",01/04/2025,,,,,'],
    ['negative', 2, 'weekly_gbp', '(1,820)'],
  ],
  ['no price', ['agency-foster,,,,01/04/2025,,,,,'], ['unpriced', 2, 'weekly_gbp', '']],
  ['a dash for a price', ['agency-foster,,,-,01/04/2025,,,,,'], ['unpriced', 2, 'weekly_gbp', '-']],
  [
    'two points in a price',
    ['agency-foster,,,1.012.50,01/04/2025,,,,,'],
    ['not-money', 2, 'weekly_gbp', '1.012.50'],
  ],
  [
    'words for a price',
    ['agency-foster,,,tbc,01/04/2025,,,,,'],
    ['not-money', 2, 'weekly_gbp', 'tbc'],
  ],
  ['no first day', ['agency-foster,,,820,,,,,,'], ['missing', 2, 'from', '']],
  [
    'a day that does not exist',
    ['agency-foster,,,820,31/02/2025,,,,,'],
    ['not-a-day', 2, 'from', '31/02/2025'],
  ],
  [
    'a spreadsheet’s date number',
    ['agency-foster,,,820,45748,,,,,'],
    ['not-a-day', 2, 'from', '45748'],
  ],
  [
    'an end before the start',
    ['agency-foster,,,820,01/04/2026,31/03/2026,,,,'],
    ['ends-before-it-starts', 2, 'to', '31/03/2026'],
  ],
  [
    'a band that is not one',
    ['agency-foster,,enhanced,820,01/04/2025,,,,,'],
    ['not-a-band', 2, 'band', 'enhanced'],
  ],
  [
    'a spread that is not a percentage',
    ['agency-foster,,,820,01/04/2025,,high,,,'],
    ['not-a-percentage', 2, 'cv_percent', 'high'],
  ],
  [
    'a spread below nothing',
    ['agency-foster,,,820,01/04/2025,,-5,,,'],
    ['not-a-percentage', 2, 'cv_percent', '-5'],
  ],
  [
    'an uplift of a thousand per cent',
    ['agency-foster,,,820,01/04/2025,,,1000,,'],
    ['not-a-percentage', 2, 'uplift_percent', '1000'],
  ],
  [
    'an uplift on another day',
    ['agency-foster,,,820,01/04/2025,,,3,1 May,'],
    ['not-a-date-of-uplift', 2, 'uplift_on', '1 May'],
  ],
]

for (const [name, rows, found] of FAULTS)
  test(`refused, with its place and mend: ${name}`, () => {
    assert.deepEqual(refusedFor(rows), [found])
  })

test('two prices of one key on one day are refused, each row naming the other', () => {
  const rows = [
    'agency-foster,,,820,01/04/2025,,,,,',
    'agency-foster,,,860,01/04/2026,,,,,',
    'agency-foster,Other Provider,,860,01/04/2026,,,,,',
  ]
  const book = bookOf(rows)
  assert.ok(!book.ok)
  const [r] = book.refusals
  assert.deepEqual([r?.kind, r?.row, r?.column, r?.value], ['overlap', 3, 'from', '01/04/2026'])
  assert.match(
    r?.message ?? '',
    /row 3 and row 2 both price Independent fostering agency on 01\/04\/2026/,
  )
  assert.match(r?.mend ?? '', /Let row 2 end on 31\/03\/2026/)
  assert.equal(book.refusals.length, 1)
})

test('all that is wrong comes back together and nothing is kept', () => {
  const found = refusedFor([
    'agency-foster,,,-1,01/04/2025,,,,,',
    'home-agency,,,6870,01/04/2025,,,,,',
    'nowhere,,,x,yesterday,,,,,',
  ])
  assert.deepEqual(
    found.map(([kind, row]) => [kind, row]),
    [
      ['negative', 2],
      ['unknown-sub-type', 4],
      ['not-money', 4],
      ['not-a-day', 4],
    ],
  )
})

test('a file without its columns, without rows or without a book is refused', () => {
  const wrong = readBook('prices.csv', sheetsOf('subtype,price\nagency-foster,820'))
  assert.ok(!wrong.ok)
  assert.deepEqual(
    wrong.refusals.map((r) => [r.kind, r.column]),
    [
      ['missing-column', 'sub_type'],
      ['missing-column', 'weekly_gbp'],
      ['missing-column', 'from'],
    ],
  )
  const empty = bookOf([])
  assert.ok(!empty.ok)
  assert.equal(empty.refusals[0]?.kind, 'empty')
  const [sheet] = sheetsOf('a,b\n1,2')
  assert.ok(sheet)
  const none = readBook('book.xlsx', [
    { ...sheet, sheet: 'One' },
    { ...sheet, sheet: 'Two' },
  ])
  assert.ok(!none.ok)
  assert.equal(none.refusals[0]?.kind, 'no-table')
})

test('a price ten times or a tenth of its like is asked about and not refused', () => {
  const { asked } = read([
    'agency-foster,A,,820,01/04/2025,,,,,',
    'agency-foster,B,,830,01/04/2025,,,,,',
    'agency-foster,C,,8300,01/04/2025,,,,,',
    'home-agency,,,6870,01/04/2025,,,,,',
    'home-own,,,524,01/04/2025,,,,,',
  ])
  assert.deepEqual(
    asked.map((a) => [a.row, a.subType, a.weekly, a.median, a.dearer]),
    [
      [4, 'agency-foster', 830_000, 82_500, true],
      [6, 'home-own', 52_400, 738_500, false],
    ],
  )
  assert.match(asked[1]?.against ?? '', /England/)
})

test('a solo placement is held against ordinary prices until there are others like it, and they are not held against it', () => {
  const solo = 'home-agency,,solo,70000,01/04/2025,,,,,'
  assert.deepEqual(askedRows(['home-agency,,,6870,01/04/2025,,,,,', solo]), [3])
  const known = [aPrice({ subType: 'home-agency', band: 'solo', weekly: pence(6_500_000) })]
  assert.deepEqual(askedRows(['home-agency,,,6870,01/04/2025,,,,,', solo], known), [])
})

test('a new price is asked about when the book in use has it at a tenth', () => {
  const { asked } = read(
    ['supported-accommodation,,,13180,01/04/2026,,,,,'],
    [aPrice({ subType: 'supported-accommodation', weekly: pence(131_800) })],
  )
  assert.deepEqual(
    asked.map((a) => [a.row, a.dearer]),
    [[2, true]],
  )
})

test('a kind that was free may stay free without a question, and is asked about when it is not', () => {
  const before = [aPrice({ subType: 'custody', weekly: pence(0) })]
  assert.deepEqual(read(['custody,,,0,01/04/2026,,,,,'], before).asked, [])
  assert.equal(read(['custody,,,60,01/04/2026,,,,,'], before).asked.length, 1)
})

test('gaps, rounded prices, strange columns and kinds without a price are said', () => {
  const found = readBook(
    'prices.csv',
    sheetsOf(
      'sub_type,weekly_gbp,from,to,note\nagency-foster,820.005,01/04/2025,31/08/2025,x\nagency-foster,830,01/10/2025,,x',
    ),
  )
  assert.ok(found.ok)
  const { gaps, rounded, passedOver, unpriced } = found.value
  assert.deepEqual(
    gaps.map((g) => [g.from, g.to]),
    [[dayOf(2025, 9, 1), dayOf(2025, 10, 1)]],
  )
  assert.deepEqual(rounded, [{ row: 2, value: '820.005', weekly: 82_001 }])
  assert.deepEqual(passedOver, ['column note'])
  assert.equal(unpriced.length, 21)
})

test('of prices that hold, the most particular wins: provider and band, provider, band, sub-type', () => {
  const { prices } = read([
    'agency-foster,,,800,01/04/2025,,,,,',
    'agency-foster,,complex,900,01/04/2025,,,,,',
    'agency-foster,Acorn,,850,01/04/2025,,,,,',
    'agency-foster,Acorn,complex,950,01/04/2025,,,,,',
  ])
  const on = dayOf(2026, 1, 1)
  const of = (provider: string, band: Price['band']) =>
    priceFor(prices, { subType: 'agency-foster', provider, band }, on)?.weekly
  assert.equal(of('ACORN', 'complex'), 95_000)
  assert.equal(of('Acorn', 'solo'), 85_000)
  assert.equal(of('Birch', 'complex'), 90_000)
  assert.equal(of('Birch', 'solo'), 80_000)
  assert.equal(of('', ''), 80_000)
  assert.equal(priceFor(prices, { subType: 'home-own', provider: '', band: '' }, on), undefined)
})

test('a forecast knows no provider: the general price, else the standard band, else the average of providers', () => {
  const on = dayOf(2026, 1, 1)
  const of = (rows: readonly string[]) => generalPrice(read(rows).prices, 'agency-foster', on)
  const general = of([
    'agency-foster,,,800,01/04/2025,,,,,',
    'agency-foster,Acorn,,950,01/04/2025,,,,,',
  ])
  assert.ok(general.kind === 'priced' && general.weekly === 80_000)
  const standard = of([
    'agency-foster,,complex,1200,01/04/2025,,,,,',
    'agency-foster,,standard,810,01/04/2025,,,,,',
  ])
  assert.ok(standard.kind === 'priced' && standard.weekly === 81_000)
  const average = of([
    'agency-foster,Acorn,,850,01/04/2025,,,,,',
    'agency-foster,Acorn,solo,2850,01/04/2025,,,,,',
    'agency-foster,Birch,standard,900.01,01/04/2025,,,,,',
  ])
  assert.ok(average.kind === 'priced' && average.weekly === 87_501 && average.prices.length === 2)
  assert.deepEqual(of(['agency-foster,,crisis,2850,01/04/2025,,,,,']), {
    kind: 'unpriced',
    why: 'priced for band crisis alone',
  })
  assert.deepEqual(of(['agency-foster,,,850,01/04/2026,,,,,']), {
    kind: 'unpriced',
    why: 'no price on these days',
  })
})

test('an uplift is rounded to the penny on its date and never reaches back', () => {
  const price = aPrice({
    weekly: pence(82_001),
    from: dayOf(2025, 4, 1),
    uplift: { on: '1 April', rate: rate(33_333) },
  })
  assert.equal(weeklyOn(price, dayOf(2025, 4, 1)), 82_001)
  assert.equal(weeklyOn(price, dayOf(2026, 3, 31)), 82_001)
  assert.equal(weeklyOn(price, dayOf(2026, 4, 1)), 82_001 + 2733)
  assert.equal(weeklyOn(price, dayOf(2027, 4, 1)), 84_734 + 2824)
})

test('any table at all is read or refused, never a crash, and a book that is read has no overlap', () => {
  const cell = fc.oneof(
    fc.constantFrom(
      'agency-foster',
      'home-own',
      '820',
      '£1,000',
      '-1',
      '01/04/2025',
      '2026-04-01',
      '',
      'standard',
      '1 April',
      '=1+1',
    ),
    fc.string({ maxLength: 8 }),
  )
  const row = fc.array(cell, { minLength: 10, maxLength: 10 })
  fc.assert(
    fc.property(fc.array(row, { maxLength: 6 }), (rows) => {
      const sheet = {
        file: 'f.csv',
        firstRow: 1,
        rows: [HEAD.split(','), ...rows].map((r) => r.map((text) => ({ text }))),
      }
      const book = readBook('f.csv', [sheet])
      if (!book.ok) return book.refusals.length > 0
      return book.value.prices.every((p) => p.weekly >= 0)
    }),
    { numRuns: 2000, seed: 4 },
  )
})

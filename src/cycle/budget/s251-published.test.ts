import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unwrap } from '#kernel/result.ts'
import { needsShared, sharedBytes } from '#test/shared.ts'
import { penceAt, rowAt } from './rules/index.ts'
import { s251Result, s251Years } from './s251-files.ts'
import type { S251Year } from './s251-files.ts'

const YEARS = ['0809', '0910', '1011', '1213', '1314']
const path = (year: string) => `data/finance/s251_outturn_cyps_${year}.csv.gz`
const shared = needsShared(...YEARS.map(path))
const published: () => readonly S251Year[] = once(() =>
  unwrap(
    s251Years(
      YEARS.map((year) => ({ name: `outturn ${year}.csv`, bytes: sharedBytes(path(year)) })),
    ),
  ),
)

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}

test('five published years hold 32,434 rows of 758 returns', shared, () => {
  const results = published().map(s251Result)
  assert.deepEqual(
    results.map((r) => [r.year, r.layout, r.councils]),
    [
      ['2008-09', '2008-09', 150],
      ['2009-10', '2009-10', 152],
      ['2010-11', '2010-11', 152],
      ['2012-13', '2012-13', 152],
      ['2013-14', '2013-14', 152],
    ],
  )
  assert.equal(
    results.reduce((n, r) => n + r.rows, 0),
    32_434,
  )
})

test(
  'every group total and both grand totals add for every council, at most 7p out',
  shared,
  () => {
    const totals = published().flatMap((y) =>
      s251Result(y).totals.map((t) => ({ year: y.read.year, ...t })),
    )
    assert.equal(totals.length, 9 + 8 + 10 + 7 + 7)
    assert.deepEqual(
      totals.filter(
        (t) => t.adding !== t.councils || t.councils !== (t.year === '2008-09' ? 150 : 152),
      ),
      [],
    )
    const most = totals.toSorted((a, b) => b.largestDifferencePence - a.largestDifferencePence)[0]
    assert.deepEqual([most?.year, most?.line, most?.largestDifferencePence], ['2013-14', 34, 7])
  },
)

test('the identities are tested where their cells are given', shared, () => {
  const tested = published().map((y) =>
    s251Result(y).identities.map((i) => [i.id, i.tested, i.failed]),
  )
  assert.deepEqual(tested[0], [
    ['k', 6600, 0],
    ['m', 7049, 2],
  ])
  assert.deepEqual(
    tested.slice(3).map((of) => of[0]),
    [
      ['k', 4408, 0],
      ['k', 4560, 0],
    ],
  )
})

test('exactly the published faults are found, and nothing else', shared, () => {
  const found = published().flatMap((y) =>
    s251Result(y).faults.map((f) => [
      y.read.year,
      f.council,
      f.line,
      f.column,
      f.printedPence,
      f.computedPence,
    ]),
  )
  assert.deepEqual(found, [
    ['2008-09', '391', 45, 'm', 6_448_400, 2_861_000],
    ['2008-09', '391', 47, 'm', 4_908_514_600, 4_904_927_200],
    ['2010-11', '841', 42, 'm', 52_141_777, 23_948_977],
    ['2010-11', '841', 45, 'm', 203_543_764, 98_994_359],
    ['2010-11', '841', 47, 'm', 384_386_937, 251_644_732],
    ['2010-11', '841', 49, 'm', 1_689_124_174, 1_556_381_969],
    ['2010-11', '841', 49, 'private', 0, null],
    ['2010-11', '841', 49, 'otherPublic', 3_197_855_092, null],
    ['2010-11', '841', 49, 'voluntary', 3_197_855_092, null],
    ['2010-11', '841', 50, 'm', 1_689_124_174, 1_556_381_969],
    ['2013-14', '816', 7, 'n', null, 0],
  ])
})

test(
  'Newcastle’s net of 2008-09 is £35,874 too high; Darlington’s two lines make its totals £1,327,422.05 too high',
  shared,
  () => {
    const faults = published().flatMap((y) => s251Result(y).faults)
    const over = (council: string) =>
      faults
        .filter((f) => f.council === council && f.column === 'm')
        .map((f) => (f.printedPence ?? 0) - (f.computedPence ?? 0))
    assert.deepEqual(over('391'), [3_587_400, 3_587_400])
    assert.deepEqual(over('841'), [28_192_800, 104_549_405, 132_742_205, 132_742_205, 132_742_205])
  },
)

test('England’s gross without CERA is what was published, to the penny', shared, () => {
  assert.deepEqual(
    published().map((y) => y.checked.england.grossPence),
    [598_500_132_279, 655_591_144_558, 924_314_040_011, 887_530_662_010, 892_665_498_043],
  )
})

const gross = (year: string, code: string): number | undefined => {
  const { read } = published().find((y) => y.read.year === year) ?? assert.fail(year)
  const council = read.councils.findIndex((c) => c.code === code)
  const row = rowAt(
    read,
    council,
    read.layout.lines.findIndex((l) => l.id === 'grand.excl'),
  )
  return row === undefined ? undefined : penceAt(read, row, 'k')
}

test(
  'worked example 9: gross without CERA of the five councils in 2010-11 and 2013-14',
  shared,
  () => {
    const five = ['928', '873', '931', '925', '880'].map((c) => [
      gross('2010-11', c),
      gross('2013-14', c),
    ])
    assert.deepEqual(five, [
      [10_629_778_640, 9_378_041_200],
      [9_092_179_227, 9_192_971_900],
      [7_508_889_000, 7_274_091_400],
      [8_748_970_900, 8_753_682_500],
      [2_592_627_700, 3_414_957_800],
    ])
  },
)

test('council names are read without the spaces that pad them', shared, () => {
  const names = published().flatMap((y) => y.read.councils.map((c) => c.name))
  assert.deepEqual(
    names.filter((n) => n !== n.trim()),
    [],
  )
})

const ees = 'data/finance/s251_ees_2024_format_first_rows.csv'
test(
  'the modern table’s own line for England holds to the pound, and x is no amount',
  needsShared(ees),
  () => {
    const [year, ...others] = unwrap(s251Years([{ name: 'ees.csv', bytes: sharedBytes(ees) }]))
    assert.ok(year !== undefined && others.length === 0)
    const result = s251Result(year)
    assert.deepEqual([result.year, result.rows, result.councils], ['2015-16', 6, 0])
    assert.deepEqual(
      result.identities.map((i) => [i.id, i.tested, i.failed]),
      [
        ['k', 4, 0],
        ['m', 4, 0],
        ['q', 4, 0],
      ],
    )
    assert.deepEqual(result.faults, [])
    assert.equal(result.england.grossPence, 901_231_738_500)
    assert.equal(result.england.incomePence, null)
  },
)

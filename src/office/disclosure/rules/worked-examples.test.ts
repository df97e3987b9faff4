import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unwrap } from '#kernel/result.ts'
import { PROFILES } from '../data/profiles.ts'
import { isPrimary } from './attack.ts'
import {
  attack,
  exposed,
  gridTable,
  isSmall,
  joined,
  listTable,
  protect,
  shownCount,
  shownShare,
  shownTo,
} from './index.ts'
import type { Table } from './index.ts'

const OURS = PROFILES['headwater-public']
const DISTRICTS = ['A', 'B', 'C', 'D']
const PLACES = ['fostering', 'residential', 'supported']
const COUNTS = [
  [34, 6, 3],
  [41, 9, 12],
  [28, 2, 7],
  [52, 11, 8],
]
const LOOKED_AFTER = gridTable({
  name: 'looked-after',
  rows: DISTRICTS,
  columns: PLACES,
  value: (r, c) => COUNTS[r]?.[c] ?? 0,
})
const cell = (row: string, column: string) => `looked-after/${row}/${column}`

function boundsOf(table: Table, hidden: readonly string[]) {
  return Object.fromEntries(
    attack(table, new Set(hidden), OURS).map((b) => [b.id, [b.low, b.high]]),
  )
}

function hiddenOf(table: Table): readonly string[] {
  const { shown } = unwrap(protect(table, OURS))
  return [...shown]
    .filter(([, value]) => value === null)
    .map(([id]) => id)
    .toSorted()
}

test('example 1: hiding the two small cells alone gives them away by subtraction', () => {
  const hidden = [cell('A', 'supported'), cell('C', 'residential')]
  assert.deepEqual(boundsOf(LOOKED_AFTER, hidden), {
    [cell('A', 'supported')]: [3, 3],
    [cell('C', 'residential')]: [2, 2],
  })
  assert.deepEqual(exposed(LOOKED_AFTER, new Set(hidden), OURS), hidden)
})

test('example 2: one more cell in each row is not enough', () => {
  const hidden = [
    cell('A', 'supported'),
    cell('C', 'residential'),
    cell('A', 'fostering'),
    cell('C', 'fostering'),
  ]
  const bounds = boundsOf(LOOKED_AFTER, hidden)
  assert.deepEqual(bounds[cell('A', 'supported')], [3, 3])
  assert.deepEqual(bounds[cell('A', 'fostering')], [34, 34])
  assert.equal(exposed(LOOKED_AFTER, new Set(hidden), OURS).length, 2)
})

test('example 3: A residential and C supported are the least further set, and leave widths of six', () => {
  const answer = unwrap(protect(LOOKED_AFTER, OURS))
  const hidden = hiddenOf(LOOKED_AFTER)
  assert.deepEqual(hidden, [
    cell('A', 'residential'),
    cell('A', 'supported'),
    cell('C', 'residential'),
    cell('C', 'supported'),
  ])
  assert.ok(answer.least)
  assert.equal(answer.small, 2)
  assert.equal(answer.further, 2)
  assert.deepEqual(boundsOf(LOOKED_AFTER, hidden), {
    [cell('A', 'residential')]: [1, 7],
    [cell('A', 'supported')]: [2, 8],
    [cell('C', 'residential')]: [1, 7],
    [cell('C', 'supported')]: [2, 8],
  })
})

test('example 4: no percentage of a small number, and none on a base under ten', () => {
  assert.equal(shownShare(3, 43, OURS), null)
  assert.equal(shownShare(40, 43, OURS), null, 'all but three')
  assert.equal(shownShare(7, 9, OURS), null, 'a base of nine')
  assert.equal(shownShare(15, 43, OURS), 0.35)
})

test('example 5: money of few, and money that one of them could work out, is hidden', () => {
  const money = { id: 'm', value: 445_900, kind: 'money' } as const
  const three = { number: 12, largest: 384_020, second: 52_000 }
  assert.ok(isPrimary({ ...money, behind: three }, OURS), '9,880 is less than a tenth of 384,020')
  assert.ok(isPrimary({ ...money, value: 384_020, behind: { number: 1 } }, OURS), 'one child')
  assert.ok(!isPrimary({ ...money, behind: { number: 12 } }, OURS))
  assert.ok(!isPrimary(money, OURS), 'money without children behind it')
})

test('example 6: two releases whose difference is small cannot both be printed', () => {
  const later: Table = {
    cells: [
      { id: 'B', value: 9, printed: true },
      { id: 'B without UASC', value: 7 },
      { id: 'B UASC', value: 2, silent: true },
    ],
    sums: [{ total: 'B', parts: ['B without UASC', 'B UASC'] }],
  }
  assert.deepEqual(hiddenOf(later), ['B without UASC'])
  const both: Table = {
    ...later,
    cells: later.cells.map((c) => (c.silent === true ? c : { ...c, printed: true })),
  }
  const refused = protect(both, OURS)
  assert.ok(!refused.ok)
  assert.match(refused.refusals[0]?.message ?? '', /B UASC is small and could be worked out/)
  assert.doesNotMatch(JSON.stringify(refused.refusals), /\b[279]\b/)
})

test('example 7: rounding to a base adds totals from rounded parts', () => {
  const table = listTable('all', [
    { part: 'a', value: 3 },
    { part: 'b', value: 2 },
    { part: 'c', value: 13 },
  ])
  const shown = shownTo(false, table, PROFILES.round5)
  assert.deepEqual(['all', 'all/a', 'all/b', 'all/c'].map(shown), [20, 5, 0, 15])
})

test('a consultation of three areas hides North and East, and shows South and all totals', () => {
  const answers = [
    [3, 22],
    [40, 35],
    [12, 8],
  ]
  const table = gridTable({
    name: 'q1',
    rows: ['North', 'South', 'East'],
    columns: ['agree', 'disagree'],
    value: (r, c) => answers[r]?.[c] ?? 0,
  })
  const hidden = ['q1/East/agree', 'q1/East/disagree', 'q1/North/agree', 'q1/North/disagree']
  assert.deepEqual(hiddenOf(table), hidden)
  for (const id of hidden) {
    const without = new Set(hidden.filter((h) => h !== id))
    assert.notDeepEqual(exposed(table, without, PROFILES['council-foi']), [], id)
  }
})

test('a hidden total of a hierarchy takes the lone part with it', () => {
  const table = joined(
    listTable('all', [
      { part: 'fostering', value: 60 },
      { part: 'residential', value: 12 },
      { part: 'secure', value: 3 },
    ]),
    listTable('all/residential', [
      { part: 'agency', value: 12 },
      { part: 'own', value: 0 },
    ]),
  )
  const hidden = hiddenOf(table)
  assert.ok(hidden.includes('all/secure'))
  if (hidden.includes('all/residential')) assert.ok(hidden.includes('all/residential/agency'))
  assert.deepEqual(exposed(table, new Set(hidden), OURS), [])
})

test('what is small follows the profile, and a forecast of less than six is small', () => {
  assert.deepEqual(
    [0, 1, 5, 6].map((n) => isSmall(n, OURS)),
    [false, true, true, false],
  )
  assert.ok(isSmall(0.3, OURS) && isSmall(5.9, OURS))
  assert.equal(shownCount(5, PROFILES['council-foi']), 5)
  assert.equal(shownCount(4, PROFILES['council-foi']), null)
  assert.equal(shownCount(3, PROFILES['internal-team']), 3)
})

test('those inside see every cell; a name that is no cell is a fault', () => {
  const table = listTable('all', [{ part: 'a', value: 3 }])
  assert.equal(shownTo(true, table, OURS)('all/a'), 3)
  assert.equal(shownTo(false, table, OURS)('all/a'), null)
  assert.throws(() => shownTo(false, table, OURS)('all/b'), /no printed cell/)
})

test('tables that disagree about a cell are not joined', () => {
  const one = listTable('all', [{ part: 'a', value: 7 }])
  const other = listTable('all', [{ part: 'a', value: 8 }])
  assert.throws(() => joined(one, other), /all is 7 in one table and 8 in another/)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ReAdded } from '#kernel/working.ts'
import { render } from '#web'
import type { Branch } from './model.ts'
import { exactWords, originLine, reAddWords, rowsText, spoken, when, within } from './words.ts'

const NB = '\u2011'

test('a label is read with its days and months in words, and its financial years unbroken', () => {
  assert.equal(spoken('Children in care, 2026-03-31'), 'Children in care, 31 March 2026')
  assert.equal(
    spoken('All children, end of 2029-03: middle'),
    'All children, end of March 2029: middle',
  )
  assert.equal(spoken('Need, 2027-28'), `Need, 2027${NB}28`)
  assert.equal(spoken('Placements in 2025-26-episodes.csv'), 'Placements in 2025-26-episodes.csv')
  assert.equal(spoken('not a day: 2026-02-31'), 'not a day: 2026-02-31')
})

test('a part is named below its whole without the whole’s name', () => {
  const whole = 'Net spending, 2026-27 agreed'
  assert.equal(within(whole, `${whole}, Support functions`), 'Support functions')
  assert.equal(within(whole, 'Net spending, 2026-27 agreed'), whole)
  assert.equal(within('Need, 2027-28', 'Need, 2027-28 and on'), 'Need, 2027-28 and on')
})

test('rows are named as the file counts them, and many are told by their number', () => {
  assert.equal(rowsText([14]), 'row 14')
  assert.equal(rowsText([2, 9]), 'rows 2 and 9')
  assert.equal(rowsText([2, 9, 14, 1285]), 'rows 2, 9, 14 and 1,285')
  assert.equal(rowsText([1, 2, 3, 4, 5, 6, 7]), 'rows 1, 2, 3, 4 and 3 more')
})

test('a day that was not recorded is said, never left blank', () => {
  assert.equal(when(''), 'on a day that was not recorded')
  assert.equal(when('2026-11-24'), 'on 24 November 2026')
  assert.equal(when('2026-11-24T23:04:00Z'), 'on 24 November 2026, 11:04pm')
})

test('every kind of origin is said in one line', () => {
  const file = {
    kind: 'import',
    importId: 'i',
    file: 'lines.csv',
    sha256: 'a',
    rows: [12],
    by: 'H. Ward',
    at: '2026-04-02',
  } as const
  assert.equal(
    render(originLine({ ...file, sheet: 'lines', href: '/budget/import/i' })),
    '<a href="/budget/import/i">lines.csv</a>, sheet lines, row 12, imported on 2 April 2026 by H. Ward',
  )
  assert.match(render(originLine({ kind: 'person', name: 'not recorded', at: '' })), /Not recorded/)
  assert.equal(
    render(originLine({ kind: 'person', name: 'C. Hart', at: '2026-04-02', why: 'agreed' })),
    'C. Hart, on 2 April 2026: agreed',
  )
  assert.match(
    render(
      originLine({
        kind: 'run',
        runId: 'r',
        seed: 7,
        inputHash: 'abcdef0123456789',
        rulesVersion: 'own-1',
      }),
    ),
    /seed 7, input abcdef012345, rules own-1/,
  )
})

function branch(parts: Partial<Branch> = {}): Branch {
  return {
    label: 'Need, 2027-28',
    value: 650_000_000,
    unit: 'pence',
    made: {
      kind: 'rule',
      rule: { id: 'need', name: 'Need', sentence: 'Lines and demand.', source: 'rule 15' },
      combine: 'sum',
      partsInAll: 2,
      parts: [],
    },
    ...parts,
  }
}

test('what is counted stands beside the number', () => {
  assert.equal(exactWords({ value: 730, unit: 'children' }), '730 children')
  assert.equal(exactWords({ value: 1, unit: 'children' }), '1 child')
  assert.equal(exactWords({ value: 650_000_012, unit: 'pence' }), '£6,500,000.12')
})

function said(reAdded: ReAdded) {
  return reAddWords({ figure: branch(), reAdded })
}

test('a figure that is not what its parts make is said, with by how much and which way', () => {
  assert.deepEqual(said({ kind: 'agrees', value: 650_000_000 }), {
    kind: 'agrees',
    words: 'Its 2 parts, added again when this page was opened, make £6,500,000.00 to the penny.',
  })
  const more = said({ kind: 'differs', value: 649_999_999, by: 1 })
  assert.equal(more.kind, 'differs')
  assert.match(
    more.words,
    /make £6,499,999\.99\. The figure is £6,500,000\.00: £0\.01 more than its parts/,
  )
  assert.match(
    said({ kind: 'differs', value: 650_000_100, by: -100 }).words,
    /£1\.00 less than its parts/,
  )
})

test('a figure that cannot be re-added says why, in words', () => {
  const { made } = branch()
  assert.ok(made.kind === 'rule')
  const derived = branch({ made: { ...made, combine: 'derived' } })
  const words = reAddWords({
    figure: derived,
    reAdded: { kind: 'not-re-added' },
  })
  assert.match(words.words, /not a sum of what went in/)
  const origin = branch({ made: { kind: 'origin', origin: { kind: 'person', name: 'A', at: '' } } })
  assert.match(
    reAddWords({ figure: origin, reAdded: { kind: 'not-re-added' } }).words,
    /stands as it was received/,
  )
})

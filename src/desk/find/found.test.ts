import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { search, wordsOf } from './found.ts'
import type { Findable } from './found.ts'

function figure(label: string, also = ''): Findable {
  return {
    room: 'Demand',
    label,
    also,
    value: 1,
    unit: 'children',
    href: `/working/demand/${label}`,
  }
}

const ALL = [
  figure('Children in care, 31 March 2026', 'looked after'),
  figure('Children in care: Fostering, 31 March 2026', 'looked after'),
  figure('Children in care: Children’s home, agency, 31 March 2026', 'looked after'),
  figure('Gap, cumulative, 2027-28', 'shortfall'),
]

const labels = (asked: string) => search(ALL, asked).map((f) => f.label)

test('every word of a search begins a word of the figure, in any order and case', () => {
  assert.deepEqual(labels('foster'), ['Children in care: Fostering, 31 March 2026'])
  assert.deepEqual(labels('AGENCY children'), [
    'Children in care: Children’s home, agency, 31 March 2026',
  ])
  assert.deepEqual(labels('2027-28 gap'), ['Gap, cumulative, 2027-28'])
  assert.deepEqual(
    labels('2027\u201128'),
    ['Gap, cumulative, 2027-28'],
    'a hyphen that never breaks',
  )
  assert.deepEqual(labels('fostering 2027'), [])
})

test('the figure with fewest other words comes first, and other words for it count less than its name', () => {
  assert.equal(labels('children care')[0], 'Children in care, 31 March 2026')
  assert.equal(labels('shortfall')[0], 'Gap, cumulative, 2027-28')
})

test('no words find nothing', () => {
  for (const asked of ['', '  ', '…', '-']) assert.deepEqual(labels(asked), [])
})

test('whatever is typed, what is found holds every word of it', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), (asked) => {
      for (const f of search(ALL, asked)) {
        const words = wordsOf(`${f.label} ${f.also} ${f.room}`)
        for (const w of wordsOf(asked)) assert.ok(words.some((each) => each.startsWith(w)))
      }
    }),
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dotsChart } from './dots.ts'

const DOTS = {
  id: 'near',
  lead: 'Marlshire spends less than most',
  title: 'Spending a child',
  desc: 'From £800 to £1,400; the median is £1,100.',
  dots: [
    { label: 'Ashcombe', value: 800 },
    { label: 'Marlshire', value: 950, here: true },
    { label: 'Saltmere', value: 1400 },
  ],
  middle: { value: 1100, text: 'median £1,100' },
  format: (v: number) => `£${v}`,
}

test('dots stand highest first, ours is another shape, and the median is said in words', () => {
  const text = dotsChart(DOTS).toString()
  assert.equal(text.match(/<svg /g)?.length, 3)
  assert.ok(text.indexOf('Saltmere') < text.indexOf('Ashcombe'))
  assert.equal(text.match(/<circle /g)?.length, 6)
  assert.equal(text.match(/median £1,100</g)?.length, 3)
  assert.match(text, /<table/)
})

test('a value that is not a number is left out, and nothing at all is said to be nothing', () => {
  const some = dotsChart({ ...DOTS, dots: [...DOTS.dots, { label: 'None', value: Number.NaN }] })
  assert.doesNotMatch(some.toString(), /None|NaN/)
  assert.match(dotsChart({ ...DOTS, dots: [] }).toString(), /nothing to draw/)
})

test('one council alone is drawn inside its frame', () => {
  const text = dotsChart({ ...DOTS, dots: [{ label: 'Ashcombe', value: 800 }] }).toString()
  assert.doesNotMatch(text, /NaN|Infinity/)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fanChart } from './fan.ts'
import { panelChart } from './panel.ts'
import { apart } from './labels.ts'
import { ticks } from './scale.ts'
import { trustChart } from './trust.ts'
import { waterfallChart } from './waterfall.ts'

const FAN = {
  id: 'fan',
  lead: 'More than now',
  title: 'History & forecast',
  desc: 'From 90 to 110.',
  what: 'Children',
  history: ['2021-11', '2021-12', '2022-01'].map((month, i) => ({ month, value: 90 + i })),
  ahead: ['2022-02', '2022-03'].map((month) => ({
    month,
    middle: 100,
    low80: 95,
    high80: 110,
    low95: 91,
    high95: 120,
  })),
  format: String,
}

test('a fan is drawn at three widths, each with its title and description, and says what its lines are', () => {
  const text = fanChart(FAN).toString()
  assert.equal(text.match(/<svg /g)?.length, 3)
  for (const variant of ['wide', 'mid', 'narrow']) {
    assert.match(
      text,
      new RegExp(`class="${variant}"[^>]*aria-labelledby="fan-${variant}-t fan-${variant}-d"`),
    )
  }
  assert.match(text, /<title id="fan-wide-t">History &amp; forecast<\/title>/)
  assert.match(text, />100 middle forecast</)
  assert.match(text, />92 no change</)
  assert.match(text, />forecast from here</)
  assert.doesNotMatch(text, /NaN|Infinity|undefined| style=/)
})

test('a fan far from nothing says where its axis starts', () => {
  assert.match(fanChart(FAN).toString(), /axis starts at 80/)
  const near = { ...FAN, history: FAN.history.map((p) => ({ ...p, value: 2 })) }
  assert.doesNotMatch(fanChart(near).toString(), /axis starts/)
})

test('a panel starts at zero and names what is now and what is expected', () => {
  const text = panelChart({ ...FAN, name: 'Residential', note: '92 now' }).toString()
  assert.match(text, /class="pane"/)
  assert.match(text, /class="thin"/)
  assert.match(text, />92<\/text>/)
  assert.match(text, />100<\/text>/)
  assert.doesNotMatch(text, /NaN|undefined/)
})

function inkLines(text: string): number {
  return text.match(/stroke="#16242e" stroke-width="2" stroke-linejoin/g)?.length ?? 0
}

test('what came after all is drawn on from the history, with its last number, in a fan and in a panel', () => {
  const after = ['2022-02', '2022-03'].map((month, i) => ({ month, value: 103 + i }))
  const given = { ...FAN, name: 'Residential', note: '92 now' }
  for (const [draw, widths] of [
    [fanChart, 3],
    [panelChart, 2],
  ] as const) {
    const without = draw(given).toString()
    const text = draw({ ...given, after }).toString()
    assert.match(text, />104<\/text>/)
    assert.doesNotMatch(without, />104</)
    assert.equal(inkLines(text) - inkLines(without), widths)
    assert.doesNotMatch(text, /NaN|undefined/)
  }
})

test('a waterfall leads from the first number to the last by its steps', () => {
  const text = waterfallChart({
    id: 'why',
    lead: 'More come in',
    title: 'From 100 to 105',
    desc: 'In 10, out 5',
    startName: 'Now',
    start: 100,
    steps: [
      { name: 'In', change: 10 },
      { name: 'Out & away', change: -3 },
      { name: 'Known', change: -2, firm: true },
    ],
    endName: 'in March',
    format: String,
    formatChange: (n) => (n > 0 ? `+${n}` : String(n)),
  }).toString()
  assert.match(text, />105 in March</)
  assert.match(text, />Out &amp; away</)
  assert.match(text, /fill="#16242e"/)
  assert.match(text, /fill="url\(#why-wide-dots\)"/)
  assert.doesNotMatch(text, /NaN|undefined/)
})

test('lines of a grid cover the range with whole, even steps', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 3000 }),
      fc.integer({ min: 1, max: 2000 }),
      (low, span) => {
        const lines = ticks(low, low + span, 6)
        const steps = lines.slice(1).map((v, i) => v - (lines[i] ?? 0))
        return (
          (lines[0] ?? 1) <= low &&
          (lines.at(-1) ?? 0) >= low + span &&
          lines.length <= 8 &&
          steps.every((s) => s === steps[0] && Number.isInteger(s))
        )
      },
    ),
    { seed: 5 },
  )
})

test('labels never stand on each other and keep their order', () => {
  const heights = fc.array(fc.integer({ min: 10, max: 300 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(heights, (ys) => {
      const placed = apart(
        ys.map((y) => ({ y, text: String(y), classes: '' })),
        16,
        310,
      )
      return placed.every((l, i) => i === 0 || l.y - (placed[i - 1]?.y ?? 0) >= 15.9)
    }),
    { seed: 6 },
  )
})

test('error is shown against no change, and a band that was too narrow says so', () => {
  const text = trustChart({
    id: 'trust',
    lead: 'Smaller error',
    title: 'Error and coverage',
    desc: 'In words',
    rows: [
      { name: '3 months', error: 0.02, errorNoChange: 0.04, cover80: 0.84 },
      { name: '12 months', error: 0.06, errorNoChange: 0.05, cover80: 0.5 },
      { name: '24 months', error: 0, errorNoChange: 0, cover80: 1 },
    ],
  }).toString()
  assert.match(text, />−50%</)
  assert.match(text, />\+20%</)
  assert.match(text, />50% too narrow</)
  assert.doesNotMatch(text, /NaN|Infinity|undefined/)
})

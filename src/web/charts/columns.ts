import { html } from '../html.ts'
import type { Html, Part } from '../html.ts'
import { drawn, figuresTable, frameOf, nothingToDraw, scopeOf } from './figure.ts'
import type { ChartText, Size } from './figure.ts'
import { apart, shortened } from './labels.ts'
import { box, PARTS, patternsOf, wordsOf } from './looks.ts'
import type { Look } from './looks.ts'
import { levels, marksOf, plotOf, timeAxis, whenText } from './plot.ts'
import type { Plot } from './plot.ts'
import { extent, linear } from './scale.ts'
import type { Scale } from './scale.ts'
import { INK, rule, svg, whisker, words } from './svg.ts'

export type Stack = {
  readonly name: string
  readonly values: readonly number[]
  readonly look?: Look
}

export type Columns = ChartText & {
  /** Months as `YYYY-MM`, or names such as financial years. */
  readonly along: readonly string[]
  /** Parts of each column, from the foot up. */
  readonly parts: readonly Stack[]
  /** Where the whole of each column may lie, 8 times in 10. */
  readonly bands?: readonly ({ readonly low: number; readonly high: number } | undefined)[]
  readonly format: (value: number) => string
  readonly fractions?: boolean
}

type Stacked = {
  readonly name: string
  readonly look: Look
  /** From and to, for each column. */
  readonly spans: readonly (readonly [from: number, to: number])[]
}

/** Stacked columns from nought, such as cost by month, each with the range of its whole. */
export function columnsChart(given: Columns): Html {
  const parts = given.parts.filter((p) => p.values.some((v) => Number.isFinite(v) && v !== 0))
  const chart = { ...given, parts }
  if (given.parts.length === 0 || given.along.length === 0) return nothingToDraw(chart)
  return drawn(
    chart,
    (size) => draw(chart, size),
    () => columnsTable(chart),
  )
}

/** Each part on those before it; what is below nought hangs down from it. */
function stacked(chart: Columns): readonly Stacked[] {
  const up = chart.along.map(() => 0)
  const down = chart.along.map(() => 0)
  return chart.parts.map((part, n) => ({
    name: part.name,
    look: part.look ?? PARTS[n % PARTS.length] ?? 'water',
    spans: chart.along.map((_, i) => {
      const value = amount(part.values[i])
      const side = value < 0 ? down : up
      const from = side[i] ?? 0
      side[i] = from + value
      return [from, from + value] as const
    }),
  }))
}

function amount(value: number | undefined): number {
  return value === undefined || !Number.isFinite(value) ? 0 : value
}

function draw(chart: Columns, size: Size): Html {
  const stacks = stacked(chart)
  const bands = (chart.bands ?? []).flatMap((b) => (b === undefined ? [] : [b.low, b.high]))
  const [low, high] = extent([...stacks.flatMap((s) => s.spans.flat()), ...bands], 0)
  const narrow = size.variant === 'narrow'
  const legend = narrow ? stacks.length * 22 + 8 : 0
  const { format, fractions = false } = chart
  const ends = narrow ? [] : stacks.map((s) => shortened(`   ${s.name}`, size.width * 0.32))
  const base = { low, high, format, fractions, ends, foot: legend }
  const p = plotOf(size, { ...base, ...(narrow ? { height: 280 + legend } : {}) })
  const slot = (p.right - p.left) / chart.along.length
  const x = linear([0, 1], [p.left + slot / 2, p.left + slot * 1.5])
  const scope = scopeOf(chart, size)
  const looks = stacks.map((s) => s.look)
  return svg(
    frameOf(chart, size, p.height),
    patternsOf(scope, looks),
    levels(p, format),
    stacks.map((s) => column(s, p, x, slot, scope)),
    whiskers(chart, p, x, slot),
    rule([p.left, p.y(0)], [p.right, p.y(0)], { colour: INK, width: 1.5 }),
    timeAxis(p, x, marksOf(chart.along, p.right - p.left)),
    narrow
      ? stacks.toReversed().map((s, i) => key(s, scope, [p.left, p.bottom + 36 + i * 22], p.width))
      : names(stacks, scope, p, ends),
  )
}

function column(s: Stacked, p: Plot, x: Scale, slot: number, scope: string): Html {
  const wide = Math.max(2, slot * 0.72)
  return html`${s.spans.map(([from, to], i) => {
    const [a, b] = [p.y(from), p.y(to)]
    if (from === to) return ''
    return box(scope, s.look, [x(i) - wide / 2, Math.min(a, b)], [wide, Math.abs(a - b)])
  })}`
}

function whiskers(chart: Columns, p: Plot, x: Scale, slot: number): Html {
  // Caps on many columns would run into one another.
  const cap = chart.along.length > 12 ? 0 : Math.min(6, slot * 0.25)
  return html`${(chart.bands ?? []).map((b, i) => b !== undefined && i < chart.along.length && whisker([x(i), p.y(b.low)], [x(i), p.y(b.high)], INK, cap))}`
}

/** The parts named at the right, at the height of the last column's. */
function names(stacks: readonly Stacked[], scope: string, p: Plot, texts: readonly string[]): Html {
  const labels = stacks.map((s, i) => {
    const [from, to] = s.spans.at(-1) ?? [0, 0]
    return { y: p.y((from + to) / 2), s, text: (texts[i] ?? '').trim() }
  })
  return html`${apart(labels, 19, p.bottom, p.top + 6).map((l) => html`${box(scope, l.s.look, [p.right + 10, l.y - 5], [11, 11])}${words([p.right + 28, l.y + 5], l.text, { classes: `sm ${wordsOf(l.s.look)}`.trim() })}`)}`
}

function key(s: Stacked, scope: string, at: readonly [number, number], width: number): Html {
  return html`${box(scope, s.look, [at[0], at[1]], [14, 14])}${words([at[0] + 22, at[1] + 12], shortened(s.name, width - at[0] - 22), {})}`
}

function columnsTable(chart: Columns): Part {
  const banded = (chart.bands ?? []).some((b) => b !== undefined)
  return figuresTable(
    chart,
    ['When', ...chart.parts.map((p) => p.name), 'All', ...(banded ? ['8 in 10 chance'] : [])],
    chart.along.map((text, i) => {
      const values = chart.parts.map((p) => amount(p.values[i]))
      const b = chart.bands?.[i]
      return [
        whenText(text),
        ...values.map((v) => chart.format(v)),
        chart.format(values.reduce((sum, v) => sum + v, 0)),
        ...(banded
          ? [b === undefined ? '' : `${chart.format(b.low)} to ${chart.format(b.high)}`]
          : []),
      ]
    }),
  )
}

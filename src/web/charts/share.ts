import { html } from '../html.ts'
import type { Html, Part } from '../html.ts'
import { drawn, figuresTable, frameOf, nothingToDraw, scopeOf } from './figure.ts'
import type { ChartText, Size } from './figure.ts'
import { rowsOf, shortened, widthOf } from './labels.ts'
import { box, PARTS, patternsOf, wordsOf } from './looks.ts'
import type { Look } from './looks.ts'
import { linear } from './scale.ts'
import { rule, SLATE, svg, words } from './svg.ts'

export type Share = { readonly name: string; readonly value: number; readonly look?: Look }

export type StackedBar = ChartText & {
  /** Parts of one whole, none below nought. */
  readonly parts: readonly Share[]
  readonly format: (value: number) => string
}

type Cut = Share & { readonly look: Look; readonly from: number; readonly to: number }

/** One bar made of its parts: how a gap is closed, what a total is made of. */
export function stackedBar(given: StackedBar): Html {
  const parts = given.parts.filter((p) => Number.isFinite(p.value) && p.value > 0)
  const chart = { ...given, parts }
  if (parts.length === 0) return nothingToDraw(chart)
  return drawn(
    chart,
    (size) => draw(chart, size),
    () => sharesTable(chart),
  )
}

function cuts(chart: StackedBar): readonly Cut[] {
  let at = 0
  return chart.parts.map((part, i) => {
    const from = at
    at += part.value
    return { ...part, look: part.look ?? PARTS[i % PARTS.length] ?? 'water', from, to: at }
  })
}

const TALL = 36

function draw(chart: StackedBar, size: Size): Html {
  const parts = cuts(chart)
  const scope = scopeOf(chart, size)
  const x = linear([0, parts.at(-1)?.to ?? 1], [1, size.width - 1])
  const bars = parts.map((p) => box(scope, p.look, [x(p.from), 2], [x(p.to) - x(p.from), TALL]))
  const patterns = patternsOf(
    scope,
    parts.map((p) => p.look),
  )
  if (size.variant === 'narrow') {
    const height = TALL + 14 + parts.length * 24
    return svg(frameOf(chart, size, height), patterns, bars, keys(chart, parts, scope, size))
  }
  const labels = parts.map((p) => {
    const text = `${chart.format(p.value)} ${p.name}`
    const width = Math.min(widthOf(text, 14, true), size.width - 4)
    const middle = (x(p.from) + x(p.to)) / 2
    // Under the start of a wide part, under the middle of one narrower than its words.
    const inside = width <= x(p.to) - x(p.from)
    const wished = inside ? x(p.from) : middle - width / 2
    return { p, middle, text, width, inside, x: Math.min(Math.max(0, wished), size.width - width) }
  })
  const rows = rowsOf(labels)
  const height = TALL + 12 + (Math.max(...rows) + 1) * 22
  const at = (i: number) => TALL + 24 + (rows[i] ?? 0) * 22
  return svg(
    frameOf(chart, size, height),
    patterns,
    bars,
    labels.map(
      (l, i) =>
        !l.inside &&
        rule([l.middle, TALL + 2], [l.middle, at(i) - 12], { colour: SLATE, width: 1 }),
    ),
    labels.map((l, i) =>
      words([l.x, at(i)], shortened(l.text, size.width, 14, true), {
        classes: `b halo ${wordsOf(l.p.look)}`.trim(),
      }),
    ),
  )
}

function keys(chart: StackedBar, parts: readonly Cut[], scope: string, size: Size): Html {
  return html`${parts.map((p, i) => {
    const y = TALL + 14 + i * 24
    const text = `${chart.format(p.value)} ${p.name}`
    return html`${box(scope, p.look, [1, y], [14, 14])}${words([24, y + 12], shortened(text, size.width - 26, 14, true), { classes: `b ${wordsOf(p.look)}`.trim() })}`
  })}`
}

function sharesTable(chart: StackedBar): Part {
  const whole = chart.parts.reduce((sum, p) => sum + p.value, 0)
  return figuresTable(
    chart,
    ['Part', 'Amount', 'Share'],
    [
      ...chart.parts.map((p) => [
        p.name,
        chart.format(p.value),
        `${Math.round((p.value / whole) * 100)}%`,
      ]),
      ['All', chart.format(whole), '100%'],
    ],
  )
}

import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { drawn, figuresTable, frameOf, nothingToDraw } from './figure.ts'
import type { ChartText, Size } from './figure.ts'
import { shortened, widthOf } from './labels.ts'
import { extent, linear, ticks } from './scale.ts'
import type { Scale } from './scale.ts'
import { INK, RULE_SOFT, rule, SLATE, svg, WATER, words } from './svg.ts'

export type Dot = {
  readonly label: string
  readonly value: number
  /** The one that the page is about: a filled diamond; the others are open circles. */
  readonly here?: boolean
}

export type Dots = ChartText & {
  readonly dots: readonly Dot[]
  /** A line across all of them, such as the median, with its words. */
  readonly middle?: { readonly value: number; readonly text: string }
  readonly format: (value: number) => string
  /** How the axis writes its round values; as `format` when not given. */
  readonly axis?: (value: number) => string
}

const TOP = 30

/** One dot a row on a common scale, highest first, against a line through the middle. */
export function dotsChart(given: Dots): Html {
  const dots = given.dots.filter((d) => Number.isFinite(d.value))
  const chart = { ...given, dots: dots.toSorted((a, b) => b.value - a.value) }
  if (dots.length === 0) return nothingToDraw(chart)
  return drawn(
    chart,
    (size) => draw(chart, size),
    () =>
      figuresTable(
        chart,
        ['Name', 'Value'],
        chart.dots.map((d) => [d.label, chart.format(d.value)]),
      ),
  )
}

type Field = {
  readonly names: number
  readonly row: number
  readonly narrow: boolean
  readonly width: number
  readonly x: Scale
  readonly steps: readonly number[]
}

function fieldOf(chart: Dots, size: Size): Field {
  const narrow = size.variant === 'narrow'
  const names = narrow
    ? 0
    : Math.min(
        Math.max(...chart.dots.map((d) => widthOf(d.label, 14, true))) + 18,
        size.width * 0.34,
      )
  const values = [
    ...chart.dots.map((d) => d.value),
    ...(chart.middle === undefined ? [] : [chart.middle.value]),
  ]
  const [low, high] = extent(values)
  const steps = ticks(low, high === low ? low + 1 : high, narrow ? 3 : 6)
  const room = Math.max(...chart.dots.map((d) => widthOf(chart.format(d.value), 13, true))) + 18
  const ends = [steps[0] ?? low, steps.at(-1) ?? high] as const
  return {
    names,
    row: narrow ? 46 : 28,
    narrow,
    width: size.width,
    x: linear(ends, [names + 10, size.width - room]),
    steps,
  }
}

function draw(chart: Dots, size: Size): Html {
  const f = fieldOf(chart, size)
  const foot = TOP + chart.dots.length * f.row
  const axis = chart.axis ?? chart.format
  return svg(
    frameOf(chart, size, foot + 24),
    f.steps.map(
      (s) =>
        html`${rule([f.x(s), TOP], [f.x(s), foot], { colour: RULE_SOFT, width: 1 })}${words([f.x(s), foot + 17], axis(s), { classes: 'sl sm', anchor: 'middle' })}`,
    ),
    middleLine(chart, f, foot),
    chart.dots.map((d, i) => dotRow(chart, d, f, TOP + i * f.row)),
  )
}

function middleLine(chart: Dots, f: Field, foot: number): Html {
  if (chart.middle === undefined) return html``
  const x = f.x(chart.middle.value)
  const half = widthOf(chart.middle.text, 13, true) / 2
  const at = Math.min(Math.max(x, half), f.width - half)
  return html`${rule([x, TOP - 6], [x, foot], { colour: INK, width: 1.5, dash: '5 4' })}${words([at, TOP - 13], chart.middle.text, { classes: 'sm b', anchor: 'middle' })}`
}

function dotRow(chart: Dots, d: Dot, f: Field, top: number): Html {
  const here = d.here === true
  const y = top + (f.narrow ? 30 : f.row / 2)
  const x = f.x(d.value)
  const name = f.narrow
    ? words([0, top + 15], shortened(d.label, f.width - 4, 14, here), here ? { classes: 'b' } : {})
    : words([f.names - 8, y + 5], shortened(d.label, f.names - 10, 14, here), {
        anchor: 'end',
        ...(here ? { classes: 'b' } : {}),
      })
  const mark = here
    ? html`<path d="M${x} ${y - 8}L${x + 8} ${y}L${x} ${y + 8}L${x - 8} ${y}Z" fill="${WATER}" stroke="#fff" stroke-width="1.5"/>`
    : html`<circle cx="${x}" cy="${y}" r="5.5" fill="#fff" stroke="${SLATE}" stroke-width="2"/>`
  return html`${name}${mark}${words([x + 13, y + 5], chart.format(d.value), { classes: here ? 'sm b wa halo' : 'sm halo' })}`
}

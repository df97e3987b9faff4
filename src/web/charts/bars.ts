import { html } from '../html.ts'
import type { Html, Part } from '../html.ts'
import { drawn, figuresTable, frameOf, nothingToDraw, scopeOf } from './figure.ts'
import type { ChartText, Size } from './figure.ts'
import { shortened, widthOf, wrapped } from './labels.ts'
import { box, patternsOf, wordsOf } from './looks.ts'
import type { Look } from './looks.ts'
import { extent, linear } from './scale.ts'
import type { Scale } from './scale.ts'
import { INK, lines, rule, svg, whisker, words } from './svg.ts'

export type Bar = {
  readonly label: string
  /** Below nothing, the bar runs left of the zero line. */
  readonly value: number
  /** An 8 in 10 chance between these two. */
  readonly band?: { readonly low: number; readonly high: number } | undefined
  readonly look?: Look
}

export type Bars = ChartText & {
  readonly bars: readonly Bar[]
  readonly format: (value: number) => string
}

/** Bars along the page, from nought always, each with its figure and the range of it. */
export function barsChart(given: Bars): Html {
  const chart = { ...given, bars: given.bars.filter((b) => Number.isFinite(b.value)) }
  if (chart.bars.length === 0) return nothingToDraw(chart)
  return drawn(
    chart,
    (size) => draw(chart, size),
    () => barsTable(chart),
  )
}

type Field = {
  readonly scope: string
  readonly narrow: boolean
  readonly names: number
  readonly row: number
  readonly width: number
  readonly x: Scale
}

function fieldOf(chart: Bars, size: Size): Field {
  const narrow = size.variant === 'narrow'
  const widest = Math.max(...chart.bars.map((b) => widthOf(b.label)))
  const names = narrow ? 0 : Math.min(widest + 14, size.width * 0.34)
  const ends = chart.bars.flatMap((b) => [b.value, b.band?.low ?? b.value, b.band?.high ?? b.value])
  const [low, high] = extent(ends, 0)
  const room = Math.max(...chart.bars.map((b) => widthOf(chart.format(b.value), 13, true))) + 14
  const left = names + (low < 0 ? room : 4)
  const right = Math.max(left + 40, size.width - room)
  return {
    scope: scopeOf(chart, size),
    narrow,
    names,
    row: narrow ? 48 : 32,
    width: size.width,
    x: linear([low, high === low ? 1 : high], [left, right]),
  }
}

function draw(chart: Bars, size: Size): Html {
  const f = fieldOf(chart, size)
  const height = chart.bars.length * f.row + 8
  return svg(
    frameOf(chart, size, height),
    patternsOf(
      f.scope,
      chart.bars.map((b) => b.look ?? 'water'),
    ),
    chart.bars.map((b, i) => bar(chart, b, f, 4 + i * f.row)),
    rule([f.x(0), 0], [f.x(0), height], { colour: INK, width: 1.5 }),
  )
}

function bar(chart: Bars, b: Bar, f: Field, top: number): Html {
  const y = top + (f.narrow ? 20 : 4)
  const look = b.look ?? 'water'
  const [zero, end] = [f.x(0), f.x(b.value)]
  const name = f.narrow
    ? words([0, top + 13], shortened(b.label, f.width - 4), {})
    : lines([f.names - 8, top + 14], wrapped(b.label, f.names - 8), { anchor: 'end' })
  const limits = b.band === undefined ? [] : [f.x(b.band.low), f.x(b.band.high)]
  const left = b.value < 0
  const beside = left ? Math.min(end, ...limits) - 7 : Math.max(zero, end, ...limits) + 7
  return html`${name}${b.value !== 0 && box(f.scope, look, [Math.min(zero, end), y], [Math.abs(end - zero), 20])}${b.band !== undefined && whisker([f.x(b.band.low), y + 10], [f.x(b.band.high), y + 10], INK)}${words([beside, y + 15], chart.format(b.value), { classes: `b sm halo ${wordsOf(look)}`.trim(), anchor: left ? 'end' : 'start' })}`
}

function barsTable(chart: Bars): Part {
  const banded = chart.bars.some((b) => b.band !== undefined)
  const range = (b: Bar) =>
    b.band === undefined
      ? 'not known'
      : `${chart.format(b.band.low)} to ${chart.format(b.band.high)}`
  return figuresTable(
    chart,
    ['Name', 'Amount', ...(banded ? ['8 in 10 chance'] : [])],
    chart.bars.map((b) => [b.label, chart.format(b.value), ...(banded ? [range(b)] : [])]),
  )
}

import { html } from '../html.ts'
import type { Html, Part } from '../html.ts'
import { drawn, figuresTable, frameOf, nothingToDraw } from './figure.ts'
import type { ChartText, Size } from './figure.ts'
import { apart, widthOf } from './labels.ts'
import { levels, plotOf, timeAxis } from './plot.ts'
import type { Plot } from './plot.ts'
import { extent, footOf, linear } from './scale.ts'
import type { Scale } from './scale.ts'
import { band, BAND_80, BERRY, CLAY, INK, line, rule, svg, WATER, words } from './svg.ts'
import type { Point } from './svg.ts'

export type NeedYear = {
  readonly year: string
  readonly need: number
  /** Where need may lie, 8 times in 10. */
  readonly band?: { readonly low: number; readonly high: number }
  /** Undefined: not known, and never nought. */
  readonly funding?: number
}

export type GapBands = ChartText & {
  readonly years: readonly NeedYear[]
  readonly format: (value: number) => string
}

/** What is needed, with its band, against what is known to come in, year by year; the gap stands between them. */
export function gapBandsChart(given: GapBands): Html {
  const chart = { ...given, years: given.years.filter((y) => Number.isFinite(y.need)) }
  if (chart.years.length === 0) return nothingToDraw(chart)
  return drawn(
    chart,
    (size) => draw(chart, size),
    () => yearsTable(chart),
  )
}

type Axes = {
  readonly chart: GapBands
  readonly p: Plot
  readonly x: Scale
  /** Between one year and the next. */
  readonly apart: number
}

function draw(chart: GapBands, size: Size): Html {
  const values = chart.years.flatMap((y) => [
    y.need,
    y.band?.low ?? y.need,
    y.band?.high ?? y.need,
    y.funding ?? y.need,
  ])
  const [lowest, high] = extent(values)
  const low = footOf(lowest, high)
  const { format } = chart
  const narrow = size.variant === 'narrow'
  const ends = endLabels(chart, () => 0, narrow).map((l) => l.text)
  const p = plotOf(size, { low, high, format, ends, height: narrow ? 330 : 380 })
  const inset = Math.min(44, (p.right - p.left) / (chart.years.length * 2))
  const x = linear([0, Math.max(1, chart.years.length - 1)], [p.left + inset, p.right - inset])
  const a = { chart, p, x, apart: x(1) - x(0) }
  return svg(
    frameOf(chart, size, p.height),
    levels(p, format),
    timeAxis(p, x, yearMarks(chart, a.apart, narrow)),
    bandOf(a),
    linesOf(a),
    chart.years.map((y, i) => gapMark(y, i, a)),
    apart(endLabels(chart, p.y, narrow), 17, p.bottom, p.top).map((l) =>
      words([p.right + 6, l.y + 5], l.text, { classes: l.classes }),
    ),
  )
}

/** The years' names, the last and as many before it as there is room for. */
function yearMarks(
  chart: GapBands,
  apart: number,
  narrow: boolean,
): readonly { readonly i: number; readonly text: string }[] {
  const marks = chart.years.map((y, i) => ({
    i,
    text: narrow ? `\u2019${y.year.slice(2)}` : y.year,
  }))
  const widest = Math.max(...marks.map((m) => widthOf(m.text, 13)))
  const step = Math.max(1, Math.ceil((widest + 8) / apart))
  return marks.filter((m) => (marks.length - 1 - m.i) % step === 0)
}

function bandOf(a: Axes): Html {
  const high = a.chart.years.map((y, i) => [a.x(i), a.p.y(y.band?.high ?? y.need)] as const)
  const low = a.chart.years.map((y, i) => [a.x(i), a.p.y(y.band?.low ?? y.need)] as const)
  if (high.length < 2) return one(a)
  return html`<path d="${band(high, low)}" fill="${BAND_80}" stroke="${WATER}" stroke-width="1"/>`
}

/** A single year has no line: its band is a bar. */
function one(a: Axes): Html {
  const [only] = a.chart.years
  if (only?.band === undefined) return html``
  const [top, foot] = [a.p.y(only.band.high), a.p.y(only.band.low)]
  return html`<rect x="${a.x(0) - 14}" y="${top}" width="28" height="${Math.max(1, Math.round(foot - top))}" fill="${BAND_80}" stroke="${WATER}" stroke-width="1"/>`
}

function linesOf(a: Axes): Html {
  const need = a.chart.years.map((y, i): Point => [a.x(i), a.p.y(y.need)])
  const funding = a.chart.years.flatMap((y, i): readonly Point[] =>
    y.funding === undefined ? [] : [[a.x(i), a.p.y(y.funding)]],
  )
  return html`${need.length > 1 && line(need, { colour: CLAY, width: 3 })}${funding.length > 1 && line(funding, { colour: INK, width: 2.5, dash: '8 4' })}`
}

/** The gap of one year: a stroke between need and funding, and its size beside it. */
function gapMark(y: NeedYear, i: number, a: Axes): Html {
  const at = a.x(i)
  const need = a.p.y(y.need)
  if (y.funding === undefined)
    return html`${needDot(at, need)}${words([at, need - 14], 'funding not known', { classes: 'sl sm halo', anchor: 'middle' })}`
  const funding = a.p.y(y.funding)
  const gap = y.need - y.funding
  return html`${rule([at, need], [at, funding], { colour: gap > 0 ? BERRY : WATER, width: 2, dash: '3 2' })}${needDot(at, need)}<rect x="${at - 5}" y="${funding - 5}" width="10" height="10" fill="#fff" stroke="${INK}" stroke-width="2"/>${gapWords(gap, [need, funding], i, a)}`
}

/** The size of a gap. Where the years stand too close for all of them, the last one's is said; all are in the table. */
function gapWords(
  gap: number,
  [need, funding]: readonly [number, number],
  i: number,
  a: Axes,
): Html {
  const at = a.x(i)
  const text = gap === 0 ? 'no gap' : `${gap > 0 ? 'gap' : 'over'} ${a.chart.format(Math.abs(gap))}`
  const wide = widthOf(text, 13, true)
  if (i < a.chart.years.length - 1 && wide + 20 >= a.apart) return html``
  const right = at + 8 + wide < a.p.right
  const y = Math.abs(need - funding) > 26 ? (need + funding) / 2 + 5 : Math.max(need, funding) + 20
  const classes = `b sm halo ${gap > 0 ? 'be' : 'wa'}`
  return words([right ? at + 8 : at - 8, y], text, { classes, anchor: right ? 'start' : 'end' })
}

function needDot(x: number, y: number): Html {
  return html`<circle cx="${x}" cy="${y}" r="5" fill="${CLAY}"/>`
}

type EndLabel = { readonly y: number; readonly text: string; readonly classes: string }

function endLabels(chart: GapBands, y: Scale, narrow: boolean): readonly EndLabel[] {
  const last = chart.years.at(-1)
  if (last === undefined) return []
  const name = (words: string, value: number) =>
    narrow ? words : `${words} ${chart.format(value)}`
  return [
    { y: y(last.need), text: name('need', last.need), classes: 'cl b' },
    ...(last.funding === undefined
      ? []
      : [{ y: y(last.funding), text: name('funding', last.funding), classes: 'b' }]),
    ...(last.band === undefined || narrow
      ? []
      : [
          { y: y(last.band.high), text: '– top of 8 in 10', classes: 'wa sm' },
          { y: y(last.band.low), text: '– foot of 8 in 10', classes: 'wa sm' },
        ]),
  ]
}

function yearsTable(chart: GapBands): Part {
  return figuresTable(
    chart,
    ['Year', 'Need', '8 in 10 chance', 'Funding', 'Gap'],
    chart.years.map((y) => [
      html`<span class="nowrap">${y.year}</span>`,
      chart.format(y.need),
      y.band === undefined
        ? 'not known'
        : `${chart.format(y.band.low)} to ${chart.format(y.band.high)}`,
      y.funding === undefined ? 'not known' : chart.format(y.funding),
      y.funding === undefined ? 'not known' : chart.format(y.need - y.funding),
    ]),
  )
}

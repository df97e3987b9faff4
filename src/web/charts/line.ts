import { html } from '../html.ts'
import type { Html, Part } from '../html.ts'
import { drawn, figuresTable, frameOf, nothingToDraw } from './figure.ts'
import type { ChartText, Size } from './figure.ts'
import { apart, shortened } from './labels.ts'
import { levels, marksOf, plotOf, timeAxis, whenText } from './plot.ts'
import type { Plot } from './plot.ts'
import { extent, footOf, linear } from './scale.ts'
import type { Scale } from './scale.ts'
import { BERRY, CLAY, INK, line, SLATE, svg, WATER, words } from './svg.ts'
import type { Point as Place } from './svg.ts'

export type Drawn = {
  readonly name: string
  /** A number for each place along the axis; undefined where none is known: the line breaks there. */
  readonly values: readonly (number | undefined)[]
}

export type Lines = ChartText & {
  /** Months as `YYYY-MM`, or names such as financial years. */
  readonly along: readonly string[]
  readonly series: readonly Drawn[]
  readonly format: (value: number) => string
  readonly fractions?: boolean
  /** Begin at nought even where that flattens the picture. */
  readonly fromZero?: boolean
}

/** How each line differs from its neighbours: colour, dashes and width. */
const STROKES = [
  { colour: WATER, width: 3, words: 'wa b' },
  { colour: INK, width: 2, dash: '7 4', words: 'b' },
  { colour: CLAY, width: 2.5, dash: '2 4', words: 'cl b' },
  { colour: SLATE, width: 2, words: 'sl b' },
  { colour: BERRY, width: 2.5, dash: '10 3 2 3', words: 'be b' },
] as const

/** Lines over time, each named at its right-hand end. */
export function lineChart(chart: Lines): Html {
  const numbers = numbersOf(chart)
  if (numbers.length === 0) return nothingToDraw(chart)
  return drawn(
    chart,
    (size) => draw(chart, size),
    () => linesTable(chart),
  )
}

function numbersOf(chart: Lines): readonly number[] {
  return chart.series.flatMap((s) => s.values.flatMap((v) => (isKnown(v) ? [v] : [])))
}

function isKnown(v: number | undefined): v is number {
  return v !== undefined && Number.isFinite(v)
}

type Ended = {
  readonly series: Drawn
  readonly stroke: (typeof STROKES)[number]
  readonly last: number
}

function draw(chart: Lines, size: Size): Html {
  const [lowest, highest] = extent(numbersOf(chart))
  const ends = chart.series.flatMap((series, i) => {
    const last = series.values.findLast(isKnown)
    const stroke = STROKES[i % STROKES.length] ?? STROKES[0]
    return last === undefined ? [] : [{ series, stroke, last }]
  })
  const texts = ends.map((e) => endText(chart, e, size))
  const { format, fractions = false } = chart
  const low = chart.fromZero === true ? Math.min(0, lowest) : footOf(lowest, highest)
  const legend = size.variant === 'narrow' ? ends.length * 20 + 6 : 0
  const height = size.variant === 'narrow' ? 280 + legend : undefined
  const p = plotOf(size, {
    low,
    high: highest,
    format,
    fractions,
    ends: texts,
    foot: legend,
    ...(height === undefined ? {} : { height }),
  })
  const x = linear([0, Math.max(1, chart.along.length - 1)], [p.left, p.right])
  return svg(
    frameOf(chart, size, p.height),
    levels(p, format),
    timeAxis(p, x, marksOf(chart.along, p.right - p.left)),
    ends.map((e) => runs(e, p, x)),
    endWords(ends, texts, p),
    legend > 0 && ends.map((e, i) => key(e, p, i)),
  )
}

function endText(chart: Lines, e: Ended, size: Size): string {
  if (size.variant === 'narrow') return chart.format(e.last)
  return shortened(`${chart.format(e.last)} ${e.series.name}`, size.width * 0.34, 14, true)
}

/** The line, broken where nothing is known; a number that stands alone is a dot. */
function runs(e: Ended, p: Plot, x: Scale): Html {
  const pieces: Place[][] = [[]]
  e.series.values.forEach((v, i) => {
    if (!isKnown(v)) pieces.push([])
    else pieces.at(-1)?.push([x(i), p.y(v)])
  })
  const known = pieces.filter((piece) => piece.length > 0)
  return html`${known.map((piece) => (piece.length > 1 ? line(piece, e.stroke) : piece.map(([cx, cy]) => html`<circle cx="${cx}" cy="${cy}" r="4" fill="${e.stroke.colour}"/>`)))}`
}

function endWords(ends: readonly Ended[], texts: readonly string[], p: Plot): Html {
  const labels = ends.map((e, i) => ({ y: p.y(e.last), text: texts[i] ?? '', e }))
  return html`${apart(labels, 17, p.bottom, p.top).map((l) => words([p.right + 8, l.y + 5], l.text, { classes: l.e.stroke.words }))}`
}

function key(e: Ended, p: Plot, i: number): Html {
  const y = p.bottom + 44 + i * 20
  return html`${line(
    [
      [p.left, y],
      [p.left + 28, y],
    ],
    e.stroke,
  )}${words([p.left + 36, y + 5], shortened(e.series.name, p.width - p.left - 36), {})}`
}

function linesTable(chart: Lines): Part {
  return figuresTable(
    chart,
    ['When', ...chart.series.map((s) => s.name)],
    chart.along.map((name, i) => [
      whenText(name),
      ...chart.series.map((s) => {
        const value = s.values[i]
        return isKnown(value) ? chart.format(value) : 'not known'
      }),
    ]),
  )
}

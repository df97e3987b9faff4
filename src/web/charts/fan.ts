import { html } from '../html.ts'
import type { Html, Part } from '../html.ts'
import { monthText } from '../format.ts'
import { drawn, figuresTable, frameOf, nothingToDraw } from './figure.ts'
import type { ChartText, Size } from './figure.ts'
import { apart, widthOf } from './labels.ts'
import type { Label } from './labels.ts'
import { levels, marksOf, plotOf, timeAxis } from './plot.ts'
import type { Plot } from './plot.ts'
import { extent, footOf, linear } from './scale.ts'
import type { Scale } from './scale.ts'
import { band, BAND_80, BAND_95, INK, line, rule, SLATE, svg, WATER, words } from './svg.ts'
import type { Point as Place } from './svg.ts'

/** A number by month, oldest first: `YYYY-MM`. */
export type Point = { readonly month: string; readonly value: number }
export type Ahead = {
  readonly month: string
  readonly middle: number
  readonly low80: number
  readonly high80: number
  readonly low95: number
  readonly high95: number
}

export type Fan = ChartText & {
  /** What the solid line counts. */
  readonly what: string
  readonly history: readonly Point[]
  readonly ahead: readonly Ahead[]
  /** What came after all, in the months of the forecast: history drawn on, through the band. */
  readonly after?: readonly Point[]
  readonly format: (value: number) => string
  /** Name of the dotted line: what it is when nothing changes. */
  readonly noChange?: string
  /** The measure has fractions, so its axis may. */
  readonly fractions?: boolean
}

/** History and forecast: the middle line in its 8 in 10 and 19 in 20 bands, with "no change" dotted, at three widths. */
export function fanChart(given: Fan): Html {
  const fan = {
    ...given,
    history: given.history.filter(isWhole),
    ahead: given.ahead.filter(isWhole),
    after: (given.after ?? []).filter(isWhole),
  }
  if (fan.history.length + fan.ahead.length === 0) return nothingToDraw(fan)
  return drawn(
    fan,
    (size) => draw(fan, size),
    () => fanTable(fan),
  )
}

/** Every number of it is one. */
export function isWhole(point: Point | Ahead): boolean {
  return Object.values(point).every((v) => typeof v === 'string' || Number.isFinite(v))
}

type Axes = {
  readonly p: Plot
  readonly x: Scale
  /** The last count, from which the forecast leads on; undefined without a history. */
  readonly now: Point | undefined
  /** Place of the last count on the axis of months. */
  readonly start: number
}

function axesOf(fan: Fan, size: Size): Axes {
  const [lowest, highest] = extent([
    ...[...fan.history, ...(fan.after ?? [])].map((h) => h.value),
    ...fan.ahead.flatMap((a) => [a.low95, a.high95, a.middle]),
  ])
  const low = footOf(lowest, highest)
  const narrow = size.variant === 'narrow'
  const ends = endLabels(fan, () => 0, narrow).map((l) => l.text)
  const { format, fractions = false } = fan
  const p = plotOf(size, { low, high: highest, format, fractions, ends })
  const start = fan.history.length - 1
  const last = Math.max(1, start + Math.max(fan.ahead.length, fan.after?.length ?? 0))
  return { p, x: linear([0, last], [p.left, p.right]), now: fan.history.at(-1), start }
}

function draw(fan: Fan, size: Size): Html {
  const a = axesOf(fan, size)
  const months = [...fan.history.map((h) => h.month), ...fan.ahead.map((h) => h.month)]
  return svg(
    frameOf(fan, size, a.p.height),
    levels(a.p, fan.format),
    timeAxis(a.p, a.x, marksOf(months, a.p.right - a.p.left)),
    fan.ahead.length > 0 && bands(fan, a),
    drawing(fan, a),
    labels(fan, a),
    a.now !== undefined && happened(fan, a, a.now),
    a.now !== undefined && here(fan, a, a.now),
  )
}

/** A line of the forecast, from the last count on. */
function ahead(fan: Fan, a: Axes, of: (p: Ahead) => number): readonly Place[] {
  const points = fan.ahead.map((p, i) => [a.x(a.start + 1 + i), a.p.y(of(p))] as const)
  return a.now === undefined ? points : [[a.x(a.start), a.p.y(a.now.value)], ...points]
}

function bands(fan: Fan, a: Axes): Html {
  const high95 = ahead(fan, a, (p) => p.high95)
  const low95 = ahead(fan, a, (p) => p.low95)
  const high80 = ahead(fan, a, (p) => p.high80)
  const low80 = ahead(fan, a, (p) => p.low80)
  const outer = { colour: WATER, width: 1, dash: '2 3' }
  const inner = { colour: WATER, width: 1 }
  return html`<path d="${band(high95, low95)}" fill="${BAND_95}"/><path d="${band(high80, low80)}" fill="${BAND_80}"/>${line(high95, outer)}${line(low95, outer)}${line(high80, inner)}${line(low80, inner)}`
}

function drawing(fan: Fan, a: Axes): Html {
  const history = fan.history.map((h, i) => [a.x(i), a.p.y(h.value)] as const)
  const middle = ahead(fan, a, (p) => p.middle)
  const still = a.now === undefined ? [] : ahead(fan, a, () => a.now?.value ?? 0)
  return html`${still.length > 1 && line(still, { colour: INK, width: 2, dash: '2 5' })}${history.length > 1 && line(history, { colour: INK, width: 2 })}${middle.length > 1 && line(middle, { colour: WATER, width: 3 })}`
}

/** What came after all: the line of history goes on, to its last number. */
function happened(fan: Fan, a: Axes, now: Point): Html {
  const last = fan.after?.at(-1)
  if (fan.after === undefined || last === undefined) return html``
  const points = fan.after.map((p, i) => [a.x(a.start + 1 + i), a.p.y(p.value)] as const)
  const [x, y] = points.at(-1) ?? [0, 0]
  const right = x + widthOf(fan.format(last.value), 14, true) + 10 < a.p.right
  return html`${line([[a.x(a.start), a.p.y(now.value)], ...points], { colour: INK, width: 2 })}<circle cx="${x}" cy="${y}" r="4" fill="${INK}"/>${words([right ? x + 8 : x - 6, right ? y + 5 : y - 10], fan.format(last.value), { classes: 'b halo', anchor: right ? 'start' : 'end' })}`
}

/** Where the forecast begins: the last count, its number, and the words. */
function here(fan: Fan, a: Axes, now: Point): Html {
  const [x, y] = [a.x(a.start), a.p.y(now.value)]
  const before = fan.history.at(-4)?.value ?? now.value
  // Where the line comes down from above, its number stands below it.
  const beside = before > now.value && y + 26 < a.p.bottom ? y + 22 : Math.max(y - 12, 26)
  const begin = x - 6 > widthOf('forecast from here', 13)
  const first = a.start === 0
  return html`${fan.ahead.length > 0 && html`${rule([x, a.p.top], [x, y - 8], { colour: SLATE, width: 1, dash: '1 3' })}${words([begin ? x - 6 : x + 6, a.p.top + 8], 'forecast from here', { classes: 'sl sm halo', anchor: begin ? 'end' : 'start' })}`}<circle cx="${x}" cy="${y}" r="4.5" fill="#fff" stroke="${INK}" stroke-width="2.5"/>${words([first ? x + 10 : x - 4, beside], fan.format(now.value), { classes: 'b halo', anchor: first ? 'start' : 'end' })}`
}

function labels(fan: Fan, a: Axes): Html {
  const { p } = a
  const narrow = p.variant === 'narrow'
  const ends = apart(endLabels(fan, p.y, narrow), narrow ? 15 : 17, p.bottom, p.top)
  const middle = Math.floor(a.start / 2)
  const half = widthOf(fan.what, 13) / 2
  const room = !narrow && a.x(a.start) - p.left > half * 2
  const from = Math.max(0, Math.floor(a.start / 4))
  const lowest = extent(fan.history.slice(from, a.start - from + 1).map((h) => h.value))[0]
  const below = Math.min(p.y(lowest) + 26, p.bottom - 22)
  return html`${ends.map((l) => words([p.right + 8, l.y + 5], l.text, { classes: l.classes }))}${room && words([a.x(middle), below], fan.what, { classes: 'sm halo', anchor: 'middle' })}`
}

function endLabels(fan: Fan, y: Scale, narrow: boolean): readonly Label[] {
  const last = fan.ahead.at(-1)
  const now = fan.history.at(-1)
  if (last === undefined) return []
  const label = (value: number, name: string, classes: string): Label => ({
    y: y(value),
    text: narrow ? fan.format(value) : `${fan.format(value)} ${name}`,
    classes,
  })
  return [
    label(last.high95, '– top of 19 in 20', 'sl sm'),
    label(last.high80, '– top of 8 in 10', 'sm wa'),
    label(last.middle, 'middle forecast', 'wa b'),
    ...(now === undefined ? [] : [label(now.value, fan.noChange ?? 'no change', 'sm')]),
    label(last.low80, '– foot of 8 in 10', 'sm wa'),
    label(last.low95, '– foot of 19 in 20', 'sl sm'),
  ]
}

const HEADS = [
  'Month',
  'Counted',
  'Middle',
  '8 in 10, low',
  '8 in 10, high',
  '19 in 20, low',
] as const

/** Each January and each end of the history, and every third month of the forecast. */
function fanTable(fan: Fan): Part {
  const { history, ahead, format } = fan
  const shown = history.filter(
    (h, i) => i === 0 || i === history.length - 1 || h.month.endsWith('-01'),
  )
  const next = ahead.filter((_, i) => (i + 1) % 3 === 0 || i === ahead.length - 1)
  return figuresTable(
    fan,
    [...HEADS, '19 in 20, high'],
    [
      ...shown.map((h) => [monthText(h.month), format(h.value), '', '', '', '', '']),
      ...next.map((a) => [
        monthText(a.month),
        '',
        ...[a.middle, a.low80, a.high80, a.low95, a.high95].map((v) => format(v)),
      ]),
    ],
  )
}

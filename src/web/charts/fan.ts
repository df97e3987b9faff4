import { html } from '../html.ts'
import type { Html, Part } from '../html.ts'
import { BAND_80, BAND_95, INK, RULE_SOFT, SLATE, WATER } from './svg.ts'
import { apart, band, chartFigure, line, linear, rule, svg, ticks, words } from './svg.ts'
import type { Label, Scale, Variant } from './svg.ts'

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

export type Fan = {
  /** Different for each chart of a page. */
  readonly id: string
  /** What the picture shows, in a sentence. */
  readonly lead: Part
  readonly note?: Part
  readonly title: string
  readonly desc: string
  /** What the solid line counts. */
  readonly what: string
  readonly history: readonly Point[]
  readonly ahead: readonly Ahead[]
  readonly format: (value: number) => string
  readonly table?: Part
}

type Box = {
  readonly variant: Variant
  readonly width: number
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

const BOXES: readonly Box[] = [
  { variant: 'wide', width: 1180, height: 400, left: 44, right: 1030, top: 14, bottom: 370 },
  { variant: 'mid', width: 690, height: 340, left: 44, right: 540, top: 14, bottom: 310 },
  { variant: 'narrow', width: 300, height: 300, left: 42, right: 238, top: 14, bottom: 270 },
]

/** History and forecast: the middle line in its 8 in 10 and 19 in 20 bands, with "no change" dotted, at three widths. */
export function fanChart(fan: Fan): Html {
  return chartFigure({
    lead: fan.lead,
    ...(fan.note === undefined ? {} : { note: fan.note }),
    drawings: BOXES.map((box) => draw(fan, box)),
    ...(fan.table === undefined ? {} : { table: fan.table }),
  })
}

type Axes = {
  readonly x: Scale
  readonly y: Scale
  readonly lines: readonly number[]
  readonly now: number
  readonly start: number
}

function axesOf(fan: Fan, box: Box): Axes {
  const now = fan.history.at(-1)?.value ?? 0
  const values = [
    ...fan.history.map((p) => p.value),
    ...fan.ahead.flatMap((a) => [a.low95, a.high95]),
  ]
  const lowest = Math.min(...values)
  const highest = Math.max(...values)
  // From zero unless that would flatten the picture; the chart says where its axis starts.
  const low = lowest < (highest - lowest) * 1.5 ? 0 : lowest
  const lines = ticks(low, highest, box.height > 320 ? 6 : 5)
  const start = fan.history.length - 1
  return {
    x: linear([0, start + fan.ahead.length], [box.left, box.right]),
    y: linear([lines[0] ?? 0, lines.at(-1) ?? 1], [box.bottom, box.top]),
    lines,
    now,
    start,
  }
}

function draw(fan: Fan, box: Box): Html {
  const a = axesOf(fan, box)
  const frame = { ...box, id: fan.id, title: fan.title, desc: fan.desc }
  return svg(
    frame,
    grid(fan, box, a),
    bands(fan, a),
    lines(fan, box, a),
    labels(fan, box, a),
    (a.lines[0] ?? 0) > 0 &&
      words([box.left, box.bottom - 8], `axis starts at ${fan.format(a.lines[0] ?? 0)}`, {
        classes: 'sl sm',
      }),
  )
}

function grid(fan: Fan, box: Box, a: Axes): Html {
  const months = [...fan.history.map((p) => p.month), ...fan.ahead.map((p) => p.month)]
  const januaries = months.flatMap((m, i) =>
    m.endsWith('-01') ? [{ i, year: m.slice(0, 4) }] : [],
  )
  const every = box.variant === 'narrow' ? Math.ceil(januaries.length / 4) : 1
  return html`${a.lines.map((v) => html`${rule([box.left, a.y(v)], [box.right, a.y(v)], { colour: RULE_SOFT, width: 1 })}${words([box.left - 6, a.y(v) + 5], fan.format(v), { classes: 'sl sm', anchor: 'end' })}`)}${januaries.map((j, n) => html`${rule([a.x(j.i), box.bottom], [a.x(j.i), box.bottom + 5], { colour: SLATE, width: 1 })}${n % every === 0 && words([a.x(j.i), box.bottom + 19], j.year, { classes: 'sl sm', anchor: 'middle' })}`)}`
}

type Line = readonly (readonly [number, number])[]

/** A line of the forecast, from the last count on. */
function ahead(fan: Fan, a: Axes, of: (p: Ahead) => number): Line {
  const first = [a.x(a.start), a.y(a.now)] as const
  return [first, ...fan.ahead.map((p, i) => [a.x(a.start + 1 + i), a.y(of(p))] as const)]
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

function lines(fan: Fan, box: Box, a: Axes): Html {
  const here = [a.x(a.start), a.y(a.now)] as const
  const history = fan.history.map((p, i) => [a.x(i), a.y(p.value)] as const)
  return html`${line([here, [box.right, here[1]]], { colour: INK, width: 2, dash: '2 5' })}${line(history, { colour: INK, width: 2 })}${line(
    ahead(fan, a, (p) => p.middle),
    { colour: WATER, width: 3 },
  )}<circle cx="${here[0]}" cy="${here[1]}" r="4.5" fill="#fff" stroke="${INK}" stroke-width="2.5"/>${rule([here[0], box.top], [here[0], here[1] - 8], { colour: SLATE, width: 1, dash: '1 3' })}`
}

function labels(fan: Fan, box: Box, a: Axes): Html {
  const last = fan.ahead.at(-1)
  const x = box.right + 8
  const narrow = box.variant === 'narrow'
  const ends =
    last === undefined ? [] : apart(endLabels(fan, a, last, narrow), narrow ? 14 : 16, box.bottom)
  const here = a.x(a.start)
  const below = a.y(fan.history[Math.floor(a.start / 2)]?.value ?? 0) + 24
  return html`${ends.map((l) => words([x, l.y + 5], l.text, { classes: l.classes }))}${words([here - 6, box.top + 8], 'forecast from here', { classes: 'sl sm', anchor: 'end' })}${words([here - 4, a.y(a.now) - 14], fan.format(a.now), { classes: 'b halo', anchor: 'end' })}${!narrow && words([a.x(Math.floor(a.start / 2)), Math.min(below, box.bottom - 24)], fan.what, { classes: 'sm halo', anchor: 'middle' })}`
}

function endLabels(fan: Fan, a: Axes, last: Ahead, narrow: boolean): readonly Label[] {
  const label = (value: number, name: string, classes: string): Label => ({
    y: a.y(value),
    text: narrow ? fan.format(value) : `${fan.format(value)} ${name}`,
    classes,
  })
  return [
    label(last.high95, '19 in 20: to here', 'sl sm'),
    label(last.high80, '8 in 10: to here', 'sm wa'),
    label(last.middle, 'middle forecast', 'wa b'),
    label(a.now, 'no change', 'sm'),
    label(last.low80, '8 in 10: from here', 'sm wa'),
    label(last.low95, '19 in 20: from here', 'sl sm'),
  ]
}

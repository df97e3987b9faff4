import { html } from '../html.ts'
import type { Html, Part } from '../html.ts'
import type { Ahead, Point } from './fan.ts'
import { isWhole } from './fan.ts'
import { chartFigure } from './figure.ts'
import { widthOf } from './labels.ts'
import { extent, linear, ticks } from './scale.ts'
import type { Scale } from './scale.ts'
import { band, BAND_80, INK, line, rule, RULE_SOFT, SLATE, svg, WATER, words } from './svg.ts'
import type { Point as Place } from './svg.ts'

export type Panel = {
  readonly id: string
  readonly name: Part
  readonly note: Part
  readonly title: string
  readonly desc: string
  readonly history: readonly Point[]
  readonly ahead: readonly Ahead[]
  /** What came after all, in the months of the forecast: history drawn on, through the band. */
  readonly after?: readonly Point[]
  readonly format: (value: number) => string
  /** The word under the place where the forecast begins, where that is not now. */
  readonly hereName?: string
  /** The top of the axis, where panels are to share one. */
  readonly top?: number
}

/** Drawn to two widths, so that its words are neither small in a narrow column nor large in a wide one. */
const WIDTHS = [
  { variant: 'pane', width: 360 },
  { variant: 'thin', width: 290 },
] as const
const HEIGHT = 150
const [LEFT, TOP, BOTTOM] = [4, 18, 128]

/** One small forecast among several: from zero, with its 8 in 10 band and "no change" dotted. */
export function panelChart(panel: Panel): Html {
  const { id, title, desc } = panel
  const drawings = WIDTHS.map((size) =>
    svg({ id, ...size, height: HEIGHT, title, desc }, content(panel, size.width)),
  )
  return chartFigure({ lead: panel.name, note: panel.note, drawings })
}

type Axes = {
  readonly history: readonly Point[]
  readonly ahead: readonly Ahead[]
  readonly after: readonly Point[]
  readonly right: number
  readonly x: Scale
  readonly y: Scale
  readonly top: number
  readonly foot: number
}

function axesOf(panel: Panel, width: number): Axes {
  const history = panel.history.filter(isWhole)
  const ahead = panel.ahead.filter(isWhole)
  const after = (panel.after ?? []).filter(isWhole)
  const [low, high] = extent(
    [...[...history, ...after].map((p) => p.value), ...ahead.flatMap((a) => [a.low80, a.high80])],
    0,
    panel.top ?? 4,
  )
  const levels = ticks(low, high, 4)
  const [foot, top] = [levels[0] ?? 0, levels.at(-1) ?? 1]
  const ends = [history.at(-1)?.value, ahead.at(-1)?.middle, after.at(-1)?.value]
  const end = panel.format(ends.findLast((n) => n !== undefined) ?? 0)
  const right = width - Math.max(30, widthOf(end, 14, true) + 6)
  return {
    history,
    ahead,
    after,
    right,
    x: linear(
      [0, Math.max(1, history.length - 1 + Math.max(ahead.length, after.length))],
      [LEFT, right],
    ),
    y: linear([foot, top], [BOTTOM, TOP]),
    top,
    foot,
  }
}

function content(panel: Panel, width: number): Html {
  const a = axesOf(panel, width)
  if (a.history.length + a.ahead.length === 0)
    return words([LEFT, 60], 'Nothing to draw yet', { classes: 'sl sm' })
  const now = a.history.at(-1)
  const start = a.history.length - 1
  const here = now === undefined ? undefined : ([a.x(start), a.y(now.value)] as const)
  return html`${frameLines(panel, a)}${a.ahead.length > 0 && forecast(panel, a, here)}${a.history.length > 1 && line(historyLine(a), { colour: INK, width: 2 })}${here !== undefined && happened(panel, a, here)}${here !== undefined && number(panel, a, here, now?.value ?? 0)}`
}

function historyLine(a: Axes): readonly Place[] {
  return a.history.map((p, i) => [a.x(i), a.y(p.value)] as const)
}

/** What came after all: the line of history goes on, and its last number stands at the end in place of the forecast's. */
function happened(panel: Panel, a: Axes, here: Place): Html {
  const last = a.after.at(-1)
  if (last === undefined) return html``
  const from = a.history.length
  const points = a.after.map((p, i) => [a.x(from + i), a.y(p.value)] as const)
  const [x, y] = points.at(-1) ?? here
  return html`${line([here, ...points], { colour: INK, width: 2 })}${words([x + 4, y + 5], panel.format(last.value), { classes: 'b halo' })}`
}

/** The number now: above the line, or below it where the line comes down to it. */
function number(panel: Panel, a: Axes, here: Place, now: number): Html {
  const falls = (a.history.at(-4)?.value ?? now) > now && here[1] + 24 < BOTTOM
  const y = falls ? here[1] + 19 : Math.max(13, here[1] - 8)
  const first = a.history.length === 1
  return html`<circle cx="${here[0]}" cy="${here[1]}" r="3" fill="#fff" stroke="${INK}" stroke-width="2"/>${words([first ? here[0] + 6 : here[0] - 3, y], panel.format(now), { classes: 'b sm halo', anchor: first ? 'start' : 'end' })}`
}

/** The months at both ends. */
function endsOf(a: Axes): { readonly first: string; readonly last: string } {
  const months = [...a.history, ...a.ahead].map((p) => p.month)
  return { first: months[0] ?? '', last: months.at(-1) ?? '' }
}

function frameLines(panel: Panel, a: Axes): Html {
  const start = a.history.length - 1
  const { first, last } = endsOf(a)
  const now = a.x(start)
  const clear = start > 0 && a.ahead.length > 0 && now > 60 && now < a.right - 60
  return html`${rule([LEFT, a.y(0)], [a.right, a.y(0)], { colour: SLATE, width: 1 })}${rule([LEFT, TOP], [a.right, TOP], { colour: RULE_SOFT, width: 1 })}${words([LEFT, TOP - 4], panel.format(a.top), { classes: 'sl sm' })}${a.foot < 0 && words([LEFT, BOTTOM - 4], panel.format(a.foot), { classes: 'sl sm' })}${words([LEFT, BOTTOM + 17], first.slice(0, 4), { classes: 'sl sm' })}${clear && words([now, BOTTOM + 17], panel.hereName ?? 'now', { classes: 'sl sm', anchor: 'middle' })}${words([a.right, BOTTOM + 17], last.slice(0, 4), { classes: 'sl sm', anchor: 'end' })}`
}

function forecast(panel: Panel, a: Axes, here: Place | undefined): Html {
  const from = a.history.length
  const along = (of: (p: Ahead) => number): readonly Place[] => {
    const points = a.ahead.map((p, i) => [a.x(from + i), a.y(of(p))] as const)
    return here === undefined ? points : [here, ...points]
  }
  const high = along((p) => p.high80)
  const low = along((p) => p.low80)
  const middle = along((p) => p.middle)
  const end = middle.at(-1) ?? [a.right, BOTTOM]
  return html`<path d="${band(high, low)}" fill="${BAND_80}" stroke="${WATER}" stroke-width="1" stroke-linejoin="round"/>${here !== undefined && line([here, [end[0], here[1]]], { colour: INK, width: 1.5, dash: '2 4' })}${middle.length > 1 && line(middle, { colour: WATER, width: 2.5 })}${a.after.length === 0 && words([a.right + 4, end[1] + 5], panel.format(a.ahead.at(-1)?.middle ?? 0), { classes: 'b wa' })}`
}

/** Panels side by side, as many as fit. */
export function panels(figures: readonly Html[]): Html {
  return html`<div class="multi">${figures}</div>`
}

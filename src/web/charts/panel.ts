import { html } from '../html.ts'
import type { Html, Part } from '../html.ts'
import type { Ahead, Point } from './fan.ts'
import { BAND_80, INK, RULE_SOFT, SLATE, WATER } from './svg.ts'
import { band, chartFigure, line, linear, rule, svg, ticks, words } from './svg.ts'

export type Panel = {
  readonly id: string
  readonly name: Part
  readonly note: Part
  readonly title: string
  readonly desc: string
  readonly history: readonly Point[]
  readonly ahead: readonly Ahead[]
  readonly format: (value: number) => string
}

const WIDTH = 370
const HEIGHT = 160
const RIGHT = 326
const TOP = 16
const BOTTOM = 138

/** One small forecast among several: from zero, with its 8 in 10 band and "no change" dotted. */
export function panelChart(panel: Panel): Html {
  const now = panel.history.at(-1)?.value ?? 0
  const top = topOf(panel)
  const start = panel.history.length - 1
  const x = linear([0, start + panel.ahead.length], [4, RIGHT])
  const y = linear([0, top], [BOTTOM, TOP])
  const here = [x(start), y(now)] as const
  const ahead = (of: (a: Ahead) => number) => [
    here,
    ...panel.ahead.map((a, i) => [x(start + 1 + i), y(of(a))] as const),
  ]
  const last = panel.ahead.at(-1)
  const frame = { id: panel.id, variant: 'wide', all: true, width: WIDTH, height: HEIGHT } as const
  const drawing = svg(
    { ...frame, title: panel.title, desc: panel.desc },
    rule([4, BOTTOM], [RIGHT, BOTTOM], { colour: SLATE, width: 1 }),
    rule([4, TOP], [RIGHT, TOP], { colour: RULE_SOFT, width: 1 }),
    words([4, TOP - 3], panel.format(top), { classes: 'sl sm' }),
    words([4, BOTTOM + 16], (panel.history[0]?.month ?? '').slice(0, 4), { classes: 'sl sm' }),
    words([here[0], BOTTOM + 16], 'now', { classes: 'sl sm', anchor: 'middle' }),
    words([RIGHT, BOTTOM + 16], (last?.month ?? '').slice(0, 4), {
      classes: 'sl sm',
      anchor: 'middle',
    }),
    html`<path d="${band(
      ahead((a) => a.high80),
      ahead((a) => a.low80),
    )}" fill="${BAND_80}" stroke="${WATER}" stroke-width="1" stroke-linejoin="round"/>`,
    line([here, [RIGHT, here[1]]], { colour: INK, width: 1.5, dash: '2 4' }),
    line(
      panel.history.map((p, i) => [x(i), y(p.value)] as const),
      { colour: INK, width: 2 },
    ),
    line(
      ahead((a) => a.middle),
      { colour: WATER, width: 2.5 },
    ),
    last !== undefined &&
      words([RIGHT + 4, y(last.middle) + 5], panel.format(last.middle), { classes: 'b wa' }),
    words([here[0] - 3, Math.max(12, here[1] - 8)], panel.format(now), {
      classes: 'b sm halo',
      anchor: 'end',
    }),
  )
  return chartFigure({ lead: panel.name, note: panel.note, drawings: [drawing] })
}

function topOf(panel: Panel): number {
  const values = [...panel.history.map((p) => p.value), ...panel.ahead.map((a) => a.high80), 4]
  return ticks(0, Math.max(...values), 3).at(-1) ?? 1
}

/** Panels side by side, as many as fit. */
export function panels(figures: readonly Html[]): Html {
  return html`<div class="multi">${figures}</div>`
}

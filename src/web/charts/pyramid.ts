import { html } from '../html.ts'
import type { Html, Part } from '../html.ts'
import { drawn, figuresTable, frameOf, nothingToDraw, scopeOf } from './figure.ts'
import type { ChartText, Size } from './figure.ts'
import { shortened, widthOf } from './labels.ts'
import { box, patternsOf } from './looks.ts'
import { linear } from './scale.ts'
import { svg, words } from './svg.ts'

export type PyramidRow = {
  readonly name: string
  /** Undefined: hidden because the number is small, and never nought. */
  readonly left: number | undefined
  readonly right: number | undefined
}

export type Pyramid = ChartText & {
  readonly leftName: string
  readonly rightName: string
  /** From the top down. */
  readonly rows: readonly PyramidRow[]
  readonly format: (value: number) => string
}

const ROW = 27
const BAR = 19

/** Two sides of the same rows, such as girls and boys by age. A hidden number is marked c and not drawn. */
export function pyramidChart(chart: Pyramid): Html {
  if (chart.rows.length === 0) return nothingToDraw(chart)
  return drawn(
    chart,
    (size) => draw(chart, size),
    () => rowsTable(chart),
  )
}

function draw(chart: Pyramid, size: Size): Html {
  const scope = scopeOf(chart, size)
  const names = Math.min(size.width * 0.3, Math.max(...chart.rows.map((r) => widthOf(r.name))) + 20)
  // Beyond about 700 units bars only grow longer, not clearer.
  const width = Math.min(size.width, 760)
  const middle = width / 2
  const values = chart.rows.flatMap((r) => [drawnValue(r.left), drawnValue(r.right)])
  const room = Math.max(...values.map((v) => widthOf(chart.format(v), 13, true)), 20) + 8
  const far = middle - names / 2 - room
  const x = linear([0, Math.max(1, ...values)], [0, far])
  const edges = { left: middle - names / 2, right: middle + names / 2 }
  const height = 24 + chart.rows.length * ROW
  return svg(
    frameOf(chart, size, height),
    patternsOf(scope, ['stripe', 'water']),
    words([edges.left, 14], shortened(chart.leftName, far), { classes: 'b wa', anchor: 'end' }),
    words([edges.right, 14], shortened(chart.rightName, far), { classes: 'b wa' }),
    chart.rows.map((r, i) => {
      const y = 24 + i * ROW
      const label = words([middle, y + 15], shortened(r.name, names - 8), { anchor: 'middle' })
      return html`${label}${side(chart, r.left, -1, edges.left, y, x, scope)}${side(chart, r.right, 1, edges.right, y, x, scope)}`
    }),
  )
}

function drawnValue(value: number | undefined): number {
  return value === undefined || !Number.isFinite(value) ? 0 : Math.max(0, value)
}

function side(
  chart: Pyramid,
  value: number | undefined,
  way: 1 | -1,
  edge: number,
  y: number,
  x: (value: number) => number,
  scope: string,
): Html {
  const anchor = way === 1 ? 'start' : 'end'
  if (value === undefined) return words([edge + way * 6, y + 15], 'c', { classes: 'sl sm', anchor })
  const long = x(drawnValue(value))
  const from = way === 1 ? edge : edge - long
  const look = way === 1 ? 'water' : 'stripe'
  const shape = long > 0 && box(scope, look, [from, y], [long, BAR])
  return html`${shape}${words([edge + way * (long + 6), y + 15], chart.format(drawnValue(value)), { classes: 'b sm wa', anchor })}`
}

function rowsTable(chart: Pyramid): Part {
  const cell = (value: number | undefined): Part =>
    value === undefined ? html`<span class="mask">c</span>` : chart.format(value)
  return figuresTable(
    chart,
    ['Group', chart.leftName, chart.rightName],
    chart.rows.map((r) => [r.name, cell(r.left), cell(r.right)]),
  )
}

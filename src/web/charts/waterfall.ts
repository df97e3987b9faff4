import { html } from '../html.ts'
import type { Html, Part } from '../html.ts'
import { CLAY, INK, WATER } from './svg.ts'
import { chartFigure, linear, rule, svg, tenth, words } from './svg.ts'
import type { Scale, Variant } from './svg.ts'

export type Step = {
  readonly name: string
  readonly change: number
  /** Known already: drawn solid black. */
  readonly firm?: boolean
}

export type Waterfall = {
  readonly id: string
  readonly lead: Part
  readonly note?: Part
  readonly title: string
  readonly desc: string
  readonly startName: string
  readonly start: number
  readonly steps: readonly Step[]
  readonly endName: string
  readonly format: (value: number) => string
  /** A change with its sign. */
  readonly formatChange: (value: number) => string
  readonly table?: Part
}

type Box = {
  readonly variant: Variant
  readonly width: number
  /** Where names end and bars begin; 0 puts each name above its bar. */
  readonly names: number
  readonly row: number
}

const BOXES: readonly Box[] = [
  { variant: 'wide', width: 1100, names: 268, row: 32 },
  { variant: 'mid', width: 690, names: 236, row: 32 },
  { variant: 'narrow', width: 300, names: 0, row: 46 },
]
const BAR = 20
/** Room for a figure beside the outermost bar. */
const ROOM = 62

/** From one number to another by what adds and what takes away. Rises are dotted, falls solid, what is firm black. */
export function waterfallChart(w: Waterfall): Html {
  return chartFigure({
    lead: w.lead,
    ...(w.note === undefined ? {} : { note: w.note }),
    drawings: BOXES.map((box) => draw(w, box)),
    ...(w.table === undefined ? {} : { table: w.table }),
  })
}

type Placed = Step & { readonly from: number; readonly to: number }

function placed(w: Waterfall): readonly Placed[] {
  let at = w.start
  return w.steps.map((step) => {
    const from = at
    at += step.change
    return { ...step, from, to: at }
  })
}

function draw(w: Waterfall, box: Box): Html {
  const steps = placed(w)
  const ends = [w.start, ...steps.map((s) => s.to)]
  const left = box.names + ROOM
  const x = linear([Math.min(...ends), Math.max(...ends)], [left, box.width - ROOM])
  const head = box.names === 0 ? 34 : 24
  const height = head + steps.length * box.row + 28
  const id = `${w.id}-${box.variant}-dots`
  const end = steps.at(-1)?.to ?? w.start
  return svg(
    { id: w.id, variant: box.variant, width: box.width, height, title: w.title, desc: w.desc },
    html`<defs><pattern id="${id}" width="7" height="7" patternUnits="userSpaceOnUse"><rect width="7" height="7" fill="#fff"/><circle cx="3.5" cy="3.5" r="1.5" fill="${CLAY}"/></pattern></defs>`,
    box.names > 0 && words([box.names, 16], w.startName, { classes: 'b', anchor: 'end' }),
    rule([x(w.start), 4], [x(w.start), height - 22], { colour: INK, width: 1, dash: '2 4' }),
    words(
      [x(w.start) + 5, 16],
      box.names > 0 ? w.format(w.start) : `${w.startName}: ${w.format(w.start)}`,
      { classes: 'b halo' },
    ),
    steps.map((step, i) => bar(w, box, step, x, head + i * box.row, id)),
    words([Math.min(x(end), box.width - 150), height - 6], `${w.format(end)} ${w.endName}`, {
      classes: 'b wa halo',
    }),
  )
}

type Look = { readonly colour: string; readonly fill: string; readonly figure: string }

function lookOf(step: Step, dots: string): Look {
  if (step.change >= 0) return { colour: CLAY, fill: `url(#${dots})`, figure: 'sm b halo cl' }
  if (step.firm === true) return { colour: INK, fill: INK, figure: 'sm b halo' }
  return { colour: WATER, fill: WATER, figure: 'sm b halo wa' }
}

function bar(w: Waterfall, box: Box, step: Placed, x: Scale, top: number, dots: string): Html {
  const low = Math.min(x(step.from), x(step.to))
  const wide = Math.max(1, Math.abs(x(step.to) - x(step.from)))
  const above = box.names === 0
  const y = top + (above ? 20 : 6)
  const up = step.change >= 0
  const look = lookOf(step, dots)
  const name = words(above ? [4, top + 14] : [box.names, y + 15], step.name, {
    classes: step.firm === true ? 'b halo' : 'halo',
    anchor: above ? 'start' : 'end',
  })
  const figure = words([up ? low + wide + 5 : low - 5, y + 16], w.formatChange(step.change), {
    classes: look.figure,
    anchor: up ? 'start' : 'end',
  })
  return html`${name}<rect x="${low}" y="${y}" width="${tenth(wide)}" height="${BAR}" fill="${look.fill}" stroke="${look.colour}" stroke-width="1.5"/>${figure}`
}

import { html } from '../html.ts'
import type { Html, Part } from '../html.ts'
import { drawn, figuresTable, frameOf, nothingToDraw, scopeOf } from './figure.ts'
import type { ChartText, Size } from './figure.ts'
import { shortened, widthOf, wrapped } from './labels.ts'
import { box, patternsOf, wordsOf } from './looks.ts'
import type { Look } from './looks.ts'
import { axisTexts } from './plot.ts'
import { extent, linear, ticks } from './scale.ts'
import type { Scale } from './scale.ts'
import { INK, lines, rule, RULE_SOFT, SLATE, svg, whisker, words } from './svg.ts'

export type Step = {
  readonly name: string
  readonly change: number
  /** Known already: drawn solid black. */
  readonly firm?: boolean
  /** A sum on the way (a gap, what is left): a bar from nought to here. Its `change` is not added. */
  readonly total?: boolean
  /** Where the end of this bar may lie, 8 times in 10. */
  readonly band?: { readonly low: number; readonly high: number }
  /** How it is drawn, where dots for what adds and solid for what takes away do not say it. */
  readonly look?: Look
}

export type Waterfall = ChartText & {
  /** Absent: it begins at nought. */
  readonly startName?: string
  readonly start?: number
  readonly steps: readonly Step[]
  /** Absent: the last sum says it. */
  readonly endName?: string
  readonly format: (value: number) => string
  /** A change with its sign. */
  readonly formatChange: (value: number) => string
}

const BAR = 20

/** From one number to another by what adds and what takes away. Rises are dotted, falls solid, what is firm black. */
export function waterfallChart(w: Waterfall): Html {
  if (w.steps.length === 0) return nothingToDraw(w)
  const steps = placed(w)
  return drawn(
    w,
    (size) => draw(w, steps, size),
    () => stepsTable(w, steps),
  )
}

type Placed = Step & { readonly from: number; readonly to: number }

function placed(w: Waterfall): readonly Placed[] {
  let at = w.start ?? 0
  return w.steps.map((step) => {
    if (step.total === true) return { ...step, from: 0, to: at }
    const from = at
    at += Number.isFinite(step.change) ? step.change : 0
    return { ...step, from, to: at }
  })
}

type Field = {
  readonly scope: string
  readonly narrow: boolean
  /** Where names end and bars begin. */
  readonly names: number
  readonly row: number
  readonly head: number
  readonly foot: number
  readonly tops: readonly number[]
  readonly x: Scale
  readonly axis: readonly number[]
  readonly width: number
}

/** Totals stand on nought, so the axis starts there and is shown; without them bars float between start and end. */
function fieldOf(w: Waterfall, steps: readonly Placed[], size: Size): Field {
  const narrow = size.variant === 'narrow'
  const based = w.start === undefined || steps.some((s) => s.total === true)
  const [low, high] = rangeOf(w, steps, based)
  const names = narrow ? 0 : namesOf(steps, size)
  const head = w.startName !== undefined ? 34 : 26
  const row = narrow ? 46 : 32
  const edges = edgesOf(w, steps, size, low < 0 || !based)
  return {
    scope: scopeOf(w, size),
    narrow,
    names,
    row,
    head,
    ...topsOf(steps, head, row),
    x: linear([low, high === low ? low + 1 : high], [names + edges[0], edges[1]]),
    axis: based ? axisOf(low, high, narrow) : [],
    width: size.width,
  }
}

function axisOf(low: number, high: number, narrow: boolean): readonly number[] {
  return ticks(low, high, narrow ? 3 : 5).filter((v) => v >= low && v <= high)
}

/** A row with a range beneath its bar is taller. */
function topsOf(
  steps: readonly Placed[],
  head: number,
  row: number,
): { readonly tops: readonly number[]; readonly foot: number } {
  let at = head
  const tops = steps.map((s) => {
    const top = at
    at += row + (s.band === undefined ? 0 : 16)
    return top
  })
  return { tops, foot: at }
}

function namesOf(steps: readonly Placed[], size: Size): number {
  return Math.min(Math.max(...steps.map((s) => widthOf(s.name, 14, true))) + 14, size.width * 0.36)
}

/** Room beside the outermost bars for their figures; on the left only where a bar grows that way. */
function edgesOf(
  w: Waterfall,
  steps: readonly Placed[],
  size: Size,
  both: boolean,
): readonly [number, number] {
  const room = Math.max(40, ...steps.map((s) => widthOf(figureOf(w, s), 13, true) + 10))
  return [both && steps.some((s) => s.to < s.from) ? room : 4, size.width - room]
}

function rangeOf(
  w: Waterfall,
  steps: readonly Placed[],
  based: boolean,
): readonly [number, number] {
  const ends = steps.flatMap((s) => [s.to, s.from, s.band?.low ?? s.to, s.band?.high ?? s.to])
  return extent(ends, w.start ?? 0, ...(based ? [0] : []))
}

function figureOf(w: Waterfall, s: Placed): string {
  return s.total === true ? w.format(s.to) : w.formatChange(s.change)
}

function draw(w: Waterfall, steps: readonly Placed[], size: Size): Html {
  const f = fieldOf(w, steps, size)
  const ended = w.endName !== undefined
  return svg(
    frameOf(w, size, f.foot + (ended ? 28 : 6)),
    patternsOf(f.scope, steps.map(lookOf)),
    axisLines(w, f),
    w.startName !== undefined && startLine(w, f),
    steps.map((s, i) => bar(w, f, s, i, steps[i + 1])),
    ended && endWords(w, f, steps.at(-1)?.to ?? 0),
  )
}

function axisLines(w: Waterfall, f: Field): Html {
  const bottom = f.foot
  const texts = axisTexts(f.axis, w.format)
  return html`${f.axis.map((v, i) => html`${rule([f.x(v), f.head - 8], [f.x(v), bottom], { colour: v === 0 ? INK : RULE_SOFT, width: v === 0 ? 1.5 : 1 })}${words([f.x(v), 12], texts[i] ?? '', { classes: 'sl sm', anchor: 'middle' })}`)}`
}

function startLine(w: Waterfall, f: Field): Html {
  const at = f.x(w.start ?? 0)
  const number = w.format(w.start ?? 0)
  const text = f.narrow ? `${w.startName ?? ''}: ${number}` : number
  const over = at + 5 + widthOf(text, 14, true) > f.width
  return html`${!f.narrow && words([f.names - 8, 16], w.startName ?? '', { classes: 'b', anchor: 'end' })}${rule([at, 4], [at, f.foot + 4], { colour: INK, width: 1, dash: '2 4' })}${words([over ? at - 5 : at + 5, 16], text, { classes: 'b halo', anchor: over ? 'end' : 'start' })}`
}

function endWords(w: Waterfall, f: Field, end: number): Html {
  const text = `${w.format(end)} ${w.endName ?? ''}`
  const at = Math.max(0, Math.min(f.x(end), f.width - widthOf(text, 14, true)))
  return words([at, f.foot + 20], text, { classes: 'b wa halo' })
}

function lookOf(s: Step): Look {
  if (s.look !== undefined) return s.look
  if (s.total === true || (s.firm === true && s.change < 0)) return 'ink'
  return s.change >= 0 ? 'dots' : 'water'
}

function bar(w: Waterfall, f: Field, s: Placed, i: number, next: Placed | undefined): Html {
  const top = f.tops[i] ?? f.head
  const below = f.tops[i + 1] ?? f.foot
  const y = top + (f.narrow ? 19 : 6)
  const [from, to] = [f.x(s.from), f.x(s.to)]
  const low = Math.min(from, to)
  const look = lookOf(s)
  const strong = s.firm === true || s.total === true
  const joins = next !== undefined && next.total !== true
  return html`${name(f, s, top, strong)}${joins && rule([to, y], [to, below + (f.narrow ? 19 : 6) + BAR], { colour: SLATE, width: 0.75 })}${box(f.scope, look, [low, y], [Math.abs(to - from), BAR])}${figure(w, f, s, y)}${range(w, f, s, y + BAR + 11)}`
}

/** Where the end of a bar may lie: a line beneath it, with its limits in words. */
function range(w: Waterfall, f: Field, s: Placed, y: number): Html {
  if (s.band === undefined) return html``
  const [low, high] = [f.x(s.band.low), f.x(s.band.high)]
  const text = `8 in 10: ${w.format(s.band.low)} to ${w.format(s.band.high)}`
  const right = high + 8 + widthOf(text, 13) < f.width
  const classes = `sm halo ${wordsOf(lookOf(s))}`.trim()
  const at = right ? high + 8 : low - 8
  return html`${whisker([low, y], [high, y], INK, 4)}${words([at, y + 5], text, { classes, anchor: right ? 'start' : 'end' })}`
}

function name(f: Field, s: Placed, top: number, strong: boolean): Html {
  const classes = strong ? 'b halo' : 'halo'
  if (f.narrow) return words([4, top + 13], shortened(s.name, f.width - 8, 14, strong), { classes })
  return lines([f.names - 8, top + 16], wrapped(s.name, f.names - 10, 2), {
    classes,
    anchor: 'end',
  })
}

/** The figure beside its bar: on the side the bar grows to. */
function figure(w: Waterfall, f: Field, s: Placed, y: number): Html {
  const right = s.total === true ? s.to >= 0 : s.change >= 0
  const ends = [f.x(s.from), f.x(s.to)]
  const based = f.axis.length > 0
  const after = right || based
  const at = after ? Math.max(...ends) + 6 : Math.min(...ends) - 6
  const classes = `sm b halo ${wordsOf(lookOf(s))}`.trim()
  return words([at, y + 15], figureOf(w, s), { classes, anchor: after ? 'start' : 'end' })
}

function stepsTable(w: Waterfall, steps: readonly Placed[]): Part {
  const banded = steps.some((s) => s.band !== undefined)
  const range = (s: Placed): readonly Part[] => {
    if (!banded) return []
    return [s.band === undefined ? '' : `${w.format(s.band.low)} to ${w.format(s.band.high)}`]
  }
  const first =
    w.startName === undefined
      ? []
      : [[w.startName, w.format(w.start ?? 0), ...(banded ? [''] : [])]]
  const last =
    w.endName === undefined
      ? []
      : [[w.endName, w.format(steps.at(-1)?.to ?? 0), ...(banded ? [''] : [])]]
  return figuresTable(
    w,
    ['Part', 'Amount', ...(banded ? ['8 in 10 chance'] : [])],
    [...first, ...steps.map((s) => [s.name, figureOf(w, s), ...range(s)]), ...last],
  )
}

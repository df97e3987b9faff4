import { html } from '../html.ts'
import type { Html, Part } from '../html.ts'
import { drawn, figuresTable, frameOf, nothingToDraw } from './figure.ts'
import type { ChartText, Size } from './figure.ts'
import { apart, shortened, widthOf } from './labels.ts'
import { tenth } from './scale.ts'
import { BAND_80, INK, MIST, svg, WATER, words } from './svg.ts'

/** So many from one group to another between a stage and the next. */
export type Flow = {
  /** Place of the stage it leaves, from 0. */
  readonly stage: number
  readonly from: string
  readonly to: string
  readonly value: number
}

export type Flows = ChartText & {
  /** Names of the stages in order, such as the last day of each year. */
  readonly stages: readonly string[]
  /** Groups from the top down, as they stand at every stage. */
  readonly groups: readonly string[]
  readonly flows: readonly Flow[]
  readonly format: (value: number) => string
}

type Node = {
  readonly group: string
  readonly total: number
  readonly y: number
  readonly h: number
}

/** Who moves between groups from stage to stage. Ribbons of those who stay are pale; moves are darker. */
export function flowDiagram(given: Flows): Html {
  const known = new Set(given.groups)
  const flows = given.flows.filter(
    (f) =>
      Number.isFinite(f.value) &&
      f.value > 0 &&
      known.has(f.from) &&
      known.has(f.to) &&
      f.stage >= 0 &&
      f.stage < given.stages.length - 1,
  )
  const chart = { ...given, flows }
  if (flows.length === 0) return nothingToDraw(chart)
  return drawn(
    chart,
    (size) => draw(chart, size),
    () => flowTable(chart),
  )
}

const NODE = 10
const GAP = 12
const HEAD = 26

type Field = {
  readonly chart: Flows
  readonly scale: number
  /** Horizontal places of the stages that stand side by side, and the words at both ends. */
  readonly left: number
  readonly right: number
  readonly width: number
  readonly tall: number
}

/** On a narrow page each step between two stages is drawn below the one before. */
function draw(chart: Flows, size: Size): Html {
  const narrow = size.variant === 'narrow'
  const widest = Math.max(
    ...chart.groups.map((g) => widthOf(`${g} ${chart.format(totalMost(chart))}`, 13)),
  )
  const names = Math.min(widest + 14, size.width * (narrow ? 0.31 : 0.24))
  const tall = narrow ? 250 : size.variant === 'wide' ? 400 : 340
  const scale = scaleOf(chart, tall)
  const f: Field = { chart, scale, left: names, right: size.width - names, width: size.width, tall }
  const steps = chart.stages.slice(1).map((_, i) => i)
  if (!narrow) {
    const x = (stage: number) =>
      f.left + ((f.right - f.left - NODE) * stage) / Math.max(1, chart.stages.length - 1)
    const body = steps.map((stage) => step(f, stage, x(stage), x(stage + 1), 0))
    return svg(frameOf(chart, size, HEAD + tall + 6), body, ends(f, x))
  }
  const each = HEAD + tall + 26
  const pairs = steps.map(
    (stage) =>
      html`${step(f, stage, f.left, f.right - NODE, stage * each)}${pairEnds(f, stage, stage * each)}`,
  )
  return svg(frameOf(chart, size, each * steps.length), pairs)
}

function totals(chart: Flows, stage: number): ReadonlyMap<string, number> {
  const out = new Map<string, number>()
  for (const group of chart.groups) {
    const leaving = sum(chart.flows.filter((f) => f.stage === stage && f.from === group))
    const coming = sum(chart.flows.filter((f) => f.stage === stage - 1 && f.to === group))
    out.set(group, Math.max(leaving, coming))
  }
  return out
}

function sum(flows: readonly Flow[]): number {
  return flows.reduce((n, f) => n + f.value, 0)
}

function totalMost(chart: Flows): number {
  return chart.stages.reduce((most, _, i) => Math.max(most, ...totals(chart, i).values()), 0)
}

/** One scale for all stages, so that heights compare. */
function scaleOf(chart: Flows, tall: number): number {
  const fits = chart.stages.map((_, i) => {
    const there = [...totals(chart, i).values()].filter((v) => v > 0)
    const room = tall - GAP * Math.max(0, there.length - 1)
    return (
      room /
      Math.max(
        1e-9,
        there.reduce((a, b) => a + b, 0),
      )
    )
  })
  return Math.min(...fits)
}

function nodesOf(f: Field, stage: number): readonly Node[] {
  const out: Node[] = []
  let y = HEAD
  for (const [group, total] of totals(f.chart, stage)) {
    if (total <= 0) continue
    const h = total * f.scale
    out.push({ group, total, y, h })
    y += h + GAP
  }
  return out
}

/** The ribbons between two stages, and the posts that they leave and reach. */
function step(f: Field, stage: number, x0: number, x1: number, dy: number): Html {
  const from = nodesOf(f, stage)
  const to = nodesOf(f, stage + 1)
  const out = new Map(from.map((n) => [n.group, n.y]))
  const into = new Map(to.map((n) => [n.group, n.y]))
  const ordered = f.chart.groups.flatMap((a) =>
    f.chart.groups.flatMap((b) =>
      f.chart.flows.filter((w) => w.stage === stage && w.from === a && w.to === b),
    ),
  )
  const ribbons = ordered.map((flow) => {
    const thick = flow.value * f.scale
    const a = out.get(flow.from) ?? HEAD
    const b = into.get(flow.to) ?? HEAD
    out.set(flow.from, a + thick)
    into.set(flow.to, b + thick)
    return ribbon(flow, x0 + NODE, x1, a + dy, b + dy, thick)
  })
  // Those who move stand above those who stay, or a thick ribbon would hide them.
  const stay = ordered.flatMap((w, i) => (w.from === w.to ? [ribbons[i]] : []))
  const move = ordered.flatMap((w, i) => (w.from === w.to ? [] : [ribbons[i]]))
  return html`${stay}${move}${from.map((n) => post(n, x0, dy))}${to.map((n) => post(n, x1, dy))}`
}

function pair(x: number, y: number): string {
  return `${tenth(x)} ${tenth(y)}`
}

function ribbon(w: Flow, x0: number, x1: number, a: number, b: number, thick: number): Html {
  const bend = tenth((x0 + x1) / 2)
  const t = Math.max(0.75, thick)
  const d = `M${pair(x0, a)}C${pair(bend, a)} ${pair(bend, b)} ${pair(x1, b)}V${tenth(b + t)}C${pair(bend, b + t)} ${pair(bend, a + t)} ${pair(x0, a + t)}Z`
  if (w.from === w.to)
    return html`<path d="${d}" fill="${MIST}" stroke="${BAND_80}" stroke-width="0.75"/>`
  return html`<path d="${d}" fill="${WATER}" fill-opacity="0.55" stroke="${WATER}" stroke-width="0.5"/>`
}

function post(n: Node, x: number, dy: number): Html {
  return html`<rect x="${tenth(x)}" y="${tenth(n.y + dy)}" width="${NODE}" height="${tenth(Math.max(1, n.h))}" fill="${INK}"/>`
}

/** Names and numbers at both ends, and the names of the stages above. */
function ends(f: Field, x: (stage: number) => number): Html {
  const last = f.chart.stages.length - 1
  const heads = f.chart.stages.map((name, i) =>
    words([i === last ? x(i) + NODE : x(i), 13], name, {
      classes: 'b sm',
      anchor: i === last ? 'end' : i === 0 ? 'start' : 'middle',
    }),
  )
  const between = f.chart.stages.slice(1, -1).map((_, i) => inner(f, i + 1, x(i + 1)))
  return html`${heads}${between}${names(f, 0, f.left - 6, 'end', 0)}${names(f, last, f.right + 6, 'start', 0)}`
}

/** Totals of the stages between, on their posts. */
function inner(f: Field, stage: number, x: number): Html {
  const labels = nodesOf(f, stage).map((n) => ({ y: n.y + n.h / 2, n }))
  return html`${apart(labels, 15, HEAD + f.tall - 4, HEAD + 4).map((l) => words([x - 5, l.y + 5], f.chart.format(l.n.total), { classes: 'sm halo b', anchor: 'end' }))}`
}

function pairEnds(f: Field, stage: number, dy: number): Html {
  const heads = html`${words([f.left, dy + 13], f.chart.stages[stage] ?? '', { classes: 'b sm', anchor: 'middle' })}${words([f.right, dy + 13], f.chart.stages[stage + 1] ?? '', { classes: 'b sm', anchor: 'middle' })}`
  return html`${heads}${names(f, stage, f.left - 5, 'end', dy)}${names(f, stage + 1, f.right + 5, 'start', dy)}`
}

function names(f: Field, stage: number, x: number, anchor: 'start' | 'end', dy: number): Html {
  const labels = nodesOf(f, stage).map((n) => ({ y: n.y + n.h / 2, n }))
  const room = f.left - 8
  return html`${apart(labels, 16, HEAD + f.tall - 2, HEAD + 4).map((l) => {
    const number = f.chart.format(l.n.total)
    const name = shortened(l.n.group, room - widthOf(` ${number}`, 13, true), 13)
    return html`<text x="${tenth(x)}" y="${tenth(l.y + 5 + dy)}" class="sm"${anchor === 'end' && html` text-anchor="end"`}>${name} <tspan class="b">${number}</tspan></text>`
  })}`
}

function flowTable(chart: Flows): Part {
  return figuresTable(
    chart,
    ['From', 'To', 'Between', 'Number'],
    chart.flows.map((f) => [
      f.from,
      f.to,
      `${chart.stages[f.stage] ?? ''} and ${chart.stages[f.stage + 1] ?? ''}`,
      chart.format(f.value),
    ]),
  )
}

import { html } from '../html.ts'
import type { Html, Part } from '../html.ts'
import { drawn, figuresTable, frameOf, nothingToDraw } from './figure.ts'
import type { ChartText, Size } from './figure.ts'
import { widthOf } from './labels.ts'
import { linear, ticks } from './scale.ts'
import type { Scale } from './scale.ts'
import { CLAY, INK, MIST, rule, RULE_SOFT, SLATE, svg, WATER, words } from './svg.ts'
import type { Variant } from './svg.ts'

/** How a method fared at one distance: its error and that of assuming no change, and how often its band held. */
export type Fared = {
  readonly name: string
  /** Shares: 0.049 is 4.9%. */
  readonly error: number
  readonly errorNoChange: number
  readonly cover80: number
}

export type Trust = ChartText & { readonly rows: readonly Fared[] }

type Box = Size & {
  /** Left and right ends of the errors and of the coverage; the second stands below the first when `stacked`. */
  readonly error: readonly [number, number]
  readonly cover: readonly [number, number]
  readonly stacked: boolean
}

const BOXES: Readonly<Record<Variant, Omit<Box, keyof Size>>> = {
  wide: { error: [92, 540], cover: [690, 1150], stacked: false },
  mid: { error: [82, 290], cover: [450, 670], stacked: false },
  narrow: { error: [82, 250], cover: [82, 280], stacked: true },
}
const ROW = 34
const TOP = 20
/** A band that should hold 8 times in 10 is right between these. */
const RIGHT: readonly [number, number] = [0.75, 0.85]

/** Error against "no change", and how often the truth fell in the 8 in 10 band: circles are ours, squares are no change. */
export function trustChart(given: Trust): Html {
  const rows = given.rows.filter((r) =>
    [r.error, r.errorNoChange, r.cover80].every((n) => Number.isFinite(n)),
  )
  const trust = { ...given, rows }
  if (rows.length === 0) return nothingToDraw(trust)
  return drawn(
    trust,
    (size) => draw(trust, { ...size, ...BOXES[size.variant] }),
    () => trustTable(trust),
  )
}

function draw(trust: Trust, box: Box): Html {
  const tall = TOP + trust.rows.length * ROW
  const second = box.stacked ? tall + 44 : 0
  return svg(
    frameOf(trust, box, tall + 24 + second),
    errors(trust, box, tall),
    html`<g transform="translate(0 ${second})">${coverage(trust, box, tall)}</g>`,
  )
}

function errors(trust: Trust, box: Box, foot: number): Html {
  const most = Math.max(0.01, ...trust.rows.flatMap((r) => [r.error, r.errorNoChange]))
  const lines = ticks(0, most * 100, box.stacked ? 3 : 5)
  const x = linear([0, (lines.at(-1) ?? 1) / 100], box.error)
  return html`${words([box.error[0], 12], 'Typical error, % of the count', { classes: 'sl sm' })}${axis(
    lines.map((v) => v / 100),
    x,
    foot,
  )}${trust.rows.map((r, i) => errorRow(r, i, x))}`
}

function axis(values: readonly number[], x: Scale, foot: number): Html {
  return html`${values.map((v, i) => html`${rule([x(v), TOP], [x(v), foot], { colour: i === 0 ? SLATE : RULE_SOFT, width: 1 })}${words([x(v), foot + 16], asPercent(v), { classes: 'sl sm', anchor: 'middle' })}`)}`
}

function errorRow(r: Fared, i: number, x: Scale): Html {
  const y = TOP + i * ROW + 18
  const ours = x(r.error)
  const none = x(r.errorNoChange)
  const right = Math.max(ours, none) + 12
  const skill = r.errorNoChange === 0 ? 0 : r.error / r.errorNoChange - 1
  const sign = skill > 0 ? '+' : '\u2212'
  const better = skill < 0
  return html`${words([0, y + 5], r.name, { classes: 'sm' })}${rule([ours, y], [none, y], { colour: SLATE, width: 2 })}<path d="M${none - 5.5} ${y - 5.5}h11v11h-11Z" fill="#fff" stroke="${INK}" stroke-width="2"/><circle cx="${ours}" cy="${y}" r="6" fill="${better ? WATER : CLAY}"/>${words([right, y + 5], `${sign}${asPercent(Math.abs(skill))}`, { classes: better ? 'sm wa b halo' : 'sm cl b halo' })}`
}

function coverage(trust: Trust, box: Box, foot: number): Html {
  const least = trust.rows.reduce((low, r) => Math.min(low, r.cover80), 0.6)
  const low = Math.max(0, Math.floor(least * 10) / 10)
  const x = linear([low, 1], box.cover)
  const lines = low < 0.4 ? [0, 0.2, 0.4, 0.6, 0.8, 1] : [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]
  const tight = box.cover[1] - box.cover[0] < 250
  const shown = lines.filter((v) => v >= low && (!tight || Math.round(v * 10) % 2 === 0))
  const names = box.stacked ? 0 : box.cover[0] - 92
  return html`${words([names, 12], 'How often the truth fell in the 8 in 10 band', { classes: 'sl sm' })}<rect x="${x(RIGHT[0])}" y="${TOP}" width="${Math.round(x(RIGHT[1]) - x(RIGHT[0]))}" height="${foot - TOP}" fill="${MIST}"/>${rule([x(0.8), TOP], [x(0.8), foot], { colour: INK, width: 1, dash: '2 3' })}${shown.map((v) => words([x(v), foot + 16], asPercent(v), { classes: 'sl sm', anchor: 'middle' }))}${trust.rows.map((r, i) => coverRow(r, i, x, names, box.width))}`
}

/** A triangle where the band was too narrow; a circle where it held at least as often as it says. */
function coverRow(r: Fared, i: number, x: Scale, names: number, width: number): Html {
  const y = TOP + i * ROW + 18
  const at = x(r.cover80)
  const narrow = r.cover80 < RIGHT[0]
  const shape = narrow
    ? html`<path d="M${at} ${y - 8}l8 14h-16Z" fill="#fff" stroke="${CLAY}" stroke-width="2" stroke-linejoin="round"/>`
    : html`<circle cx="${at}" cy="${y}" r="6" fill="${WATER}"/>`
  const text = narrow ? `${asPercent(r.cover80)} too narrow` : asPercent(r.cover80)
  const left = at + 12 + widthOf(text, 13, true) > width
  return html`${words([names, y + 5], r.name, { classes: 'sm' })}${shape}${words([left ? at - 12 : at + 12, y + 5], text, { classes: narrow ? 'sm halo cl b' : 'sm halo wa b', anchor: left ? 'end' : 'start' })}`
}

function trustTable(trust: Trust): Part {
  return figuresTable(
    trust,
    ['Distance', 'Our error', 'No change', 'Truth in 8 in 10 band'],
    trust.rows.map((r) => [
      r.name,
      ...[r.error, r.errorNoChange].map((v) => `${(v * 100).toFixed(1)}%`),
      asPercent(r.cover80),
    ]),
  )
}

function asPercent(share: number): string {
  return `${Math.round(share * 100)}%`
}

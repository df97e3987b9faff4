import { html } from '../html.ts'
import type { Html, Part } from '../html.ts'

/** What every chart is made of: pure functions from numbers to SVG. No size depends on a font; no meaning on colour alone. */
export const INK = '#16242e'
export const SLATE = '#4e5f6b'
export const WATER = '#0b5a73'
export const CLAY = '#a34708'
export const RULE_SOFT = '#e3e8ea'
export const BAND_80 = '#9cc4d0'
export const BAND_95 = '#d3e5ea'

export type Variant = 'wide' | 'mid' | 'narrow'

export type Frame = {
  readonly id: string
  readonly variant: Variant
  /** The only drawing, whatever the width. */
  readonly all?: boolean
  readonly width: number
  readonly height: number
  readonly title: string
  readonly desc: string
}

/** An SVG with its title and its description, which say in words what the picture shows. */
export function svg(frame: Frame, ...content: readonly Part[]): Html {
  const t = `${frame.id}-${frame.variant}-t`
  const d = `${frame.id}-${frame.variant}-d`
  const name = frame.all === true ? `${frame.variant} all` : frame.variant
  return html`<svg class="${name}" viewBox="0 0 ${frame.width} ${frame.height}" role="img" aria-labelledby="${t} ${d}"><title id="${t}">${frame.title}</title><desc id="${d}">${frame.desc}</desc>${content}</svg>`
}

/** A figure: what the picture shows in a sentence, what it is, the drawings, and the table of its figures. */
export function chartFigure(options: {
  readonly lead: Part
  readonly note?: Part
  readonly drawings: readonly Html[]
  readonly table?: Part
}): Html {
  return html`<figure class="chart"><figcaption><strong>${options.lead}</strong>${options.note !== undefined && html`<span>${options.note}</span>`}</figcaption>${options.drawings}${options.table !== undefined && html`<details class="data"><summary>Table of these figures</summary>${options.table}</details>`}</figure>`
}

export type Scale = (value: number) => number

export function linear(from: readonly [number, number], to: readonly [number, number]): Scale {
  const span = from[1] - from[0]
  const slope = span === 0 ? 0 : (to[1] - to[0]) / span
  return (value) => tenth(to[0] + (value - from[0]) * slope)
}

export function tenth(value: number): number {
  return Math.round(value * 10) / 10
}

/** Round steps that cover a range with at most so many lines. */
export function ticks(low: number, high: number, most: number): readonly number[] {
  const step = stepFor(Math.max(1e-9, high - low), most)
  const first = Math.floor(low / step + 1e-9)
  const last = Math.ceil(high / step - 1e-9)
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step)
}

function stepFor(span: number, most: number): number {
  const rough = span / Math.max(1, most - 1)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10]
    .map((m) => m * power)
    .find((s) => s >= rough - 1e-9 && (s < 1 || Number.isInteger(s)))
  return Math.max(1, step ?? power * 10)
}

type Point = readonly [x: number, y: number]

export function path(points: readonly Point[]): string {
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join('')
}

/** A closed band between an upper and a lower line. */
export function band(upper: readonly Point[], lower: readonly Point[]): string {
  return `${path([...upper, ...lower.toReversed()])}Z`
}

export type Stroke = { readonly colour: string; readonly width: number; readonly dash?: string }

export function line(points: readonly Point[], s: Stroke): Html {
  return html`<path d="${path(points)}" fill="none" stroke="${s.colour}" stroke-width="${s.width}" stroke-linejoin="round"${s.dash !== undefined && html` stroke-dasharray="${s.dash}"`}/>`
}

export function rule(from: Point, to: Point, s: Stroke): Html {
  return html`<line x1="${from[0]}" y1="${from[1]}" x2="${to[0]}" y2="${to[1]}" stroke="${s.colour}" stroke-width="${s.width}"${s.dash !== undefined && html` stroke-dasharray="${s.dash}"`}/>`
}

export function words(
  at: Point,
  text: string,
  options: { readonly classes?: string; readonly anchor?: 'start' | 'middle' | 'end' } = {},
): Html {
  const { classes, anchor = 'start' } = options
  return html`<text x="${at[0]}" y="${at[1]}"${classes !== undefined && html` class="${classes}"`}${anchor !== 'start' && html` text-anchor="${anchor}"`}>${text}</text>`
}

export type Label = { readonly y: number; readonly text: string; readonly classes: string }

/** Labels moved apart, keeping their order, so that none stands on another; pushed back up from the foot if need be. */
export function apart(labels: readonly Label[], gap: number, low: number): readonly Label[] {
  const sorted = labels.toSorted((a, b) => a.y - b.y)
  const down: Label[] = []
  for (const label of sorted) {
    const above = down.at(-1)
    down.push({ ...label, y: above === undefined ? label.y : Math.max(label.y, above.y + gap) })
  }
  const up: Label[] = []
  for (const label of down.toReversed()) {
    const below = up.at(-1)
    up.push({ ...label, y: tenth(Math.min(label.y, below === undefined ? low : below.y - gap)) })
  }
  return up.toReversed()
}

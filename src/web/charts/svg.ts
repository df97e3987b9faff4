import { html } from '../html.ts'
import type { Html, Part } from '../html.ts'
import { tenth } from './scale.ts'

/** What every chart is made of: pure functions from numbers to SVG. No size depends on a font; no meaning on colour alone. */
export const INK = '#16242e'
export const SLATE = '#4e5f6b'
export const WATER = '#0b5a73'
export const CLAY = '#a34708'
export const BERRY = '#8e1b4f'
export const RULE_SOFT = '#e3e8ea'
export const BAND_80 = '#9cc4d0'
export const BAND_95 = '#d3e5ea'
export const MIST = '#e5eff2'

export type Variant = 'wide' | 'mid' | 'narrow'
/** One of a set of panels; `thin` in a narrow column. */
export type PanelVariant = 'pane' | 'thin'

export type Frame = {
  readonly id: string
  readonly variant: Variant | PanelVariant
  readonly width: number
  readonly height: number
  readonly title: string
  readonly desc: string
}

/** An SVG with its title and its description, which say in words what the picture shows. */
export function svg(frame: Frame, ...content: readonly Part[]): Html {
  const t = `${frame.id}-${frame.variant}-t`
  const d = `${frame.id}-${frame.variant}-d`
  return html`<svg class="${frame.variant}" viewBox="0 0 ${frame.width} ${tenth(frame.height)}" role="img" aria-labelledby="${t} ${d}"><title id="${t}">${frame.title}</title><desc id="${d}">${frame.desc}</desc>${content}</svg>`
}

export type Point = readonly [x: number, y: number]

export function path(points: readonly Point[]): string {
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${tenth(x)} ${tenth(y)}`).join('')
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
  return html`<line x1="${tenth(from[0])}" y1="${tenth(from[1])}" x2="${tenth(to[0])}" y2="${tenth(to[1])}" stroke="${s.colour}" stroke-width="${s.width}"${s.dash !== undefined && html` stroke-dasharray="${s.dash}"`}/>`
}

/** A range on a bar: a line with an end at each of its limits, with a halo where it crosses a fill. */
export function whisker(from: Point, to: Point, colour: string, cap = 5): Html {
  const across = from[1] === to[1]
  const ends = [from, to].map(([x, y]) =>
    across ? `M${x} ${tenth(y - cap)}v${2 * cap}` : `M${tenth(x - cap)} ${y}h${2 * cap}`,
  )
  const d = `${path([from, to])}${cap > 0 ? ends.join('') : ''}`
  return html`<path d="${d}" fill="none" stroke="#fff" stroke-width="4"/><path d="${d}" fill="none" stroke="${colour}" stroke-width="2"/>`
}

export type Anchor = 'start' | 'middle' | 'end'
export type Words = { readonly classes?: string; readonly anchor?: Anchor }

export function words(at: Point, text: string, options: Words = {}): Html {
  return html`<text x="${tenth(at[0])}" y="${tenth(at[1])}"${style(options)}>${text}</text>`
}

/** A text of a few lines, its middle at the height given. */
export function lines(at: Point, texts: readonly string[], options: Words = {}): Html {
  const top = at[1] + 5 - ((texts.length - 1) * LINE) / 2
  return html`<text${style(options)}>${texts.map((text, i) => html`<tspan x="${tenth(at[0])}" y="${tenth(top + i * LINE)}">${text}</tspan>`)}</text>`
}

const LINE = 16

function style({ classes, anchor = 'start' }: Words): Html {
  return html`${classes !== undefined && html` class="${classes}"`}${anchor !== 'start' && html` text-anchor="${anchor}"`}`
}

import { month } from '#kernel/dates.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { monthShort, monthText } from '../format.ts'
import type { Size } from './figure.ts'
import { widthOf } from './labels.ts'
import { linear, tenth, ticks } from './scale.ts'
import type { Scale } from './scale.ts'
import { INK, RULE_SOFT, rule, SLATE, words } from './svg.ts'

/** The field of a chart over time: its edges, its scale up the side, and the values of its lines. */
export type Plot = Size & {
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly y: Scale
  readonly values: readonly number[]
}

const HEIGHTS = { wide: 400, mid: 340, narrow: 300 } as const

/** The field, with room at the left for its numbers and at the right for the labels of line ends. */
export function plotOf(
  size: Size,
  given: {
    readonly low: number
    readonly high: number
    readonly format: (value: number) => string
    readonly fractions?: boolean
    /** Words at the right-hand ends. */
    readonly ends?: readonly string[]
    readonly height?: number
    readonly foot?: number
  },
): Plot {
  const height = given.height ?? HEIGHTS[size.variant]
  const most = size.variant === 'narrow' ? 5 : 6
  const values = ticks(given.low, given.high, most, given.fractions !== true)
  const texts = axisTexts(values, given.format)
  const numbers = Math.max(...texts.map((text) => widthOf(text, 13)))
  const ends = Math.max(0, ...(given.ends ?? []).map((text) => widthOf(text, 14, true)))
  const bottom = height - 30 - (given.foot ?? 0)
  return {
    ...size,
    height,
    left: tenth(Math.min(size.width * 0.3, Math.max(30, numbers + 10))),
    right: tenth(size.width - Math.min(size.width * 0.36, Math.max(12, ends + 12))),
    top: 14,
    bottom,
    values,
    y: linear([values[0] ?? 0, values.at(-1) ?? 1], [bottom, 14]),
  }
}

/** The numbers of an axis: `£5m`, not `£5.0m`, where every one is whole. */
export function axisTexts(
  values: readonly number[],
  format: (value: number) => string,
): readonly string[] {
  const texts = values.map(format)
  const whole = texts.every((text) => !/\d\.\d/.test(text) || /\d\.0+(?!\d)/.test(text))
  return whole ? texts.map((text) => text.replace(/(\d)\.0+(?!\d)/, '$1')) : texts
}

/** Few light lines with their numbers; nought in ink where the chart goes below it. A chart that starts elsewhere says so. */
export function levels(p: Plot, format: (value: number) => string): Html {
  const first = p.values[0] ?? 0
  const texts = axisTexts(p.values, format)
  const line = (v: number) =>
    v === 0 && first < 0 ? { colour: INK, width: 1.5 } : { colour: RULE_SOFT, width: 1 }
  return html`${p.values.map((v, i) => html`${rule([p.left, p.y(v)], [p.right, p.y(v)], line(v))}${words([p.left - 6, p.y(v) + 5], texts[i] ?? '', { classes: 'sl sm', anchor: 'end' })}`)}${first > 0 && words([p.left, p.bottom - 8], `axis starts at ${texts[0] ?? ''}`, { classes: 'sl sm halo' })}`
}

/** A mark on the time axis: the place in the list and its words. */
export type Mark = { readonly i: number; readonly text: string }

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/

/** A month in words; another name, such as a financial year, as it is and never broken over a line. */
export function whenText(name: string): string {
  return MONTH.test(name) ? monthText(name) : name.replaceAll('-', '\u2011')
}

/** Words for as many places as fit: years at each January of a long run of months, else every so many months or names. */
export function marksOf(names: readonly string[], room: number): readonly Mark[] {
  const months = names.every((name) => MONTH.test(name))
  const januaries = names.flatMap((name, i) =>
    name.endsWith('-01') ? [{ i, text: name.slice(0, 4) }] : [],
  )
  const marks =
    months && januaries.length >= 2
      ? januaries
      : names.map((name, i) => ({ i, text: months ? monthShort(month(name)) : name }))
  const widest = Math.max(1, ...marks.map((m) => widthOf(m.text, 13) + 14))
  const spacing = room / Math.max(1, names.length - 1)
  const each = Math.max(spacing, ((marks[1]?.i ?? 1) - (marks[0]?.i ?? 0)) * spacing)
  const every = Math.max(1, Math.ceil(widest / each))
  return marks.filter((_, n) => n % every === 0)
}

/** The time axis: a short line and its words at each mark, kept inside the drawing. */
export function timeAxis(p: Plot, x: Scale, marks: readonly Mark[]): Html {
  return html`${marks.map((m) => {
    const half = widthOf(m.text, 13) / 2
    const at = Math.min(Math.max(x(m.i), half), p.width - half)
    return html`${rule([x(m.i), p.bottom], [x(m.i), p.bottom + 5], { colour: SLATE, width: 1 })}${words([at, p.bottom + 19], m.text, { classes: 'sl sm', anchor: 'middle' })}`
  })}`
}

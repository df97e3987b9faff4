import { html } from '../html.ts'
import type { Html, Part } from '../html.ts'
import { simpleTable } from '../design/table.ts'
import type { Line } from '../design/table.ts'
import type { Frame, Variant } from './svg.ts'

/** What every chart says in words. */
export type ChartText = {
  /** Different for each chart of a page. */
  readonly id: string
  /** What the picture shows, in a sentence. */
  readonly lead: Part
  /** Measure, unit, period, and how to read the marks. */
  readonly note?: Part
  readonly title: string
  /** The picture in words, with its numbers. */
  readonly desc: string
  /** The table below; a chart makes a plain one of its own figures when none is given. */
  readonly table?: Part
}

/** One drawing of a chart: it is drawn to each of these widths, never scaled down to one. */
export type Size = { readonly variant: Variant; readonly width: number }

export const SIZES: readonly Size[] = [
  { variant: 'wide', width: 1180 },
  { variant: 'mid', width: 690 },
  { variant: 'narrow', width: 300 },
]

/** A figure: what the picture shows in a sentence, what it is, the drawings, and the table of its figures. */
export function chartFigure(options: {
  readonly lead: Part
  readonly note?: Part
  readonly drawings: readonly Html[]
  readonly table?: Part
}): Html {
  return html`<figure class="chart"><figcaption><strong>${options.lead}</strong>${options.note !== undefined && html`<span>${options.note}</span>`}</figcaption>${options.drawings}${options.table !== undefined && html`<details class="data"><summary>Table of these figures</summary>${options.table}</details>`}</figure>`
}

/** The chart at its three widths, over the table of its figures. */
export function drawn(text: ChartText, draw: (size: Size) => Html, table: () => Part): Html {
  return chartFigure({
    lead: text.lead,
    ...(text.note === undefined ? {} : { note: text.note }),
    drawings: SIZES.map(draw),
    table: text.table ?? table(),
  })
}

/** The frame of one drawing. */
export function frameOf(text: ChartText, size: Size, height: number): Frame {
  return { id: text.id, ...size, height, title: text.title, desc: text.desc }
}

/** The start of every id inside one drawing. */
export function scopeOf(text: ChartText, size: Size): string {
  return `${text.id}-${size.variant}`
}

/** A chart of nothing says so: an empty drawing would look like a count of none. */
export function nothingToDraw(text: ChartText): Html {
  return html`<figure class="chart"><figcaption><strong>${text.lead}</strong>${text.note !== undefined && html`<span>${text.note}</span>`}</figcaption><p class="no-chart">There is nothing to draw yet: no figures are held for this chart.</p>${text.table !== undefined && html`<details class="data"><summary>Table of these figures</summary>${text.table}</details>`}</figure>`
}

/** A plain table of a chart's figures: its first column are names, the others numbers. */
export function figuresTable(
  text: ChartText,
  heads: readonly [string, ...string[]],
  rows: readonly (readonly Part[])[],
): Html {
  return simpleTable({
    caption: text.title,
    columns: heads.map((head, i) => ({
      head,
      kind: i === 0 ? ('text' as const) : ('num' as const),
    })),
    lines: rows.map((cells): Line => ({ cells })),
  })
}

import { empty, html } from '../html.ts'
import type { Html, Part } from '../html.ts'

export type Column = {
  readonly head: Part
  /** Figures stand right, in tabular numerals, under heads that stand right. */
  readonly kind?: 'text' | 'num'
  /** A head that sorts: the link, and how the table is sorted by it now. */
  readonly sortHref?: string
  readonly sorted?: 'ascending' | 'descending'
}

export type Line = {
  readonly cells: readonly Part[]
  /** A total: ruled and bold. */
  readonly sum?: boolean
  /** The row that the page is about. */
  readonly here?: boolean
}

export type Group = { readonly head?: Part; readonly lines: readonly Line[] }

export type DataTable = {
  readonly caption: Part
  readonly note?: Part
  readonly columns: readonly Column[]
  readonly groups: readonly Group[]
  readonly foot?: readonly Line[]
  /** A table of words becomes labelled rows on a phone; a table of figures scrolls inside its own region. */
  readonly stack?: boolean
  /** The caption is for the ear alone (the heading above says the same). */
  readonly quietCaption?: boolean
}

/** The dense table of the house: the first cell of a line is its heading. */
export function dataTable(t: DataTable): Html {
  const label = plain(t.caption)
  return html`<div class="tbl" role="region" aria-label="${label}" tabindex="0"><table${t.stack === true && html` class="stack" role="table"`}>
<caption${t.quietCaption === true && html` class="vh"`}>${t.caption}${t.note !== undefined && html`<small>${t.note}</small>`}</caption>
<thead><tr${role(t, 'row')}>${t.columns.map((c) => head(c, t))}</tr></thead>
${t.groups.map((g) => html`<tbody>${g.head !== undefined && html`<tr class="group"><th scope="colgroup" colspan="${t.columns.length}">${g.head}</th></tr>`}${g.lines.map((l) => line(l, t))}</tbody>`)}
${t.foot !== undefined && html`<tfoot>${t.foot.map((l) => line(l, t))}</tfoot>`}</table></div>`
}

/** A table without groups. */
export function simpleTable(
  t: Omit<DataTable, 'groups'> & { readonly lines: readonly Line[] },
): Html {
  const { lines, ...rest } = t
  return dataTable({ ...rest, groups: [{ lines }] })
}

function role(t: DataTable, name: string): Html {
  return t.stack === true ? html` role="${name}"` : empty
}

function head(c: Column, t: DataTable): Html {
  const sorted = c.sorted === undefined ? empty : html` aria-sort="${c.sorted}"`
  const arrow =
    c.sorted === undefined
      ? empty
      : html`<span class="arrow" aria-hidden="true">${c.sorted === 'ascending' ? ' ▲' : ' ▼'}</span>`
  const text =
    c.sortHref === undefined ? html`${c.head}` : html`<a href="${c.sortHref}">${c.head}</a>${arrow}`
  return html`<th scope="col"${role(t, 'columnheader')}${c.kind === 'num' && html` class="n"`}${sorted}>${text}</th>`
}

function line(l: Line, t: DataTable): Html {
  const classes = [l.sum === true ? 'sum' : '', l.here === true ? 'here' : '']
    .filter((c) => c !== '')
    .join(' ')
  return html`<tr${role(t, 'row')}${classes !== '' && html` class="${classes}"`}>${l.cells.map((cell, i) => cellOf(cell, i, t))}</tr>`
}

function cellOf(cell: Part, i: number, t: DataTable): Html {
  const column = t.columns[i]
  const number = column?.kind === 'num' ? html` class="n"` : empty
  if (i === 0) return html`<th scope="row"${role(t, 'rowheader')}${number}>${cell}</th>`
  const label =
    t.stack === true && column !== undefined ? html` data-h="${plain(column.head)}"` : empty
  return html`<td${role(t, 'cell')}${number}${label}>${cell}</td>`
}

/** The words of a part, without its marks. */
function plain(part: Part): string {
  return html`${part}`
    .toString()
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&#39;', '\u2019')
    .replaceAll('&quot;', '\u201d')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

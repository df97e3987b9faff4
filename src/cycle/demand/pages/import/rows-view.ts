import { chips, count, empty, html, leaves, simpleTable } from '#web'
import type { Column, Html } from '#web'
import type { Sort } from '../../store/listed-rows.ts'
import { A_PAGE } from './model.ts'
import type { ImportModel, Search } from './model.ts'

/** The rows set aside: filters, heads that sort, fifty at a time. */
export function rowsSection(model: ImportModel): Html {
  if (model.setAside === 0) return empty
  const { search, listed } = model
  const from = (search.page - 1) * A_PAGE
  const to = Math.min(from + A_PAGE, listed.of)
  return html`<h2 id="rows">Rows set aside</h2>
${filters(model)}
${simpleTable({
  caption:
    listed.of === 0 ? 'No rows' : `Rows ${count(from + 1)} to ${count(to)} of ${count(listed.of)}`,
  note: 'Row numbers are those of your file, with the heading as row 1. Names and identifiers are never shown here.',
  stack: true,
  columns: [
    sortHead(model, 'file', 'File'),
    { ...sortHead(model, 'row', 'Row'), kind: 'num' },
    sortHead(model, 'column', 'Column'),
    { head: 'Value' },
    sortHead(model, 'reason', 'What is wrong'),
    { head: 'How to mend it' },
  ],
  lines: listed.rows.map((r) => ({
    cells: [
      html`<span class="nowrap">${r.file}</span>`,
      rowLink(model, r.file, r.row),
      html`<b>${r.column_name}</b>`,
      html`<code>${r.value}</code>`,
      r.reason,
      r.mend,
    ],
  })),
})}
${leaves({
  from: from + 1,
  to,
  of: listed.of,
  page: search.page,
  size: A_PAGE,
  href: (page) => hrefOf(model, { ...search, page }),
})}`
}

function rowLink(model: ImportModel, name: string, row: number): Html {
  const file = model.files.find((f) => f.name === name)
  return file === undefined
    ? html`${count(row)}`
    : html`<a href="/demand/import/${model.id}/rows/${file.position}/${row}">${count(row)}</a>`
}

function filters(model: ImportModel): Html {
  const { search } = model
  const all = {
    text: `All ${count(model.setAside)}`,
    href: hrefOf(model, { ...search, file: undefined, kind: undefined, page: 1 }),
    current: search.file === undefined && search.kind === undefined,
  }
  const byFile = model.files
    .filter((f) => f.found.setAside > 0)
    .map((f) => ({
      text: `${f.name} (${count(f.found.setAside)})`,
      href: hrefOf(model, { ...search, file: f.name, kind: undefined, page: 1 }),
      current: search.file === f.name,
    }))
  const byKind = model.faults.map((f) => ({
    text: `${f.title} (${count(f.rows)})`,
    href: hrefOf(model, { ...search, kind: f.kind, file: undefined, page: 1 }),
    current: search.kind === f.kind,
  }))
  return html`${chips([all, ...byFile], 'Rows of one file')}${chips(byKind, 'Rows with one fault')}`
}

function sortHead(model: ImportModel, sort: Sort, head: string): Column {
  const { search } = model
  const here = search.sort === sort
  const descending = here && !search.descending
  const column = { head, sortHref: hrefOf(model, { ...search, sort, descending, page: 1 }) }
  return here ? { ...column, sorted: search.descending ? 'descending' : 'ascending' } : column
}

function hrefOf(model: ImportModel, search: Search): string {
  const query = new URLSearchParams()
  if (search.file !== undefined) query.set('file', search.file)
  if (search.kind !== undefined) query.set('kind', search.kind)
  if (search.sort !== 'file') query.set('sort', search.sort)
  if (search.descending) query.set('dir', 'desc')
  if (search.page > 1) query.set('page', String(search.page))
  const text = query.toString()
  return `/demand/import/${model.id}${text === '' ? '' : `?${text}`}#rows`
}

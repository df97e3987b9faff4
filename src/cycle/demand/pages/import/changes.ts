import type { House } from '#office/house.ts'
import { chips, count, html, leaves, pageHead, simpleTable } from '#web'
import type { Html, Reply, Visit } from '#web'
import { CHANGES } from '../../rules/index.ts'
import { filesOfImport, importById } from '../../store/imports.ts'
import { changedRows, changesByKind } from '../../store/listed-rows.ts'
import type { ChangeRow } from '../../store/listed-rows.ts'
import { DEMAND_CRUMB, IMPORTS_CRUMB } from '../who.ts'
import { importIdOf } from './get.ts'
import { A_PAGE, searchOf } from './model.ts'

type Model = {
  readonly id: string
  readonly kind: string | undefined
  readonly page: number
  readonly kinds: readonly { readonly kind: string; readonly n: number }[]
  readonly of: number
  readonly files: readonly string[]
  readonly rows: readonly ChangeRow[]
}

/** `/demand/import/:id/changes`: every row that cleaning changed, or left out because another says the same. */
export function getChanges(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const id = importIdOf(visit)
    if (id === undefined) return { kind: 'not-found' }
    const { kind, page } = searchOf(visit.query)
    const model = await house.db.inCouncil(visit.actor.council, async (tx) => {
      if ((await importById(tx, id)) === undefined) return undefined
      const kinds = await changesByKind(tx, id)
      const of = kinds
        .filter((k) => kind === undefined || k.kind === kind)
        .reduce((n, k) => n + k.n, 0)
      const rows = await changedRows(tx, id, { kind, limit: A_PAGE, offset: (page - 1) * A_PAGE })
      const files = (await filesOfImport(tx, id)).map((f) => f.name)
      return { id, kind, page, kinds, of, files, rows } satisfies Model
    })
    if (model === undefined) return { kind: 'not-found' }
    return {
      kind: 'sheet',
      model,
      sheet: {
        title: 'Rows changed or left out by cleaning',
        nav: '/demand',
        crumbs: [
          DEMAND_CRUMB,
          IMPORTS_CRUMB,
          { text: 'What was found', href: `/demand/import/${id}` },
        ],
        body: view(model),
      },
    }
  }
}

function titleOf(kind: string): string {
  const titles: Readonly<Record<string, { readonly title: string }>> = CHANGES
  return titles[kind]?.title ?? kind
}

function view(model: Model): Html {
  const base = `/demand/import/${model.id}/changes`
  const total = model.kinds.reduce((n, k) => n + k.n, 0)
  const from = (model.page - 1) * A_PAGE
  const query = model.kind === undefined ? '' : `kind=${encodeURIComponent(model.kind)}&`
  return html`${pageHead({
    kicker: 'Altered by a stated step, or left out for a row that says the same',
    title: `${count(total)} rows were changed or left out`,
    lede: 'Each can be undone by mending the row in your own system and sending the file again.',
  })}
${chips(
  [
    { text: `All ${count(total)}`, href: base, current: model.kind === undefined },
    ...model.kinds.map((k) => ({
      text: `${titleOf(k.kind)} (${count(k.n)})`,
      href: `${base}?kind=${k.kind}`,
      current: model.kind === k.kind,
    })),
  ],
  'What was done',
)}
${simpleTable({
  caption: 'Rows changed or left out',
  quietCaption: true,
  stack: true,
  columns: [
    { head: 'File' },
    { head: 'Row', kind: 'num' },
    { head: 'Column' },
    { head: 'Was' },
    { head: 'Now' },
    { head: 'What was done' },
  ],
  lines: model.rows.map((r) => ({
    cells: [
      model.files[r.file] ?? '',
      html`<a href="/demand/import/${model.id}/rows/${r.file}/${r.row}">${count(r.row)}</a>`,
      html`<b>${r.column_name}</b>`,
      html`<code>${r.was}</code>`,
      html`<code>${r.now}</code>`,
      titleOf(r.kind),
    ],
  })),
})}
${leaves({
  from: from + 1,
  to: Math.min(from + A_PAGE, model.of),
  of: model.of,
  page: model.page,
  size: A_PAGE,
  href: (page) => `${base}?${query}page=${page}`,
})}
<p><a href="/demand/import/${model.id}/changes.csv">Download all (CSV)</a></p>`
}

import { day, isoDay, iso, parseIso } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { chips, count, dayMiddle, html, leaves, pageHead, plural, simpleTable } from '#web'
import type { Html, Reply, Visit } from '#web'
import { groupName, GROUPS, staysOn, subTypeName } from '../../rules/index.ts'
import type { CleanedCare, Group } from '../../rules/index.ts'
import { DEMAND_CRUMB } from '../who.ts'
import type { CareReader } from './get.ts'

const A_PAGE = 50

type Line = {
  readonly file: number
  readonly name: string
  readonly row: number
  readonly from: string
  readonly to: string | undefined
  readonly subType: string
}

type Model = {
  readonly importId: string
  readonly on: string
  readonly group: Group | undefined
  /** The figure, counted anew from the rows below. */
  readonly counted: number
  readonly page: number
  readonly lines: readonly Line[]
}

/** `/demand/history/rows?on=DAY&group=GROUP`: the rows of the return that make a count, one for each child. */
export function getRows(careFor: CareReader) {
  return async (visit: Visit): Promise<Reply> => {
    const found = await careFor(visit.actor.council)
    if (found === undefined) return { kind: 'not-found' }
    const on = parseIso(visit.query.get('on') ?? '') ?? day(found.care.to - 1)
    const asked = visit.query.get('group')
    const group = GROUPS.find((g) => g === asked)
    const page = Math.max(1, Math.floor(Number(visit.query.get('page') ?? '1')) || 1)
    const model = modelOf(found.care, found.head.id, { on, group, page })
    return {
      kind: 'sheet',
      model,
      sheet: {
        title: 'Where this count comes from',
        nav: '/demand',
        crumbs: [DEMAND_CRUMB, { text: 'History', href: '/demand/history' }],
        body: view(model, found.care),
      },
    }
  }
}

type Asked = { readonly on: Day; readonly group: Group | undefined; readonly page: number }

function modelOf(care: CleanedCare, importId: string, asked: Asked): Model {
  const stays = staysOn(care, asked.on, asked.group).toSorted(
    (a, b) => a.origin.file - b.origin.file || a.origin.row - b.origin.row,
  )
  const first = (asked.page - 1) * A_PAGE
  return {
    importId,
    on: iso(asked.on),
    group: asked.group,
    counted: stays.length,
    page: asked.page,
    lines: stays.slice(first, first + A_PAGE).map((s) => ({
      file: s.origin.file,
      name: care.files[s.origin.file]?.name ?? '',
      row: s.origin.row,
      from: iso(s.from),
      to: s.to === undefined ? undefined : iso(s.to),
      subType: subTypeName(s.subType),
    })),
  }
}

/** Where the rows behind a count are listed. */
export function rowsHref(on: string, group?: string, page = 1): string {
  const query = new URLSearchParams({ on })
  if (group !== undefined) query.set('group', group)
  if (page > 1) query.set('page', String(page))
  return `/demand/history/rows?${query.toString()}`
}

function view(model: Model, care: CleanedCare): Html {
  const what = model.group === undefined ? '' : ` in ${groupName(model.group).toLowerCase()}`
  const first = (model.page - 1) * A_PAGE
  return html`${pageHead({
    kicker: 'Working: counted from rows of the return',
    title: `${plural(model.counted, 'child', 'children')}${what} on ${dayMiddle(isoDay(model.on))}`,
    lede: 'One row for each child: the placement that had begun by that day and had not ended. Nobody is counted on or after the 18th birthday (Children Act 1989, s.105(1)).',
  })}
${chips(
  [
    { text: 'All', href: rowsHref(model.on), current: model.group === undefined },
    ...GROUPS.map((g) => ({
      text: `${groupName(g)} (${count(staysOn(care, isoDay(model.on), g).length)})`,
      href: rowsHref(model.on, g),
      current: model.group === g,
    })),
  ],
  'Kind of placement',
)}
${simpleTable({
  caption: `Rows ${count(Math.min(first + 1, model.counted))} to ${count(first + model.lines.length)} of ${count(model.counted)}`,
  note: 'The row is the one that began the placement. Rows that followed with the same carers are merged into it.',
  stack: true,
  columns: [
    { head: 'File' },
    { head: 'Row', kind: 'num' },
    { head: 'Began' },
    { head: 'Ended' },
    { head: 'Placement' },
  ],
  lines: model.lines.map((l) => ({
    cells: [
      l.name,
      html`<a href="/demand/import/${model.importId}/rows/${l.file}/${l.row}">${count(l.row)}</a>`,
      dayMiddle(isoDay(l.from)),
      l.to === undefined ? 'open' : dayMiddle(isoDay(l.to)),
      l.subType,
    ],
  })),
})}
${leaves({
  from: first + 1,
  to: first + model.lines.length,
  of: model.counted,
  page: model.page,
  size: A_PAGE,
  href: (page) => rowsHref(model.on, model.group, page),
})}`
}

import {
  count,
  fanChart,
  html,
  month,
  monthText,
  more,
  panelChart,
  panels,
  simpleTable,
} from '#web'
import type { Html } from '#web'
import { groupName, GROUPS, sumShown } from '../../rules/index.ts'
import type { Count } from '../../rules/index.ts'
import { counted } from '../shown.ts'
import type { HistoryModel } from './model.ts'

/** The count of each month: all children as a line, each kind of placement as a panel, and their table. */
export function countSection(model: HistoryModel): Html {
  const all = model.months.map((m) => ({ month: m.month, value: m.all }))
  return html`${whole(all)}
${panels(GROUPS.flatMap((_, i) => panelOf(model, i)))}
${notDrawn(model)}
${more('The table of every month', monthsTable(model))}`
}

type Month = { readonly month: string; readonly value: Count }
type Known = { readonly month: string; readonly value: number }

/** The months since the last hidden one: a line drawn across a hidden month would show it. */
function known(months: readonly Month[]): readonly Known[] {
  const from = months.findLastIndex((m) => m.value === null) + 1
  return months.slice(from).flatMap((m) => (m.value === null ? [] : [{ ...m, value: m.value }]))
}

function ends(months: readonly Known[]) {
  const [first] = months
  if (first === undefined) return undefined
  const most = months.reduce((a, b) => (b.value > a.value ? b : a))
  const least = months.reduce((a, b) => (b.value < a.value ? b : a))
  return { first, last: months.at(-1) ?? first, most, least }
}

function whole(months: readonly Month[]): Html {
  const shown = known(months)
  const e = ends(shown)
  if (e === undefined) return html`<p>Not drawn: small numbers could be worked out.</p>`
  return fanChart({
    id: 'count',
    lead: leadOf(e),
    note: `Children in our care after the last midnight of each month, ${monthText(e.first.month)} to ${monthText(e.last.month)}${shown.length === months.length ? '' : '; months that are not shown are not drawn'}`,
    title: 'Children in our care at each month’s end',
    desc: `From ${count(e.first.value)} in ${monthText(e.first.month)} to ${count(e.last.value)} in ${monthText(e.last.month)}; least ${count(e.least.value)} in ${monthText(e.least.month)}, most ${count(e.most.value)} in ${monthText(e.most.month)}.`,
    what: 'Children in our care, each month end',
    history: shown,
    ahead: [],
    format: count,
    table: yearEnds(months, shown),
  })
}

/** What the picture shows, in a sentence. */
function leadOf(e: NonNullable<ReturnType<typeof ends>>): string {
  const change = e.last.value - e.first.value
  const way = change > 0 ? 'more' : 'fewer'
  const than = `in ${monthText(e.last.month)} than in ${monthText(e.first.month)}`
  const now =
    change === 0
      ? `As many children in ${monthText(e.last.month)} as in ${monthText(e.first.month)}`
      : `${count(Math.abs(change))} ${way} children ${than}`
  return e.most.month === e.last.month
    ? `${now}: the most there have been`
    : `${now}; the most were ${count(e.most.value)} in ${monthText(e.most.month)}`
}

/** Each March and the last month: what a person reads. Every month stands in the table below. */
function yearEnds(all: readonly Month[], shown: readonly Known[]): Html {
  const marches = shown.filter((m) => m.month.endsWith('-03') || m === shown.at(-1))
  return simpleTable({
    caption: 'Children in our care at the end of each March',
    note: `${count(all.length)} months are in the table of every month.`,
    columns: [{ head: 'Month' }, { head: 'Children', kind: 'num' }],
    lines: marches.map((m) => ({ cells: [monthText(m.month), count(m.value)] })),
  })
}

function panelOf(model: HistoryModel, i: number): readonly Html[] {
  const group = GROUPS[i]
  const months = model.months.map((m) => ({ month: m.month, value: m.stock[i] ?? null }))
  const shown = known(months)
  const e = ends(shown)
  if (group === undefined || e === undefined || e.most.value === 0) return []
  const said = `${count(e.last.value)} now; from ${count(e.least.value)} to ${count(e.most.value)} since ${monthText(e.first.month)}`
  return [
    panelChart({
      id: `group-${group}`,
      name: groupName(group),
      note: said,
      title: `${groupName(group)}, at each month’s end`,
      desc: `${said}.`,
      history: shown,
      ahead: [],
      format: count,
    }),
  ]
}

function notDrawn(model: HistoryModel): Html {
  const hidden = GROUPS.filter((_, i) => (model.months.at(-1)?.stock[i] ?? null) === null)
  return html`${hidden.length > 0 && html`<p>Not drawn, because small numbers could be worked out: ${hidden.map(groupName).join(', ')}.</p>`}`
}

/** Inside, with the flows of each month: outside they would be few nearly always, and the year's are shown below. */
function monthsTable(model: HistoryModel): Html {
  const flows = model.inside
  return simpleTable({
    caption: 'Children in care after the last midnight of each month',
    ...(flows
      ? {
          note: 'Stock is the stock of the month before, with starts and without ends; moves change the group alone.',
        }
      : {}),
    columns: [
      { head: 'Month' },
      ...GROUPS.map((g) => ({ head: groupName(g), kind: 'num' as const })),
      { head: 'All', kind: 'num' },
      ...(flows ? ['Starts', 'Ends'] : []).map((head) => ({ head, kind: 'num' as const })),
    ],
    lines: model.months.map((m) => ({
      cells: [
        month(m.month),
        ...m.stock.map((n) => counted(n, model)),
        html`<b>${counted(m.all, model)}</b>`,
        ...(flows ? [m.starts, m.ends] : []).map((n) => counted(sumShown(n), model)),
      ],
    })),
  })
}

import { isoDay } from '#kernel/dates.ts'
import { count, dayMiddle, flowDiagram, html, monthText, oneDecimal, simpleTable } from '#web'
import type { Html } from '#web'
import { groupName, GROUPS, sum } from '../../rules/index.ts'
import type { ExpectedMove, FinishedModel } from './model.ts'

/** Who is expected to move between kinds of placement over the run. */
export function movesSection(model: FinishedModel): Html {
  if (!model.inside)
    return html`<h2>Moves between placements</h2><p>Not shown outside the service: most are moves of few.</p>`
  const last = model.whole.ahead.at(-1)
  if (last === undefined || model.moves.length === 0) return html``
  const over = `${dayMiddle(isoDay(model.provenance.origin))} to the end of ${monthText(last.month)}`
  const between = model.moves.filter((m) => m.from !== m.to)
  const within = sum(model.moves.map((m) => m.mean)) - sum(between.map((m) => m.mean))
  return html`<h2>Moves between placements</h2>
${flowDiagram({
  id: 'moves',
  lead: leadOf(between),
  note: `Moves from one kind of placement to another, ${over}, on average over the draws. About ${count(within)} more are to another placement of the same kind: not drawn.`,
  title: 'Expected moves between kinds of placement',
  desc: `${named(between)
    .slice(0, 8)
    .map((m) => `${m.text} ${count(m.mean)}`)
    .join('; ')}.`,
  stages: ['Before the move', 'After it'],
  groups: GROUPS.map(groupName),
  flows: between.map((m) => ({
    stage: 0,
    from: groupName(m.from),
    to: groupName(m.to),
    value: m.mean,
  })),
  format: count,
  table: movesTable(model, over),
})}`
}

function named(between: readonly ExpectedMove[]) {
  return between
    .toSorted((a, b) => b.mean - a.mean)
    .map((m) => ({ ...m, text: `${groupName(m.from)} to ${groupName(m.to).toLowerCase()}` }))
}

/** What the picture shows, in a sentence. */
function leadOf(between: readonly ExpectedMove[]): string {
  const [most] = named(between)
  const all = `About ${count(sum(between.map((m) => m.mean)))} moves to another kind of placement`
  return most === undefined || most.mean < 0.5
    ? all
    : `${all}; the most, ${count(most.mean)}, from ${most.text.toLowerCase()}`
}

function movesTable(model: FinishedModel, over: string): Html {
  const value = (from: string, to: string) =>
    model.moves.find((m) => m.from === from && m.to === to)?.mean ?? 0
  return simpleTable({
    caption: `Moves, ${over}: from the row, to the column`,
    note: 'Averages over the draws. A move to another placement of the same kind stands on the diagonal.',
    columns: [
      { head: 'From' },
      ...GROUPS.map((g) => ({ head: groupName(g), kind: 'num' as const })),
      { head: 'All', kind: 'num' },
    ],
    lines: GROUPS.map((from) => {
      const row = GROUPS.map((to) => value(from, to))
      return { cells: [groupName(from), ...[...row, sum(row)].map(oneDecimal)] }
    }),
    foot: [
      {
        sum: true,
        cells: [
          'All',
          ...GROUPS.map((to) => oneDecimal(sum(GROUPS.map((from) => value(from, to))))),
          oneDecimal(sum(model.moves.map((m) => m.mean))),
        ],
      },
    ],
  })
}

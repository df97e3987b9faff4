import { count, flowDiagram, simpleTable } from '#web'
import type { Html } from '#web'
import { groupName, GROUPS, sum } from '../../rules/index.ts'
import type { ShownMoves } from '../../rules/index.ts'
import { counted } from '../shown.ts'
import type { HistoryModel } from './model.ts'
import { noYear, yearName } from './years-view.ts'

type Move = { readonly from: string; readonly to: string; readonly value: number }

/** Who moved between kinds of placement in the last year: ribbons and their table. */
export function movesSection(model: HistoryModel): Html {
  const { moves } = model
  if (moves === null) return noYear()
  const between = known(moves).filter((m) => m.from !== m.to)
  const drawn = between.filter((m) => m.value > 0)
  const table = movesTable(model, moves)
  if (drawn.length === 0) return table
  const hidden = moves.cells.filter((n) => n === null).length
  return flowDiagram({
    id: 'moves',
    lead: leadOf(drawn, hidden > 0),
    note: `Moves from one kind of placement to another in ${yearName(moves)}. Moves to another placement of the same kind are in the table${hidden > 0 ? '; moves that are not shown are not drawn, and the numbers at the ends count those that are' : ''}`,
    title: `Moves between kinds of placement, ${yearName(moves)}`,
    desc: `${drawn
      .toSorted((a, b) => b.value - a.value)
      .slice(0, 8)
      .map((m) => `${m.from} to ${m.to.toLowerCase()} ${count(m.value)}`)
      .join('; ')}.`,
    stages: ['Before the move', 'After it'],
    groups: GROUPS.map(groupName),
    flows: drawn.map((m) => ({ ...m, stage: 0 })),
    format: count,
    table,
  })
}

function known(moves: ShownMoves): readonly Move[] {
  return GROUPS.flatMap((from, a) =>
    GROUPS.flatMap((to, b) => {
      const value = moves.cells[a * GROUPS.length + b] ?? null
      return value === null ? [] : [{ from: groupName(from), to: groupName(to), value }]
    }),
  )
}

/** What the picture shows, in a sentence. */
function leadOf(drawn: readonly Move[], some: boolean): string {
  const [most] = drawn.toSorted((a, b) => b.value - a.value)
  const least = some ? 'At least ' : ''
  const all = `${least}${count(sum(drawn.map((m) => m.value)))} moves to another kind of placement`
  return most === undefined
    ? all
    : `${all}; the most, ${count(most.value)}, from ${most.from.toLowerCase()} to ${most.to.toLowerCase()}`
}

function movesTable(model: HistoryModel, moves: ShownMoves): Html {
  const n = GROUPS.length
  return simpleTable({
    caption: `Moves in ${yearName(moves)}: from the row, to the column`,
    note: 'A move to another placement of the same kind stands on the diagonal.',
    columns: [
      { head: 'From' },
      ...GROUPS.map((g) => ({ head: groupName(g), kind: 'num' as const })),
      { head: 'All', kind: 'num' },
    ],
    lines: GROUPS.map((g, a) => {
      const row = [...moves.cells.slice(a * n, a * n + n), moves.from[a] ?? null]
      return { cells: [groupName(g), ...row.map((value) => counted(value, model))] }
    }),
    foot: [
      {
        sum: true,
        cells: ['All', ...[...moves.to, moves.all].map((value) => counted(value, model))],
      },
    ],
  })
}

import { faultAt, identities } from './identities.ts'
import type { Identity } from './identities.ts'
import { COLUMN_WORDS, COLUMNS } from './model.ts'
import type { ColumnId, LayoutLine, S251Fault, S251Return } from './model.ts'
import { hasColumn, penceAt, stateAt } from './values.ts'

/**
 * Cells that the form gives and a row otherwise complete leaves empty, and amounts where the form gives none. A council
 * that leaves a row mostly empty has not filled in the form: that is its state, not a fault of the row. A memo line is
 * shown as it is.
 */
export function emptyFaults(r: S251Return): readonly S251Fault[] {
  const residues = new Map(r.residues.map((x) => [`${x.row}|${x.column}`, x.value]))
  const known = identities(r)
  const strays = r.layout.lines.map((l) =>
    COLUMNS.filter((c) => hasColumn(r, c) && !l.gives.includes(c)),
  )
  const faults: S251Fault[] = []
  for (let row = 0; row < r.council.length; row += 1) {
    const place = r.line[row] ?? 0
    const line = r.layout.lines[place]
    if (line === undefined || line.memo) continue
    const stray = strays[place] ?? []
    if (stray.length > 0) faults.push(...strayCells(r, row, stray, residues))
    const empty = emptyCell(r, row, line, known)
    if (empty !== undefined) faults.push(empty)
  }
  return faults
}

function emptyCell(
  r: S251Return,
  row: number,
  line: LayoutLine,
  known: readonly Identity[],
): S251Fault | undefined {
  if (line.mayBeEmpty) return undefined
  let empty: ColumnId | undefined
  for (const column of line.gives) {
    if (penceAt(r, row, column) !== undefined) continue
    if (empty !== undefined || stateAt(r, row, column) !== 'not-given') return undefined
    empty = column
  }
  if (empty === undefined) return undefined
  return {
    ...faultAt(r, row, empty),
    kind: 'empty',
    printedPence: null,
    computedPence: solved(r, row, empty, known) ?? null,
    why: `${COLUMN_WORDS[empty]} is empty on a row that gives everything else`,
  }
}

/** What an empty cell must be for the row's identity to hold. */
function solved(
  r: S251Return,
  row: number,
  column: ColumnId,
  known: readonly Identity[],
): number | undefined {
  for (const i of known) {
    const signs = new Map<ColumnId, number>([
      [i.id, -1],
      ...i.plus.map((c) => [c, 1] as const),
      ...i.minus.map((c) => [c, -1] as const),
    ])
    const sign = signs.get(column)
    if (sign === undefined) continue
    let rest = 0
    for (const [c, s] of signs) if (c !== column) rest += s * (penceAt(r, row, c) ?? 0)
    return rest === 0 ? 0 : -rest * sign
  }
  return undefined
}

/** Amounts where the form gives none. A typed 0 says nothing. */
function strayCells(
  r: S251Return,
  row: number,
  columns: readonly ColumnId[],
  residues: ReadonlyMap<string, string>,
): readonly S251Fault[] {
  const faults: S251Fault[] = []
  for (const column of columns) {
    const printed = penceAt(r, row, column)
    if (printed === undefined) continue
    const rough = residues.get(`${r.fileRow[row] ?? 0}|${column}`)
    if (printed === 0 && rough === undefined) continue
    faults.push({
      ...faultAt(r, row, column),
      kind: 'not-in-form',
      printedPence: printed,
      computedPence: null,
      why: `the form gives no ${COLUMN_WORDS[column]} on this line${rough === undefined ? '' : `; the file says ${rough}`}`,
    })
  }
  return faults
}

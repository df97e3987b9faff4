import { COLUMNS, STATES } from './model.ts'
import type { CellState, ColumnId, S251Return } from './model.ts'

export const COLUMN_NUMBER: Readonly<Record<ColumnId, number>> = {
  own: 0,
  private: 1,
  otherPublic: 2,
  public: 3,
  voluntary: 4,
  k: 5,
  l: 6,
  m: 7,
  n: 8,
  o: 9,
  q: 10,
}

/** A cell of a return by its row: pence, or undefined when the file gives no amount. */
export function penceAt(r: S251Return, row: number, column: ColumnId): number | undefined {
  const place = row * COLUMNS.length + COLUMN_NUMBER[column]
  return r.state[place] === 0 ? (r.money[place] ?? 0) : undefined
}

export function stateAt(r: S251Return, row: number, column: ColumnId): CellState {
  return STATES[r.state[row * COLUMNS.length + COLUMN_NUMBER[column]] ?? 1] ?? 'not-given'
}

/** The row of a council's line; undefined when the file does not have it. */
export function rowAt(r: S251Return, council: number, line: number): number | undefined {
  const place = r.at[council * r.layout.lines.length + line] ?? 0
  return place === 0 ? undefined : place - 1
}

/** Columns that say who provides. */
export const PROVISION: readonly ColumnId[] = [
  'own',
  'private',
  'otherPublic',
  'public',
  'voluntary',
]

export function hasColumn(r: S251Return, column: ColumnId): boolean {
  return r.layout.columns[column] !== undefined
}

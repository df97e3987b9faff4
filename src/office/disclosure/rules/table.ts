/**
 * A quantity that is printed, or that a reader could work out from what is printed. Its id names the quantity, so that
 * the same quantity in another release is the same cell.
 */
export type Cell = {
  readonly id: string
  readonly value: number
  /** Children counted; children expected by a forecast; or money spent on children. */
  readonly kind?: 'count' | 'expected' | 'money'
  /** Money: who stands behind it. Money without contributors is never small. */
  readonly behind?: Contributors
  /** Not printed anywhere; protected all the same when others would give it away. */
  readonly silent?: boolean
  /** An earlier release printed it: it cannot be hidden any more. */
  readonly printed?: boolean
  /** Hidden already, by a decision made elsewhere. */
  readonly hidden?: boolean
  /** What hiding it costs the reader. When not said: its value, and far more for a total. */
  readonly cost?: number
}

/** Children or providers behind a sum of money, and the amounts of the largest two, where they are known. */
export type Contributors = {
  readonly number: number
  readonly largest?: number
  readonly second?: number
}

/** A total and its parts: `total = sum of parts - sum of less`. */
export type Sum = {
  readonly total: string
  readonly parts: readonly string[]
  readonly less?: readonly string[]
}

/** Cells with everything that is known to add up: margins, hierarchies, flows, differences between releases. */
export type Table = {
  readonly cells: readonly Cell[]
  readonly sums: readonly Sum[]
}

/** Several tables as one: a cell that stands in more than one is one cell, and must have one value. */
export function joined(...tables: readonly Table[]): Table {
  const cells = new Map<string, Cell>()
  for (const cell of tables.flatMap((t) => t.cells)) {
    const known = cells.get(cell.id)
    if (known !== undefined && known.value !== cell.value)
      throw new Error(`${cell.id} is ${known.value} in one table and ${cell.value} in another`)
    cells.set(cell.id, known === undefined ? cell : both(known, cell))
  }
  return { cells: [...cells.values()], sums: tables.flatMap((t) => t.sums) }
}

/** Printed by either is printed; silent only where both are. */
function both(a: Cell, b: Cell): Cell {
  return {
    ...a,
    ...b,
    silent: a.silent === true && b.silent === true,
    printed: a.printed === true || b.printed === true,
  }
}

/** A whole and its parts in a list: `NAME` is the whole, `NAME/PART` each part. */
export function listTable(
  name: string,
  parts: readonly (Omit<Cell, 'id'> & { readonly part: string })[],
  whole: Omit<Cell, 'id' | 'value'> = {},
): Table {
  const cells = parts.map(({ part, ...cell }) => ({ ...cell, id: `${name}/${part}` }))
  const total = { ...whole, id: name, value: cells.reduce((n, c) => n + c.value, 0) }
  return { cells: [total, ...cells], sums: [{ total: name, parts: cells.map((c) => c.id) }] }
}

export type Grid = {
  readonly name: string
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly value: (row: number, column: number) => number
}

/**
 * A table of rows and columns with all its totals: `NAME/ROW/COLUMN`, a star in the place of the row or the column for its
 * margins, and `NAME` for all.
 */
export function gridTable(grid: Grid): Table {
  const { name, rows, columns } = grid
  const at = (row: string, column: string): string => `${name}/${row}/${column}`
  const rowTotals = rows.map((_, r) => added(columns.map((_, c) => grid.value(r, c))))
  const cells: Cell[] = [
    { id: name, value: added(rowTotals) },
    ...rows.map((row, r) => ({ id: at(row, '*'), value: rowTotals[r] ?? 0 })),
    ...columns.map((column, c) => ({
      id: at('*', column),
      value: added(rows.map((_, r) => grid.value(r, c))),
    })),
    ...rows.flatMap((row, r) =>
      columns.map((column, c) => ({ id: at(row, column), value: grid.value(r, c) })),
    ),
  ]
  return {
    cells,
    sums: [
      { total: name, parts: rows.map((row) => at(row, '*')) },
      { total: name, parts: columns.map((column) => at('*', column)) },
      ...rows.map((row) => ({
        total: at(row, '*'),
        parts: columns.map((column) => at(row, column)),
      })),
      ...columns.map((column) => ({
        total: at('*', column),
        parts: rows.map((row) => at(row, column)),
      })),
    ],
  }
}

function added(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0)
}

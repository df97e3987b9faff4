import type { Refusal } from '#kernel/result.ts'
import type { Pence } from '#kernel/money.ts'
import type { Table, TableRow } from '#office/sheets/rules/index.ts'
import { placeOf } from '#office/sheets/rules/index.ts'

/** A row that is not used, with what its value means: a symbol is never a nought. */
export type SetAside = {
  readonly file: string
  readonly sheet?: string
  readonly row: number
  readonly column: string
  readonly value: string
  readonly reason: string
  readonly mend: string
}

/** A value with more than two decimals: what was kept and what was rounded away. */
export type Residue = {
  readonly file: string
  readonly sheet?: string
  readonly row: number
  readonly column: string
  readonly value: string
  readonly pence: Pence
}

/** A cell that a spreadsheet computed: its stored value is used and it is listed, so that a broken total is seen. */
export type FormulaCell = {
  readonly file: string
  readonly sheet?: string
  readonly row: number
  readonly column: string
  readonly formula: string
  readonly value: string
}

/** What reading gathers as it goes. One list of refusals for all files: nothing is half-imported. */
export type Findings = {
  readonly refusals: Refusal[]
  readonly setAside: SetAside[]
  readonly residues: Residue[]
}

export function noFindings(): Findings {
  return { refusals: [], setAside: [], residues: [] }
}

/** A row of a table as it is read: its cells, and where to say what is wrong with them. */
export type Reading = {
  readonly table: Table
  /** Index of the table among the tables read together. */
  readonly file: number
  readonly row: TableRow
  readonly found: Findings
  /** Power of ten from the heading's unit: 0 for pounds, 3 for thousands, 6 for millions. */
  readonly power: (column: string) => number
}

export function refuse(
  r: Reading,
  column: string,
  kind: string,
  message: string,
  mend: string,
): undefined {
  r.found.refusals.push({
    kind,
    ...placeOf(r.table),
    row: r.row.row,
    column,
    value: r.row.text(column),
    message,
    mend,
  })
  return undefined
}

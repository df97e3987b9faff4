import type { SubType } from '#cycle/demand/rules/index.ts'
import type { Day } from '#kernel/dates.ts'
import type { Pence } from '#kernel/money.ts'
import type { Refusal } from '#kernel/result.ts'
import { placeOf } from '#office/sheets/rules/index.ts'
import type { Table, TableRow } from '#office/sheets/rules/index.ts'
import type { Price, PriceKey, RowOrigin } from '../model.ts'

/** A price so far from its like that it is asked about: a solo placement may be real. */
export type Asked = RowOrigin & {
  readonly subType: SubType
  readonly weekly: Pence
  /** What it is compared with, and what that is. */
  readonly median: Pence
  readonly against: string
  readonly dearer: boolean
}

/** Days for which a key that is priced before and after has no price. */
export type Gap = PriceKey & { readonly from: Day; readonly to: Day }

/** A price with more than two decimals: what was read and what was kept. */
export type Rounded = RowOrigin & { readonly value: string; readonly weekly: Pence }

/** A cell that a spreadsheet computed: its stored value was read. */
export type FormulaCell = RowOrigin & {
  readonly column: string
  readonly formula: string
  readonly value: string
}

/** A price book as read, with what a person should see before it is used. */
export type BookRead = {
  readonly file: string
  readonly prices: readonly Price[]
  readonly asked: readonly Asked[]
  readonly gaps: readonly Gap[]
  readonly rounded: readonly Rounded[]
  readonly formulas: readonly FormulaCell[]
  /** Columns and sheets that are not of a price book and were passed over. */
  readonly passedOver: readonly string[]
  /** Sub-types with no price at all. */
  readonly unpriced: readonly SubType[]
}

/** A row as it is read, and where to say what is wrong with it. */
export type Reading = {
  readonly table: Table
  readonly row: TableRow
  readonly refusals: Refusal[]
  readonly rounded: Rounded[]
}

export function originOf(r: Pick<Reading, 'table' | 'row'>): RowOrigin {
  const { sheet } = r.table
  return { ...(sheet === undefined ? {} : { sheet }), row: r.row.row }
}

export function refuse(
  r: Reading,
  column: string,
  kind: string,
  message: string,
  mend: string,
): undefined {
  r.refusals.push({
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

import type { Pence } from '#kernel/money.ts'

/**
 * The money columns of a return. `public` is own and other public provision together, as 2008-09 has it. Of the totals: k
 * spending, l income, m net, n and o grants inside and outside aggregate external finance (AEF), q net revenue.
 */
export const COLUMNS = [
  'own',
  'private',
  'otherPublic',
  'public',
  'voluntary',
  'k',
  'l',
  'm',
  'n',
  'o',
  'q',
] as const
export type ColumnId = (typeof COLUMNS)[number]

export const COLUMN_WORDS: Readonly<Record<ColumnId, string>> = {
  own: 'own provision',
  private: 'private provision',
  otherPublic: 'other public provision',
  public: 'public provision, own included',
  voluntary: 'voluntary provision',
  k: 'total spending (k)',
  l: 'income (l)',
  m: 'net current spending (m)',
  n: 'grants inside AEF (n)',
  o: 'grants outside AEF (o)',
  q: 'net revenue (q)',
}

/** Columns that say where a row belongs, beside its money. */
export const PLACE_COLUMNS = ['council', 'name', 'line', 'label', 'year', 'level'] as const
export type PlaceColumn = (typeof PLACE_COLUMNS)[number]

/** What a cell that holds no amount means. None of them is nought (30-budget section 2). */
export const STATES = [
  'given',
  'not-given',
  'not-applicable',
  'unavailable',
  'suppressed',
  'rounds-to-zero',
] as const
export type CellState = (typeof STATES)[number]

export const COMPARABLE = ['yes', 'widened', 'narrowed', 'moved'] as const
export type Comparable = (typeof COMPARABLE)[number]

/** One line of a layout and its one place in the crosswalk. */
export type LayoutLine = {
  /** As the file writes it: `12` or `3.1.2a`. */
  readonly line: string
  readonly id: string
  /** Lines that a total adds, in order; absent for a line that is no total. */
  readonly adds?: readonly string[]
  /** Columns that the form gives on this line. */
  readonly gives: readonly ColumnId[]
  /** Shown, never added: it is inside another line. */
  readonly memo: boolean
  /** A council with nothing here may leave the amounts empty. */
  readonly mayBeEmpty: boolean
  /** Whether it holds the same as the line of this id in the layout before. */
  readonly comparable: Comparable
  readonly why?: string
}

export type Tolerance = { readonly rowPence: number; readonly totalPence: number }

/** One year's form as data: what the headings mean, which line is what, and how the totals add. */
export type Layout = {
  readonly layout: string
  /** Absent when a column of the file says the year. */
  readonly year?: string
  readonly name: string
  readonly source: string
  readonly encoding: string
  /** Power of ten of the file's unit: 0 for pounds, 3 for thousands, 6 for millions. */
  readonly power: number
  /** The line stands in a column of its own, or leads the label. */
  readonly lineFrom: 'column' | 'label'
  /** `by-file`: to the pound when no line that is not a total holds pence, else to the penny. */
  readonly tolerance: Tolerance | 'by-file'
  /** Whether a file may leave lines out and have more of them. */
  readonly openLines: boolean
  readonly header: readonly string[]
  /** Headings of each column; the first that is filled in counts. */
  readonly columns: Readonly<Partial<Record<PlaceColumn | ColumnId, readonly string[]>>>
  readonly symbols: Readonly<Record<string, CellState>>
  readonly lines: readonly LayoutLine[]
  readonly newIds: readonly CrosswalkRow[]
}

/** A stable id: what a line is, whatever its number, label or column letter in a year. */
export type CrosswalkRow = {
  readonly id: string
  readonly name: string
  readonly group: string
  /** A word that the label of such a line holds, in small letters: guards against another year's numbers. */
  readonly says?: string
}

/** The layouts known to this reading, and what their ids mean. */
export type Forms = {
  readonly layouts: readonly Layout[]
  readonly crosswalk: ReadonlyMap<string, CrosswalkRow>
  /** The person named the layout: labels need not say what its ids expect. */
  readonly named?: true
}

export type Level = 'council' | 'region' | 'england'

export type S251Council = { readonly code: string; readonly name: string; readonly level: Level }

/** A cell with more than two decimals of a pound: what it became. */
export type S251Residue = {
  readonly row: number
  readonly column: ColumnId
  readonly value: string
  readonly pence: Pence
}

/** One year's returns as read: rows in the order of the file, each with its eleven cells. */
export type S251Return = {
  readonly file: string
  readonly sheet?: string
  readonly layout: Layout
  readonly year: string
  readonly councils: readonly S251Council[]
  /** Of each row: place among the councils, among the layout's lines, and in the file. */
  readonly council: readonly number[]
  readonly line: readonly number[]
  readonly fileRow: readonly number[]
  /** Pence, eleven a row; 0 where the state is not `given`. */
  readonly money: Float64Array
  /** Place in `STATES`, eleven a row. */
  readonly state: Uint8Array
  /** Row of a council and line, plus one; 0 when it is not there. Lines of a council stand together. */
  readonly at: Int32Array
  readonly residues: readonly S251Residue[]
  /** Rows that were left out, with the reason. */
  readonly setAside: readonly S251SetAside[]
  readonly notes: readonly string[]
}

export type S251SetAside = {
  readonly row: number
  readonly column: string
  readonly value: string
  readonly reason: string
  readonly mend: string
}

export const FAULT_KINDS = ['identity', 'total', 'empty', 'not-in-form'] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

/** A published figure that does not follow from the others. */
export type S251Fault = {
  readonly council: string
  readonly name: string
  readonly line: string
  readonly id: string
  readonly column: ColumnId
  readonly kind: FaultKind
  /** Null when the cell is empty. */
  readonly printedPence: number | null
  /** Null when nothing says what it should be. */
  readonly computedPence: number | null
  readonly row: number
  readonly why: string
}

/** A line as JSON gives it: a number where it is one. */
export function lineValue(line: string): number | string {
  return /^\d+$/.test(line) ? Number(line) : line
}

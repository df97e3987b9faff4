/**
 * What can be wrong with a row, and how to mend it. A row with a fault is set aside, listed and never guessed at.
 * 10-demand, section 3E steps 1, 2 and 4, and number 10.
 */
export const FAULTS = {
  'no-child': {
    title: 'No child identifier',
    mend: 'Fill in CHILD, or delete the row if it is a blank line',
  },
  'number-form': {
    title: 'Identifier shortened by a spreadsheet',
    mend: 'Format the column as text, paste the identifiers again and save',
  },
  'no-date': { title: 'No date', mend: 'Write the true date as dd/mm/yyyy' },
  'not-a-date': { title: 'Not a date', mend: 'Write the true date as dd/mm/yyyy' },
  'spreadsheet-number': {
    title: 'Spreadsheet date number',
    mend: 'Save the column as text or dd/mm/yyyy',
  },
  'two-digit-year': { title: 'Two-digit year', mend: 'Write the year in full: dd/mm/yyyy' },
  'month-first': { title: 'Month before day', mend: 'Write the day first: dd/mm/yyyy' },
  'with-a-time': {
    title: 'A date with a time of day',
    mend: 'Write the date alone, as dd/mm/yyyy',
  },
  formula: { title: 'A formula, not a value', mend: 'Paste the column as values and save again' },
  'too-long': {
    title: 'Far too long for its column',
    mend: 'Check for a missing quote or line end',
  },
  ragged: {
    title: 'More or fewer cells than the heading',
    mend: 'Check for a comma inside a cell (put the cell in quotes) or a line cut short',
  },
  'torn-quote': {
    title: 'Text after a closing quote',
    mend: 'Double the quotes inside the cell, or remove them',
  },
  'no-year': { title: 'No collection year', mend: 'Fill in YEAR for the row' },
  'no-council': { title: 'No council', mend: 'Fill in LA for the row' },
  'no-header': {
    title: 'No header row for the child',
    mend: 'Add the child to the header file of the same year',
  },
  'before-birth': {
    title: 'Starts before birth',
    mend: 'Correct DECOM, or DOB in the header file',
  },
  'after-eighteen': {
    title: 'Starts on or after the 18th birthday',
    mend: 'Correct DECOM, or DOB in the header file',
  },
  'after-return': {
    title: 'Starts after the end of its return',
    mend: 'Correct DECOM, or move the row to the return of its year',
  },
  'ends-first': { title: 'Ends before it starts', mend: 'Correct whichever date is wrong' },
} as const

export type FaultKind = keyof typeof FAULTS
export const FAULT_KINDS: readonly FaultKind[] = [
  'no-child',
  'number-form',
  'no-date',
  'not-a-date',
  'spreadsheet-number',
  'two-digit-year',
  'month-first',
  'with-a-time',
  'formula',
  'too-long',
  'ragged',
  'torn-quote',
  'no-year',
  'no-council',
  'no-header',
  'before-birth',
  'after-eighteen',
  'after-return',
  'ends-first',
]

/** A row that cannot be used as it is: where, what was found, what is wrong and how to mend it. */
export type SetAside = {
  /** Name of the file. Two files read together may have the same. */
  readonly file: string
  /** Which of the files read together. */
  readonly at: number
  /** The heading is row 1. */
  readonly row: number
  readonly column: string
  /** The cell as it stands, cut at 60 characters; `(empty)` when there is nothing. CHILD is never quoted. */
  readonly value: string
  readonly kind: FaultKind
  readonly reason: string
  readonly mend: string
}

/** A fault found in a cell, before it is known which file and row it stands in. */
export type CellFault = {
  readonly kind: FaultKind
  readonly reason?: string
  readonly mend?: string
}

export const EMPTY = '(empty)'

/** A cell as a page may show it: not longer than a line. */
export function shown(value: string): string {
  const trimmed = value.trim()
  if (trimmed === '') return EMPTY
  return trimmed.length > 60 ? `${trimmed.slice(0, 59)}…` : trimmed
}

export function setAside(
  place: Pick<SetAside, 'file' | 'at' | 'row' | 'column'>,
  value: string,
  fault: CellFault,
): SetAside {
  const known = FAULTS[fault.kind]
  return {
    file: place.file,
    at: place.at,
    row: place.row,
    column: place.column,
    value: shown(value),
    kind: fault.kind,
    reason: fault.reason ?? known.title,
    mend: fault.mend ?? known.mend,
  }
}

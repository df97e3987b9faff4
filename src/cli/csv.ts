export type Table = {
  readonly head: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

const FORMULA = /^[=+\-@\t\r]/
const NUMBER = /^-?\d+(?:\.\d+)?$/

/** Rows as CSV for programs to read: UTF-8 without a mark, lines ended by a line feed. Formulas in text are neutralised. */
export function csvText(table: Table): string {
  return `${[table.head, ...table.rows].map((row) => row.map(cell).join(',')).join('\n')}\n`
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const text = FORMULA.test(value) && !NUMBER.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** One cell of a file to download. Numbers are written as they are, so that a spreadsheet reads them as numbers. */
export type CsvCell = string | number | undefined

const FORMULA = /^[=+\-@\t\r]/
const NUMBER = /^-?\d+(?:\.\d+)?$/
const QUOTED = /[",\r\n]/

/**
 * A text that a spreadsheet could take for a formula gets an apostrophe before it (OWASP, CSV injection). A plain
 * negative number is no formula.
 */
export function neutral(text: string): string {
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
}

function cell(value: CsvCell): string {
  if (value === undefined) return ''
  const text = typeof value === 'number' ? String(value) : neutral(value)
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Rows as CSV (RFC 4180), with the byte order mark by which Excel knows UTF-8. The first row is the heading. */
export function csv(rows: readonly (readonly CsvCell[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

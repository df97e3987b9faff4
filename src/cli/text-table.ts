/** A table for a terminal: columns aligned, numbers to the right. */
export function textTable(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const cells = rows.map((row) => row.map(String))
  const widths = head.map((title, i) =>
    Math.max(title.length, ...cells.map((row) => (row[i] ?? '').length)),
  )
  const right = head.map(
    (_, i) =>
      cells.some((row) => isNumber(row[i])) &&
      cells.every((row) => isNumber(row[i]) || (row[i] ?? '') === ''),
  )
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) =>
        right[i] === true ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0),
      )
      .join('  ')
      .trimEnd()
  return [line(head), widths.map((w) => '-'.repeat(w)).join('  '), ...cells.map(line)].join('\n')
}

function isNumber(cell: string | undefined): boolean {
  return /^[−+-]?£?[\d,]+(\.\d+)?%?$/.test(cell ?? '')
}

const WHOLE = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })
const ONE = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const TWO = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

export function whole(value: number): string {
  return WHOLE.format(value)
}

export function oneDecimal(value: number): string {
  return ONE.format(value)
}

/** `£1,234.50`: to the penny. */
export function poundsOf(pence: number): string {
  return `${pence < 0 ? '−' : ''}£${TWO.format(Math.abs(pence) / 100)}`
}

/** `17.3%` from 0.173. */
export function percentOf(share: number): string {
  return `${share < 0 ? '−' : ''}${ONE.format(Math.abs(share) * 100)}%`
}

import { civil, dayOf, iso } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'

export type TextFile = { readonly name: string; readonly text: string }

export type Cell = string | number

/** `05/04/2026`. */
export function british(d: Day): string {
  const c = civil(d)
  return `${iso(d).slice(8)}/${String(c.month).padStart(2, '0')}/${c.year}`
}

/** The day of a text that `british` wrote. */
export function dayIn(text: string): Day {
  const [day = 1, month = 1, year = 1970] = text.split('/').map(Number)
  return dayOf(year, month, day)
}

/** Rows as a CSV file: a cell with a comma, a quote or a line's end stands in quotes. */
export function asCsv(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return `${[head, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`
}

function quoted(cell: Cell): string {
  const text = String(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

import { workbook } from '#office/sheets/index.ts'
import { csv } from '#web'

export type Table = {
  readonly head: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

/** A table as CSV or XLSX, by the ending of the file's name. Formulas in text are neutralised. */
export function writeTable(name: string, table: Table): Uint8Array {
  const rows = [table.head, ...table.rows]
  if (name.endsWith('.xlsx')) return workbook([{ name: 'Result', rows }])
  return new TextEncoder().encode(csv(rows))
}

import { workbook } from '#office/sheets/index.ts'
import { csvText } from './csv.ts'
import type { Table } from './csv.ts'

/** A table as CSV or XLSX, by the ending of the file's name. Formulas in text are neutralised. */
export function writeTable(name: string, table: Table): Uint8Array {
  if (name.endsWith('.xlsx'))
    return workbook([{ name: 'Result', rows: [table.head, ...table.rows] }])
  return new TextEncoder().encode(csvText(table))
}

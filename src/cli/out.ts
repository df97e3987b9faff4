import { csv, workbook } from '#office/sheets/index.ts'

export type Table = {
  readonly head: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

/** A table as CSV or XLSX, by the ending of the file's name. Formulas in text are neutralised. */
export async function writeTable(name: string, table: Table): Promise<Uint8Array> {
  const rows = [table.head, ...table.rows]
  if (name.endsWith('.xlsx')) return await workbook([{ name: 'Result', rows }])
  return new TextEncoder().encode(csv(rows))
}

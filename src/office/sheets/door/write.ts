import { utils, write } from '@e965/xlsx'

export type SheetOut = {
  readonly name: string
  readonly rows: readonly (readonly (string | number | undefined)[])[]
}

/** A workbook of plain values: text stays text (a leading `=` is never a formula), numbers are numbers. */
export function workbook(sheets: readonly SheetOut[]): Uint8Array {
  const book = utils.book_new()
  for (const sheet of sheets) {
    const rows = sheet.rows.map((row) =>
      row.map((value) => (typeof value === 'string' ? { t: 's', v: value } : (value ?? null))),
    )
    const grid = utils.aoa_to_sheet(rows)
    const widths = columnWidths(sheet.rows)
    if (widths.length > 0) grid['!cols'] = widths.map((wch) => ({ wch }))
    utils.book_append_sheet(book, grid, sheet.name.slice(0, 31))
  }
  const bytes: unknown = write(book, { type: 'array', bookType: 'xlsx', compression: true })
  if (!(bytes instanceof ArrayBuffer)) throw new Error('the workbook was not written as bytes')
  return new Uint8Array(bytes)
}

function columnWidths(rows: SheetOut['rows']): readonly number[] {
  const widths: number[] = []
  for (const row of rows.slice(0, 200)) {
    row.forEach((value, i) => {
      widths[i] = Math.min(60, Math.max(widths[i] ?? 8, String(value ?? '').length + 1))
    })
  }
  return widths
}

import { SUB_TYPES } from '#cycle/demand/rules/index.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import { asTable, columnKey, placeOf } from '#office/sheets/rules/index.ts'
import type { Sheet, Table } from '#office/sheets/rules/index.ts'
import type { Price } from '../model.ts'
import { askedOf } from './asked.ts'
import {
  bandCell,
  dayAfterLast,
  firstDay,
  spreadCell,
  subTypeCell,
  upliftCell,
  weeklyCell,
} from './cells.ts'
import { originOf, refuse } from './found.ts'
import type { BookRead, FormulaCell, Reading, Rounded } from './found.ts'
import { gapsOf, overlapsOf } from './overlaps.ts'

/** Columns of a price book (20-placements, section 3, input 1). */
export const BOOK_COLUMNS = {
  required: ['sub_type', 'weekly_gbp', 'from'],
  optional: ['provider', 'band', 'to', 'cv_percent', 'uplift_percent', 'uplift_on', 'source'],
} as const

/**
 * Reads a price book whole: one refusal anywhere and nothing is kept. `before` is the book in use, with whose prices new
 * ones are compared.
 */
export function readBook(
  file: string,
  sheets: readonly Sheet[],
  before: readonly Price[] = [],
): Result<BookRead> {
  const ours = sheets.length === 1 ? sheets : sheets.filter(isBook)
  if (ours.length === 0) return refused(noBook(file, sheets))
  const tables = ours.map((sheet) => asTable(sheet, BOOK_COLUMNS))
  const wrong = tables.flatMap((t) => (t.ok ? [] : t.refusals))
  if (wrong.length > 0) return refused(...wrong)
  const read = tables.flatMap((t) => (t.ok ? [t.value] : []))
  const refusals: Refusal[] = []
  const rounded: Rounded[] = []
  const prices = read.flatMap((table) =>
    table.rows.flatMap((row) => priceOf({ table, row, refusals, rounded }) ?? []),
  )
  const all = [...refusals, ...overlapsOf(file, prices)]
  if (all.length > 0) return refused(...all.toSorted(byPlace))
  if (prices.length === 0) return refused(noRows(file, read))
  return ok({
    file,
    prices,
    asked: askedOf(prices, before),
    gaps: gapsOf(prices),
    rounded,
    formulas: read.flatMap(formulasOf),
    passedOver: [
      ...sheets.filter((s) => !ours.includes(s)).map((s) => `sheet ${s.sheet ?? s.file}`),
      ...read.flatMap((t) => t.strangers.map((c) => `column ${c}`)),
    ],
    unpriced: SUB_TYPES.filter((s) => !prices.some((p) => p.subType === s)),
  })
}

function isBook(sheet: Sheet): boolean {
  const head = sheet.rows.find((row) => row.some((c) => c.text.trim() !== '')) ?? []
  return head.some((c) => columnKey(c.text) === 'sub_type')
}

function noBook(file: string, sheets: readonly Sheet[]): Refusal {
  return {
    kind: 'no-table',
    file,
    message: `None of the ${sheets.length} sheets of ${file} is a price book`,
    mend: 'Give one sheet the columns sub_type, weekly_gbp and from in its first row',
  }
}

function noRows(file: string, tables: readonly Table[]): Refusal {
  const [first] = tables
  return {
    kind: 'empty',
    ...(first === undefined ? { file } : placeOf(first)),
    message: `${file} has a heading and no prices`,
    mend: 'Write one row for each kind of placement',
  }
}

function byPlace(a: Refusal, b: Refusal): number {
  return (a.sheet ?? '').localeCompare(b.sheet ?? '') || (a.row ?? 0) - (b.row ?? 0)
}

function priceOf(r: Reading): Price | undefined {
  const subType = subTypeCell(r)
  const weekly = weeklyCell(r)
  const from = firstDay(r)
  const to = dayAfterLast(r)
  const band = bandCell(r)
  const spread = spreadCell(r)
  const uplift = upliftCell(r)
  if (!subType || !weekly || !band || !spread || !uplift || !from || !to) return undefined
  if (to.value !== undefined && to.value <= from.value)
    return refuse(
      r,
      'to',
      'ends-before-it-starts',
      'The price ends before it starts',
      'Correct whichever day is wrong; to is the last day on which the price holds',
    )
  return {
    subType: subType.value,
    provider: r.row.text('provider'),
    band: band.value,
    weekly: weekly.value,
    from: from.value,
    to: to.value,
    spread: spread.value,
    uplift: uplift.value,
    source: r.row.text('source'),
    origin: originOf(r),
  }
}

function formulasOf(table: Table): readonly FormulaCell[] {
  const { sheet } = table
  return table.formulas.map((f) => ({ ...(sheet === undefined ? {} : { sheet }), ...f }))
}

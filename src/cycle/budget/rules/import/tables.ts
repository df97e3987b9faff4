import { ok, refused } from '#kernel/result.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import { asTable, placeOf } from '#office/sheets/rules/index.ts'
import type { Sheet, Table, Wanted } from '#office/sheets/rules/index.ts'

/** The tables of a budget, in the order they are read, and their columns (30-budget section 2). */
export const TABLES = {
  services: {
    required: ['service_id', 'name', 'group'],
    optional: [
      'parent',
      'kind',
      'statutory',
      'statutory_basis',
      'statutory_from',
      's251_id',
      's251_share',
      'owner',
      'from',
      'to',
    ],
  },
  streams: {
    required: ['stream_id', 'name', 'family'],
    optional: ['payer', 'from', 'to', 'ring_fenced', 'conditions', 'carry_forward', 'successor'],
  },
  stream_money: {
    required: ['stream_id', 'year', 'status', 'amount'],
    optional: ['date', 'source'],
  },
  drivers: { required: ['driver_id', 'unit', 'month', 'volume'], optional: ['source'] },
  prices: { required: ['driver_id', 'basis', 'price', 'from'], optional: ['to', 'source'] },
  lines: {
    required: ['year', 'version', 'service_id', 'subjective_id', 'stream_id', 'amount'],
    optional: ['area_id', 'cost_centre', 'month', 'recurring', 'driver_id', 'note'],
  },
  movements: {
    required: ['year', 'kind', 'from_line', 'amount', 'why'],
    optional: ['to_line', 'reference'],
  },
  allocation: {
    required: ['pot', 'stream_id', 'year', 'pot_amount', 'use', 'revenue_or_capital'],
    optional: ['purpose', 'service_id', 'amount', 'share_percent', 'recurring'],
  },
  published: { required: ['where', 'source', 'total', 'part', 'amount'] },
} as const satisfies Readonly<Record<string, Wanted>>

export type TableName = keyof typeof TABLES

export const TABLE_NAMES: readonly TableName[] = Object.keys(TABLES).filter(
  (name): name is TableName => name in TABLES,
)

/** Columns of money, whose heading may state a unit. */
const MONEY_COLUMNS = ['amount', 'price', 'pot_amount', 'total']

export type FoundTable = {
  readonly name: TableName
  readonly table: Table
  readonly power: (column: string) => number
}

/** Which table a sheet is: by the sheet's name in a workbook, by the file's own name otherwise. The longest name wins. */
export function tableOf(sheet: Sheet): TableName | undefined {
  const isBook = sheet.sheet !== undefined && !/^sheet\d*$/i.test(sheet.sheet)
  const name = isBook ? (sheet.sheet ?? '') : (sheet.file.split('/').at(-1) ?? '')
  const words = `_${name
    .toLowerCase()
    .replace(/\.[a-z]+$/, '')
    .replaceAll(/[^a-z0-9]+/g, '_')}_`
  return TABLE_NAMES.filter((t) => words.includes(`_${t}_`)).toSorted(
    (a, b) => b.length - a.length,
  )[0]
}

/** Reads a sheet as one of the tables, with the units that its headings state. */
export function readTable(name: TableName, sheet: Sheet): Result<FoundTable> {
  const units = new Map<string, number>()
  const refusals: Refusal[] = []
  const heading = sheet.rows.findIndex((row) => row.some((cell) => cell.text.trim() !== ''))
  const rows = sheet.rows.map((row, i) =>
    i === heading
      ? row.map((cell) => ({ text: plainHead(cell.text, i, sheet, units, refusals) }))
      : row,
  )
  if (refusals.length > 0) return refused(...refusals)
  const table = asTable({ ...sheet, rows }, TABLES[name])
  return table.ok
    ? ok({ name, table: table.value, power: (column) => units.get(column) ?? 0 })
    : table
}

const UNITS: Readonly<Record<string, number>> = {
  '£': 0,
  gbp: 0,
  pounds: 0,
  '£000': 3,
  '£000s': 3,
  '£k': 3,
  '£ thousand': 3,
  'gbp 000': 3,
  'gbp thousand': 3,
  '£m': 6,
  '£ million': 6,
  'gbp m': 6,
  'gbp million': 6,
}

/** A heading without its unit, which is kept apart. A unit that is not one of ours is refused, never guessed. */
function plainHead(
  text: string,
  row: number,
  sheet: Sheet,
  units: Map<string, number>,
  refusals: Refusal[],
): string {
  const match = /^\s*([a-z_ ]+?)\s*[([]\s*(.*?)\s*[)\]]\s*$/i.exec(text)
  const column = (match?.[1] ?? '').toLowerCase().replaceAll(' ', '_')
  if (match === null || !MONEY_COLUMNS.includes(column)) return text
  const power = UNITS[(match[2] ?? '').toLowerCase()]
  if (power === undefined)
    refusals.push({
      kind: 'not-a-unit',
      ...placeOf(sheet),
      row: sheet.firstRow + row,
      column,
      value: text,
      message: `"${match[2] ?? ''}" is not a unit of money that is read here`,
      mend: 'State the unit as (£), (£000) or (£m)',
    })
  else units.set(column, power)
  return column
}

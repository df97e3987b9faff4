import { workbook } from '#office/sheets/index.ts'
import type { Case, Sent } from './bad-demand.ts'

const HEAD = 'sub_type,provider,band,weekly_gbp,from,to,cv_percent,uplift_percent,uplift_on,source'
const GOOD = [
  'home-agency,,,"5,600.00",01/04/2026,,20,3,1 April,contract',
  'in-house-foster,,,450.00,01/04/2026,,20,3,1 April,letter',
]

function prices(...rows: readonly string[]): readonly Sent[] {
  const text = [HEAD, ...GOOD, ...rows].join('\r\n')
  return [{ name: 'prices.csv', bytes: new TextEncoder().encode(text) }]
}

function only(name: string, bytes: string | Uint8Array): readonly Sent[] {
  return [{ name, bytes: typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes }]
}

function at(row: number, column: string, more: string): RegExp {
  return new RegExp(`prices\\.csv, row ${row}, column ${column}: .*${more}`)
}

export const GOOD_PRICES: readonly Sent[] = prices()

export const PRICE_CASES: readonly Case[] = [
  {
    what: 'a kind that is not known',
    files: prices('castle,,,100.00,01/04/2026,,,,,x'),
    answer: 'refused',
    says: at(4, 'sub_type', 'castle'),
  },
  {
    what: 'two points in a price',
    files: prices('secure-home,,,12.345.00,01/04/2026,,,,,x'),
    answer: 'refused',
    says: at(4, 'weekly_gbp', '12\\.345\\.00'),
  },
  {
    what: 'a negative price',
    files: prices('secure-home,,,-100.00,01/04/2026,,,,,x'),
    answer: 'refused',
    says: at(4, 'weekly_gbp', '-100'),
  },
  {
    what: 'prices that overlap',
    files: prices('home-agency,,,5700.00,01/05/2026,,,,,x'),
    answer: 'refused',
    says: /prices\.csv, row \d.*(overlap|01\/05\/2026|1 May 2026)/i,
  },
  {
    what: 'a day that does not exist',
    files: prices('secure-home,,,100.00,31/02/2026,,,,,x'),
    answer: 'refused',
    says: at(4, 'from', '31/02/2026'),
  },
  {
    what: 'an end before its start',
    files: prices('secure-home,,,100.00,01/04/2026,01/03/2026,,,,x'),
    answer: 'refused',
    says: /prices\.csv, row 4/,
  },
  {
    what: 'an empty file',
    files: only('prices.csv', ''),
    answer: 'refused',
    says: /prices\.csv is empty/,
  },
  {
    what: 'a heading and nothing below',
    files: only('prices.csv', HEAD),
    answer: 'refused',
    says: /prices\.csv/,
  },
  {
    what: 'a missing column',
    files: only('prices.csv', 'sub_type,from\r\nhome-agency,01/04/2026\r\n'),
    answer: 'refused',
    says: /prices\.csv, row 1, column weekly_gbp/,
  },
  {
    what: 'a workbook cut short',
    files: only('prices.xlsx', workbook([{ name: 's', rows: [HEAD.split(',')] }]).subarray(0, 900)),
    answer: 'refused',
    says: /prices\.xlsx cannot be opened: .*cut short/,
  },
  {
    what: 'a price ten times what is usual',
    files: prices('home-agency,Solo House,,56000.00,01/04/2026,,,,,x'),
    answer: 'read',
    says: /to look at again|Are these prices meant/,
  },
  {
    what: 'no file at all',
    files: [],
    answer: 'refused',
    says: /Choose|No file/,
  },
]

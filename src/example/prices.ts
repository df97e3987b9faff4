import { PRICES } from './parameters.ts'
import { asCsv } from './written.ts'
import type { TextFile } from './written.ts'

const HEAD = [
  'sub_type',
  'provider',
  'band',
  'weekly_gbp',
  'from',
  'to',
  'cv_percent',
  'uplift_percent',
  'uplift_on',
  'source',
]

/** The invented county's price book: prices of 1 April 2025, uplifted each 1 April. */
export function inventPriceBook(): TextFile {
  const rows = PRICES.map((p) => [
    p.subType,
    '',
    '',
    p.weekly.toFixed(2),
    '01/04/2025',
    '',
    p.cv,
    p.uplift,
    '1 April',
    p.why,
  ])
  return { name: 'prices-2025-26.csv', text: asCsv(HEAD, rows) }
}

import { day as asDay } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { priceFaults } from '../drivers.ts'
import { DRIVER_UNITS, PRICE_BASES } from '../model.ts'
import type { DriverVolume, Price } from '../model.ts'
import { choice, dayCell, monthCell, needed, optionalDay } from './cells.ts'
import { refuse } from './found.ts'
import type { Reading } from './found.ts'
import { moneyCell } from './money-cell.ts'

export function readVolume(r: Reading): DriverVolume | undefined {
  const driver = needed(r, 'driver_id')
  const unit = choice(r, 'unit', DRIVER_UNITS)
  const month = monthCell(r, 'month')
  const thousandths = volumeCell(r)
  if (driver === undefined || unit === undefined) return undefined
  if (month === undefined || thousandths === undefined) return undefined
  const origin = { file: r.file, row: r.row.row }
  return { driver, unit, month, thousandths, source: r.row.text('source'), origin }
}

/** A volume with at most three decimals, as whole thousandths. */
function volumeCell(r: Reading): number | undefined {
  const text = r.row.text('volume').replaceAll(',', '')
  const match = /^(\d+)(?:\.(\d{1,3})0*)?$/.exec(text)
  if (match === null)
    return refuse(
      r,
      'volume',
      'not-a-volume',
      `"${r.row.text('volume')}" is not a volume`,
      'Write a number with at most three decimals',
    )
  return Number(match[1]) * 1000 + Number((match[2] ?? '').padEnd(3, '0'))
}

type PriceRow = { readonly r: Reading; readonly price: Price; readonly last: Day | undefined }

/** Prices, dated. `to` is the last day; the first day of the next price is understood as well. */
export function readPrices(rows: readonly Reading[]): readonly Price[] {
  const read = rows.flatMap((r) => priceRow(r) ?? [])
  const ended = read.map((row) => withEnd(row, read))
  for (const fault of priceFaults(ended)) {
    const row = read[ended.indexOf(fault.price)]
    if (row === undefined) continue
    const what =
      fault.why === 'gap' ? 'leaves days without a price before it' : 'overlaps the price before it'
    refuse(
      row.r,
      'from',
      `price-${fault.why}`,
      `The price of ${fault.price.driver} from ${row.r.row.text('from')} ${what}`,
      'End each price the day before the next begins',
    )
  }
  return ended
}

function priceRow(r: Reading): PriceRow | undefined {
  const driver = needed(r, 'driver_id')
  const basis = choice(r, 'basis', PRICE_BASES)
  const amount = moneyCell(r, 'price')
  const from = dayCell(r, 'from')
  const last = optionalDay(r, 'to')
  if (driver === undefined || basis === undefined || from === undefined) return undefined
  if (amount?.kind !== 'money') return undefined
  const price: Price = {
    driver,
    basis,
    pence: amount.pence,
    from,
    source: r.row.text('source'),
    origin: { file: r.file, row: r.row.row },
  }
  return { r, price, last: last.day }
}

function withEnd(row: PriceRow, all: readonly PriceRow[]): Price {
  if (row.last === undefined) return row.price
  const next = all.some((o) => o.price.driver === row.price.driver && o.price.from === row.last)
  return { ...row.price, to: next ? row.last : asDay(row.last + 1) }
}

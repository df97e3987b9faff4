import { civil, daysInMonth, monthEnd, monthStart } from '#kernel/dates.ts'
import { pence } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'
import { daysInYear, monthsOfYear, yearOfMonth } from '#kernel/year.ts'
import type { FinancialYear } from '#kernel/year.ts'
import type { DriverUnit, DriverVolume, Price, PriceBasis } from './model.ts'

/** A price per unit of a basis for a volume in a unit, as one fraction: what a unit costs is price x over / under. */
type Fraction = { readonly over: number; readonly under: number }

/**
 * How many prices one unit of volume takes. A week is seven days and a year 365 or 366, never 52 weeks (30-budget rule
 * 10). Undefined when the basis says nothing about the unit: a kilometre has no price a week.
 */
export function unitFraction(
  unit: DriverUnit,
  basis: PriceBasis,
  month: MonthLength,
): Fraction | undefined {
  return basis === 'unit' ? { over: 1, under: 1 } : FRACTIONS[unit](basis, month)
}

type MonthLength = { readonly days: number; readonly yearDays: number }
type Timed = Exclude<PriceBasis, 'unit'>

function perDay(days: number, basis: Timed, month: MonthLength): Fraction {
  const under = { day: 1, week: 7, month: month.days, year: month.yearDays }
  return { over: days, under: under[basis] }
}

/** Posts, places, pupils and floors are held for the month: a year's price is twelve of them. */
function perMonth(basis: Timed): Fraction | undefined {
  if (basis === 'month') return { over: 1, under: 1 }
  return basis === 'year' ? { over: 1, under: 12 } : undefined
}

const FRACTIONS: Readonly<
  Record<DriverUnit, (basis: Timed, month: MonthLength) => Fraction | undefined>
> = {
  'child-day': (basis, month) => perDay(1, basis, month),
  'child-week': (basis, month) => perDay(7, basis, month),
  place: (basis, month) => perMonth(basis) ?? perDay(month.days, basis, month),
  'fte-month': perMonth,
  pupil: perMonth,
  'square-metre': perMonth,
  'route-day': (basis) => (basis === 'day' ? { over: 1, under: 1 } : undefined),
  'pupil-journey': () => undefined,
  km: () => undefined,
  item: () => undefined,
}

export type Driven =
  | { readonly kind: 'priced'; readonly pence: Pence }
  | { readonly kind: 'not-priced'; readonly why: string }

/**
 * Volume x price of one month, rounded once, half away from zero. A price that changes within the month counts by the
 * days it holds.
 */
export function drivenMonth(volume: DriverVolume, prices: readonly Price[]): Driven {
  const start = monthStart(volume.month)
  const end = monthEnd(volume.month)
  const c = civil(start)
  const days = daysInMonth(c.year, c.month)
  const yearDays = daysInYear(yearOfMonth(volume.month))
  let over = 0n
  let under = 1n
  let covered = 0
  for (const price of prices) {
    const held = Math.min(end, price.to ?? end) - Math.max(start, price.from)
    if (price.driver !== volume.driver || held <= 0) continue
    const fraction = unitFraction(volume.unit, price.basis, { days, yearDays })
    if (fraction === undefined)
      return notPriced(`a price per ${price.basis} does not price a ${volume.unit}`)
    const part = BigInt(price.pence) * BigInt(held) * BigInt(fraction.over)
    over = over * BigInt(fraction.under) + part * under
    under *= BigInt(fraction.under)
    covered += held
  }
  if (covered !== days)
    return notPriced(`prices cover ${covered} of the ${days} days of ${volume.month}`)
  return {
    kind: 'priced',
    pence: rounded(over * BigInt(volume.thousandths), under * BigInt(days) * 1000n),
  }
}

function notPriced(why: string): Driven {
  return { kind: 'not-priced', why }
}

function rounded(over: bigint, under: bigint): Pence {
  const size = over < 0n ? -over : over
  const whole = size / under
  const up = (size - whole * under) * 2n >= under ? whole + 1n : whole
  return pence(Number(over < 0n ? -up : up))
}

/** The months of a driver in a year added up; each month is rounded once and the year sums them. */
export function drivenYear(
  driver: string,
  year: FinancialYear,
  volumes: readonly DriverVolume[],
  prices: readonly Price[],
): Driven {
  const months = new Set(monthsOfYear(year))
  const own = volumes.filter((v) => v.driver === driver && months.has(v.month))
  if (own.length === 0) return notPriced(`no volume of ${driver} is recorded in ${year}`)
  let total = 0
  for (const volume of own) {
    const month = drivenMonth(volume, prices)
    if (month.kind === 'not-priced') return month
    total += month.pence
  }
  return { kind: 'priced', pence: pence(total) }
}

/** Volumes of an import take the place of those of the same driver and month. */
export function volumesTogether(
  stored: readonly DriverVolume[],
  own: readonly DriverVolume[],
): readonly DriverVolume[] {
  const keys = new Set(own.map((v) => `${v.driver}|${v.month}`))
  return [...stored.filter((v) => !keys.has(`${v.driver}|${v.month}`)), ...own]
}

/** Prices of an import take the place of all prices of their driver. */
export function pricesTogether(stored: readonly Price[], own: readonly Price[]): readonly Price[] {
  const drivers = new Set(own.map((p) => p.driver))
  return [...stored.filter((p) => !drivers.has(p.driver)), ...own]
}

/** What is wrong with a driver's prices: a day with two, or days with none between the first and the last. */
export function priceFaults(
  prices: readonly Price[],
): readonly { readonly price: Price; readonly why: 'gap' | 'overlap' }[] {
  const byDriver = Map.groupBy(prices, (p) => p.driver)
  return [...byDriver.values()].flatMap((own) => {
    const sorted = own.toSorted((a, b) => a.from - b.from)
    return sorted.flatMap((price, i) => {
      const ends = i === 0 ? price.from : (sorted[i - 1]?.to ?? Infinity)
      return ends === price.from ? [] : [{ price, why: fault(ends > price.from) }]
    })
  })
}

function fault(overlaps: boolean): 'gap' | 'overlap' {
  return overlaps ? 'overlap' : 'gap'
}

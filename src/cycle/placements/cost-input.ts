import { createHash } from 'node:crypto'
import type { Tx } from '#db'
import { drawTableById, forecastById, forecastLine } from '#cycle/demand/index.ts'
import type { ForecastLine } from '#cycle/demand/index.ts'
import { canonical } from '#kernel/canonical.ts'
import { addMonths, monthOf } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { percent } from '#kernel/rate.ts'
import type { Rate } from '#kernel/rate.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { yearOfMonth, yearStart } from '#kernel/year.ts'
import type { FinancialYear } from '#kernel/year.ts'
import { setting, shippedOn } from '#office/settings/index.ts'
import type { Setting } from '#office/settings/index.ts'
import { PLACEMENT_DAYS, PRICE_SPREADS, S251_LINES, UNACCOMPANIED_LINE } from './data/settings.ts'
import { COST_RULES, costForecast } from './rules/index.ts'
import type { Costing, CostSettings, YearLines } from './rules/index.ts'
import { bookInUse } from './store/books.ts'
import type { BookLine } from './store/books.ts'
import { pricesOf } from './store/prices.ts'

/** What is set for a costing: all of `CostSettings` but what comes with the run. */
export type SetForCosts = Omit<CostSettings, 'seed' | 'widths'>

/** A run and a book that belong together, and the hash that tells their costing. */
export type CostInput = {
  readonly line: ForecastLine
  readonly book: BookLine
  readonly set: SetForCosts
  readonly hash: string
}

type Reads = <T>(which: Setting<T>, on: Day) => Promise<T>

/** The run with the book in use and the settings of its time. Refuses what cannot be costed, with the way on. */
export async function costInput(tx: Tx, run: ForecastLine['run']): Promise<Result<CostInput>> {
  const line = await forecastLine(tx, run)
  if (line?.state !== 'finished' || line.kind !== 'own')
    return refused({
      kind: 'no-forecast',
      message: 'There is no finished forecast here to be costed',
      mend: 'Make a forecast of children in care by our own model first',
    })
  const book = await bookInUse(tx)
  if (book === undefined)
    return refused({
      kind: 'no-prices',
      message: 'No price book is in use',
      mend: 'Load one at Placements, Prices',
    })
  const set = await setFor(
    async (which, on) => (await setting(tx, which, on)).value,
    line.origin,
    line.months,
  )
  const told = { run: line.resultHash, book: book.sha256, set, rules: COST_RULES }
  const hash = createHash('sha256').update(canonical(told)).digest('hex')
  return ok({ line, book, set, hash })
}

/** Settings as shipped, for costs from files alone. */
export async function shippedFor(origin: Day, months: number): Promise<SetForCosts> {
  return setFor((which, on) => Promise.resolve(shippedOn(which, on).value), origin, months)
}

async function setFor(read: Reads, origin: Day, months: number): Promise<SetForCosts> {
  const lines: YearLines[] = []
  for (const year of yearsFrom(origin, months)) {
    const on = yearStart(year)
    lines.push({
      year,
      own: await read(S251_LINES, on),
      unaccompaniedApart: (await read(UNACCOMPANIED_LINE, on)) === 'asylum seekers',
    })
  }
  return {
    lines,
    spreads: asRates(await read(PRICE_SPREADS, origin)),
    placementDays: await read(PLACEMENT_DAYS, origin),
  }
}

function yearsFrom(origin: Day, months: number): readonly FinancialYear[] {
  const first = monthOf(origin)
  return [...new Set(Array.from({ length: months }, (_, i) => yearOfMonth(addMonths(first, i))))]
}

function asRates(percents: Readonly<Partial<Record<string, number>>>): Record<string, Rate> {
  return Object.fromEntries(
    Object.entries(percents).flatMap(([s, value]) =>
      value === undefined ? [] : [[s, percent(value)]],
    ),
  )
}

/** Works out what a run costs. The draws are read whole: about a second for a thousand of them. */
export async function workOut(tx: Tx, input: CostInput): Promise<Costing> {
  const { line, book, set } = input
  const table = await drawTableById(tx, line.run)
  const forecast = await forecastById(tx, line.run)
  if (table === undefined || forecast === undefined)
    throw new Error(`the finished forecast ${line.run} has no draws`)
  const prices = await pricesOf(tx, book.id)
  return costForecast(table, prices, { ...set, seed: forecast.seed, widths: forecast.widths })
}

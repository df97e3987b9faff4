import type { DrawTable, OwnForecast } from '#cycle/demand/rules/index.ts'
import type { Pence } from '#kernel/money.ts'
import { ok } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { readPriceFile, sha256Of } from './commands/read-file.ts'
import type { NamedFile } from './commands/read-file.ts'
import { shippedFor } from './cost-input.ts'
import { costForecast } from './rules/index.ts'
import type { BookRead, Costing } from './rules/index.ts'

/** A line of `costs` of `demand forecast --prices`. */
export type FileCost = {
  readonly year: string
  readonly subType: string
  readonly s251: string
  readonly meanPence: Pence
  readonly p10Pence: Pence
  readonly p50Pence: Pence
  readonly p90Pence: Pence
}

export type FileCosts = {
  readonly costs: readonly FileCost[]
  /** Each year over all kinds: a band of the whole is not the sum of bands. */
  readonly totals: readonly (Omit<FileCost, 'subType' | 's251'> & { readonly months: number })[]
  readonly unpriced: Costing['unpriced']
  /** Prices so far from their like that a person should look at them. */
  readonly asked: readonly (Omit<BookRead['asked'][number], 'weekly' | 'median'> & {
    readonly weeklyPence: Pence
    readonly medianPence: Pence
  })[]
  readonly input: { readonly file: string; readonly sha256: string }
  readonly costing: Costing
}

/** Costs of a forecast from a price file alone: no database, settings as shipped. */
export async function costFromFiles(
  made: {
    readonly table: DrawTable
    readonly forecast: Pick<OwnForecast, 'seed' | 'widths' | 'origin'>
  },
  file: NamedFile,
): Promise<Result<FileCosts>> {
  const read = readPriceFile(file)
  if (!read.ok) return read
  const { table, forecast } = made
  const set = await shippedFor(forecast.origin, table.months)
  const { seed, widths } = forecast
  const costing = costForecast(table, read.value.prices, { ...set, seed, widths })
  return ok({
    costs: costing.yearParts.map((p) => ({
      year: p.year,
      subType: p.subType,
      s251: p.s251,
      ...quartet(p.cost),
    })),
    totals: costing.years.map((y) => ({ year: y.year, months: y.months, ...quartet(y.cost) })),
    unpriced: costing.unpriced,
    asked: read.value.asked.map(({ weekly, median, ...rest }) => ({
      ...rest,
      weeklyPence: weekly,
      medianPence: median,
    })),
    input: { file: file.name, sha256: sha256Of(file.bytes) },
    costing,
  })
}

function quartet(cost: Costing['years'][number]['cost']) {
  return {
    meanPence: cost.mean,
    p10Pence: cost.p10,
    p50Pence: cost.p50,
    p90Pence: cost.p90,
  }
}

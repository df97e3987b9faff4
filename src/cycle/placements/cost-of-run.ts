import type { Tx } from '#db'
import type { ForecastLine } from '#cycle/demand/index.ts'
import { runById } from '#jobs'
import type { Pence } from '#kernel/money.ts'
import { ok } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import type { FinancialYear } from '#kernel/year.ts'
import { costInput, workOut } from './cost-input.ts'
import type { CostInput } from './cost-input.ts'
import type { Costing } from './rules/index.ts'
import { costingByHash, costingResult } from './store/costings.ts'

/** What a forecast costs, as later rooms take it: whole pence by year, kind of placement and line, and what each draw costs. */
export type RunCost = {
  readonly run: {
    readonly id: string
    readonly seed: number
    readonly inputHash: string
    readonly rulesVersion: string
    readonly at: string
  }
  /** The file of the price book, told by its hash. */
  readonly priceBook: string
  readonly years: readonly RunCostYear[]
  /** Children without a price: their cost is not in any year. */
  readonly unpriced: Costing['unpriced']
}

export type RunCostYear = {
  readonly year: FinancialYear
  /** Months of the year that the forecast covers. */
  readonly months: number
  readonly parts: readonly {
    readonly subType: string
    /** Stable id of the line, such as `cla.fostering-own`; `none` where no line takes it. */
    readonly s251: string
    readonly pence: Pence
  }[]
  readonly draws: readonly number[]
}

/**
 * The cost of a run at the book in use, for the budget: as kept, or worked out now. Refused when the run is not finished or
 * no book is in use.
 */
export async function costOfRun(tx: Tx, run: ForecastLine['run']): Promise<Result<RunCost>> {
  const input = await costInput(tx, run)
  if (!input.ok) return input
  const kept = await costingByHash(tx, input.value.hash)
  const costing =
    kept === undefined ? await workOut(tx, input.value) : await costingResult(tx, kept.id)
  if (costing === undefined) throw new Error(`the costing of run ${run} has no result`)
  return ok(await runCost(tx, input.value, costing))
}

async function runCost(tx: Tx, input: CostInput, costing: Costing): Promise<RunCost> {
  const { line, book } = input
  const job = await runById(tx, line.run)
  if (job === undefined) throw new Error(`the run ${line.run} is not there`)
  return {
    run: {
      id: line.run,
      seed: line.seed,
      inputHash: job.inputHash,
      rulesVersion: job.rulesVersion,
      at: line.askedAt,
    },
    priceBook: `${book.file} (SHA-256 ${book.sha256.slice(0, 12)})`,
    years: costing.years.map(({ year, months, draws }) => ({
      year,
      months,
      draws,
      parts: costing.yearParts
        .filter((p) => p.year === year)
        .map(({ subType, s251, cost }) => ({ subType, s251, pence: cost.mean })),
    })),
    unpriced: costing.unpriced,
  }
}

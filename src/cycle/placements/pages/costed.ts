import type { Tx } from '#db'
import { forecastLine, forecastOfRecord } from '#cycle/demand/index.ts'
import type { ForecastLine } from '#cycle/demand/index.ts'
import { iso } from '#kernel/dates.ts'
import type { Refusal } from '#kernel/result.ts'
import { costInput } from '../cost-input.ts'
import type { Costing } from '../rules/index.ts'
import { bookById } from '../store/books.ts'
import type { BookLine } from '../store/books.ts'
import { costingByHash, costingResult, latestCosting } from '../store/costings.ts'
import type { CostingHead } from '../store/costings.ts'

/** A run as the pages of cost name it. */
export type RunFacts = {
  readonly run: ForecastLine['run']
  readonly origin: string
  readonly askedAt: string
  readonly askedBy: string
  readonly months: number
  readonly draws: number
  readonly seed: number
}

/** How far a run is costed: now, at an earlier book or setting, or not; and why it cannot be. */
export type Costed = {
  readonly run: RunFacts
  readonly found:
    | {
        readonly head: CostingHead
        readonly book: BookLine
        readonly costing: Costing
        /** The book in use, or a setting, has changed since. */
        readonly stale: boolean
      }
    | undefined
  /** Why it cannot be costed now. */
  readonly refusals: readonly Refusal[]
}

/** The forecast of record with its cost, or undefined when there is none. */
export async function costedRecord(tx: Tx): Promise<Costed | undefined> {
  const line = await forecastOfRecord(tx)
  return line === undefined ? undefined : costedLine(tx, line)
}

export async function costedRun(tx: Tx, run: ForecastLine['run']): Promise<Costed | undefined> {
  const line = await forecastLine(tx, run)
  return line?.state === 'finished' && line.kind === 'own' ? costedLine(tx, line) : undefined
}

async function costedLine(tx: Tx, line: ForecastLine): Promise<Costed> {
  const { run, askedAt, askedBy, months, draws, seed } = line
  const facts = { run, origin: iso(line.origin), askedAt, askedBy, months, draws, seed }
  const input = await costInput(tx, run)
  const now = input.ok ? await costingByHash(tx, input.value.hash) : undefined
  const head = now ?? (await latestCosting(tx, run))
  return {
    run: facts,
    found: head === undefined ? undefined : await found(tx, head, now === undefined),
    refusals: input.ok ? [] : input.refusals,
  }
}

async function found(tx: Tx, head: CostingHead, stale: boolean) {
  const costing = await costingResult(tx, head.id)
  const book = await bookById(tx, head.book)
  if (costing === undefined || book === undefined)
    throw new Error(`the costing ${head.id} has lost its result or its book`)
  return { head, book, costing, stale }
}

import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import { refused } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { forecastOfRecord } from '#cycle/demand/index.ts'
import { costOfRun } from '#cycle/placements/index.ts'
import { latestDemand } from '../store/demand-cost.ts'
import { bringInDemand } from './bring-in-demand.ts'

/** Costs the forecast of record at the price book in use and brings it into the budget. */
export async function bringInRecord(tx: Tx, actor: Actor): Promise<Result<string>> {
  const record = await forecastOfRecord(tx)
  if (record === undefined)
    return refused({
      kind: 'no-forecast',
      field: 'demand',
      message: 'There is no finished forecast to bring in',
      mend: 'Make a forecast of children in care first, and wait until it is finished',
    })
  const cost = await costOfRun(tx, record.run)
  if (!cost.ok) return refused(...cost.refusals.map((r) => ({ field: 'demand', ...r })))
  const held = await latestDemand(tx)
  if (held?.run.id === cost.value.run.id && held.priceBook === cost.value.priceBook)
    return refused({
      kind: 'already-in',
      field: 'demand',
      message: 'This forecast at these prices is in the budget already',
      mend: 'Make a new forecast, or put a new price book in use, and bring that in',
    })
  return bringInDemand(tx, actor, cost.value)
}

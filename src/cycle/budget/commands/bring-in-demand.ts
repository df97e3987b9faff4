import { newId } from '#db'
import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { record } from '#office/audit/index.ts'
import type { DemandCost } from '../rules/index.ts'
import { addDemand } from '../store/demand-cost.ts'

/** Brings a costed forecast into the budget: the gap then plans with it, and names its run and price book. */
export async function bringInDemand(
  tx: Tx,
  actor: Actor,
  cost: DemandCost,
): Promise<Result<string>> {
  const whole = cost.years.filter((y) => y.months === 12)
  if (whole.length === 0)
    return refused({
      kind: 'no-whole-year',
      message: 'The forecast does not cover one whole financial year',
      mend: 'Run a forecast that reaches the 31 March after next',
    })
  const id = newId<'demand'>()
  await addDemand(tx, actor, id, cost)
  await record(tx, actor, {
    verb: 'brought a costed forecast into the budget',
    subject: `run/${cost.run.id}`,
    after: {
      priceBook: cost.priceBook,
      years: whole.map((y) => ({
        year: y.year,
        pence: y.parts.reduce((total, p) => total + p.pence, 0),
      })),
    },
  })
  return ok(id)
}

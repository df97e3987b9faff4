import { createHash } from 'node:crypto'
import { newId } from '#db'
import type { Tx } from '#db'
import type { ForecastLine } from '#cycle/demand/index.ts'
import type { Actor } from '#kernel/access.ts'
import { ok } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { record } from '#office/audit/index.ts'
import { costInput, workOut } from '../cost-input.ts'
import { totalOf } from '../rules/index.ts'
import { takeTurn } from '../store/books.ts'
import { addCosting, costingByHash } from '../store/costings.ts'
import type { CostingId } from '../store/costings.ts'

/** Works out what a forecast costs at the book in use and keeps it for ever. The same inputs are worked out once. */
export async function costRun(
  tx: Tx,
  actor: Actor,
  run: ForecastLine['run'],
): Promise<Result<CostingId>> {
  await takeTurn(tx, actor.council)
  const input = await costInput(tx, run)
  if (!input.ok) return input
  const known = await costingByHash(tx, input.value.hash)
  if (known !== undefined) return ok(known.id)
  const costing = await workOut(tx, input.value)
  const text = JSON.stringify(costing)
  const resultHash = createHash('sha256').update(text).digest('hex')
  const id: CostingId = newId<'costing'>()
  await addCosting(tx, actor, {
    id,
    inputHash: input.value.hash,
    run,
    book: input.value.book.id,
    rulesVersion: costing.rulesVersion,
    settings: input.value.set,
    text,
    resultHash,
  })
  await record(tx, actor, {
    verb: 'costed a forecast',
    subject: `run/${run}`,
    after: {
      costing: id,
      book: input.value.book.id,
      inputHash: input.value.hash,
      resultHash,
      pence: totalOf(costing.years),
    },
  })
  return ok(id)
}

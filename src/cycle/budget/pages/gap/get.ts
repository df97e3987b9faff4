import { seenPlan } from '../../seen.ts'
import type { House } from '#office/house.ts'
import { may } from '#kernel/access.ts'
import type { Refusal } from '#kernel/result.ts'
import { forecastOfRecord } from '#cycle/demand/index.ts'
import type { Reply, Visit } from '#web'
import { BUDGET_CRUMB, KEEPS_BUDGET } from '../who.ts'
import { gapModel } from './model.ts'
import type { GapModel } from './model.ts'
import { gapView } from './view.ts'

/** `/budget/gap`: need against funding over the years. */
export function getGap(house: House) {
  return (visit: Visit): Promise<Reply> => gapSheet(house, visit, [])
}

export async function gapSheet(
  house: House,
  visit: Visit,
  refusals: readonly Refusal[],
): Promise<Reply> {
  const model = await house.db.inCouncil(visit.actor.council, async (tx): Promise<GapModel> => {
    const record = await forecastOfRecord(tx)
    return {
      ...gapModel(await seenPlan(tx, { roles: visit.actor.roles, on: house.today() })),
      record:
        record === undefined
          ? undefined
          : { run: record.run, at: record.askedAt, by: record.askedBy },
      mayBringIn: may(visit.actor.roles, KEEPS_BUDGET),
    }
  })
  return {
    kind: 'sheet',
    model,
    sheet: {
      title: 'The gap',
      nav: '/budget',
      crumbs: [BUDGET_CRUMB],
      refusals,
      body: gapView(model, { csrf: visit.csrf, refusals }),
    },
  }
}

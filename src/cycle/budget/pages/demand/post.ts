import type { House } from '#office/house.ts'
import type { Reply, Visit } from '#web'
import { bringInRecord } from '../../commands/bring-in-record.ts'
import { gapSheet } from '../gap/get.ts'

/** The costed forecast of record comes into the budget, or the gap says why it cannot. */
export function postDemand(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const result = await house.db.inCouncil(visit.actor.council, (tx) =>
      bringInRecord(tx, visit.actor),
    )
    return result.ok
      ? {
          kind: 'redirect',
          to: '/budget/gap',
          flash: 'The costed forecast is in the budget: the gap plans with it.',
        }
      : gapSheet(house, visit, result.refusals)
  }
}

import type { House } from '#office/house.ts'
import { may } from '#kernel/access.ts'
import type { Reply, Visit } from '#web'
import { readerOf } from '../../reader.ts'
import type { CareReader } from '../history/get.ts'
import { noHistory } from '../history/get.ts'
import { SEES_IMPORTS } from '../who.ts'
import { overviewModel } from './model.ts'
import { overviewView } from './view.ts'

/** `/demand`: how many children, how many in three years, and how sure we are. */
export function getOverview(house: House, careFor: CareReader) {
  return async (visit: Visit): Promise<Reply> => {
    const { council, roles } = visit.actor
    const found = await careFor(council)
    const sheet = { title: 'How many children will be in our care?', nav: '/demand' }
    if (found === undefined)
      return { kind: 'sheet', model: { history: null }, sheet: { ...sheet, body: noHistory() } }
    const traced = may(roles, SEES_IMPORTS)
    const model = await house.db.inCouncil(council, async (tx) =>
      overviewModel(tx, found, await readerOf(tx, roles, house.today()), traced),
    )
    return { kind: 'sheet', model, sheet: { ...sheet, body: overviewView(model) } }
  }
}

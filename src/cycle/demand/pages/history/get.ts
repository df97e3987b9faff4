import { may } from '#kernel/access.ts'
import type { House } from '#office/house.ts'
import type { Reply, Visit } from '#web'
import { html, nothingYet, pageHead } from '#web'
import { readerOf } from '../../reader.ts'
import type { careInUse } from '../care-in-use.ts'
import { DEMAND_CRUMB, SEES_IMPORTS } from '../who.ts'
import { historyModel, whoOf } from './model.ts'
import { historyView } from './view.ts'

export type CareReader = ReturnType<typeof careInUse>

/** `/demand/history`: who was in care, who came, who left, who moved. */
export function getHistory(house: House, careFor: CareReader) {
  return async (visit: Visit): Promise<Reply> => {
    const found = await careFor(visit.actor.council)
    const sheet = { title: 'History of children in care', nav: '/demand', crumbs: [DEMAND_CRUMB] }
    if (found === undefined)
      return { kind: 'sheet', model: { history: null }, sheet: { ...sheet, body: noHistory() } }
    const { council, roles } = visit.actor
    const reader = await house.db.inCouncil(council, (tx) => readerOf(tx, roles, house.today()))
    const who = whoOf(visit.query, reader.inside)
    const model = historyModel(found, who, reader, may(roles, SEES_IMPORTS))
    return { kind: 'sheet', model, sheet: { ...sheet, body: historyView(model) } }
  }
}

export function noHistory() {
  return html`${pageHead({ title: 'Children in care' })}${nothingYet(
    'No return has been loaded',
    'History and forecasts start from the children who are and were in care.',
    html`<p><a class="btn" href="/demand/import">Import the return</a></p>`,
  )}`
}

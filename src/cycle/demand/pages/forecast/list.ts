import { may } from '#kernel/access.ts'
import type { Access } from '#kernel/access.ts'
import type { Refusal } from '#kernel/result.ts'
import type { House } from '#office/house.ts'
import type { Reply, Visit } from '#web'
import { requestForecast } from '../../commands/request-forecast.ts'
import { forecasts } from '../../store/forecasts.ts'
import { currentImport } from '../../store/imports.ts'
import { DEMAND_CRUMB } from '../who.ts'
import { requestOf, typedOf } from './form.ts'
import type { Typed } from './form.ts'
import { listView } from './list-view.ts'
import type { ListModel } from './list-view.ts'

/** Who may ask for a forecast and stop one. */
export const MAKES_FORECASTS: Access = {
  roles: [
    'analyst',
    'returns',
    'finance',
    'chief-finance-officer',
    'service-manager',
    'administrator',
  ],
}

const NOTHING_TYPED: Typed = { from: '', months: '', draws: '', seed: '' }

/** `/demand/forecast`: ask for a forecast, and those made so far. */
export function getForecasts(house: House) {
  return (visit: Visit): Promise<Reply> => listSheet(house, visit, [], NOTHING_TYPED)
}

export function postForecast(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const typed = typedOf(visit.form)
    const request = requestOf(typed)
    const { actor } = visit
    const result = request.ok
      ? await house.db.inCouncil(actor.council, (tx) =>
          requestForecast(tx, actor, house.jobs, request.value),
        )
      : request
    if (!result.ok) return listSheet(house, visit, result.refusals, typed)
    return { kind: 'redirect', to: `/demand/forecast/${result.value}` }
  }
}

async function listSheet(
  house: House,
  visit: Visit,
  refusals: readonly Refusal[],
  typed: Typed,
): Promise<Reply> {
  const model = await house.db.inCouncil(visit.actor.council, async (tx): Promise<ListModel> => {
    const head = await currentImport(tx)
    return {
      mayAsk: may(visit.actor.roles, MAKES_FORECASTS),
      dataEnd: head?.end_day,
      forecasts: await forecasts(tx, 50),
      typed,
      refusals,
    }
  })
  return {
    kind: 'sheet',
    status: refusals.length > 0 ? 422 : 200,
    model,
    sheet: {
      title: 'Forecasts of children in care',
      nav: '/demand',
      crumbs: [DEMAND_CRUMB],
      refusals,
      body: listView(model, visit.csrf),
    },
  }
}

import { may } from '#kernel/access.ts'
import type { Access } from '#kernel/access.ts'
import type { Refusal } from '#kernel/result.ts'
import { markNote } from '#office/disclosure/index.ts'
import type { House } from '#office/house.ts'
import type { Reply, Visit } from '#web'
import { requestForecast } from '../../commands/request-forecast.ts'
import { readerOf } from '../../reader.ts'
import { shownExpected } from '../../rules/index.ts'
import type { Reader } from '../../rules/index.ts'
import { forecasts } from '../../store/forecasts.ts'
import type { ForecastLine } from '../../store/forecasts.ts'
import { currentImport } from '../../store/imports.ts'
import { DEMAND_CRUMB } from '../who.ts'
import { requestOf, typedOf } from './form.ts'
import type { Typed } from './form.ts'
import { listView } from './list-view.ts'
import type { ListModel, SeenLine } from './list-view.ts'

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
    const reader = await readerOf(tx, visit.actor.roles, house.today())
    return {
      inside: reader.inside,
      mark: reader.profile.mark,
      markNote: markNote(reader.profile),
      mayAsk: may(visit.actor.roles, MAKES_FORECASTS),
      dataEnd: head?.end_day,
      forecasts: (await forecasts(tx, 50)).map((line) => asSeen(line, reader)),
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

/** A line as its reader sees it: without its forecast when today's own count is hidden. */
function asSeen(line: ForecastLine, reader: Reader): SeenLine {
  const seen = (value: number | undefined) =>
    value === undefined ? undefined : shownExpected(value, reader)
  const now = seen(line.now)
  if (now === null) return { ...line, now, middle: null, low: null, high: null }
  return { ...line, now, middle: seen(line.middle), low: seen(line.low), high: seen(line.high) }
}

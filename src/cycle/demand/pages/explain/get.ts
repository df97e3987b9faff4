import { iso, isoDay } from '#kernel/dates.ts'
import type { House } from '#office/house.ts'
import { dayMiddle } from '#web'
import type { Reply, Visit } from '#web'
import { forecasts } from '../../store/forecasts.ts'
import type { ForecastLine, RunId } from '../../store/forecasts.ts'
import { finishedRun } from '../forecast/downloads.ts'
import { runIdOf } from '../forecast/get.ts'
import type { CareReader } from '../history/get.ts'
import { DEMAND_CRUMB } from '../who.ts'
import { explainModel } from './model.ts'
import { EXPLAIN_TITLE, explainView, noForecastToExplain } from './view.ts'

const SHEET = { title: EXPLAIN_TITLE, nav: '/demand' }
const MOST = 50

/** `/demand/explain`: the latest forecast whose months have begun to happen; else the latest. */
export function getExplain(house: House, careFor: CareReader) {
  return async (visit: Visit): Promise<Reply> => {
    const lines = await finishedLines(house, visit)
    const inUse = await careFor(visit.actor.council)
    const told = lines.find((l) => inUse !== undefined && l.origin < inUse.care.to)
    const line = told ?? lines[0]
    if (line === undefined || inUse === undefined)
      return {
        kind: 'sheet',
        model: { run: null },
        sheet: { ...SHEET, crumbs: [DEMAND_CRUMB], body: noForecastToExplain() },
      }
    return sheetOf(house, careFor, visit, line.run)
  }
}

/** `/demand/explain/:run`: a forecast against what happened, to the end of `?to=MONTH`. */
export function getExplainOf(house: House, careFor: CareReader) {
  return async (visit: Visit): Promise<Reply> => {
    const id = runIdOf(visit)
    return id === undefined ? { kind: 'not-found' } : sheetOf(house, careFor, visit, id)
  }
}

async function finishedLines(house: House, visit: Visit): Promise<readonly ForecastLine[]> {
  const all = await house.db.inCouncil(visit.actor.council, (tx) => forecasts(tx, MOST))
  return all.filter((l) => l.state === 'finished')
}

async function sheetOf(house: House, careFor: CareReader, visit: Visit, id: RunId): Promise<Reply> {
  const found = await finishedRun(house, visit, id)
  const inUse = await careFor(visit.actor.council)
  if (found === undefined || inUse === undefined) return { kind: 'not-found' }
  const others = (await finishedLines(house, visit)).map((l) => ({
    run: l.run,
    origin: iso(l.origin),
    askedAt: l.askedAt,
  }))
  const actual = { importId: inUse.head.id, care: inUse.care }
  const model = explainModel(found, actual, others, visit.query.get('to'))
  const crumb = {
    text: `Forecast from ${dayMiddle(isoDay(model.origin))}`,
    href: `/demand/forecast/${id}`,
  }
  return {
    kind: 'sheet',
    model,
    sheet: { ...SHEET, crumbs: [DEMAND_CRUMB, crumb], body: explainView(model) },
  }
}

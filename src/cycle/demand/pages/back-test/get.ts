import { isoDay } from '#kernel/dates.ts'
import type { House } from '#office/house.ts'
import { dayMiddle } from '#web'
import type { Reply, Visit } from '#web'
import { forecastOfRecord } from '../../store/forecasts.ts'
import type { RunId } from '../../store/forecasts.ts'
import { finishedRun } from '../forecast/downloads.ts'
import { runIdOf } from '../forecast/get.ts'
import { DEMAND_CRUMB } from '../who.ts'
import { backTestModel } from './model.ts'
import { BACK_TEST_TITLE, backTestView, noBackTest } from './view.ts'

const SHEET = { title: BACK_TEST_TITLE, nav: '/demand' }

/** `/demand/back-test`: how the forecast of record fared on our own past. */
export function getBackTest(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const record = await recordOf(house, visit)
    if (record === undefined)
      return {
        kind: 'sheet',
        model: { run: null },
        sheet: { ...SHEET, crumbs: [DEMAND_CRUMB], body: noBackTest() },
      }
    return sheetOf(house, visit, record)
  }
}

/** `/demand/back-test/:run`: the same of any forecast. */
export function getBackTestOf(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const id = runIdOf(visit)
    return id === undefined ? { kind: 'not-found' } : sheetOf(house, visit, id)
  }
}

function recordOf(house: House, visit: Visit): Promise<RunId | undefined> {
  return house.db.inCouncil(visit.actor.council, async (tx) => (await forecastOfRecord(tx))?.run)
}

async function sheetOf(house: House, visit: Visit, id: RunId): Promise<Reply> {
  const found = await finishedRun(house, visit, id)
  if (found === undefined) return { kind: 'not-found' }
  const model = backTestModel(found, visit.query, id === (await recordOf(house, visit)))
  const crumb = {
    text: `Forecast from ${dayMiddle(isoDay(model.origin))}`,
    href: `/demand/forecast/${id}`,
  }
  return {
    kind: 'sheet',
    model,
    sheet: { ...SHEET, crumbs: [DEMAND_CRUMB, crumb], body: backTestView(model) },
  }
}

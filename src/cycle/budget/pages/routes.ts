import { INSIDE } from '#office/disclosure/index.ts'
import type { House } from '#office/house.ts'
import type { Route } from '#web'
import { getBenchmark } from './benchmark/get.ts'
import { getChecks } from './checks/get.ts'
import { getGapCsv, getLinesCsv, getWorkbook } from './downloads.ts'
import { postDemand } from './demand/post.ts'
import { getGap } from './gap/get.ts'
import { getImports } from './import/get.ts'
import { postImports } from './import/post.ts'
import { getPreview, getSetAsideCsv } from './preview/get.ts'
import { postConfirm, postDrop } from './preview/post.ts'
import { getS251Workbook, getS251Year } from './s251/get.ts'
import { getS251List } from './s251/list.ts'
import { postTables } from './s251/post.ts'
import { SEES_S251_FORM } from './s251/who.ts'
import { getService } from './service/get.ts'
import { getStream, getStreams } from './streams/get.ts'
import { AGREES_BUDGET, KEEPS_BUDGET, SEES_BUDGET } from './who.ts'
import { getYear } from './year/get.ts'
import { postAgree, postPropose } from './year/post.ts'
import { getYears } from './years/get.ts'

/** Bytes that one import may bring. */
const MOST_BYTES = 60_000_000

export function budgetPages(house: House): readonly Route[] {
  return [
    see('/budget', getYears(house)),
    see('/budget/gap', getGap(house)),
    see('/budget/gap.csv', getGapCsv(house)),
    keep('/budget/gap/demand', postDemand(house)),
    see('/budget/streams', getStreams(house)),
    see('/budget/streams/:id', getStream(house)),
    see('/budget/services/:id', getService(house)),
    see('/budget/checks', getChecks(house)),
    seeImport('/budget/import', getImports(house)),
    { ...keep('/budget/import', postImports(house)), maxUpload: MOST_BYTES },
    seeImport('/budget/import/:id', getPreview(house)),
    seeImport('/budget/import/:id/set-aside.csv', getSetAsideCsv(house)),
    keep('/budget/import/:id/confirm', postConfirm(house)),
    keep('/budget/import/:id/drop', postDrop(house)),
    see('/budget/s251', getS251List(house)),
    { ...keep('/budget/s251', postTables(house)), maxUpload: MOST_BYTES },
    see('/budget/s251/:year', getS251Year(house)),
    {
      method: 'GET',
      path: '/budget/s251/:year/form.xlsx',
      access: SEES_S251_FORM,
      handle: getS251Workbook(house),
    },
    see('/budget/benchmark', getBenchmark(house)),
    see('/budget/:year', getYear(house)),
    see('/budget/:year/lines.csv', getLinesCsv(house)),
    see('/budget/:year/budget.xlsx', getWorkbook(house)),
    keep('/budget/:year/propose', postPropose(house)),
    {
      method: 'POST',
      path: '/budget/:year/agree',
      access: AGREES_BUDGET,
      handle: postAgree(house),
    },
  ]
}

function see(path: string, handle: Route['handle']): Route {
  return { method: 'GET', path, access: SEES_BUDGET, handle }
}

/** What was sent, row by row: inside the service alone. */
function seeImport(path: string, handle: Route['handle']): Route {
  return { method: 'GET', path, access: INSIDE, handle }
}

function keep(path: string, handle: Route['handle']): Route {
  return { method: 'POST', path, access: KEEPS_BUDGET, handle }
}

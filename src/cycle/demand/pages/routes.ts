import type { House } from '#office/house.ts'
import type { Route } from '#web'
import { backTestRoutes } from './back-test/routes.ts'
import { careInUse } from './care-in-use.ts'
import { explainRoutes } from './explain/routes.ts'
import { getHistory } from './history/get.ts'
import { getRows } from './history/rows.ts'
import { getChanges } from './import/changes.ts'
import { getChangesCsv, getSetAsideCsv } from './import/downloads.ts'
import { getImport } from './import/get.ts'
import { postStore, postWithdraw } from './import/post.ts'
import { getImports } from './imports/get.ts'
import { postImports } from './imports/post.ts'
import { getOverview } from './overview/get.ts'
import { pressuresRoutes } from './pressures/routes.ts'
import { getRow, postRow } from './row/row.ts'
import { HANDLES_RETURNS, SEES_IMPORTS } from './who.ts'

/** Most bytes of one upload, all its files together. Each file has its own limit, a setting. */
const LARGEST_UPLOAD = 500_000_000

/** Pages of the overview, the imports and the history. */
export function careRoutes(house: House): readonly Route[] {
  const careFor = careInUse(house)
  return [
    { method: 'GET', path: '/demand', access: 'signed-in', handle: getOverview(house, careFor) },
    {
      method: 'GET',
      path: '/demand/history',
      access: 'signed-in',
      handle: getHistory(house, careFor),
    },
    {
      method: 'GET',
      path: '/demand/history/rows',
      access: SEES_IMPORTS,
      handle: getRows(careFor),
    },
    { method: 'GET', path: '/demand/import', access: SEES_IMPORTS, handle: getImports(house) },
    {
      method: 'POST',
      path: '/demand/import',
      access: HANDLES_RETURNS,
      maxUpload: LARGEST_UPLOAD,
      handle: postImports(house),
    },
    ...backTestRoutes(house),
    ...explainRoutes(house, careFor),
    ...pressuresRoutes(house, careFor),
    ...importRoutes(house),
  ]
}

function importRoutes(house: House): readonly Route[] {
  const at = '/demand/import/:id'
  return [
    { method: 'GET', path: at, access: SEES_IMPORTS, handle: getImport(house) },
    {
      method: 'GET',
      path: `${at}/set-aside.csv`,
      access: SEES_IMPORTS,
      handle: getSetAsideCsv(house),
    },
    { method: 'GET', path: `${at}/changes`, access: SEES_IMPORTS, handle: getChanges(house) },
    {
      method: 'GET',
      path: `${at}/changes.csv`,
      access: SEES_IMPORTS,
      handle: getChangesCsv(house),
    },
    { method: 'GET', path: `${at}/rows/:file/:row`, access: SEES_IMPORTS, handle: getRow(house) },
    {
      method: 'POST',
      path: `${at}/rows/:file/:row`,
      access: HANDLES_RETURNS,
      handle: postRow(house),
    },
    { method: 'POST', path: `${at}/store`, access: HANDLES_RETURNS, handle: postStore(house) },
    {
      method: 'POST',
      path: `${at}/withdraw`,
      access: HANDLES_RETURNS,
      handle: postWithdraw(house),
    },
  ]
}

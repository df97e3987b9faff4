import type { Access } from '#kernel/access.ts'
import { INSIDE } from '#office/disclosure/index.ts'
import type { House } from '#office/house.ts'
import type { Route } from '#web'
import { getCostsBook, getCostsCsv } from './cost/downloads.ts'
import { getCost, getRecordCost, postCost } from './cost/get.ts'
import { getOverview } from './overview/get.ts'
import { getPreview } from './preview/get.ts'
import { postConfirm, postDrop } from './preview/post.ts'
import { getPrices } from './prices/get.ts'
import { postPrices } from './prices/post.ts'
import { COSTS_RUNS, KEEPS_PRICES, SEES_COSTS } from './who.ts'

/** Bytes that a price book may have. */
const MOST_BYTES = 20_000_000

/** Prices and costs by kind are shown inside the service: with a price, an amount tells how many children it is for. */
export function placementsPages(house: House): readonly Route[] {
  return [
    see('/placements', SEES_COSTS, getOverview(house)),
    see('/placements/cost', SEES_COSTS, getRecordCost(house)),
    see('/placements/cost/:run', SEES_COSTS, getCost(house)),
    { method: 'POST', path: '/placements/cost/:run', access: COSTS_RUNS, handle: postCost(house) },
    see('/placements/cost/:run/costs.csv', INSIDE, getCostsCsv(house)),
    see('/placements/cost/:run/costs.xlsx', INSIDE, getCostsBook(house)),
    see('/placements/prices', INSIDE, getPrices(house)),
    { ...keep('/placements/prices', postPrices(house)), maxUpload: MOST_BYTES },
    see('/placements/prices/:import', INSIDE, getPreview(house)),
    keep('/placements/prices/:import/confirm', postConfirm(house)),
    keep('/placements/prices/:import/drop', postDrop(house)),
  ]
}

function see(path: string, access: Access, handle: Route['handle']): Route {
  return { method: 'GET', path, access, handle }
}

function keep(path: string, handle: Route['handle']): Route {
  return { method: 'POST', path, access: KEEPS_PRICES, handle }
}

import type { House } from '#office/house.ts'
import type { Route } from '#web'
import { COST_SETTINGS } from './data/settings.ts'
import { placementsPages } from './pages/routes.ts'

/** Every page of placements. */
export function placementsRoutes(house: House): readonly Route[] {
  return placementsPages(house)
}

/** What a council may set in placements. */
export const PLACEMENTS_SETTINGS = [...COST_SETTINGS]

export { COSTS_RUNS, KEEPS_PRICES } from './pages/who.ts'

// Prices
export { confirmPrices, dropPrices } from './commands/confirm-prices.ts'
export type { Confirmation } from './commands/confirm-prices.ts'
export { importPrices } from './commands/import-prices.ts'
export type { ImportedPrices } from './commands/import-prices.ts'
export { readPriceFile, sha256Of } from './commands/read-file.ts'
export type { NamedFile } from './commands/read-file.ts'
export { bookById, bookInUse, books } from './store/books.ts'
export type { BookId, BookLine } from './store/books.ts'
export { pricesOf } from './store/prices.ts'

// What forecasts cost
export { costFromFiles } from './cost-from-files.ts'
export type { FileCost, FileCosts } from './cost-from-files.ts'
export { costOfRun } from './cost-of-run.ts'
export type { RunCost, RunCostYear } from './cost-of-run.ts'
export { costRun } from './commands/cost-run.ts'
export { costingByHash, costingResult, latestCosting } from './store/costings.ts'
export type { CostingHead, CostingId } from './store/costings.ts'
export type { Costing } from './rules/index.ts'
export { placementsWorkings } from './workings.ts'

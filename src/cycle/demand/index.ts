import { createHash } from 'node:crypto'
import type { House } from '#office/house.ts'
import type { Route } from '#web'
import { IMPORT_SETTINGS } from './data/settings.ts'
import { withTables } from './door/tables.ts'
import { forecastRoutes } from './pages/forecast/routes.ts'
import { careRoutes } from './pages/routes.ts'
import { cleanFiles as cleanWithHashes, IMPORT_DEFAULTS } from './rules/index.ts'
import type { CleanReport } from './rules/index.ts'
import type { Result } from '#kernel/result.ts'

/** Every page of demand. */
export function demandRoutes(house: House): readonly Route[] {
  return [...careRoutes(house), ...forecastRoutes(house)]
}

/** What a council may set in demand. */
export const DEMAND_SETTINGS = [...IMPORT_SETTINGS]

/** `demand clean`: files in, what cleaning made of them out. No database and no sign-in. */
export function cleanFiles(
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): Result<CleanReport> {
  const hashed = files.map((f) => ({
    ...f,
    sha256: createHash('sha256').update(f.bytes).digest('hex'),
  }))
  return cleanWithHashes(withTables(hashed, IMPORT_DEFAULTS.largest))
}

/** Files of the return with the tables of those that are XML. */
export { withTables } from './door/tables.ts'
export { confirmImport } from './commands/confirm-import.ts'
export { importFiles } from './commands/import-files.ts'
export type { Imported, ImportRequest } from './commands/import-files.ts'
export { withdrawImport } from './commands/withdraw-import.ts'
export { careOf, currentCare } from './store/care.ts'
export { currentImport, filesOfImport, importById, imports } from './store/imports.ts'
export type { ImportId, ImportRow } from './store/imports.ts'
export type { CleanReport } from './rules/index.ts'

// Forecasts
export { cancelForecast } from './commands/cancel-forecast.ts'
export { FORECAST_WORK } from './commands/finish-forecast.ts'
export { requestForecast } from './commands/request-forecast.ts'
export type { ForecastRequest } from './commands/request-forecast.ts'
export { forecastFromFiles } from './forecast-from-files.ts'
export type { FilesForecast } from './forecast-from-files.ts'
export {
  drawTableById,
  forecastById,
  forecastLine,
  forecastOfRecord,
  forecasts,
} from './store/forecasts.ts'
export type { ForecastLine } from './store/forecasts.ts'
export { stockFigure } from './stock-figures.ts'
export { demandWorkings } from './workings.ts'

// Who may do what, for doors other than pages
export { MAKES_FORECASTS } from './pages/forecast/list.ts'
export { HANDLES_RETURNS, SEES_IMPORTS } from './pages/who.ts'
export { setAsideRows } from './store/listed-rows.ts'

// Published counts alone
export { annualFromFiles, fitFromFiles, forecastAnnual, judgeFromFiles } from './rules/index.ts'
export type { AnnualAnswer, AnnualInput, AnnualJudgement } from './rules/index.ts'

// Published series
export { importPublished } from './commands/import-published.ts'
export type { PublishedImported } from './commands/import-published.ts'
export { publishedFiles, publishedRows } from './store/published.ts'

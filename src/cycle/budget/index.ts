import type { House } from '#office/house.ts'
import type { Route } from '#web'
import { budgetPages } from './pages/routes.ts'

/** Every page of the budget. */
export function budgetRoutes(house: House): readonly Route[] {
  return budgetPages(house)
}

export { gapHref, streamHref, totalHref } from './addresses.ts'
export { agreeBudget } from './commands/agree-budget.ts'
export type { Agreed, Step } from './commands/agree-budget.ts'
export { bringInDemand } from './commands/bring-in-demand.ts'
export { bringInRecord } from './commands/bring-in-record.ts'
export { checkFiles } from './commands/check-files.ts'
export type { Checked, CheckLine, NamedFile } from './commands/check-files.ts'
export { confirmImport, dropImport } from './commands/confirm-import.ts'
export { importBudget } from './commands/import-budget.ts'
export { postMovement } from './commands/post-movement.ts'
export type { MovementRequest } from './commands/post-movement.ts'
export { LINCOLNSHIRE_2011, PAPER_CLAIMS, STREAMS, SUBJECTIVES } from './data/catalogue.ts'
export { gapModel } from './pages/gap/model.ts'
export type { GapFigures, GapLine } from './pages/gap/model.ts'
export { planned } from './planned.ts'
export type { Planned } from './planned.ts'
export { seenBudget, seenPlan } from './seen.ts'
export type { Eyes, Seen, SeenPlan } from './seen.ts'
export type { DemandCost, DemandYear } from './rules/index.ts'
export { latestDemand } from './store/demand-cost.ts'
export { imports as budgetImports } from './store/imports.ts'
export { versions as budgetVersions } from './store/versions.ts'
export { budgetWorkings } from './workings.ts'
export { KEEPS_BUDGET, SEES_BUDGET } from './pages/who.ts'
export { importById as budgetImportById } from './store/imports.ts'
export { LINES_HEAD, lineRow, sheetsOf as budgetSheets } from './pages/downloads.ts'
export {
  layoutFromText,
  S251_RULES,
  s251Reading,
  s251Result,
  s251Years,
  shippedLayout,
  shippedLayouts,
} from './s251-files.ts'
export type { S251Result, S251Year } from './s251-files.ts'
export type { Layout as S251Layout } from './rules/index.ts'
export { CROSSWALK, LAYOUTS } from './data/s251/layouts.ts'
export { formColumns, formResult, formSheets, s251Form } from './s251-form.ts'
export type { S251Form } from './s251-form.ts'
export { budgetFromFiles } from './budget-from-files.ts'
export { SEES_S251_FORM } from './pages/s251/who.ts'
export { benchmark, benchmarkSources } from './benchmark.ts'
export type { Benchmark } from './benchmark.ts'
export { keepPublished } from './commands/keep-published.ts'

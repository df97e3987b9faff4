// What other rooms' rules may use of demand's.

export type { CareFile, ChildRecord, CleanedCare, Stay } from './episode.ts'
export {
  classify,
  codeValidOn,
  defaultS251,
  GROUPS,
  groupName,
  groupOf,
  isSubType,
  SUB_TYPES,
  subTypeName,
} from './taxonomy.ts'
export type { Group, S251Line, SubType } from './taxonomy.ts'

// Import and cleaning
export {
  CLEANING_RULES,
  cleanFiles,
  cleanReport,
  IMPORT_DEFAULTS,
  readAndClean,
} from './cleaning/clean-files.ts'
export { NO_FILES } from './cleaning/clean-files.ts'
export type { CleanReport, ImportSettings } from './cleaning/clean-files.ts'
export type { Cleaning, FileFound, Step } from './cleaning/clean.ts'
export { lastDay } from './cleaning/first-day.ts'
export { vanishedEffect } from './cleaning/vanished-effect.ts'
export { futureReturns } from './import/future.ts'
export type { FileIn } from './import/open.ts'
export { FAULTS } from './import/faults.ts'
export type { SetAside } from './import/faults.ts'
export { CHANGES } from './import/changes.ts'
export { councilNames } from './import/council-names.ts'
export { isPlainColumn, rowOf } from './import/row-of.ts'
export type { Cell } from './import/row-of.ts'

// The return as XML
export { isXml, XML_ROWS } from './xml/index.ts'

// History
export { AGE_BAND_NAMES, AGE_BANDS, agesOn } from './history/ages.ts'
export type { AgeBand } from './history/ages.ts'
export { EXIT_KINDS, EXIT_NAMES } from './history/exits.ts'
export type { ExitKind } from './history/exits.ts'
export { monthlyHistory, sum } from './history/months.ts'
export type { History, HistoryMonth } from './history/months.ts'
export { countedBetween, daysBetween, startsBetween } from './history/between.ts'
export { staysOn } from './history/on-day.ts'
export { SURVIVAL_DAYS, survivalByYear } from './history/survival.ts'
export type { Cohort } from './history/survival.ts'

// What readers outside the service see
export { shownCare } from './shown/care.ts'
export type { ShownCare } from './shown/care.ts'
export { sumShown } from './shown/history.ts'
export type {
  Count,
  Reader,
  ShownMonth,
  ShownMoves,
  ShownStock,
  ShownYear,
} from './shown/history.ts'
export {
  seriesName,
  shownAssumptions,
  shownExpected,
  shownFlows,
  shownRows,
  shownSkill,
} from './shown/forecast.ts'
export type { ShownFlows, ShownRow } from './shown/forecast.ts'
export { seriesOf, shownOn } from './shown/on-day.ts'
export { shownTrials } from './shown/trials.ts'
export type { ShownCohort } from './shown/survival.ts'

// Forecast against actual
export { daysPerStart } from './own/per-start.ts'
export { explain } from './explain.ts'
export type {
  CostExplained,
  DayPrices,
  DaysExplained,
  Explained,
  MixExplained,
  ToExplain,
} from './explain.ts'

// Our model
export * from './own/index.ts'

// Matching mode
export {
  cleanAsPeer,
  forecastAsPeer,
  MATCHING_RULES,
  PEER_COLUMNS,
  peerRow,
  readPeerTables,
} from './matching/index.ts'
export type {
  EntryAdjustment,
  MatchingForecast,
  MatchingRequest,
  PeerCare,
  PeerTables,
  RateAdjustment,
} from './matching/index.ts'

// The annual forecaster
export * from './annual/index.ts'

// Published series and leading pressures
export * from './published/index.ts'
export * from './leading/index.ts'

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
export { cleanFiles, cleanReport, IMPORT_DEFAULTS, readAndClean } from './cleaning/clean-files.ts'
export type { CleanReport, ImportSettings } from './cleaning/clean-files.ts'
export type { Cleaning, FileFound, Step } from './cleaning/clean.ts'
export { lastDay } from './cleaning/first-day.ts'
export type { FileIn } from './import/open.ts'
export type { SetAside } from './import/faults.ts'

// History
export { AGE_BAND_NAMES, AGE_BANDS, agesOn } from './history/ages.ts'
export type { AgeBand } from './history/ages.ts'
export { EXIT_KINDS, EXIT_NAMES } from './history/exits.ts'
export type { ExitKind } from './history/exits.ts'
export { monthlyHistory } from './history/months.ts'
export type { History, HistoryMonth } from './history/months.ts'

// The annual forecaster: what demand's other parts and other rooms may use.
export { ANNUAL_CONSTANTS, ANNUAL_RULES } from '../../data/annual-constants.ts'
export { REORGANISATIONS } from '../../data/annual-boundaries.ts'
export type { Reorganisation } from '../../data/annual-boundaries.ts'
export { forecastAnnual, MOST_YEARS } from './forecast.ts'
export { annualFromFiles } from './forecast-files.ts'
export type { AnnualAnswer, AnnualArea, AnnualSettings } from './forecast-files.ts'
export { fitFromFiles } from './fit-files.ts'
export type { AnnualFit } from './fit-files.ts'
export { judgeFromFiles } from './judge-files.ts'
export type { AnnualJudgement, JudgeSettings, MethodLine } from './judge-files.ts'
export type { AnnualScore, SizeScores } from './judge.ts'
export type { NationalFigure, NationalSource } from './national.ts'
export { viewAt } from './read/published.ts'
export type { PublishedValue } from './read/published.ts'
export type {
  AnnualConstants,
  AnnualForecast,
  AnnualHorizon,
  AnnualInput,
  National,
  TierName,
} from './types.ts'

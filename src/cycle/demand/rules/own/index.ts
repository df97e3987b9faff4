// Our model of children in care: what demand's other parts and other rooms may use.
export { HORIZONS, judge, skillSentence, trialsAt } from './back-test.ts'
export type { Judgement, Trial } from './back-test.ts'
export type { Widths } from './calibrate.ts'
export { normal } from './chance.ts'
export { estimate } from './estimate.ts'
export type { Estimated, EstimateSettings } from './estimate.ts'
export { expected } from './expected.ts'
export type { Expected } from './expected-work.ts'
export {
  assemble,
  forecastOwn,
  MOST_MONTHS,
  OWN_RULES,
  ready,
  refuseStart,
  trialOrigins,
  trialsOf,
} from './forecast.ts'
export type { Now, OwnForecast, OwnSettings, Ready } from './forecast.ts'
export { packCare, unpackCare } from './pack.ts'
export type { PackedCare } from './pack.ts'
export { decodePartial, drawTable, encodePartial, merge, NO_DRAWS, tableFrom } from './partial.ts'
export { prepare } from './prepare.ts'
export { monthsOfRun } from './effects.ts'
export type { EffectsOf, FlowEffects, IntakeEffect, RateEffect, ShareEffect } from './effects.ts'
export { simulateChunk, simulateSpells, spellsOf, statesOf } from './simulate.ts'
export type { Asked } from './simulate.ts'
export type { Spells } from './spells.ts'
export { flowColumn, spreadOf, summarise } from './summarise.ts'
export type { FlowRow, MonthRow, MoveRow, Spread, Summary } from './summarise.ts'
export type {
  Allocation,
  Assumption,
  Cell,
  DrawTable,
  Exit,
  Flow,
  Model,
  Partial as Draws,
  SimInput,
} from './types.ts'
export { AGE_ENDS, AGES, DURATION_ENDS, DURATIONS, EVENTS, EXITS, FLOWS, KINDS } from './types.ts'
export { CHUNKS, joinRun, readyRun, runChunk } from './run.ts'
export type { RunInput, Tested } from './run.ts'
export { decodeTable, encodeTable } from './table-bytes.ts'

// What the room's other parts, and the rules of rooms below, may use.

export { generalPrice, priceFor } from './book.ts'
export type { GeneralPrice, PlacementKind } from './book.ts'
export { readDay } from './import/cells.ts'
export { BOOK_COLUMNS, readBook } from './import/read-book.ts'
export type { Asked, BookRead, FormulaCell, Gap, Rounded } from './import/found.ts'
export { british, keyWords } from './import/overlaps.ts'
export { ASYLUM_LINE, LINE_IDS, lineCode, lineName, lineOf, lineText, NO_LINE } from './lines.ts'
export type { LineMap, YearLines } from './lines.ts'
export { holdsOn, keyText, PRICE_BANDS } from './model.ts'
export type {
  Price,
  PriceBand,
  PriceBook,
  PriceKey,
  RowOrigin,
  Spread as PriceSpread,
  Uplift,
} from './model.ts'
export { cellCost, segmentsBetween, segmentsOf } from './month-prices.ts'
export type { Segment } from './month-prices.ts'
export { nextUplift, weeklyOn } from './weekly.ts'

// Costing
export { costBridge } from './costing/bridge.ts'
export type { Bridge } from './costing/bridge.ts'
export type { CostSpread } from './costing/bands.ts'
export { COST_RULES, costForecast } from './costing/costing.ts'
export { totalOf } from './costing/work.ts'
export { countsOf } from './costing/counts.ts'
export type { Counts, Kind } from './costing/counts.ts'
export { priceDraws } from './costing/draws.ts'
export { planOf } from './costing/plan.ts'
export type {
  Costing,
  CostSettings,
  MonthCost,
  MonthPart,
  PricedDays,
  QuarterCost,
  Unpriced,
  YearCost,
  YearPart,
} from './costing/types.ts'

export {
  childrenToReach,
  childYears,
  firstYear,
  fullYear,
  priceShareOfGrowth,
} from './child-years.ts'

export { costNow } from './today.ts'
export type { TodayLine } from './today.ts'

// Places
export { allocate, allocator, outcomes } from './capacity/allocate.ts'
export type { Allocator, Placed } from './capacity/allocate.ts'
export { calibrateFits, sharesOfModel } from './capacity/calibrate.ts'
export type { Calibration, Fitted, Reference } from './capacity/calibrate.ts'
export {
  poolId,
  poolsOf,
  readyPolicy,
  refuseCapacity,
  usableDays,
  usableOn,
  usablePlaces,
} from './capacity/pools.ts'
export { placedStates, placedTable, simulatePlaces } from './capacity/run-places.ts'
export type { PlacePlan } from './capacity/run-places.ts'
export { runCalendar } from './capacity/run-calendar.ts'
export type { RunCalendar } from './capacity/run-calendar.ts'
export { SHIPPED_LAW, SHIPPED_LISTS, SHIPPED_POLICY } from './capacity/shipped.ts'
export type { Outcomes } from './capacity/sweep.ts'
export { OUTCOMES, POOL_SUB_TYPE, POOLS } from './capacity/types.ts'
export type {
  CapacityRow,
  Fits,
  LawRule,
  Outcome,
  Policy,
  Pool,
  PoolKind,
  PreferenceList,
} from './capacity/types.ts'

// What each placement costs by itself
export { costSpells } from './capacity/cost-spells.ts'
export type { SpellCost } from './capacity/cost-spells.ts'
export { SHIPPED_DEAR_START, spellPrices } from './capacity/spell-prices.ts'
export type { DearStart, SpellPrices, SpellPriceSettings } from './capacity/spell-prices.ts'

// The pipeline of carers, homes of the council's own, and the hub
export { binomialAt } from './pipeline/binomial.ts'
export {
  familiesAMonth,
  fixedCost,
  homeRows,
  hubReach,
  SHIPPED_CEILING,
} from './pipeline/homes-and-hub.ts'
export type { Hub, OwnHome } from './pipeline/homes-and-hub.ts'
export {
  addPlaces,
  byArea,
  drawPipeline,
  expectedPipeline,
  recruitmentCost,
} from './pipeline/pipeline.ts'
export type { Pipeline, PipelineChanges, PipelinePlan } from './pipeline/pipeline.ts'
export {
  ENGLAND_HOUSEHOLDS,
  plainRates,
  SHIPPED_FOSTERING,
  SHIPPED_UNAVAILABLE,
} from './pipeline/rates.ts'
export type { PipelineRates, PlainRates, Stated } from './pipeline/rates.ts'
export { enquiriesInAYear, reach } from './pipeline/reach.ts'
export type { Reach } from './pipeline/reach.ts'

// Evidence
export { EVIDENCE_COLUMNS, readEvidence } from './evidence/read-evidence.ts'
export { DESIGNS, EFFECT_KINDS, SHIPPED_WEIGHTS, USES } from './evidence/types.ts'
export type { Design, DesignWeights, EffectKind, EvidenceRow, Use } from './evidence/types.ts'
export { contradictedBy, judgeClaim, standardError, usedEffect } from './evidence/used.ts'
export type { ClaimJudged, Used } from './evidence/used.ts'

// Levers
export { pricesOfDraw, usableOfDraw } from './levers/apply.ts'
export type { Supply } from './levers/apply.ts'
export { readyLevers, together } from './levers/check.ts'
export type { LeverContext, ReadyLever, ReadyLevers, Together } from './levers/check.ts'
export { drawEffect, effectOf } from './levers/effect.ts'
export type { Effect } from './levers/effect.ts'
export { leverOutcome, savingOf } from './levers/outcome.ts'
export type { Difference, LeverOutcome, Saving } from './levers/outcome.ts'
export { hazardFactor, meanStrength, rampAt, strengthOn } from './levers/ramp.ts'
export { changesNothing, drawLevers, rateMonths } from './levers/scenario.ts'
export type { DrawnLevers, PriceChange } from './levers/scenario.ts'
export { PIPELINE_FIGURES } from './levers/types.ts'
export type {
  Basis,
  Lever,
  LeverCost,
  Opinion,
  PipelineFigure,
  Ramp,
  Target,
} from './levers/types.ts'

// Sufficiency
export { birthdayDiary } from './sufficiency/diary.ts'
export type { DiaryMonth } from './sufficiency/diary.ts'
export { distanceBand, DISTANCES, isDistant } from './sufficiency/distance.ts'
export type { Distance } from './sufficiency/distance.ts'
export { countGap, gapCount, gapGrid } from './sufficiency/gap.ts'
export type { GapCell, GapCount } from './sufficiency/gap.ts'

// What one place more is worth
export { chanceAbove, expectedSpill, steadyShadowPrice } from './shadow/poisson.ts'
export { countShadow, shadowCount, shadowCurve } from './shadow/shadow.ts'
export type { ShadowCount, ShadowPoint, ShadowSetting } from './shadow/shadow.ts'
export { spreadByCause } from './capacity/spread-by-cause.ts'
export type { Causes, DrawForCauses } from './capacity/spread-by-cause.ts'

import { agreeSteps, budgetStep, demandStep } from './budget.ts'
import { forecastStep, publishedStep, returnsStep, waitStep } from './demand.ts'
import { costStep, pricesStep, settingStep } from './placements.ts'
import type { Step } from './step.ts'

/** In order; each rests on the ones before. The forecast is asked for early, and the rest is done while it runs. */
export const STEPS: readonly Step[] = [
  returnsStep,
  forecastStep,
  publishedStep,
  settingStep,
  pricesStep,
  budgetStep,
  ...agreeSteps,
  waitStep,
  costStep,
  demandStep,
]

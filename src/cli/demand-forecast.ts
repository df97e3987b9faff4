import { byKind } from './by-kind.ts'
import { BACK_TEST_KINDS, FORECAST_KINDS } from './forecast-kinds.ts'

export const DEMAND_FORECAST = byKind(
  { words: ['demand', 'forecast'], summary: 'Forecast children in care from files alone' },
  FORECAST_KINDS,
)

export const DEMAND_BACK_TEST = byKind(
  {
    words: ['demand', 'back-test'],
    summary: 'Test a forecast on the past of the files, against assuming no change',
  },
  BACK_TEST_KINDS,
)

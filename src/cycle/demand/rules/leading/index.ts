// Leading pressures: what demand's other parts and other rooms may use.
export type { Alert, Outside } from './alerts.ts'
export { LEADING, LEADING_RULES } from './constants.ts'
export type { LeadingConstants } from './constants.ts'
export { forecastLeading } from './forecast.ts'
export type { Ahead as LeadingAhead, Known, LeadingForecast } from './forecast.ts'
export { monthName } from './months.ts'
export { indexed, knownMonths, knownYears, pressuresOf } from './pressures.ts'
export type { Pressure, Pressures } from './pressures.ts'

import { addMonths, day, iso, monthEnd, monthStart } from '#kernel/dates.ts'
import type { Month } from '#kernel/dates.ts'
import {
  countedBetween,
  daysPerStart,
  explain,
  SUB_TYPES,
  subTypeName,
  sum,
} from './rules/index.ts'
import type { CleanedCare, DaysExplained, MixExplained, OwnForecast } from './rules/index.ts'

/** Why child-days differ, and where they went. Inside the service alone: child-days and starts of a few months are of few. */
export type Bridge = DaysExplained & {
  /** The first day, and the day after the last. */
  readonly from: string
  readonly until: string
  readonly lengthInDays: number
  readonly startsExpected: number
  readonly starts: number
  readonly daysPerStart: number
  readonly mix: readonly (MixExplained & { readonly subType: string; readonly name: string })[]
  /** What the returns in use say of the day before, less what the forecast started from. */
  readonly revised: number
}

/** Months of a forecast that the data cover to their ends, in order. */
export function toldMonths(forecast: OwnForecast, came: CleanedCare): readonly Month[] {
  const months = [...new Set(forecast.months.map((m) => m.month))]
  return months.filter((m) => monthEnd(m) <= came.to)
}

type Known = { readonly forecast: OwnForecast; readonly care: CleanedCare }

/** The difference from the first day of a forecast to the end of its month so many ahead. */
export function bridgeOf(run: string, known: Known, actual: CleanedCare, months: number): Bridge {
  const { forecast } = known
  const { origin } = forecast
  const until = monthStart(addMonths(forecast.firstMonth, months))
  const before = new Set(
    Array.from({ length: months }, (_, i) => addMonths(forecast.firstMonth, i)),
  )
  const days = SUB_TYPES.map((s) => expectedDays(forecast, s, before))
  const starts = sum(
    forecast.flows.filter((f) => before.has(f.month) && STARTS.has(f.flow)).map((f) => f.mean),
  )
  const came = countedBetween(actual, origin, until)
  const per = perStart(run, known)[months - 1] ?? 0
  const made = explain({ forecast: { days, starts, daysPerStart: per }, actual: came })
  return {
    ...made.days,
    from: iso(origin),
    until: iso(until),
    lengthInDays: until - origin,
    startsExpected: starts,
    starts: came.starts,
    daysPerStart: per,
    mix: made.mix.flatMap((m, i) => {
      const subType = SUB_TYPES[i]
      return subType === undefined || (m.forecast === 0 && m.actual === 0)
        ? []
        : [{ ...m, subType, name: subTypeName(subType) }]
    }),
    revised: sum(countedOn(actual, origin)) - forecast.now.total,
  }
}

const STARTS: ReadonlySet<string> = new Set(['starts', 'starts-uasc', 'returns'])

function expectedDays(forecast: OwnForecast, subType: string, months: ReadonlySet<string>): number {
  return sum(
    forecast.months
      .filter(
        (m) =>
          m.subType === subType && m.ageBand === 'all' && m.uasc === 'all' && months.has(m.month),
      )
      .map((m) => m.childDays),
  )
}

/** Children on the day before. */
function countedOn(care: CleanedCare, origin: OwnForecast['origin']): readonly number[] {
  return countedBetween(care, day(origin - 1), origin).days
}

/** How many forecasts' days a start are kept at hand: a run never changes. */
const AT_HAND = 16
const held = new Map<string, readonly number[]>()

function perStart(run: string, { forecast, care }: Known): readonly number[] {
  const months = new Set(forecast.months.map((m) => m.month)).size
  const found = held.get(run) ?? daysPerStart(care, forecast.origin, months)
  held.delete(run)
  held.set(run, found)
  const [oldest] = held.keys()
  if (held.size > AT_HAND && oldest !== undefined) held.delete(oldest)
  return found
}

/** What was counted or expected between two days, by kind of placement: one list for both sides, in one order. */
export type Amounts = {
  readonly days: readonly number[]
  /** Periods of care that began. */
  readonly starts: number
}

export type ToExplain = {
  readonly forecast: Amounts & {
    /** Child-days, up to the last day looked at, of one who started. */
    readonly daysPerStart: number
  }
  readonly actual: Amounts
}

/** Pence a day, in the order of the days. */
export type DayPrices = { readonly forecast: readonly number[]; readonly actual: readonly number[] }

/** Whole child-days; intake and stay add to the difference exactly. */
export type DaysExplained = {
  readonly forecast: number
  readonly actual: number
  readonly difference: number
  readonly intake: number
  readonly stay: number
}

/** Whole pence; the four add to the difference exactly. */
export type CostExplained = DaysExplained & { readonly mix: number; readonly price: number }

/** One kind of placement: its share then and now, and what moved its child-days. Volume and mix add to the difference. */
export type MixExplained = {
  readonly forecast: number
  readonly actual: number
  readonly forecastShare: number
  readonly actualShare: number
  /** What more or fewer child-days in all would bring it at the shares expected. */
  readonly volume: number
  /** What its changed share brings it; over all kinds this is nought. */
  readonly mix: number
}

export type Explained = {
  readonly days: DaysExplained
  readonly mix: readonly MixExplained[]
  /** Only where prices are handed in. */
  readonly cost: CostExplained | undefined
}

/**
 * Forecast against actual (10-demand, 4G): more or fewer came (intake), they stayed longer or shorter (stay), they lived
 * elsewhere (mix), and a day cost something else (price). The parts add up exactly, by largest remainder.
 */
export function explain(given: ToExplain, prices?: DayPrices): Explained {
  return {
    days: daysOf(given),
    mix: mixOf(given),
    cost: prices === undefined ? undefined : costOf(given, prices),
  }
}

function daysOf({ forecast, actual }: ToExplain): DaysExplained {
  const expected = total(forecast.days)
  const came = total(actual.days)
  const whole = { forecast: Math.round(expected), actual: Math.round(came) }
  const difference = whole.actual - whole.forecast
  const intake = (actual.starts - forecast.starts) * forecast.daysPerStart
  const [wholeIntake = 0, stay = 0] = addingTo(difference, [intake, came - expected - intake])
  return { ...whole, difference, intake: wholeIntake, stay }
}

function mixOf({ forecast, actual }: ToExplain): readonly MixExplained[] {
  const expected = total(forecast.days)
  const came = total(actual.days)
  return forecast.days.map((f, i) => {
    const a = actual.days[i] ?? 0
    const forecastShare = share(f, expected)
    const volume = (came - expected) * forecastShare
    return {
      forecast: f,
      actual: a,
      forecastShare,
      actualShare: share(a, came),
      volume,
      mix: a - f - volume,
    }
  })
}

function costOf({ forecast, actual }: ToExplain, prices: DayPrices): CostExplained {
  const expected = priced(forecast.days, prices.forecast)
  const atOldPrices = priced(actual.days, prices.forecast)
  const came = priced(actual.days, prices.actual)
  const days = total(forecast.days)
  const perDay = days === 0 ? 0 : expected / days
  const volume = (total(actual.days) - days) * perDay
  const intake = (actual.starts - forecast.starts) * forecast.daysPerStart * perDay
  const whole = { forecast: Math.round(expected), actual: Math.round(came) }
  const difference = whole.actual - whole.forecast
  const parts = [intake, volume - intake, atOldPrices - expected - volume, came - atOldPrices]
  const [wholeIntake = 0, stay = 0, mix = 0, price = 0] = addingTo(difference, parts)
  return { ...whole, difference, intake: wholeIntake, stay, mix, price }
}

/** Whole numbers beside the parts that add to the whole: the largest remainders are rounded up. */
function addingTo(whole: number, parts: readonly number[]): readonly number[] {
  const floors = parts.map(Math.floor)
  const order = parts
    .map((part, i) => ({ i, rest: part - Math.floor(part) }))
    .toSorted((a, b) => b.rest - a.rest || a.i - b.i)
  let left = whole - total(floors)
  for (const { i } of left < 0 ? order.toReversed() : order) {
    if (left === 0) break
    floors[i] = (floors[i] ?? 0) + Math.sign(left)
    left -= Math.sign(left)
  }
  return floors
}

function priced(days: readonly number[], prices: readonly number[]): number {
  return total(days.map((d, i) => d * (prices[i] ?? 0)))
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}

function total(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0)
}

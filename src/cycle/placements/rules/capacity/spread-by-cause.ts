/** What one draw holds, over the days that are looked at. */
export type DrawForCauses = {
  /** First entries and returns. */
  readonly starts: number
  /** Child-days of whoever started within these days. */
  readonly startedDays: number
  /** Child-days by sub-type, and what they cost in pence. */
  readonly childDays: readonly number[]
  readonly pence: readonly number[]
}

/** Shares of the spread of a cost; they add to one. */
export type Causes = {
  readonly intake: number
  readonly stay: number
  readonly mix: number
  readonly price: number
}

const CAUSES = ['intake', 'stay', 'mix', 'price'] as const

/**
 * How much of the spread of a cost comes of each cause (20-placements, 4B6). Each draw's difference from what is expected is
 * cut exactly into intake, stay, mix and price as a forecast is explained (10-demand, 4G); a cause's share is how far it goes
 * with the whole, so that shares add to one whatever the causes have to do with each other. Undefined without spread.
 */
export function spreadByCause(draws: readonly DrawForCauses[]): Causes | undefined {
  const middle = expectedOf(draws)
  const parts = draws.map((d) => partsOf(d, middle))
  const wholes = parts.map((p) => p.intake + p.stay + p.mix + p.price)
  const variance = covariance(wholes, wholes)
  if (variance === 0) return undefined
  const share = (cause: keyof Causes) =>
    covariance(
      parts.map((p) => p[cause]),
      wholes,
    ) / variance
  const [intake, stay, mix, price] = CAUSES.map(share)
  return { intake: intake ?? 0, stay: stay ?? 0, mix: mix ?? 0, price: price ?? 0 }
}

type Expected = {
  readonly starts: number
  readonly days: number
  readonly daysEach: number
  /** Pence a day of an average child, and of each sub-type. */
  readonly daily: number
  readonly dailyOf: readonly number[]
  readonly mix: readonly number[]
}

function expectedOf(draws: readonly DrawForCauses[]): Expected {
  const width = draws[0]?.childDays.length ?? 0
  const columns = Array.from({ length: width }, (_, s) => s)
  const daysOf = columns.map((s) => mean(draws.map((d) => d.childDays[s] ?? 0)))
  const penceOf = columns.map((s) => mean(draws.map((d) => d.pence[s] ?? 0)))
  const days = sum(daysOf)
  const starts = mean(draws.map((d) => d.starts))
  return {
    starts,
    days,
    daysEach: starts === 0 ? 0 : mean(draws.map((d) => d.startedDays)) / starts,
    daily: days === 0 ? 0 : sum(penceOf) / days,
    dailyOf: columns.map((s) => quotient(penceOf[s] ?? 0, daysOf[s] ?? 0)),
    mix: columns.map((s) => quotient(daysOf[s] ?? 0, days)),
  }
}

/** A draw's difference from what is expected, cut into causes that add to it exactly. */
function partsOf(draw: DrawForCauses, of: Expected): Causes {
  const days = sum(draw.childDays)
  const intake = (draw.starts - of.starts) * of.daysEach * of.daily
  const atBook = draw.childDays.reduce((n, d, s) => n + d * (of.dailyOf[s] ?? 0), 0)
  return {
    intake,
    stay: (days - of.days) * of.daily - intake,
    mix: atBook - days * of.daily,
    price: sum(draw.pence) - atBook,
  }
}

function quotient(above: number, below: number): number {
  return below === 0 ? 0 : above / below
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0)
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : sum(values) / values.length
}

function covariance(a: readonly number[], b: readonly number[]): number {
  const [ma, mb] = [mean(a), mean(b)]
  return mean(a.map((x, i) => (x - ma) * ((b[i] ?? 0) - mb)))
}

declare const rateBrand: unique symbol
/** A rate in whole parts per million: 4% is 40,000. */
export type Rate = number & { readonly [rateBrand]: true }

export const PPM = 1_000_000

/** A rate from parts per million; throws unless a whole, safe number. */
export function rate(partsPerMillion: number): Rate {
  if (!Number.isSafeInteger(partsPerMillion)) {
    throw new Error(`a rate is a whole number of parts per million, not ${partsPerMillion}`)
  }
  return partsPerMillion as Rate
}

/** 4 becomes 40,000 parts per million; more than four decimals of a per cent are rounded half away from zero. */
export function percent(value: number): Rate {
  return rate(roundHalfAway(value * 10_000))
}

/** The rate as a plain number: 40,000 becomes 0.04. */
export function asNumber(r: Rate): number {
  return r / PPM
}

/** Rounds to a whole number, halves away from zero (half a penny is a penny). */
export function roundHalfAway(value: number): number {
  const rounded = value < 0 ? -Math.round(-value) : Math.round(value)
  return rounded === 0 ? 0 : rounded
}

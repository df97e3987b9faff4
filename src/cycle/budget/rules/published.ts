import { minus, proportion, sum } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'
import { PPM } from '#kernel/rate.ts'
import type { Rate } from '#kernel/rate.ts'
import type { Published } from './model.ts'

export type Itemised = {
  readonly listed: Pence
  /** The total less its listed parts: shown as "not itemised", never spread over the parts. */
  readonly notItemised: Pence
  /** The part that is not itemised, of the total, in parts per million. */
  readonly share: number
}

/** Check C6: what a published total says beyond the parts it lists. */
export function itemised(published: Pick<Published, 'total' | 'parts'>): Itemised {
  const listed = sum(published.parts.map((p) => p.pence))
  const notItemised = minus(published.total, listed)
  const share = published.total === 0 ? 0 : Math.round((notItemised / published.total) * PPM)
  return { listed, notItemised, share }
}

export type Implied = { readonly base: Pence; readonly least: Pence; readonly most: Pence }

/**
 * The base that "x is r% of it" implies, and the bases that the words allow: a rate printed as a whole per cent stands for
 * half a per cent either side (check C12).
 */
export function impliedBase(part: Pence, rate: Rate, half: Rate): Implied {
  return {
    base: proportion(part, PPM, rate),
    least: proportion(part, PPM, rate + half),
    most: proportion(part, PPM, rate - half),
  }
}

/** Running totals of a phased saving: each phase is new in its year, never the total so far. */
export function cumulative(phases: readonly Pence[]): readonly Pence[] {
  return phases.map((_, i) => sum(phases.slice(0, i + 1)))
}

/** Cash over the years when each phase recurs from 1 April of its year. */
export function cash(phases: readonly Pence[]): Pence {
  return sum(cumulative(phases))
}

import type { SubType } from '#cycle/demand/rules/index.ts'
import type { Day } from '#kernel/dates.ts'
import { pence } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'
import { roundHalfAway } from '#kernel/rate.ts'
import { holdsOn } from './model.ts'
import type { Price, PriceBand } from './model.ts'
import { weeklyOn } from './weekly.ts'

/** What is known of a real placement when it is priced. */
export type PlacementKind = {
  readonly subType: SubType
  readonly provider: string
  readonly band: PriceBand | ''
}

/**
 * The price of a real placement on a day. The most particular wins: provider and band, then provider, then band, then the
 * sub-type alone (20-placements, section 2). Undefined when the book has none.
 */
export function priceFor(
  prices: readonly Price[],
  kind: PlacementKind,
  on: Day,
): Price | undefined {
  const provider = kind.provider.toLowerCase()
  const tries = [
    [provider, kind.band],
    [provider, ''],
    ['', kind.band],
    ['', ''],
  ] as const
  for (const [p, b] of tries) {
    const found = prices.find(
      (each) =>
        each.subType === kind.subType &&
        each.provider.toLowerCase() === p &&
        each.band === b &&
        holdsOn(each, on),
    )
    if (found !== undefined) return found
  }
  return undefined
}

/** The price of a sub-type when nothing else is known of the placement, as a forecast has it. */
export type GeneralPrice =
  | { readonly kind: 'priced'; readonly weekly: Pence; readonly prices: readonly Price[] }
  | { readonly kind: 'unpriced'; readonly why: string }

/**
 * The general price of a sub-type on a day: the row without provider and band; else the row of the standard band; else the
 * plain average of its providers' ordinary prices, which the pages say. Never 0 for want of a price.
 */
export function generalPrice(prices: readonly Price[], subType: SubType, on: Day): GeneralPrice {
  const held = prices.filter((p) => p.subType === subType && holdsOn(p, on))
  for (const band of ['', 'standard'] as const) {
    const plain = held.find((p) => p.provider === '' && p.band === band)
    if (plain !== undefined) return { kind: 'priced', weekly: weeklyOn(plain, on), prices: [plain] }
  }
  const ordinary = ordinaryOfEach(held)
  if (ordinary.length > 0) return averaged(ordinary, on)
  if (held.length > 0) {
    const bands = [...new Set(held.map((p) => p.band))].toSorted().join(', ')
    return { kind: 'unpriced', why: `priced for band ${bands} alone` }
  }
  const other = prices.some((p) => p.subType === subType)
  return { kind: 'unpriced', why: other ? 'no price on these days' : 'not in the price book' }
}

/** Of each provider its price without a band, or else that of the standard band. */
function ordinaryOfEach(held: readonly Price[]): readonly Price[] {
  const named = held.filter((p) => p.provider !== '')
  return [...Map.groupBy(named, (p) => p.provider.toLowerCase())]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(
      ([, own]) => own.find((p) => p.band === '') ?? own.find((p) => p.band === 'standard') ?? [],
    )
}

function averaged(prices: readonly Price[], on: Day): GeneralPrice {
  const total = prices.reduce((sum, p) => sum + weeklyOn(p, on), 0)
  return { kind: 'priced', weekly: pence(roundHalfAway(total / prices.length)), prices }
}

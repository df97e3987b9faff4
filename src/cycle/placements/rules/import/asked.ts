import { groupOf } from '#cycle/demand/rules/index.ts'
import type { Group } from '#cycle/demand/rules/index.ts'
import { pence } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'
import { roundHalfAway } from '#kernel/rate.ts'
import { weeklyOn } from '../weekly.ts'
import { holdsOn } from '../model.ts'
import type { Price, PriceBand } from '../model.ts'
import type { Asked } from './found.ts'

/**
 * England, pounds a week, Section 251 outturn 2024-25 by LAIT, rounded to 5 (20-placements, rule 4A4). Only to ask whether a
 * price is a slip when a book has no other of its kind; never a price.
 */
const ENGLAND: Readonly<Partial<Record<Group, number>>> = { fostering: 765, residential: 7385 }

const TIMES = 10

/**
 * Prices ten times or a tenth of the median of their like: in the file and in the book in use. They are asked about, not
 * refused (20-placements, section 3, number 9).
 */
export function askedOf(prices: readonly Price[], before: readonly Price[]): readonly Asked[] {
  return prices.flatMap((price) => {
    const like = alike(price, prices, before)
    if (like === undefined) return []
    const dearer = price.weekly >= like.median * TIMES
    const cheaper = price.weekly * TIMES <= like.median
    if (price.weekly === like.median || (!dearer && !cheaper)) return []
    const { subType, weekly, origin } = price
    return [{ ...origin, subType, weekly, ...like, dearer }]
  })
}

type Like = Pick<Asked, 'median' | 'against'>

/** Ordinary prices are held against ordinary ones; one of a special band against its band, or else the ordinary ones. */
function alike(price: Price, prices: readonly Price[], before: readonly Price[]): Like | undefined {
  const all = [...prices.filter((p) => p !== price), ...before].filter(
    (p) => p.subType === price.subType,
  )
  const ofBand = all.filter((p) => bandOf(p) === bandOf(price))
  const others = ofBand.length > 0 ? ofBand : all.filter((p) => bandOf(p) === 'standard')
  if (others.length > 0) {
    const book = before.some((p) => others.includes(p))
      ? 'in this file and the book in use'
      : 'in this file'
    const found = others.map((p) => (holdsOn(p, price.from) ? weeklyOn(p, price.from) : p.weekly))
    return { median: medianOf(found), against: `the median of the other prices ${book}` }
  }
  const england = ENGLAND[groupOf(price.subType)]
  if (england === undefined) return undefined
  return {
    median: pence(england * 100),
    against: 'England’s average of the group, outturn 2024-25 (LAIT)',
  }
}

function bandOf(price: Price): PriceBand {
  return price.band === '' ? 'standard' : price.band
}

function medianOf(values: readonly Pence[]): Pence {
  const sorted = values.toSorted((a, b) => a - b)
  const half = (sorted.length - 1) / 2
  const low = sorted[Math.floor(half)] ?? 0
  return pence(roundHalfAway((low + (sorted[Math.ceil(half)] ?? low)) / 2))
}

import { subTypeName } from '#cycle/demand/rules/index.ts'
import { day, iso } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import type { Refusal } from '#kernel/result.ts'
import { keyText } from '../model.ts'
import type { Price } from '../model.ts'
import type { Gap } from './found.ts'

/** `01/04/2026`, as prices are written. */
export function british(d: Day): string {
  return iso(d).split('-').toReversed().join('/')
}

/** Where a price stands, in words. */
function rowText(p: Price): string {
  return p.origin.sheet === undefined
    ? `row ${p.origin.row}`
    : `row ${p.origin.row} of sheet ${p.origin.sheet}`
}

/** What a price is for, in words. */
export function keyWords(p: Pick<Price, 'subType' | 'provider' | 'band'>): string {
  const more = [p.provider, p.band === '' ? '' : `band ${p.band}`].filter((t) => t !== '')
  return [subTypeName(p.subType), ...more].join(', ')
}

function byStart(a: Price, b: Price): number {
  return a.from - b.from || a.origin.row - b.origin.row
}

function ofEachKey(prices: readonly Price[]): readonly (readonly Price[])[] {
  return [...Map.groupBy(prices, keyText).values()].map((own) => own.toSorted(byStart))
}

/** One price for a key and day: two rows that both hold on a day are refused, each naming the other. */
export function overlapsOf(file: string, prices: readonly Price[]): readonly Refusal[] {
  return ofEachKey(prices).flatMap((own) =>
    own.flatMap((price, i) => {
      const clash = own.slice(0, i).find((p) => p.to === undefined || p.to > price.from)
      return clash === undefined ? [] : [overlap(file, clash, price)]
    }),
  )
}

function overlap(file: string, earlier: Price, later: Price): Refusal {
  const same = earlier.from === later.from
  return {
    kind: 'overlap',
    file,
    ...(later.origin.sheet === undefined ? {} : { sheet: later.origin.sheet }),
    row: later.origin.row,
    column: 'from',
    value: british(later.from),
    message: `${rowText(later)} and ${rowText(earlier)} both price ${keyWords(later)} on ${british(later.from)}`,
    mend: same
      ? `Take one of the two out, or tell them apart by provider or band`
      : `Let ${rowText(earlier)} end on ${british(day(later.from - 1))}, or take one of the two out`,
  }
}

/** Days between two prices of a key on which it has none. They are shown; nothing claims that there are none. */
export function gapsOf(prices: readonly Price[]): readonly Gap[] {
  return ofEachKey(prices).flatMap((own) =>
    own.flatMap((price, i) => {
      const before = own[i - 1]
      if (before?.to === undefined || before.to >= price.from) return []
      const { subType, provider, band } = price
      return [{ subType, provider, band, from: before.to, to: price.from }]
    }),
  )
}

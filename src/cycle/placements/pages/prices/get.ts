import { groupName, groupOf, isSubType, SUB_TYPES, subTypeName } from '#cycle/demand/rules/index.ts'
import type { Tx } from '#db'
import { may } from '#kernel/access.ts'
import type { Role } from '#kernel/access.ts'
import { iso } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { asNumber } from '#kernel/rate.ts'
import type { Refusal } from '#kernel/result.ts'
import type { House } from '#office/house.ts'
import { setting } from '#office/settings/index.ts'
import type { Reply, Visit } from '#web'
import { priceRowHref } from '../../addresses.ts'
import { PRICE_SPREADS } from '../../data/settings.ts'
import { generalPrice, holdsOn, readDay, weeklyOn } from '../../rules/index.ts'
import type { Price } from '../../rules/index.ts'
import { bookInUse, books } from '../../store/books.ts'
import type { BookLine } from '../../store/books.ts'
import { pricesOf } from '../../store/prices.ts'
import { KEEPS_PRICES, PLACEMENTS_CRUMB } from '../who.ts'
import { pricesView } from './view.ts'

export type PriceLine = {
  readonly subType: string
  readonly name: string
  readonly group: string
  readonly provider: string
  readonly band: string
  readonly weeklyPence: number
  readonly from: string
  readonly to?: string
  readonly upliftRate?: number
  readonly upliftOn?: string
  readonly cvRate: number
  /** The spread is the council's default: the row does not state one. */
  readonly cvByDefault: boolean
  readonly source: string
  readonly href: string
}

export type PricesModel = {
  readonly on: string
  readonly book: BookLine | undefined
  readonly prices: readonly PriceLine[]
  readonly unpriced: readonly { readonly name: string; readonly why: string }[]
  readonly history: readonly BookLine[]
  readonly maySend: boolean
  readonly refusals: readonly Refusal[]
}

/** `/placements/prices`: the book in use on a day, what has no price, what was loaded before, and the way to load another. */
export function getPrices(house: House) {
  return (visit: Visit): Promise<Reply> => pricesSheet(house, visit, [])
}

export async function pricesSheet(
  house: House,
  visit: Visit,
  refusals: readonly Refusal[],
): Promise<Reply> {
  const on = readDay(visit.query.get('on') ?? '') ?? house.today()
  const { council, roles } = visit.actor
  const model = await house.db.inCouncil(council, (tx) => pricesModel(tx, roles, on, refusals))
  return {
    kind: 'sheet',
    model,
    sheet: {
      title: 'Prices of placements',
      nav: '/placements',
      crumbs: [PLACEMENTS_CRUMB],
      refusals,
      body: pricesView(model, visit.csrf),
    },
  }
}

async function pricesModel(
  tx: Tx,
  roles: readonly Role[],
  on: Day,
  refusals: readonly Refusal[],
): Promise<PricesModel> {
  const book = await bookInUse(tx)
  const prices = book === undefined ? [] : await pricesOf(tx, book.id)
  const spreads = (await setting(tx, PRICE_SPREADS, on)).value
  return {
    on: iso(on),
    book,
    prices: prices
      .filter((p) => holdsOn(p, on))
      .map((p) => priceLine(p, on, book?.id ?? '', spreads[p.subType] ?? 0)),
    unpriced:
      book === undefined
        ? []
        : SUB_TYPES.flatMap((s) => {
            const price = generalPrice(prices, s, on)
            return price.kind === 'priced' ? [] : [{ name: subTypeName(s), why: price.why }]
          }),
    history: await books(tx, 20),
    maySend: may(roles, KEEPS_PRICES),
    refusals,
  }
}

/** A price as it stands on a day. */
export function priceLine(p: Price, on: Day, book: string, defaultCv: number): PriceLine {
  return {
    subType: p.subType,
    name: subTypeName(p.subType),
    group: groupName(groupOf(p.subType)),
    provider: p.provider,
    band: p.band,
    weeklyPence: weeklyOn(p, on),
    from: iso(p.from),
    ...(p.to === undefined ? {} : { to: iso(p.to) }),
    ...(p.uplift === undefined
      ? {}
      : { upliftRate: asNumber(p.uplift.rate), upliftOn: p.uplift.on }),
    ...spreadOf(p, defaultCv),
    source: p.source,
    href: priceRowHref(book, p.origin),
  }
}

function spreadOf(p: Price, defaultCv: number) {
  switch (p.spread.kind) {
    case 'none':
      return { cvRate: 0, cvByDefault: false }
    case 'lognormal':
      return { cvRate: asNumber(p.spread.cv), cvByDefault: false }
    case 'not-stated':
      return { cvRate: defaultCv / 100, cvByDefault: true }
  }
}

/** The name of a kind of placement as it was kept. */
export function kindName(subType: string): string {
  return isSubType(subType) ? subTypeName(subType) : subType
}

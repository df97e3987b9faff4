import { may } from '#kernel/access.ts'
import { isoDay } from '#kernel/dates.ts'
import { parseId } from '#kernel/id.ts'
import type { Refusal } from '#kernel/result.ts'
import type { House } from '#office/house.ts'
import { setting } from '#office/settings/index.ts'
import type { Tx } from '#db'
import type { Reply, Visit } from '#web'
import { rowAnchor } from '../../addresses.ts'
import { PRICE_SPREADS } from '../../data/settings.ts'
import { keyText } from '../../rules/index.ts'
import type { Price } from '../../rules/index.ts'
import { bookById, bookInUse } from '../../store/books.ts'
import type { BookId, BookLine } from '../../store/books.ts'
import { pricesOf } from '../../store/prices.ts'
import { priceLine } from '../prices/get.ts'
import type { PriceLine } from '../prices/get.ts'
import { KEEPS_PRICES, PLACEMENTS_CRUMB, PRICES_CRUMB } from '../who.ts'
import { previewView } from './view.ts'

/** A row of the file as it was read, and what it was in the book before. */
export type RowLine = PriceLine & {
  readonly row: number
  readonly sheet?: string
  readonly anchor: string
  /** The price of the same key in the book that this one was compared with; undefined when it is new. */
  readonly beforePence?: number
}

export type PreviewModel = {
  readonly book: BookLine
  readonly inUse: boolean
  readonly rows: readonly RowLine[]
  /** Keys of the book before that this one no longer prices. */
  readonly gone: readonly string[]
  readonly compared: boolean
  readonly mayStore: boolean
  /** The row that a figure led to. */
  readonly here: number | undefined
}

export function bookIdOf(visit: Visit): BookId | undefined {
  return parseId<'price-book'>(visit.params['import'] ?? '')
}

/** `/placements/prices/:import`: every row as it was read, what is asked about, and one button. */
export function getPreview(house: House) {
  return (visit: Visit): Promise<Reply> => previewSheet(house, visit, [])
}

export async function previewSheet(
  house: House,
  visit: Visit,
  refusals: readonly Refusal[],
): Promise<Reply> {
  const id = bookIdOf(visit)
  const { council, roles } = visit.actor
  const found =
    id === undefined ? undefined : await house.db.inCouncil(council, (tx) => previewOf(tx, id))
  if (found === undefined) return { kind: 'not-found' }
  const model: PreviewModel = {
    ...found,
    mayStore: may(roles, KEEPS_PRICES) && found.book.state === 'read',
    here: hereOf(visit.query.get('row')),
  }
  return {
    kind: 'sheet',
    model,
    sheet: {
      title: `Prices of ${model.book.file}`,
      nav: '/placements',
      crumbs: [PLACEMENTS_CRUMB, PRICES_CRUMB],
      refusals,
      body: previewView(model, visit.csrf, refusals, meantOf(visit)),
    },
  }
}

function hereOf(text: string | null): number | undefined {
  return text !== null && /^\d{1,7}$/.test(text) ? Number(text) : undefined
}

/** Places in the list of prices asked about that were ticked. */
export function meantOf(visit: Visit): readonly number[] {
  return visit.form
    .getAll('meant')
    .filter((text) => /^\d{1,6}$/.test(text))
    .map(Number)
}

type Found = Omit<PreviewModel, 'mayStore' | 'here'>

async function previewOf(tx: Tx, id: BookId): Promise<Found | undefined> {
  const book = await bookById(tx, id)
  if (book === undefined) return undefined
  const prices = await pricesOf(tx, id)
  const inUse = await bookInUse(tx)
  const before = book.basedOn === undefined ? [] : await pricesOf(tx, book.basedOn)
  const rows: RowLine[] = []
  for (const p of prices) {
    const spreads = (await setting(tx, PRICE_SPREADS, p.from)).value
    rows.push(rowLine(p, book.id, before, spreads[p.subType] ?? 0))
  }
  const keys = new Set(prices.map(keyText))
  return {
    book,
    inUse: inUse?.id === book.id,
    rows,
    gone: [...new Set(before.map(keyText))].filter((key) => !keys.has(key)),
    compared: book.basedOn !== undefined,
  }
}

function rowLine(p: Price, book: BookId, before: readonly Price[], cv: number): RowLine {
  const line = priceLine(p, p.from, book, cv)
  const was = before
    .filter((b) => keyText(b) === keyText(p))
    .toSorted((a, b) => a.from - b.from)
    .at(-1)
  return {
    ...line,
    ...p.origin,
    anchor: rowAnchor(p.origin),
    ...(was === undefined
      ? {}
      : { beforePence: priceLine(was, isoDay(line.from), book, 0).weeklyPence }),
  }
}

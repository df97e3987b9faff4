import { normal, SUB_TYPES } from '#cycle/demand/rules/index.ts'
import type { Spells } from '#cycle/demand/rules/index.ts'
import { drawKey, join, uniform } from '#kernel/random.ts'
import { asNumber } from '#kernel/rate.ts'
import { addReal, addWhole, real, small, whole } from './read.ts'
import type { SpellPrices } from './spell-prices.ts'

const SUBS = SUB_TYPES.length
const LUCK_PRICE = 0x7072696d
const STEP = 0x9e3779b9

/** What the placements of one draw cost, in whole pence. */
export type SpellCost = {
  /** `month * SUBS + subType` */
  readonly pence: Float64Array
  /** Child-days for which the book has no price: in no cost. */
  readonly unpriced: Int32Array
}

/**
 * Prices every placement of a draw (20-placements, 4A1, 4A3, 4B6). A new placement draws its price once and keeps it, raised
 * as the book is, until the child moves; whoever is there at the origin keeps what is paid. Each placement, price and month
 * is a cell of its own, rounded once; placements at the book's own price are one cell together. The same child meets the
 * same luck in every scenario.
 */
export function costSpells(
  spells: Spells,
  subType: Uint8Array,
  prices: SpellPrices,
  luck: { readonly seed: number; readonly draw: number },
): SpellCost {
  const months = prices.calendar.months.length
  const work: Work = {
    prices,
    pence: new Float64Array(months * SUBS),
    unpriced: new Int32Array(months * SUBS),
    atBook: new Int32Array(prices.from.length),
  }
  const key = drawKey(luck.seed, luck.draw)
  for (let i = 0; i < spells.count; i += 1) costOne(work, spells, i, small(subType, i), key)
  addAtBook(work)
  return { pence: work.pence, unpriced: work.unpriced }
}

type Work = {
  readonly prices: SpellPrices
  readonly pence: Float64Array
  readonly unpriced: Int32Array
  /** Child-days of each piece at the book's own price. */
  readonly atBook: Int32Array
}

/** A placement's own price: times the book, and times the book until a day where it starts dear. */
type OwnPrice = { readonly times: number; readonly dear: number; readonly dearUntil: number }

const AT_BOOK: OwnPrice = { times: 1, dear: 1, dearUntil: -1 }

function costOne(work: Work, spells: Spells, i: number, subType: number, key: number): void {
  const { prices } = work
  const from = Math.max(0, whole(spells.start, i))
  const to = whole(spells.end, i)
  if (to <= from) return
  const piece = pieceOn(prices, subType, from)
  const own = priceOf(prices, spells, i, subType, piece, key)
  let day = from
  for (let p = piece; day < to; p += 1) {
    const until = Math.min(to, whole(prices.to, p))
    const cell = whole(prices.months, p) * SUBS + subType
    const weekly = real(prices.weekly, p)
    if (weekly < 0) addWhole(work.unpriced, cell, until - day)
    else if (own === AT_BOOK) addWhole(work.atBook, p, until - day)
    else addReal(work.pence, cell, ownCost(weekly, own, day, until))
    day = until
  }
}

/** The piece of a sub-type that holds a day. */
function pieceOn(prices: SpellPrices, subType: number, day: number): number {
  const { calendar, firstPiece, to } = prices
  const month = small(calendar.monthOf, day)
  let piece = whole(firstPiece, subType * (calendar.months.length + 1) + month)
  while (whole(to, piece) <= day) piece += 1
  return piece
}

/** Some days at a placement's own price, each price rounded to the penny a week and each cell once. */
function ownCost(weekly: number, own: OwnPrice, from: number, to: number): number {
  const turn = Math.min(to, Math.max(from, own.dearUntil))
  const dear = turn > from ? cell(Math.round(weekly * own.dear), turn - from) : 0
  return dear + (to > turn ? cell(Math.round(weekly * own.times), to - turn) : 0)
}

/** Weekly pence x days / 7, half a penny and more is a penny. */
function cell(weekly: number, days: number): number {
  return Math.floor((2 * weekly * days + 7) / 14)
}

function priceOf(
  prices: SpellPrices,
  spells: Spells,
  i: number,
  subType: number,
  piece: number,
  key: number,
): OwnPrice {
  const start = whole(spells.start, i)
  const paid = start < 0 ? paidTo(prices, whole(spells.person, i)) : -1
  if (paid >= 0) return keptPrice(paid, real(prices.weekly, piece))
  const variance = real(prices.variance, piece)
  const dear = start >= 0 && small(prices.dear, subType) === 1
  if (variance === 0 && !dear) return AT_BOOK
  const person = join(join(key, whole(spells.person, i)), LUCK_PRICE)
  const own = person + Math.imul(whole(spells.nth, i), STEP)
  const until = dear ? dearUntil(prices, own, start) : -1
  const times = drawnTimes(variance, own)
  return times === 1 && until === -1 ? AT_BOOK : { ...dearPrice(prices), times, dearUntil: until }
}

function dearPrice({ dearStart }: SpellPrices): Pick<OwnPrice, 'dear'> {
  return { dear: dearStart?.times ?? 1 }
}

/** Pence a week paid for a child who is there at the origin; -1 where it is not known. */
function paidTo(prices: SpellPrices, person: number): number {
  const paid = prices.known[person]
  return paid === undefined || Number.isNaN(paid) ? -1 : paid
}

/** What is paid at the origin, as so many times the book: it rises as the book does. */
function keptPrice(paid: number, book: number): OwnPrice {
  return book > 0 ? { ...AT_BOOK, times: paid / book } : AT_BOOK
}

/** Lognormal with mean one. */
function drawnTimes(variance: number, own: number): number {
  if (variance === 0) return 1
  return Math.exp(Math.sqrt(variance) * normal(uniform(own)) - variance / 2)
}

/** The day on which a dear start ends; -1 for a placement that has none. */
function dearUntil(prices: SpellPrices, own: number, start: number): number {
  const { dearStart } = prices
  if (dearStart === undefined || uniform(own ^ 0x64656172) >= asNumber(dearStart.share)) return -1
  const first = -Math.log(uniform(own ^ 0x74696d31))
  const second = -Math.log(uniform(own ^ 0x74696d32))
  return start + Math.max(1, Math.round(((first + second) * dearStart.meanDays) / 2))
}

function addAtBook({ prices, pence, atBook }: Work): void {
  const { firstPiece, calendar } = prices
  const width = calendar.months.length + 1
  for (let s = 0; s < SUBS; s += 1) {
    const to = whole(firstPiece, s * width + width - 1)
    for (let p = whole(firstPiece, s * width); p < to; p += 1) {
      const days = whole(atBook, p)
      if (days > 0)
        addReal(pence, whole(prices.months, p) * SUBS + s, cell(real(prices.weekly, p), days))
    }
  }
}

import type { Tx } from '#db'
import { careOf, currentImport } from '#cycle/demand/index.ts'
import { groupName, groupOf, staysOn, subTypeName } from '#cycle/demand/rules/index.ts'
import type { SubType } from '#cycle/demand/rules/index.ts'
import { may } from '#kernel/access.ts'
import type { Role } from '#kernel/access.ts'
import { day, iso } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { seesSmallNumbers } from '#office/disclosure/index.ts'
import { priceRowHref, todayHref, yearHref } from '../../addresses.ts'
import { costNow, fullYear } from '../../rules/index.ts'
import type { Price, TodayLine } from '../../rules/index.ts'
import { bookInUse } from '../../store/books.ts'
import type { BookId, BookLine } from '../../store/books.ts'
import { pricesOf } from '../../store/prices.ts'
import { costedRecord } from '../costed.ts'
import type { Costed } from '../costed.ts'
import { COSTS_RUNS, KEEPS_PRICES } from '../who.ts'

/** Children of a kind now, what each costs a week, and all of them. */
export type NowLine = {
  readonly name: string
  readonly group: string
  readonly children: number
  readonly weeklyPence?: number
  readonly weekPence?: number
  /** One more child for a full year. */
  readonly yearPence?: number
  /** Why there is no price. */
  readonly why?: string
  readonly childrenHref?: string
  readonly weekHref?: string
  readonly priceHref?: string
}

export type NowModel = {
  /** Last day of the returns in use. */
  readonly counted: string
  readonly pricesOn: string
  readonly children: number
  readonly childrenHref?: string
  readonly weekPence: number
  readonly weekHref?: string
  /** Null for readers outside the service when there are some: how many is not shown. */
  readonly unpricedChildren: number | null
  /** None for readers outside the service: a division of children, some of them few (decision 0012). */
  readonly lines: readonly NowLine[]
}

export type YearLine = {
  readonly year: string
  readonly months: number
  readonly meanPence: number
  readonly p10Pence: number
  readonly p90Pence: number
  readonly href?: string
  readonly lowHref?: string
  readonly highHref?: string
}

export type OverviewModel = {
  readonly inside: boolean
  readonly book: Pick<BookLine, 'id' | 'file' | 'decidedAt' | 'decidedBy'> | undefined
  readonly now: NowModel | undefined
  readonly forecast:
    | {
        readonly run: string
        readonly askedAt: string
        readonly costed: boolean
        readonly stale: boolean
        readonly years: readonly YearLine[]
        readonly unpricedChildWeeks: number | null
      }
    | undefined
  readonly mayLoad: boolean
  readonly mayCost: boolean
}

/** Children in care by kind of placement on the last day known, for one import. */
export type NowCount = {
  readonly importId: string
  readonly counted: Day
  readonly children: ReadonlyMap<SubType, number>
}

export async function countNow(tx: Tx): Promise<NowCount | undefined> {
  const head = await currentImport(tx)
  const care = head === undefined ? undefined : await careOf(tx, head.id)
  if (head === undefined || care === undefined) return undefined
  const counted = day(care.to - 1)
  const stays = Map.groupBy(staysOn(care, counted), (s) => s.subType)
  return {
    importId: head.id,
    counted,
    children: new Map([...stays].map(([s, own]) => [s, own.length])),
  }
}

export async function overviewModel(
  tx: Tx,
  roles: readonly Role[],
  today: Day,
  count: NowCount | undefined,
): Promise<OverviewModel> {
  const inside = seesSmallNumbers(roles)
  const book = await bookInUse(tx)
  const record = await costedRecord(tx)
  return {
    inside,
    book,
    now:
      count === undefined || book === undefined
        ? undefined
        : await nowModel(tx, inside, today, count, book),
    forecast: record === undefined ? undefined : forecastModel(record, inside),
    mayLoad: may(roles, KEEPS_PRICES),
    mayCost: may(roles, COSTS_RUNS),
  }
}

async function nowModel(
  tx: Tx,
  inside: boolean,
  today: Day,
  count: NowCount,
  book: BookLine,
): Promise<NowModel> {
  const prices = await pricesOf(tx, book.id)
  const lines = costNow(count.children, prices, today)
  const on = iso(today)
  return {
    counted: iso(count.counted),
    pricesOn: on,
    children: sumOf(lines, (l) => l.children),
    weekPence: sumOf(lines, (l) => (l.kind === 'priced' ? l.cost : 0)),
    ...(inside
      ? {
          childrenHref: `/working/demand/stock/${count.importId}`,
          weekHref: todayHref(count.importId, book.id, on),
        }
      : {}),
    unpricedChildren: shownTo(
      inside,
      sumOf(lines, (l) => (l.kind === 'unpriced' ? l.children : 0)),
    ),
    lines: inside ? lines.map((l) => nowLine(l, count, book.id, prices, on)) : [],
  }
}

function nowLine(
  l: TodayLine,
  count: NowCount,
  book: BookId,
  prices: readonly Price[],
  on: string,
): NowLine {
  const line = { ...named(l), childrenHref: `/working/demand/stock/${count.importId}/${l.subType}` }
  if (l.kind === 'unpriced') return { ...line, why: l.why }
  const [row] = l.rows
  const price = row === undefined ? undefined : prices[row]
  return {
    ...line,
    weeklyPence: l.weekly,
    weekPence: l.cost,
    yearPence: fullYear(l.weekly),
    weekHref: todayHref(count.importId, book, on, l.subType),
    ...(price === undefined ? {} : { priceHref: priceRowHref(book, price.origin) }),
  }
}

function sumOf<T>(list: readonly T[], of: (each: T) => number): number {
  return list.reduce((n, each) => n + of(each), 0)
}

function shownTo(inside: boolean, value: number): number | null {
  return inside || value === 0 ? value : null
}

function named(l: TodayLine) {
  return {
    name: subTypeName(l.subType),
    group: groupName(groupOf(l.subType)),
    children: l.children,
  }
}

function forecastModel(record: Costed, inside: boolean): OverviewModel['forecast'] {
  const { run, found } = record
  const years = found?.costing.years ?? []
  const id = found?.head.id ?? ''
  return {
    run: run.run,
    askedAt: run.askedAt,
    costed: found !== undefined,
    stale: found?.stale === true,
    years: years.map((y) => ({
      year: y.year,
      months: y.months,
      meanPence: y.cost.mean,
      p10Pence: y.cost.p10,
      p90Pence: y.cost.p90,
      ...(inside
        ? {
            href: yearHref(id, y.year, 'mean'),
            lowHref: yearHref(id, y.year, 'p10'),
            highHref: yearHref(id, y.year, 'p90'),
          }
        : {}),
    })),
    unpricedChildWeeks: shownTo(
      inside,
      sumOf(found?.costing.unpriced ?? [], (u) => u.childDays) / 7,
    ),
  }
}

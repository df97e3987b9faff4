import { subTypeName } from '#cycle/demand/rules/index.ts'
import { iso } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import type { Pence } from '#kernel/money.ts'
import type { Figure, Origin, Rule } from '#kernel/working.ts'
import { priceRowHref } from './addresses.ts'
import { keyWords, weeklyOn } from './rules/index.ts'
import type { Price } from './rules/index.ts'
import type { BookLine } from './store/books.ts'

/** A book with its prices: where a price came from. */
export type BookFacts = { readonly line: BookLine; readonly prices: readonly Price[] }

const UPLIFTED: Rule = {
  id: 'placements.uplift',
  name: 'Price on a day',
  sentence:
    'The price as written, raised by its yearly uplift on each date since, to the penny each time. It never reaches back.',
  source: 'Specification of placements, rule 4A2',
}

const AVERAGED: Rule = {
  id: 'placements.average-price',
  name: 'Average of providers’ prices',
  sentence:
    'The book has no price of the kind alone, so the plain average of its providers’ ordinary prices is used, rounded to the penny.',
  source: 'Decision 0020',
}

/** The price of a week on a day, down to the rows of the file. */
export function priceFigure(
  book: BookFacts,
  rows: readonly number[],
  on: Day,
  weekly: Pence,
): Figure {
  const prices = rows.flatMap((r) => book.prices[r] ?? [])
  const [only] = prices
  if (prices.length === 1 && only !== undefined) return onePrice(book, only, on)
  const name = only === undefined ? 'A placement' : subTypeName(only.subType)
  return {
    label: `${name}, a week on ${iso(on)}: average of ${prices.length} prices`,
    value: weekly,
    unit: 'pence-a-week',
    working: {
      kind: 'rule',
      rule: AVERAGED,
      combine: 'derived',
      parts: () => prices.map((p) => onePrice(book, p, on)),
    },
  }
}

function onePrice(book: BookFacts, price: Price, on: Day): Figure {
  const weekly = weeklyOn(price, on)
  if (weekly === price.weekly) return rowFigure(book, price)
  const { uplift } = price
  return {
    label: `${keyWords(price)}, a week on ${iso(on)}`,
    value: weekly,
    unit: 'pence-a-week',
    href: priceRowHref(book.line.id, price.origin),
    ...(uplift === undefined
      ? {}
      : { note: `raised by ${uplift.rate / 10_000}% on each ${uplift.on}` }),
    working: {
      kind: 'rule',
      rule: UPLIFTED,
      combine: 'derived',
      parts: () => [rowFigure(book, price)],
    },
  }
}

function rowFigure(book: BookFacts, price: Price): Figure {
  return {
    label: `${keyWords(price)}, a week from ${iso(price.from)}`,
    value: price.weekly,
    unit: 'pence-a-week',
    ...(price.source === '' ? {} : { note: price.source }),
    working: { kind: 'origin', origin: priceOrigin(book.line, price) },
  }
}

function priceOrigin(line: BookLine, price: Price): Origin {
  const { sheet, row } = price.origin
  return {
    kind: 'import',
    importId: line.id,
    file: line.file,
    sha256: line.sha256,
    ...(sheet === undefined ? {} : { sheet }),
    rows: [row],
    by: line.madeBy,
    at: line.madeAt,
    href: priceRowHref(line.id, price.origin),
  }
}

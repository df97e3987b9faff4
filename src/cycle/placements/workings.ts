import type { Tx } from '#db'
import { careOf, forecastLine, importById, stockFigure } from '#cycle/demand/index.ts'
import { staysOn } from '#cycle/demand/rules/index.ts'
import type { SubType } from '#cycle/demand/rules/index.ts'
import { runById } from '#jobs'
import type { CouncilId } from '#kernel/access.ts'
import { day, parseIso } from '#kernel/dates.ts'
import { parseId } from '#kernel/id.ts'
import type { Figure } from '#kernel/working.ts'
import type { House } from '#office/house.ts'
import { isMeasure } from './addresses.ts'
import type { Measure } from './addresses.ts'
import { bridgeFigure, unpricedFigure } from './change-figures.ts'
import { lineFigure, monthFigure, yearFigure } from './cost-figures.ts'
import type { CostFacts, PartKey } from './cost-figures.ts'
import type { BookFacts } from './price-figures.ts'
import { costNow } from './rules/index.ts'
import { bookById } from './store/books.ts'
import { costingHead, costingResult } from './store/costings.ts'
import { pricesOf } from './store/prices.ts'
import { todayFigure } from './today-figures.ts'

/**
 * The workings of placements' figures, by the path that follows `/working/placements/`: `cost/COSTING/YEAR/MEASURE[/KIND/LINE]`,
 * `month/COSTING/MONTH/MEASURE[/KIND/LINE]`, `line/COSTING/YEAR/LINE`,
 * `bridge/COSTING/YEAR/CAUSE`, `unpriced/COSTING/KIND` and
 * `today/IMPORT/BOOK/DAY[/KIND]`. Undefined when there is no such figure, or it is another council's.
 */
export function placementsWorkings(
  house: House,
): (council: CouncilId, path: readonly string[]) => Promise<Figure | undefined> {
  return (council, path) =>
    house.db.inCouncil(council, (tx) => {
      const [kind = '', id = '', ...rest] = path
      return kind === 'today' ? todayWorking(tx, id, rest) : costWorking(tx, kind, id, rest)
    })
}

async function costWorking(
  tx: Tx,
  kind: string,
  id: string,
  [first = '', second = '', subType, s251]: readonly string[],
): Promise<Figure | undefined> {
  const facts = await costFacts(tx, id)
  if (facts === undefined) return undefined
  if (kind === 'unpriced') return unpricedFigure(facts, first)
  if (kind === 'bridge') return bridgeFigure(facts, first, second)
  if (kind === 'line') return lineFigure(facts, first, second)
  const key = subType === undefined || s251 === undefined ? undefined : { subType, s251 }
  return isMeasure(second) ? costAt(facts, kind, [first, second], key) : undefined
}

function costAt(
  facts: CostFacts,
  kind: string,
  [when, measure]: readonly [string, Measure],
  key: PartKey | undefined,
): Figure | undefined {
  if (kind === 'cost') return yearFigure(facts, when, measure, key)
  return kind === 'month' ? monthFigure(facts, when, measure, key) : undefined
}

async function costFacts(tx: Tx, idText: string): Promise<CostFacts | undefined> {
  const id = parseId<'costing'>(idText)
  const head = id === undefined ? undefined : await costingHead(tx, id)
  if (head === undefined) return undefined
  const costing = await costingResult(tx, head.id)
  const line = await forecastLine(tx, head.run)
  const run = await runById(tx, head.run)
  const book = await bookFacts(tx, head.book)
  if (costing === undefined || line === undefined || run === undefined || book === undefined)
    throw new Error(`the costing ${head.id} has lost its run or its book`)
  const { inputHash, rulesVersion } = run
  return {
    costing,
    id: head.id,
    run: { id: head.run, seed: line.seed, inputHash, rulesVersion },
    book,
  }
}

export async function bookFacts(tx: Tx, idText: string): Promise<BookFacts | undefined> {
  const id = parseId<'price-book'>(idText)
  const line = id === undefined ? undefined : await bookById(tx, id)
  return line === undefined ? undefined : { line, prices: await pricesOf(tx, line.id) }
}

async function todayWorking(
  tx: Tx,
  importText: string,
  [bookText = '', onText = '', subType]: readonly string[],
): Promise<Figure | undefined> {
  const importId = parseId<'import'>(importText)
  const on = parseIso(onText)
  const book = await bookFacts(tx, bookText)
  const care = importId === undefined ? undefined : await careOf(tx, importId)
  if (importId === undefined || on === undefined || book === undefined || care === undefined)
    return undefined
  const counted = day(care.to - 1)
  const children = new Map(
    [...Map.groupBy(staysOn(care, counted), (s) => s.subType)].map(([s, own]) => [s, own.length]),
  )
  const head = await importById(tx, importId)
  if (head === undefined) return undefined
  const facts = { importId, by: head.made_by_name, at: head.made_at }
  const stock = (s: SubType) => stockFigure(care, counted, s, facts)
  const lines = costNow(children, book.prices, on)
  return todayFigure({ importId, stock, on, book, lines }, subType)
}

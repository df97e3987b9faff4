import { costForecast, countsOf, planOf, priceDraws } from '#cycle/placements/rules/index.ts'
import type { Price } from '#cycle/placements/rules/index.ts'
import { aBook, aTable } from '#cycle/placements/rules/test-book.ts'
import { percent } from '#kernel/rate.ts'

/**
 * Pricing 1,000 draws x 60 months x 22 sub-types in typed arrays, against the same sums with an object for every cell, as a
 * spreadsheet keeps them. Ratios of one run: this machine's milliseconds are nobody else's.
 */
const [DRAWS, MONTHS, TIMES] = [1000, 60, 9]

type Cell = {
  readonly key: string
  readonly childDays: number
  readonly weekly: number
  readonly cost: number
}

export function benchPrice(): void {
  const table = aTable({
    months: MONTHS,
    draws: DRAWS,
    childDays: (draw, month, s, uasc) =>
      uasc ? 0 : 900 + ((draw * 37 + month * 11 + s.length) % 700),
  })
  const book = aBook()
  const counts = countsOf(table, false)
  const plan = planOf(book, counts)
  const still = { seed: 1, cv: plan.map(() => 0), keep: 0.9 }
  const spread = { ...still, cv: plan.map(() => 0.3) }
  const settings = { seed: 1, widths: [], lines: [], spreads: {}, placementDays: 406 }
  const dear = aBook({ spread: { kind: 'lognormal', cv: percent(30) } })
  const [ours, naive] = [
    time(() => priceDraws(counts, plan, still)),
    time(() => objects(table, book)),
  ]
  const withSpread = time(() => priceDraws(counts, plan, spread))
  const turned = time(() => countsOf(table, false))
  const whole = time(() => costForecast(table, book, settings))
  const wholeSpread = time(() => costForecast(table, dear, settings))
  console.log(
    `${DRAWS.toLocaleString('en-GB')} draws x ${MONTHS} months x ${counts.kinds.length} sub-types`,
  )
  line('priced, typed arrays', ours)
  line('priced, an object for each cell', naive)
  console.log(`  typed arrays to objects: ${(naive / ours).toFixed(0)} times as fast`)
  line('priced with prices that spread', withSpread)
  line('draws turned round', turned)
  line('whole costing with every band', whole)
  line('whole costing, prices spread', wholeSpread)
  if (!agrees(counts, plan, table, book)) throw new Error('the two ways of pricing do not agree')
}

function line(what: string, ms: number): void {
  console.log(`  ${what.padEnd(34)} ${ms.toFixed(1).padStart(8)} ms`)
}

/** The middle of some runs. */
function time(work: () => unknown): number {
  const taken = Array.from({ length: TIMES }, () => {
    const from = performance.now()
    work()
    return performance.now() - from
  })
  return taken.toSorted((a, b) => a - b)[Math.floor(TIMES / 2)] ?? 0
}

/** The naive way: one object for each cell, looked up by a text, rounded by itself. */
function objects(table: ReturnType<typeof aTable>, book: readonly Price[]): Map<string, Cell> {
  const prices = new Map(book.map((p) => [p.subType, p.weekly]))
  const cells = new Map<string, Cell>()
  for (let draw = 0; draw < table.draws; draw += 1) {
    for (let month = 0; month < table.months; month += 1) {
      for (const [s, subType] of table.subTypes.entries()) {
        const key = `${draw}|${month}|${subType}`
        const at = (draw * table.months + month) * table.subTypes.length + s
        const childDays = table.childDays[at] ?? 0
        const weekly = prices.get(subType) ?? 0
        cells.set(key, { key, childDays, weekly, cost: Math.round((weekly * childDays) / 7) })
      }
    }
  }
  return cells
}

function agrees(
  counts: ReturnType<typeof countsOf>,
  plan: ReturnType<typeof planOf>,
  table: ReturnType<typeof aTable>,
  book: readonly Price[],
): boolean {
  const still = { seed: 1, cv: plan.map(() => 0), keep: 0.9 }
  const ours = priceDraws(counts, plan, still).atBook.reduce((a, b) => a + b, 0)
  const theirs = [...objects(table, book).values()].reduce((a, c) => a + c.cost, 0)
  return ours === theirs
}

if (import.meta.main) benchPrice()

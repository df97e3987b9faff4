import { SUB_TYPES } from '#cycle/demand/rules/index.ts'
import type { DrawTable, SubType } from '#cycle/demand/rules/index.ts'
import { dayOf, month as asMonth, monthStart } from '#kernel/dates.ts'
import { pence } from '#kernel/money.ts'
import type { Price } from './model.ts'

/** Invented prices and tables of draws, for tests and benchmarks. */

export function aPrice(parts: Partial<Price> = {}): Price {
  return {
    subType: 'agency-foster',
    provider: '',
    band: '',
    weekly: pence(82_000),
    from: dayOf(2025, 4, 1),
    to: undefined,
    spread: { kind: 'none' },
    uplift: undefined,
    source: 'invented',
    origin: { row: 2 },
    ...parts,
  }
}

/** One price for each sub-type, the nth at £(100 + 37n) a week. */
export function aBook(parts: Partial<Price> = {}): readonly Price[] {
  return SUB_TYPES.map((subType, i) =>
    aPrice({ subType, weekly: pence(10_000 + 3_700 * i), origin: { row: i + 2 }, ...parts }),
  )
}

/** A table of draws whose child-days come from a function; the same function gives unaccompanied children theirs. */
export function aTable(given: {
  readonly firstMonth?: string
  readonly months: number
  readonly draws: number
  readonly subTypes?: readonly SubType[]
  readonly childDays: (draw: number, month: number, subType: SubType, uasc: boolean) => number
}): DrawTable {
  const { months, draws, subTypes = SUB_TYPES } = given
  const cells = [false, true].flatMap((uasc) =>
    subTypes.map((s) => ({ uasc, ageBand: 0, subType: SUB_TYPES.indexOf(s) })),
  )
  const width = SUB_TYPES.length
  const childDays = new Int32Array(draws * months * width)
  const cellChildDays = new Int32Array(draws * cells.length * months)
  for (let draw = 0; draw < draws; draw += 1) {
    for (const [c, cell] of cells.entries()) {
      for (let month = 0; month < months; month += 1) {
        const days = given.childDays(draw, month, SUB_TYPES[cell.subType] ?? 'custody', cell.uasc)
        cellChildDays[(draw * cells.length + c) * months + month] = days
        const at = (draw * months + month) * width + cell.subType
        childDays[at] = (childDays[at] ?? 0) + days
      }
    }
  }
  const firstMonth = asMonth(given.firstMonth ?? '2026-04')
  return {
    origin: monthStart(firstMonth),
    firstMonth,
    months,
    draws,
    subTypes: SUB_TYPES,
    childDays,
    monthEnd: new Int32Array(childDays.length),
    cells,
    cellMonthEnd: new Uint16Array(cellChildDays.length),
    cellChildDays,
    flows: new Uint16Array(0),
    moves: new Float64Array(0),
  }
}

import { gridTable, joined, listTable } from '#office/disclosure/rules/index.ts'
import type { Sum, Table } from '#office/disclosure/rules/index.ts'
import { AGE_BANDS } from '../history/ages.ts'
import { EXIT_KINDS } from '../history/exits.ts'
import type { HistoryMonth } from '../history/months.ts'
import { GROUPS, groupOf, SUB_TYPES } from '../taxonomy.ts'
import type { Group } from '../taxonomy.ts'

/**
 * What hiding a kind of placement costs its reader. By kind and not by size, so that the same kind is hidden month after
 * month and import after import: one that came and went would tell of its neighbours.
 */
const COSTS: Readonly<Record<Group, number>> = {
  fostering: 500,
  residential: 70,
  supported: 60,
  'with-parents': 50,
  adoption: 40,
  other: 30,
  secure: 20,
}
const COST_OF_ALL = 100_000
const AGE_COSTS = [20, 40, 60, 100, 50, 30] as const

/** The stock of one day: by kind and sub-type, by age, and unaccompanied or not. All divide the same children. */
export function stockTable(
  month: Pick<HistoryMonth, 'stock' | 'subTypes' | 'ages'>,
  uasc: number,
): Table {
  const all = { cost: COST_OF_ALL }
  const groups = listTable(
    'all',
    GROUPS.map((g, i) => ({ part: g, value: month.stock[i] ?? 0, cost: COSTS[g] })),
    all,
  )
  const bySubType = GROUPS.map((g) =>
    listTable(
      `all/${g}`,
      SUB_TYPES.flatMap((s, i) =>
        groupOf(s) === g
          ? [{ part: s, value: month.subTypes[i] ?? 0, cost: COSTS[g] / 4 + i / 100 }]
          : [],
      ),
      { cost: COSTS[g] },
    ),
  )
  const whole = groups.cells[0]?.value ?? 0
  const byAge: Sum = { total: 'all', parts: AGE_BANDS.map((b) => `age/${b}`) }
  const ages: Table = {
    cells: AGE_BANDS.map((b, i) => ({
      id: `age/${b}`,
      value: month.ages[i] ?? 0,
      cost: AGE_COSTS[i] ?? 50,
    })),
    sums: [],
  }
  const unaccompanied: Table = {
    cells: [
      { id: 'uasc', value: uasc, cost: 10 },
      { id: 'without-uasc', value: whole - uasc, cost: 20 },
    ],
    sums: [],
  }
  const table = joined(groups, ...bySubType, ages, unaccompanied)
  return {
    ...table,
    sums: [...table.sums, byAge, { total: 'all', parts: ['uasc', 'without-uasc'] }],
  }
}

/** The flows of one year between two counts that are decided already: before + starts - ends = after. */
export function flowTable(year: {
  readonly before: number
  readonly starts: number
  readonly ends: number
  readonly after: number
  readonly exits: readonly number[]
  readonly shown: { readonly before: boolean; readonly after: boolean }
}): Table {
  const { shown } = year
  const exits = EXIT_KINDS.map((k, i) => ({ id: `ends/${k}`, value: year.exits[i] ?? 0, cost: 10 }))
  return {
    cells: [
      { id: 'before', value: year.before, printed: shown.before, hidden: !shown.before },
      { id: 'after', value: year.after, printed: shown.after, hidden: !shown.after },
      { id: 'starts', value: year.starts, cost: 100 },
      { id: 'ends', value: year.ends, cost: 100 },
      ...exits,
    ],
    sums: [
      { total: 'after', parts: ['before', 'starts'], less: ['ends'] },
      { total: 'ends', parts: exits.map((e) => e.id) },
    ],
  }
}

/** Moves of one year, from the row to the column. */
export function movesTable(moves: readonly number[]): Table {
  return gridTable({
    name: 'moves',
    rows: GROUPS,
    columns: GROUPS,
    value: (from, to) => moves[from * GROUPS.length + to] ?? 0,
  })
}

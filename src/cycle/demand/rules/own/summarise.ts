import { addMonths } from '#kernel/dates.ts'
import type { Month } from '#kernel/dates.ts'
import { AGE_BANDS } from '../history/ages.ts'
import type { AgeBand } from '../history/ages.ts'
import { GROUPS, SUB_TYPES } from '../taxonomy.ts'
import type { Group, SubType } from '../taxonomy.ts'
import { addReal, addWhole, real, whole } from './read.ts'
import { SUB_GROUP } from './tables.ts'
import { FLOWS, PLACES } from './types.ts'
import type { Cell, DrawTable, Flow } from './types.ts'

/** The shares of draws that are kept (10-demand, 4C5). */
export const SHARES = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975] as const

/** A number over the draws. */
export type Spread = {
  readonly mean: number
  readonly p2_5: number
  readonly p10: number
  readonly p25: number
  readonly p50: number
  readonly p75: number
  readonly p90: number
  readonly p97_5: number
}

/**
 * Children at a month's end, and mean child-days in it. Where `group`, `subType` or `ageBand` is `all`, the row adds over
 * it; `uasc` is `all` but on the rows that tell unaccompanied children apart.
 */
export type MonthRow = Spread & {
  readonly month: Month
  readonly group: Group | 'all'
  readonly subType: SubType | 'all'
  readonly ageBand: AgeBand | 'all'
  readonly uasc: 'all' | 'yes' | 'no'
  readonly childDays: number
}

export type FlowRow = Spread & { readonly month: Month; readonly flow: Flow }
export type MoveRow = {
  readonly month: Month
  readonly from: Group
  readonly to: Group
  readonly mean: number
}

export type Summary = {
  readonly months: readonly MonthRow[]
  readonly flows: readonly FlowRow[]
  readonly moves: readonly MoveRow[]
}

type Key = Pick<MonthRow, 'group' | 'subType' | 'ageBand' | 'uasc'>
const ALL: Key = { group: 'all', subType: 'all', ageBand: 'all', uasc: 'all' }

/** Quantiles and means of a table of draws: in total, by each of its sides, and by sub-type and age together. */
export function summarise(table: DrawTable): Summary {
  const rows = rowsOf(table)
  const columns = columnsOf(table)
  return {
    months: Array.from({ length: table.months }, (_, month) =>
      rows.map((row) => ({
        month: addMonths(table.firstMonth, month),
        ...row.key,
        ...spreadOf(added(table, columns, row.cells, month)),
        childDays: meanDays(table, columns, row.cells, month),
      })),
    ).flat(),
    flows: FLOWS.flatMap((flow) => flowRows(table, flow)),
    moves: moveRows(table),
  }
}

function rowsOf(table: DrawTable): readonly { key: Key; cells: readonly number[] }[] {
  const pick = (key: Partial<Key>, keep: (cell: Cell) => boolean) => ({
    key: { ...ALL, ...key },
    cells: table.cells.flatMap((cell, i) => (keep(cell) ? [i] : [])),
  })
  const rows = [
    pick({}, () => true),
    ...GROUPS.map((group) => pick({ group }, (c) => GROUPS[SUB_GROUP[c.subType] ?? 0] === group)),
    ...SUB_TYPES.map((subType, s) => pick(named(subType, s), (c) => c.subType === s)),
    ...AGE_BANDS.map((ageBand, a) => pick({ ageBand }, (c) => c.ageBand === a)),
    pick({ uasc: 'yes' }, (c) => c.uasc),
    pick({ uasc: 'no' }, (c) => !c.uasc),
    ...SUB_TYPES.flatMap((subType, s) =>
      AGE_BANDS.map((ageBand, a) =>
        pick({ ...named(subType, s), ageBand }, (c) => c.subType === s && c.ageBand === a),
      ),
    ),
  ]
  return rows.filter((row) => row.cells.length > 0)
}

function named(subType: SubType, s: number): Partial<Key> {
  return { subType, group: GROUPS[SUB_GROUP[s] ?? 0] ?? 'all' }
}

/** One number for each draw: the children of some cells at a month's end. */
export function column(table: DrawTable, cells: readonly number[], month: number): Int32Array {
  const values = new Int32Array(table.draws)
  const width = table.cells.length * table.months
  for (const cell of cells) {
    const from = cell * table.months + month
    for (let draw = 0; draw < table.draws; draw += 1) {
      values[draw] = whole(values, draw) + (table.cellMonthEnd[draw * width + from] ?? 0)
    }
  }
  return values
}

/** The table turned round, so that one number over all draws lies side by side, with child-days added over the draws. */
type Columns = {
  /** `[cell][month][draw]` */
  readonly heads: Uint16Array
  /** `[cell][month]` */
  readonly days: Float64Array
}

function columnsOf(table: DrawTable): Columns {
  const { draws } = table
  const width = table.cells.length * table.months
  const heads = new Uint16Array(draws * width)
  const days = new Float64Array(width)
  // A few draws at a time, so that what is read and what is written both stay near.
  for (let from = 0; from < draws; from += STRIP) {
    const to = Math.min(draws, from + STRIP)
    for (let place = 0; place < width; place += 1) {
      let sum = 0
      for (let draw = from; draw < to; draw += 1) {
        heads[place * draws + draw] = table.cellMonthEnd[draw * width + place] ?? 0
        sum += whole(table.cellChildDays, draw * width + place)
      }
      addReal(days, place, sum)
    }
  }
  return { heads, days }
}
const STRIP = 32

function added(
  table: DrawTable,
  columns: Columns,
  cells: readonly number[],
  month: number,
): Int32Array {
  const values = new Int32Array(table.draws)
  for (const cell of cells) {
    const from = (cell * table.months + month) * table.draws
    for (let draw = 0; draw < table.draws; draw += 1) {
      values[draw] = whole(values, draw) + (columns.heads[from + draw] ?? 0)
    }
  }
  return values
}

function meanDays(
  table: DrawTable,
  columns: Columns,
  cells: readonly number[],
  month: number,
): number {
  return (
    cells.reduce((sum, cell) => sum + real(columns.days, cell * table.months + month), 0) /
    table.draws
  )
}

/** The mean and the kept quantiles, between the draws by linear interpolation. */
export function spreadOf(values: Int32Array): Spread {
  const sorted = inOrder(values)
  const at = (share: number) => {
    const place = share * (sorted.length - 1)
    const low = whole(sorted, Math.floor(place))
    return low + (whole(sorted, Math.ceil(place)) - low) * (place - Math.floor(place))
  }
  let sum = 0
  for (let i = 0; i < sorted.length; i += 1) sum += whole(sorted, i)
  return {
    mean: sorted.length === 0 ? 0 : sum / sorted.length,
    p2_5: at(0.025),
    p10: at(0.1),
    p25: at(0.25),
    p50: at(0.5),
    p75: at(0.75),
    p90: at(0.9),
    p97_5: at(0.975),
  }
}

/** A sorted copy, by counting how often each number occurs: draws of one count lie close together. */
function inOrder(values: Int32Array): Int32Array {
  let least = Infinity
  let most = -Infinity
  for (let i = 0; i < values.length; i += 1) {
    least = Math.min(least, whole(values, i))
    most = Math.max(most, whole(values, i))
  }
  if (most - least > values.length * 4) return values.toSorted()
  const times = new Int32Array(values.length === 0 ? 0 : most - least + 1)
  for (let i = 0; i < values.length; i += 1) addWhole(times, whole(values, i) - least, 1)
  const sorted = new Int32Array(values.length)
  let at = 0
  for (let k = 0; k < times.length; k += 1) {
    sorted.fill(least + k, at, at + whole(times, k))
    at += whole(times, k)
  }
  return sorted
}

/** One number for each draw: how often something happened in a month. */
export function flowColumn(table: DrawTable, flow: Flow, month: number): Int32Array {
  const width = FLOWS.length * table.months
  const from = FLOWS.indexOf(flow) * table.months + month
  return Int32Array.from(
    { length: table.draws },
    (_, draw) => table.flows[draw * width + from] ?? 0,
  )
}

function flowRows(table: DrawTable, flow: Flow): readonly FlowRow[] {
  return Array.from({ length: table.months }, (_, month) => ({
    month: addMonths(table.firstMonth, month),
    flow,
    ...spreadOf(flowColumn(table, flow, month)),
  }))
}

function moveRows(table: DrawTable): readonly MoveRow[] {
  return GROUPS.flatMap((from, f) =>
    GROUPS.flatMap((to, t) =>
      Array.from({ length: table.months }, (_, month) => ({
        month: addMonths(table.firstMonth, month),
        from,
        to,
        mean: table.moves[(month * PLACES + f) * PLACES + t] ?? 0,
      })).filter((row) => row.mean > 0),
    ),
  )
}

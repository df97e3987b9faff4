import { SUB_TYPES } from '#cycle/demand/rules/index.ts'
import type { DrawTable, SubType } from '#cycle/demand/rules/index.ts'
import { addMonths } from '#kernel/dates.ts'
import type { Month } from '#kernel/dates.ts'

/** What is priced alike and goes to one line: a sub-type, with unaccompanied children apart where they have their own line. */
export type Kind = { readonly subType: SubType; readonly unaccompanied: 'all' | 'yes' | 'no' }

/** Child-days of every draw, month and kind: what a forecast hands to money. */
export type Counts = {
  readonly months: readonly Month[]
  readonly draws: number
  /** Only kinds that occur in any draw. */
  readonly kinds: readonly Kind[]
  /** `[month][kind][draw]`, so that the draws of one cell lie side by side. */
  readonly childDays: Int32Array
  /** `[month][kind]`: added over the draws. */
  readonly totals: Float64Array
}

/** Turns a table of draws round, by sub-type or by sub-type and whether children are unaccompanied. */
export function countsOf(table: DrawTable, unaccompaniedApart: boolean): Counts {
  const source = unaccompaniedApart ? splitSource(table) : plainSource(table)
  const used = source.kinds.flatMap((_, k) => (occurs(table, source, k) ? [k] : []))
  const { draws, months } = table
  const childDays = new Int32Array(months * used.length * draws)
  const totals = new Float64Array(months * used.length)
  used.forEach((kind, k) => {
    for (let month = 0; month < months; month += 1) {
      const cell = month * used.length + k
      let sum = 0
      for (let draw = 0; draw < draws; draw += 1) {
        const days = source.days[source.at(draw, month, kind)] ?? 0
        childDays[cell * draws + draw] = days
        sum += days
      }
      totals[cell] = sum
    }
  })
  return {
    months: Array.from({ length: months }, (_, m) => addMonths(table.firstMonth, m)),
    draws,
    kinds: used.flatMap((k) => source.kinds[k] ?? []),
    childDays,
    totals,
  }
}

type Source = {
  readonly kinds: readonly Kind[]
  readonly days: Int32Array
  readonly at: (draw: number, month: number, kind: number) => number
}

function plainSource(table: DrawTable): Source {
  const width = table.subTypes.length
  const { months } = table
  return {
    kinds: table.subTypes.map((subType) => ({ subType, unaccompanied: 'all' as const })),
    days: table.childDays,
    at: (draw, month, kind) => (draw * months + month) * width + kind,
  }
}

/** Child-days by sub-type, other children first and unaccompanied children after, added up from the table's cells. */
function splitSource(table: DrawTable): Source {
  const { months, draws, cells } = table
  const kinds = (['no', 'yes'] as const).flatMap((unaccompanied) =>
    SUB_TYPES.map((subType): Kind => ({ subType, unaccompanied })),
  )
  const days = new Int32Array(draws * kinds.length * months)
  cells.forEach((cell, c) => {
    const kind = cell.subType + (cell.uasc ? SUB_TYPES.length : 0)
    for (let draw = 0; draw < draws; draw += 1) {
      const from = (draw * cells.length + c) * months
      const to = (draw * kinds.length + kind) * months
      for (let month = 0; month < months; month += 1) {
        days[to + month] = (days[to + month] ?? 0) + (table.cellChildDays[from + month] ?? 0)
      }
    }
  })
  return {
    kinds,
    days,
    at: (draw, month, kind) => (draw * kinds.length + kind) * months + month,
  }
}

function occurs(table: DrawTable, source: Source, kind: number): boolean {
  for (let draw = 0; draw < table.draws; draw += 1) {
    for (let month = 0; month < table.months; month += 1) {
      if ((source.days[source.at(draw, month, kind)] ?? 0) > 0) return true
    }
  }
  return false
}

import { subTypeName } from '#cycle/demand/rules/index.ts'
import type { House } from '#office/house.ts'
import { workbook } from '#office/sheets/index.ts'
import type { SheetOut } from '#office/sheets/index.ts'
import { csv } from '#web'
import type { Reply, Visit } from '#web'
import { lineCode } from '../../rules/index.ts'
import type { Costing, CostSpread } from '../../rules/index.ts'
import { costedRun } from '../costed.ts'
import { runOf } from './get.ts'

const CSV_TYPE = 'text/csv; charset=utf-8'
const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const COSTS = ['expected', 'p2_5', 'p10', 'p50', 'p90', 'p97_5'] as const
const PARTS_HEAD = ['sub_type', 'placement', 's251', 's251_code', 'child_days', ...COSTS]

/** Every month by kind and line, in pounds to the penny. */
export function getCostsCsv(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const found = await costingOf(house, visit)
    if (found === undefined) return { kind: 'not-found' }
    return {
      kind: 'download',
      name: `placement-costs-${found.id}.csv`,
      type: CSV_TYPE,
      body: csv([['month', 'year', ...PARTS_HEAD], ...monthRows(found.costing, pounds)]),
    }
  }
}

/** Years, quarters, months, kinds, prices of each cell and what has no price: a sheet for each. */
export function getCostsBook(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const found = await costingOf(house, visit)
    if (found === undefined) return { kind: 'not-found' }
    return {
      kind: 'download',
      name: `placement-costs-${found.id}.xlsx`,
      type: XLSX_TYPE,
      body: workbook(sheetsOf(found.costing)),
    }
  }
}

async function costingOf(
  house: House,
  visit: Visit,
): Promise<{ readonly id: string; readonly costing: Costing } | undefined> {
  const run = runOf(visit)
  if (run === undefined) return undefined
  const costed = await house.db.inCouncil(visit.actor.council, (tx) => costedRun(tx, run))
  return costed?.found === undefined
    ? undefined
    : { id: run.slice(0, 8), costing: costed.found.costing }
}

/** Pounds as text, exactly. */
function pounds(pence: number): string {
  return (pence / 100).toFixed(2)
}

/** Pounds as a number, for sheets. */
function number(pence: number): number {
  return pence / 100
}

function spread<T>(cost: CostSpread, as: (pence: number) => T): readonly T[] {
  return [cost.mean, cost.p2_5, cost.p10, cost.p50, cost.p90, cost.p97_5].map(as)
}

function monthRows<T>(costing: Costing, as: (pence: number) => T) {
  return costing.monthParts.map((p) => [
    p.month,
    p.year,
    p.subType,
    subTypeName(p.subType),
    p.s251,
    lineCode(p.s251) ?? '',
    p.childDays,
    ...spread(p.cost, as),
  ])
}

function sheetsOf(costing: Costing): readonly SheetOut[] {
  return [
    yearsSheet(costing),
    {
      name: 'Years by kind and line',
      rows: [
        ['year', ...PARTS_HEAD],
        ...costing.yearParts.map((p) => [
          p.year,
          p.subType,
          subTypeName(p.subType),
          p.s251,
          lineCode(p.s251) ?? '',
          p.childDays,
          ...spread(p.cost, number),
        ]),
      ],
    },
    {
      name: 'Quarters',
      rows: [
        ['year', 'quarter', 'months', ...COSTS],
        ...costing.quarters.map((q) => [q.year, q.quarter, q.months, ...spread(q.cost, number)]),
      ],
    },
    {
      name: 'Months by kind and line',
      rows: [['month', 'year', ...PARTS_HEAD], ...monthRows(costing, number)],
    },
    cellsSheet(costing),
    {
      name: 'Not costed',
      rows: [
        ['sub_type', 'why', 'child_days', 'first_month', 'last_month'],
        ...costing.unpriced.map((u) => [u.subType, u.why, u.childDays, u.first, u.last]),
      ],
    },
  ]
}

function yearsSheet(costing: Costing): SheetOut {
  return {
    name: 'Years',
    rows: [
      ['year', 'months', 'child_days', ...COSTS, 'spread_from_children', 'width_of_band'],
      ...costing.years.map((y) => [
        y.year,
        y.months,
        y.childDays,
        ...spread(y.cost, number),
        y.fromChildren,
        y.width,
      ]),
    ],
  }
}

/** Every cell that is rounded: child-days and the price that make it. */
function cellsSheet(costing: Costing): SheetOut {
  return {
    name: 'Cells',
    rows: [
      ['month', 'sub_type', 's251', 'child_days', 'weekly_gbp', 'days', 'of', 'expected'],
      ...costing.monthParts.flatMap((p) =>
        p.priced.map((c) => [
          p.month,
          p.subType,
          p.s251,
          (c.totalDays * c.days) / (costing.draws * c.of),
          number(c.weekly),
          c.days,
          c.of,
          number(c.pence),
        ]),
      ),
    ],
  }
}

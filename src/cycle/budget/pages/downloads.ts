import type { House } from '#office/house.ts'
import { workbook } from '#office/sheets/index.ts'
import type { SheetOut } from '#office/sheets/index.ts'
import { csv } from '#web'
import type { Reply, Visit } from '#web'
import {
  amountsOf,
  budgetCube,
  cellsOf,
  grandTotal,
  poundsText,
  totals,
  versionsOf,
  checkVersion,
  chosenVersion,
  namesOf,
  versionSlug,
} from '../rules/index.ts'
import type { Amount, Axis, Budget, Cube, SeenCheck, VersionKey } from '../rules/index.ts'
import { seenBudget, seenPlan } from '../seen.ts'
import { yearOf } from './year/get.ts'
import { gapModel } from './gap/model.ts'

/** The columns of lines.csv. */
export const LINES_HEAD = [
  'year',
  'version',
  'service_id',
  'subjective_id',
  'stream_id',
  'area_id',
  'cost_centre',
  'month',
  'amount',
  'recurring',
  'driver_id',
  'note',
]
const CSV_TYPE = 'text/csv; charset=utf-8'
const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The lines of a version as lines.csv, so that what goes out comes in again as the same budget. */
export function getLinesCsv(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const found = await budgetOf(house, visit)
    if (found === undefined) return { kind: 'not-found' }
    const rows = found.amounts.map((a) => lineRow(a, poundsText(a.pence)))
    return {
      kind: 'download',
      name: `lines-${found.version.year}-${versionSlug(found.version).replaceAll(' ', '-')}.csv`,
      type: CSV_TYPE,
      body: csv([LINES_HEAD, ...rows]),
    }
  }
}

/** The year as a workbook: lines, totals by each axis, checks. */
export function getWorkbook(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const found = await budgetOf(house, visit)
    if (found === undefined) return { kind: 'not-found' }
    return {
      kind: 'download',
      name: `budget-${found.version.year}-${versionSlug(found.version).replaceAll(' ', '-')}.xlsx`,
      type: XLSX_TYPE,
      body: workbook(sheetsOf(found)),
    }
  }
}

/** One version of a budget, with its amounts. */
export type Found = {
  readonly budget: Budget
  readonly version: VersionKey
  readonly amounts: readonly Amount[]
  /** As its reader sees them; made anew when not given. */
  readonly checks?: readonly SeenCheck[]
}

async function budgetOf(house: House, visit: Visit): Promise<Found | undefined> {
  const year = yearOf(visit)
  if (year === undefined) return undefined
  const seen = await house.db.inCouncil(visit.actor.council, (tx) =>
    seenBudget(tx, { roles: visit.actor.roles, on: house.today() }),
  )
  const { budget, checks } = seen
  const versions = versionsOf(budget.amounts).filter((v) => v.year === year)
  const version = chosenVersion(versions, year, visit.query.get('version') ?? undefined)
  return version === undefined
    ? undefined
    : { budget, version, amounts: amountsOf(budget.amounts, version), checks: checks(version) }
}

/** An amount as a row of lines.csv. */
export function lineRow(a: Amount, amount: string | number): readonly (string | number)[] {
  const { line } = a
  return [
    a.version.year,
    a.version.name === '' ? a.version.kind : `${a.version.kind}: ${a.version.name}`,
    line.service,
    line.subjective,
    line.stream,
    line.area,
    line.costCentre,
    a.month ?? '',
    amount,
    a.oneOff ? 'one-off' : 'yes',
    a.driver ?? '',
    a.note ?? '',
  ]
}

/** The sheets of a year's workbook: lines, totals by each axis, checks. */
export function sheetsOf(found: Found): readonly SheetOut[] {
  const cube = budgetCube(found.budget, found.amounts)
  const names = namesOf(found.budget.services, found.budget.streams)
  const whole = grandTotal(cube)
  const checks: readonly SeenCheck[] = found.checks ?? checkVersion(found.budget, found.version)
  return [
    { name: 'lines', rows: [LINES_HEAD, ...found.amounts.map((a) => lineRow(a, a.pence / 100))] },
    totalsSheet(cube, 'group', 'By group', (g) => g),
    totalsSheet(cube, 'service', 'By service', names.service),
    totalsSheet(cube, 'stream', 'By stream', names.stream),
    totalsSheet(cube, 'subjective', 'By subjective', (s) => s),
    {
      name: 'checks',
      rows: [
        ['check', 'severity', 'holds', 'what', 'where', 'left', 'right', 'difference', 'mend'],
        ...checks.map((c) => [
          c.id,
          c.severity,
          c.passed ? 'yes' : 'no',
          c.what,
          c.where,
          ...[c.left, c.right, c.difference].map((n) =>
            n === null ? 'c' : c.unit === 'pence' ? n / 100 : n,
          ),
          c.fix,
        ]),
        [
          'total',
          '',
          '',
          'gross, income, net in pounds',
          '',
          whole.gross / 100,
          whole.income / 100,
          whole.net / 100,
          '',
        ],
      ],
    },
  ]
}

function totalsSheet(
  cube: Cube,
  axis: Axis,
  name: string,
  named: (id: string) => string,
): SheetOut {
  const whole = grandTotal(cube)
  return {
    name,
    rows: [
      ['id', 'name', 'gross (£)', 'income (£)', 'net (£)'],
      ...cellsOf(totals(cube, [axis])).map((c) => [
        c.at[0] ?? '',
        named(c.at[0] ?? ''),
        c.gross / 100,
        c.income / 100,
        c.net / 100,
      ]),
      ['Total', '', whole.gross / 100, whole.income / 100, whole.net / 100],
    ],
  }
}

/** The gap, year by year, to the penny. */
export function getGapCsv(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const model = gapModel(
      await house.db.inCouncil(visit.actor.council, (tx) =>
        seenPlan(tx, { roles: visit.actor.roles, on: house.today() }),
      ),
    )
    const rows = model.years.map((y) => [
      y.year,
      model.scope,
      y.basis.kind === 'lines'
        ? versionSlug(y.basis.version)
        : `rolled forward from ${y.basis.from.year}`,
      poundsOr(y.linesPence),
      poundsOr(y.grantEndedPence),
      poundsOr(y.demandPence),
      poundsOr(y.needPence),
      poundsOr(y.fundingPence),
      poundsOr(y.cumulativePence),
      poundsOr(y.cumulativeBand?.p10),
      poundsOr(y.cumulativeBand?.p90),
      poundsOr(y.newPence),
      poundsOr(y.newBand?.p10),
      poundsOr(y.newBand?.p90),
    ])
    const head = [
      'year',
      'scope',
      'basis',
      'lines',
      'of_which_grant_ended',
      'demand',
      'need',
      'funding',
      'gap_cumulative',
      'gap_cumulative_p10',
      'gap_cumulative_p90',
      'gap_new',
      'gap_new_p10',
      'gap_new_p90',
    ]
    return { kind: 'download', name: 'gap.csv', type: CSV_TYPE, body: csv([head, ...rows]) }
  }
}

function poundsOr(amount: number | null | undefined): string {
  return amount === null || amount === undefined ? 'not known' : poundsText(amount)
}

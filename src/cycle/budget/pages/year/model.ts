import {
  amountsOf,
  AXES,
  budgetCube,
  cellsOf,
  chosenVersion,
  grandTotal,
  totals,
  versionsOf,
} from '../../rules/index.ts'
import type { Axis, Cube, SeenCheck, VersionKey } from '../../rules/index.ts'
import type { Seen } from '../../seen.ts'
import type { FinancialYear } from '#kernel/year.ts'

/** Axes that a reader may choose on the page of a year. */
export const CHOICES = [
  { axis: 'group', name: 'Service group' },
  { axis: 'service', name: 'Service' },
  { axis: 'stream', name: 'Stream' },
  { axis: 'subjective-group', name: 'Subjective' },
  { axis: 'area', name: 'Area' },
  { axis: 'cost-centre', name: 'Cost centre' },
] as const satisfies readonly { readonly axis: Axis; readonly name: string }[]

export type CellLine = {
  readonly at: readonly string[]
  readonly grossPence: number
  readonly incomePence: number
  readonly netPence: number
}

export type YearModel = {
  readonly year: string
  readonly version: VersionKey
  readonly versions: readonly VersionKey[]
  readonly by: Axis
  readonly against: Axis | undefined
  readonly total: CellLine
  readonly rows: readonly CellLine[]
  /** Cells of both axes, when a second one was chosen. */
  readonly cells: readonly CellLine[]
  readonly groups: readonly CellLine[]
  readonly streams: readonly CellLine[]
  readonly oneOffPence: number
  readonly checks: readonly SeenCheck[]
}

export type YearSearch = {
  readonly version: string | undefined
  readonly by: string | undefined
  readonly against: string | undefined
}

/** The page of a year; undefined when there is no such year or version. */
export function yearModel(
  seen: Pick<Seen, 'budget' | 'checks'>,
  year: FinancialYear,
  search: YearSearch,
): YearModel | undefined {
  const { budget } = seen
  const versions = versionsOf(budget.amounts).filter((v) => v.year === year)
  const version = chosenVersion(versions, year, search.version)
  if (version === undefined) return undefined
  const cube = budgetCube(budget, amountsOf(budget.amounts, version))
  const by = axisOf(search.by) ?? 'group'
  const against = axisOf(search.against)
  return {
    year,
    version,
    versions,
    by,
    against: against === by ? undefined : against,
    total: cellLine(grandTotal(cube)),
    rows: lines(cube, [by]),
    cells: against === undefined || against === by ? [] : lines(cube, [by, against]),
    groups: lines(cube, ['group']),
    streams: lines(cube, ['stream']),
    oneOffPence: grandTotal(cube, (row) => cube.oneOff[row] === 1).net,
    checks: seen.checks(version),
  }
}

export function axisOf(text: string | undefined): Axis | undefined {
  return AXES.find((axis) => axis === text)
}

function lines(cube: Cube, axes: readonly Axis[]): readonly CellLine[] {
  return cellsOf(totals(cube, axes))
    .map(cellLine)
    .toSorted((a, b) => b.grossPence - a.grossPence)
}

function cellLine(cell: ReturnType<typeof grandTotal>): CellLine {
  return { at: cell.at, grossPence: cell.gross, incomePence: cell.income, netPence: cell.net }
}

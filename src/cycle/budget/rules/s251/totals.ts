import { faultAt } from './identities.ts'
import { COLUMN_WORDS, COLUMNS } from './model.ts'
import type { ColumnId, LayoutLine, S251Fault, S251Return, Tolerance } from './model.ts'
import { hasColumn, penceAt, rowAt, stateAt } from './values.ts'

export type TotalTest = {
  readonly line: string
  readonly id: string
  /** Councils whose total could be tested in k, l or m, and how many of them add in all three. */
  readonly councils: number
  readonly adding: number
  /** The most that a total of this line is out by, in k, l or m. */
  readonly largestDifferencePence: number
}

/** A total of the tree: its place among the lines, those of its parts, and its line. */
type Tree = { readonly place: number; readonly parts: readonly number[]; readonly line: LayoutLine }

type Tested = { readonly tests: readonly TotalTest[]; readonly faults: readonly S251Fault[] }

/** What one pass over the totals needs at every step. */
type Pass = {
  readonly r: S251Return
  readonly columns: readonly ColumnId[]
  readonly trees: ReadonlyMap<number, Tree>
  readonly allowed: number
  readonly faults: S251Fault[]
}

/** Adds every total of the year's tree for every council and column. Memo lines are in no total. */
export function totalsOf(r: S251Return, tolerance: Tolerance): Tested {
  const places = new Map(r.layout.lines.map((l, i) => [l.line, i]))
  const trees = new Map<number, Tree>()
  r.layout.lines.forEach((line, place) => {
    const parts = line.adds?.map((part) => places.get(part) ?? -1)
    if (parts !== undefined) trees.set(place, { place, parts, line })
  })
  const columns = COLUMNS.filter((c) => hasColumn(r, c))
  const pass: Pass = { r, columns, trees, allowed: tolerance.totalPence, faults: [] }
  return { tests: [...trees.values()].map((tree) => oneTotal(pass, tree)), faults: pass.faults }
}

function oneTotal(pass: Pass, tree: Tree): TotalTest {
  const { r } = pass
  const { line, id } = tree.line
  const test = { line, id, councils: 0, adding: 0, largestDifferencePence: 0 }
  r.councils.forEach((c, council) => {
    const most = mostOut(pass, tree, council)
    if (most === undefined || c.level !== 'council') return
    test.councils += 1
    test.adding += most <= pass.allowed ? 1 : 0
    test.largestDifferencePence = Math.max(test.largestDifferencePence, most)
  })
  return test
}

const MONEY: ReadonlySet<ColumnId> = new Set<ColumnId>(['k', 'l', 'm'])

/** The most that a council's total is out by in k, l or m; undefined when none could be tested. Notes what is at fault. */
function mostOut(pass: Pass, tree: Tree, council: number): number | undefined {
  const row = rowAt(pass.r, council, tree.place)
  if (row === undefined) return undefined
  let most: number | undefined
  for (const column of pass.columns) {
    const printed = penceAt(pass.r, row, column)
    const computed = printed === undefined ? undefined : partsOf(pass, council, tree, column)
    if (printed === undefined || computed === undefined) continue
    const out = Math.abs(printed - computed)
    if (MONEY.has(column)) most = Math.max(most ?? 0, out)
    if (out > pass.allowed)
      pass.faults.push(totalFault(pass.r, row, column, tree, [printed, computed]))
  }
  return most
}

/**
 * What the parts of a total come to; undefined when a part cannot be known, or none is given. A part that the council left
 * empty adds nothing; one that is suppressed or not available makes the total unknown. A part without a row of its own is
 * added from its own parts (3.1.2 from 3.1.2a and 3.1.2b), never both.
 */
function partsOf(pass: Pass, council: number, tree: Tree, column: ColumnId): number | undefined {
  let total = 0
  let given = false
  for (const part of tree.parts) {
    const row = rowAt(pass.r, council, part)
    const amount =
      row === undefined ? below(pass, council, part, column) : penceAt(pass.r, row, column)
    if (amount !== undefined) {
      total += amount
      given = true
    } else if (row === undefined || !isEmpty(pass.r, row, column)) return undefined
  }
  return given ? total : undefined
}

function below(pass: Pass, council: number, part: number, column: ColumnId): number | undefined {
  const tree = pass.trees.get(part)
  return tree === undefined ? undefined : partsOf(pass, council, tree, column)
}

function isEmpty(r: S251Return, row: number, column: ColumnId): boolean {
  const state = stateAt(r, row, column)
  return state === 'not-given' || state === 'not-applicable'
}

function totalFault(
  r: S251Return,
  row: number,
  column: ColumnId,
  tree: Tree,
  [printed, computed]: readonly [number, number],
): S251Fault {
  return {
    ...faultAt(r, row, column),
    kind: 'total',
    printedPence: printed,
    computedPence: computed,
    why: `${COLUMN_WORDS[column]} is not the sum of lines ${(tree.line.adds ?? []).join(', ')}`,
  }
}

import { faultAt } from './identities.ts'
import { COLUMN_WORDS, COLUMNS } from './model.ts'
import type { ColumnId, S251Fault, S251Return, Tolerance } from './model.ts'
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

/** A total of the tree: its place among the lines, and those of its parts. */
type Tree = { readonly place: number; readonly parts: readonly number[] }

type Tested = { readonly tests: readonly TotalTest[]; readonly faults: readonly S251Fault[] }

/** Adds every total of the year's tree for every council and column. Memo lines are in no total. */
export function totalsOf(r: S251Return, tolerance: Tolerance): Tested {
  const places = new Map(r.layout.lines.map((l, i) => [l.line, i]))
  const trees = new Map<number, Tree>()
  r.layout.lines.forEach((l, place) => {
    const parts = l.adds?.map((part) => places.get(part) ?? -1)
    if (parts !== undefined) trees.set(place, { place, parts })
  })
  const tested = [...trees.values()].map((tree) => oneTotal(r, tree, trees, tolerance))
  return { tests: tested.map((t) => t.test), faults: tested.flatMap((t) => t.faults) }
}

function oneTotal(
  r: S251Return,
  tree: Tree,
  trees: ReadonlyMap<number, Tree>,
  tolerance: Tolerance,
) {
  const line = r.layout.lines[tree.place]
  const columns = COLUMNS.filter((c) => hasColumn(r, c))
  const faults: S251Fault[] = []
  let [councils, adding, largest] = [0, 0, 0]
  for (let council = 0; council < r.councils.length; council += 1) {
    const row = rowAt(r, council, tree.place)
    if (row === undefined) continue
    let most = -1
    for (const column of columns) {
      const printed = penceAt(r, row, column)
      const computed = printed === undefined ? undefined : partsOf(r, council, tree, column, trees)
      if (printed === undefined || computed === undefined) continue
      const out = Math.abs(printed - computed)
      if (column === 'k' || column === 'l' || column === 'm') most = Math.max(most, out)
      if (out > tolerance.totalPence)
        faults.push(totalFault(r, row, column, [printed, computed], line?.adds ?? []))
    }
    if (most < 0 || r.councils[council]?.level !== 'council') continue
    councils += 1
    adding += most <= tolerance.totalPence ? 1 : 0
    largest = Math.max(largest, most)
  }
  const test: TotalTest = {
    line: line?.line ?? '',
    id: line?.id ?? '',
    councils,
    adding,
    largestDifferencePence: largest,
  }
  return { test, faults }
}

/**
 * What the parts of a total come to; undefined when a part cannot be known, or none is given. A part that the council left
 * empty adds nothing; one that is suppressed or not available makes the total unknown. A part without a row of its own is
 * added from its own parts (3.1.2 from 3.1.2a and 3.1.2b), never both.
 */
function partsOf(
  r: S251Return,
  council: number,
  tree: Tree,
  column: ColumnId,
  trees: ReadonlyMap<number, Tree>,
): number | undefined {
  let total = 0
  let given = false
  for (const part of tree.parts) {
    const row = rowAt(r, council, part)
    const amount =
      row === undefined ? below(r, council, part, column, trees) : penceAt(r, row, column)
    if (amount !== undefined) {
      total += amount
      given = true
    } else if (row === undefined || !isEmpty(r, row, column)) return undefined
  }
  return given ? total : undefined
}

function below(
  r: S251Return,
  council: number,
  part: number,
  column: ColumnId,
  trees: ReadonlyMap<number, Tree>,
): number | undefined {
  const tree = trees.get(part)
  return tree === undefined ? undefined : partsOf(r, council, tree, column, trees)
}

function isEmpty(r: S251Return, row: number, column: ColumnId): boolean {
  const state = stateAt(r, row, column)
  return state === 'not-given' || state === 'not-applicable'
}

function totalFault(
  r: S251Return,
  row: number,
  column: ColumnId,
  [printed, computed]: readonly [number, number],
  adds: readonly string[],
): S251Fault {
  return {
    ...faultAt(r, row, column),
    kind: 'total',
    printedPence: printed,
    computedPence: computed,
    why: `${COLUMN_WORDS[column]} is not the sum of lines ${adds.join(', ')}`,
  }
}

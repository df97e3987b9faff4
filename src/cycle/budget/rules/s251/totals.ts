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

const MONEY: readonly ColumnId[] = ['k', 'l', 'm']

/** Adds every total of the year's tree for every council and column. Memo lines are in no total. */
export function totalsOf(
  r: S251Return,
  tolerance: Tolerance,
): { readonly tests: readonly TotalTest[]; readonly faults: readonly S251Fault[] } {
  const faults: S251Fault[] = []
  const tests = r.layout.lines.flatMap((line, place) => {
    if (line.adds === undefined) return []
    const test = { line: line.line, id: line.id, councils: 0, adding: 0, largestDifferencePence: 0 }
    for (let council = 0; council < r.councils.length; council += 1) {
      const row = rowAt(r, council, place)
      if (row === undefined) continue
      const out = COLUMNS.flatMap((column) => difference(r, { council, row, place, column }))
      const money = out.filter((o) => MONEY.includes(o.column))
      const most = Math.max(0, ...money.map((o) => Math.abs(o.printed - o.computed)))
      if (money.length > 0 && r.councils[council]?.level === 'council') {
        test.councils += 1
        test.adding += most <= tolerance.totalPence ? 1 : 0
        test.largestDifferencePence = Math.max(test.largestDifferencePence, most)
      }
      const wrong = out.filter((o) => Math.abs(o.printed - o.computed) > tolerance.totalPence)
      faults.push(...wrong.map((o) => totalFault(r, row, o, line.adds ?? [])))
    }
    return [test]
  })
  return { tests, faults }
}

type Place = {
  readonly council: number
  readonly row: number
  readonly place: number
  readonly column: ColumnId
}
type Difference = { readonly column: ColumnId; readonly printed: number; readonly computed: number }

/** Nothing when the column is not there, the total is not given, or a part cannot be known. */
function difference(r: S251Return, at: Place): readonly Difference[] {
  if (!hasColumn(r, at.column)) return []
  const printed = penceAt(r, at.row, at.column)
  if (printed === undefined) return []
  const computed = partsOf(r, at.council, at.place, at.column)
  return computed?.given === true ? [{ column: at.column, printed, computed: computed.pence }] : []
}

type Added = { readonly pence: number; readonly given: boolean }

/**
 * The parts of a total. A part that the council left empty adds nothing; one that is suppressed or not available makes the
 * total unknown. A part without a row of its own is added from its own parts (3.1.2 from 3.1.2a and 3.1.2b), never both.
 */
function partsOf(
  r: S251Return,
  council: number,
  place: number,
  column: ColumnId,
): Added | undefined {
  let pence = 0
  let given = false
  for (const part of r.layout.lines[place]?.adds ?? []) {
    const added = partOf(
      r,
      council,
      r.layout.lines.findIndex((l) => l.line === part),
      column,
    )
    if (added === undefined) return undefined
    pence += added.pence
    given ||= added.given
  }
  return { pence, given }
}

function partOf(
  r: S251Return,
  council: number,
  place: number,
  column: ColumnId,
): Added | undefined {
  const row = rowAt(r, council, place)
  if (row === undefined)
    return r.layout.lines[place]?.adds === undefined
      ? undefined
      : partsOf(r, council, place, column)
  const amount = penceAt(r, row, column)
  if (amount !== undefined) return { pence: amount, given: true }
  const state = stateAt(r, row, column)
  return state === 'not-given' || state === 'not-applicable'
    ? { pence: 0, given: false }
    : undefined
}

function totalFault(r: S251Return, row: number, o: Difference, adds: readonly string[]): S251Fault {
  return {
    ...faultAt(r, row, o.column),
    kind: 'total',
    printedPence: o.printed,
    computedPence: o.computed,
    why: `${COLUMN_WORDS[o.column]} is not the sum of lines ${adds.join(', ')}`,
  }
}

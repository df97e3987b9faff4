import { emptyFaults } from './empty.ts'
import { identitiesOf } from './identities.ts'
import type { IdentityTest } from './identities.ts'
import type { S251Fault, S251Return, Tolerance } from './model.ts'
import { totalsOf } from './totals.ts'
import type { TotalTest } from './totals.ts'
import { penceAt, rowAt } from './values.ts'

export type EnglandTotals = {
  /** Spending without capital expenditure from revenue, all councils of the file; null when no row gives it. */
  readonly grossPence: number | null
  readonly incomePence: number | null
  readonly netPence: number | null
  readonly grossWithCeraPence: number | null
  /** Whether councils were added, or the table's own line for England was read. */
  readonly from: 'councils' | 'england'
}

export type S251Checked = {
  readonly identities: readonly IdentityTest[]
  readonly totals: readonly TotalTest[]
  readonly faults: readonly S251Fault[]
  readonly england: EnglandTotals
  readonly tolerance: Tolerance
}

/** Every identity, every total and every cell of a year's returns (30-budget rules 26 to 28). */
export function checkReturn(r: S251Return): S251Checked {
  const tolerance = toleranceOf(r)
  const identities = identitiesOf(r, tolerance)
  const totals = totalsOf(r, tolerance)
  return {
    identities: identities.tests,
    totals: totals.tests,
    faults: inOrder(r, [...identities.faults, ...totals.faults, ...emptyFaults(r)]),
    england: englandOf(r),
    tolerance,
  }
}

/** A cell is at fault once: the row's own identity says it before a total does. */
function inOrder(r: S251Return, faults: readonly S251Fault[]): readonly S251Fault[] {
  const places = new Map(r.layout.lines.map((l, i) => [l.line, i]))
  const seen = new Set<string>()
  const once = faults.filter((f) => {
    const key = `${f.council}|${f.line}|${f.column}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
  return once.toSorted(
    (a, b) =>
      (a.council < b.council ? -1 : a.council > b.council ? 1 : 0) ||
      (places.get(a.line) ?? 0) - (places.get(b.line) ?? 0),
  )
}

export const TO_THE_PENNY: Tolerance = { rowPence: 2, totalPence: 10 }
export const TO_THE_POUND: Tolerance = { rowPence: 100, totalPence: 100 }

/** Totals alone may hold pence in a file of whole pounds: 2012-13 and 2013-14 do. */
function toleranceOf(r: S251Return): Tolerance {
  if (r.layout.tolerance !== 'by-file') return r.layout.tolerance
  const columns = r.money.length / Math.max(1, r.council.length)
  const inPence = r.line.some((line, row) => {
    if (r.layout.lines[line]?.adds !== undefined) return false
    return r.money.subarray(row * columns, (row + 1) * columns).some((p) => p % 100 !== 0)
  })
  return inPence ? TO_THE_PENNY : TO_THE_POUND
}

function englandOf(r: S251Return): EnglandTotals {
  const councils = r.councils.flatMap((c, i) => (c.level === 'council' ? [i] : []))
  const england = r.councils.flatMap((c, i) => (c.level === 'england' ? [i] : []))
  const from = councils.length > 0 ? 'councils' : 'england'
  const places = from === 'councils' ? councils : england
  const added = (id: string, column: 'k' | 'l' | 'm'): number | null => {
    const line = r.layout.lines.findIndex((l) => l.id === id)
    const given = places.flatMap((place) => {
      const row = line < 0 ? undefined : rowAt(r, place, line)
      const amount = row === undefined ? undefined : penceAt(r, row, column)
      return amount === undefined ? [] : [amount]
    })
    return given.length === 0 ? null : given.reduce((a, b) => a + b, 0)
  }
  return {
    grossPence: added('grand.excl', 'k'),
    incomePence: added('grand.excl', 'l'),
    netPence: added('grand.excl', 'm'),
    grossWithCeraPence: added('grand.incl', 'k'),
    from,
  }
}

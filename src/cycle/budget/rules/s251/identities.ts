import { COLUMN_WORDS } from './model.ts'
import type { ColumnId, S251Fault, S251Return, Tolerance } from './model.ts'
import { hasColumn, penceAt, PROVISION } from './values.ts'

export type IdentityTest = {
  readonly id: string
  readonly rule: string
  readonly tested: number
  readonly failed: number
}

/** `left = the plus columns - the minus columns`, on every row that gives all of them. */
export type Identity = {
  readonly id: ColumnId
  readonly plus: readonly ColumnId[]
  readonly minus: readonly ColumnId[]
}

/** The identities of a layout: those whose columns it has (30-budget rule 26). */
export function identities(r: S251Return): readonly Identity[] {
  const provision = PROVISION.filter((c) => hasColumn(r, c))
  const all: readonly Identity[] = [
    { id: 'k', plus: provision, minus: [] },
    { id: 'm', plus: ['k'], minus: ['l'] },
    { id: 'q', plus: ['m'], minus: ['n', 'o'] },
  ]
  return all.filter(
    (i) => i.plus.length > 0 && [i.id, ...i.plus, ...i.minus].every((c) => hasColumn(r, c)),
  )
}

export function ruleOf(i: Identity): string {
  return `${i.id} = ${i.plus.join(' + ')}${i.minus.map((c) => ` - ${c}`).join('')}`
}

/** What the right-hand side comes to; undefined when one of its cells is not given. */
export function rightSide(r: S251Return, row: number, i: Identity): number | undefined {
  let total = 0
  for (const c of i.plus) {
    const amount = penceAt(r, row, c)
    if (amount === undefined) return undefined
    total += amount
  }
  for (const c of i.minus) {
    const amount = penceAt(r, row, c)
    if (amount === undefined) return undefined
    total -= amount
  }
  return total
}

/** Tests each identity where all its cells are given. */
export function identitiesOf(
  r: S251Return,
  tolerance: Tolerance,
): { readonly tests: readonly IdentityTest[]; readonly faults: readonly S251Fault[] } {
  const faults: S251Fault[] = []
  const tests = identities(r).map((identity) => {
    let tested = 0
    let failed = 0
    for (let row = 0; row < r.council.length; row += 1) {
      const printed = penceAt(r, row, identity.id)
      const computed = printed === undefined ? undefined : rightSide(r, row, identity)
      if (printed === undefined || computed === undefined) continue
      tested += 1
      if (Math.abs(printed - computed) <= allowed(r, row, tolerance)) continue
      failed += 1
      faults.push(identityFault(r, row, identity, [printed, computed]))
    }
    return { id: identity.id, rule: ruleOf(identity), tested, failed }
  })
  return { tests, faults }
}

function allowed(r: S251Return, row: number, tolerance: Tolerance): number {
  const line = r.layout.lines[r.line[row] ?? 0]
  return line?.adds === undefined ? tolerance.rowPence : tolerance.totalPence
}

function identityFault(
  r: S251Return,
  row: number,
  identity: Identity,
  [printed, computed]: readonly [number, number],
): S251Fault {
  return {
    ...faultAt(r, row, identity.id),
    kind: 'identity',
    printedPence: printed,
    computedPence: computed,
    why: `${COLUMN_WORDS[identity.id]} is not ${ruleOf(identity).slice(identity.id.length + 3)}`,
  }
}

/** Where a fault stands. */
export function faultAt(r: S251Return, row: number, column: ColumnId) {
  const council = r.councils[r.council[row] ?? -1]
  const line = r.layout.lines[r.line[row] ?? -1]
  const fileRow = r.fileRow[row]
  if (council === undefined || line === undefined || fileRow === undefined)
    throw new Error(`the return of ${r.year} has no row ${row}`)
  return {
    council: council.code,
    name: council.name,
    line: line.line,
    id: line.id,
    column,
    row: fileRow,
  }
}

import { isSmall } from './profile.ts'
import type { Profile } from './profile.ts'
import { ranges } from './simplex.ts'
import type { Range } from './simplex.ts'
import type { Cell, Contributors, Sum, Table } from './table.ts'

/** What an outsider can know of a hidden cell from everything that is printed. */
export type Bound = Range & { readonly id: string }

/** Hidden cells that are tied to one another by sums: what is learnt of one may tell of another, and of no one else. */
export type Knot = { readonly hidden: readonly Cell[]; readonly sums: readonly Sum[] }

/** A table made ready to be asked again and again. */
export type Links = {
  readonly cells: ReadonlyMap<string, Cell>
  readonly sumsOf: ReadonlyMap<string, readonly Sum[]>
}

export function linksOf(table: Table): Links {
  const cells = new Map(table.cells.map((c) => [c.id, c]))
  const sumsOf = new Map<string, Sum[]>()
  for (const sum of table.sums)
    for (const id of idsOf(sum)) {
      if (!cells.has(id)) throw new Error(`a sum names ${id}, which is no cell of the table`)
      const known = sumsOf.get(id)
      if (known === undefined) sumsOf.set(id, [sum])
      else known.push(sum)
    }
  return { cells, sumsOf }
}

export function idsOf(sum: Sum): readonly string[] {
  return [sum.total, ...sum.parts, ...(sum.less ?? [])]
}

/** The cells that are tied to one hidden cell, itself among them. */
export function knotOf(links: Links, hidden: ReadonlySet<string>, from: string): Knot {
  const seen = new Set([from])
  const sums = new Set<Sum>()
  for (const id of seen)
    for (const sum of links.sumsOf.get(id) ?? []) {
      if (sums.has(sum)) continue
      sums.add(sum)
      for (const other of idsOf(sum)) if (hidden.has(other)) seen.add(other)
    }
  return { hidden: [...seen].flatMap((id) => links.cells.get(id) ?? []), sums: [...sums] }
}

/**
 * The least that a reader knows of a hidden cell before any sum: a hidden count is at least 1 where noughts are printed;
 * a cell that is printed nowhere may be nought. Money that is given back has no floor of its own: ten times itself is far.
 */
function floorOf(cell: Cell, profile: Profile): number {
  const counts = (cell.kind ?? 'count') === 'count'
  if (cell.value < 0) return cell.value * 10
  return counts && cell.silent !== true && profile.zero === 'shown' && cell.value !== 0 ? 1 : 0
}

/** What can be worked out of the cells asked for, from all sums of their knot (89-returns, D3). */
export function boundsIn(
  links: Links,
  knot: Knot,
  asked: readonly Cell[],
  profile: Profile,
): readonly Bound[] {
  const place = new Map(knot.hidden.map((c, i) => [c.id, i]))
  const floors = knot.hidden.map((c) => floorOf(c, profile))
  const equations = knot.sums.map((sum) => equationOf(links, sum, place, floors))
  const wanted = asked.map((c) => place.get(c.id) ?? -1)
  const found = ranges(equations, knot.hidden.length, wanted)
  if (found === undefined)
    throw new Error(`the sums of ${knot.sums[0]?.total ?? 'a table'} do not add up`)
  return asked.map((cell, i) => {
    const floor = floors[wanted[i] ?? 0] ?? 0
    const range = found.get(wanted[i] ?? 0) ?? { low: 0, high: Infinity }
    const whole = (cell.kind ?? 'count') === 'count'
    const low = floor + range.low
    const high = floor + range.high
    return whole
      ? { id: cell.id, low: Math.ceil(low - 1e-6), high: Math.floor(high + 1e-6) }
      : { id: cell.id, low, high }
  })
}

function equationOf(
  links: Links,
  sum: Sum,
  place: ReadonlyMap<string, number>,
  floors: readonly number[],
): Float64Array {
  const equation = new Float64Array(place.size + 1)
  const put = (id: string, times: number): void => {
    const at = place.get(id)
    if (at === undefined) {
      equation[place.size] = (equation[place.size] ?? 0) - times * (links.cells.get(id)?.value ?? 0)
      return
    }
    equation[at] = (equation[at] ?? 0) + times
    equation[place.size] = (equation[place.size] ?? 0) - times * (floors[at] ?? 0)
  }
  put(sum.total, 1)
  for (const id of sum.parts) put(id, -1)
  for (const id of sum.less ?? []) put(id, 1)
  return equation
}

/** Whether a cell may not be known: few children, money that tells of few (D1, D6), or hidden already. */
export function isPrimary(cell: Cell, profile: Profile): boolean {
  if (cell.hidden === true) return true
  if (cell.kind !== 'money') return isSmall(cell.value, profile)
  const { behind } = cell
  if (behind === undefined || cell.value === 0 || profile.method.kind === 'none') return false
  const few = behind.number > 0 && behind.number < profile.money.minContributors
  return isSmall(behind.number, profile) || few || dominated(cell.value, behind, profile)
}

/** The p% rule: the second largest could work out the largest from the total. */
function dominated(total: number, behind: Contributors, profile: Profile): boolean {
  const { largest, second = 0 } = behind
  if (largest === undefined) return false
  return total - largest - second < (profile.money.pPercent / 100) * largest
}

/** Whether what is known of a cell is vague enough. */
export function isVague(cell: Cell, bound: Range, profile: Profile): boolean {
  const { method } = profile
  if (method.kind !== 'hide') return true
  if (cell.kind === 'money') {
    const p = profile.money.pPercent / 100
    return bound.low <= cell.value * (1 - p) && bound.high >= cell.value * (1 + p)
  }
  return bound.high - bound.low >= method.minWidth && bound.high > profile.small.max
}

/**
 * Tries to work out every hidden cell from all that is printed. `hidden` names what is not printed; cells that are
 * printed nowhere are added. The answer is for those who protect, and never for a reader.
 */
export function attack(
  table: Table,
  hidden: ReadonlySet<string>,
  profile: Profile,
): readonly Bound[] {
  const links = linksOf(table)
  const all = withSilent(table, hidden)
  const done = new Map<string, Bound>()
  for (const id of all) {
    if (done.has(id)) continue
    const knot = knotOf(links, all, id)
    for (const bound of boundsIn(links, knot, knot.hidden, profile)) done.set(bound.id, bound)
  }
  return [...done.values()]
}

export function withSilent(table: Table, hidden: ReadonlySet<string>): Set<string> {
  return new Set([...hidden, ...table.cells.filter((c) => c.silent === true).map((c) => c.id)])
}

/** The cells that are small and that a reader could know too well. Empty means that the table may be shown so. */
export function exposed(
  table: Table,
  hidden: ReadonlySet<string>,
  profile: Profile,
): readonly string[] {
  const bounds = new Map(attack(table, hidden, profile).map((b) => [b.id, b]))
  return table.cells
    .filter((cell) => isPrimary(cell, profile))
    .filter((cell) => {
      const bound = bounds.get(cell.id)
      return bound === undefined || !isVague(cell, bound, profile)
    })
    .map((cell) => cell.id)
}

import { boundsIn, idsOf, isPrimary, isVague, knotOf } from './attack.ts'
import type { Knot, Links } from './attack.ts'
import type { Profile } from './profile.ts'
import type { Cell } from './table.ts'

/** Steps of the search for the least set; beyond them the steady way decides, and the audit decides either way. */
const MOST_STEPS = 400

/** A knot of more hidden cells than this goes the steady way at once. */
const MOST_SEARCHED = 24

/** What the choice of further cells rests on. */
export type Choice = {
  readonly links: Links
  readonly profile: Profile
  readonly totals: ReadonlySet<string>
}

/** The first small cell of the knot that is known too well. */
export function exposedIn(choice: Choice, knot: Knot): Cell | undefined {
  const { links, profile } = choice
  const small = knot.hidden.filter((c) => isPrimary(c, profile))
  const bounds = boundsIn(links, knot, small, profile)
  return small.find((cell, i) => {
    const bound = bounds[i]
    return bound === undefined || !isVague(cell, bound, profile)
  })
}

/** A total costs more than a part; noughts are never hidden where they are printed (D2). */
function costOf(choice: Choice, cell: Cell): number {
  if (cell.cost !== undefined) return cell.cost
  const own = Math.max(1, Math.abs(cell.value))
  return choice.totals.has(cell.id) ? own * 10 + 1000 : own
}

/**
 * Cells that could be hidden to loosen a knot: printed, not nought, and tied to it. A small cell that is alone in a sum
 * needs company in that very sum, so the search looks nowhere else.
 */
function candidates(
  choice: Choice,
  knot: Knot,
  hidden: ReadonlySet<string>,
  cell: Cell,
): readonly Cell[] {
  const lonely = knot.sums.find(
    (sum) =>
      idsOf(sum).includes(cell.id) && idsOf(sum).every((id) => id === cell.id || !hidden.has(id)),
  )
  const around = new Set((lonely === undefined ? knot.sums : [lonely]).flatMap(idsOf))
  return [...around]
    .filter((id) => !hidden.has(id))
    .flatMap((id) => choice.links.cells.get(id) ?? [])
    .filter((c) => c.printed !== true && !(c.value === 0 && choice.profile.zero === 'shown'))
    .toSorted((a, b) => costOf(choice, a) - costOf(choice, b) || (a.id < b.id ? -1 : 1))
}

export type Search =
  | { readonly kind: 'found'; readonly extra: readonly string[]; readonly least: boolean }
  | { readonly kind: 'none' }

/** The further cells to hide for the knot around one cell: the least set where it can be proved, else a good one. */
export function loosen(choice: Choice, hidden: ReadonlySet<string>, from: string): Search {
  const knot = knotOf(choice.links, hidden, from)
  if (knot.hidden.length > MOST_SEARCHED) return steadily(choice, hidden, from)
  return leastSet(choice, hidden, from) ?? steadily(choice, hidden, from)
}

type State = { readonly extra: readonly string[]; readonly cost: number }

/**
 * Sets in order of their cost, so that the first that passes is the least. Whatever passes must hold a cell tied to the
 * knot that fails, because hiding elsewhere tells that knot nothing: so only those are tried.
 */
function leastSet(choice: Choice, hidden: ReadonlySet<string>, from: string): Search | undefined {
  const queue: State[] = [{ extra: [], cost: 0 }]
  const seen = new Set([''])
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const state = cheapest(queue)
    if (state === undefined) return { kind: 'none' }
    const all = new Set([...hidden, ...state.extra])
    const knot = knotOf(choice.links, all, from)
    const cell = exposedIn(choice, knot)
    if (cell === undefined) return { kind: 'found', extra: state.extra, least: true }
    for (const next of candidates(choice, knot, all, cell)) {
      const extra = [...state.extra, next.id].toSorted()
      const key = extra.join('\n')
      if (seen.has(key)) continue
      seen.add(key)
      queue.push({ extra, cost: state.cost + costOf(choice, next) })
    }
  }
  return undefined
}

function cheapest(queue: State[]): State | undefined {
  let at = 0
  for (let i = 1; i < queue.length; i += 1)
    if ((queue[i]?.cost ?? 0) < (queue[at]?.cost ?? 0)) at = i
  return queue.splice(at, 1)[0]
}

/** Hides the cheapest tied cell until the knot passes, then prints again, dearest first, what was not needed. */
function steadily(choice: Choice, hidden: ReadonlySet<string>, from: string): Search {
  const all = new Set(hidden)
  const extra: Cell[] = []
  for (;;) {
    const knot = knotOf(choice.links, all, from)
    const cell = exposedIn(choice, knot)
    if (cell === undefined) break
    const [next] = candidates(choice, knot, all, cell)
    if (next === undefined) return { kind: 'none' }
    all.add(next.id)
    extra.push(next)
  }
  const needed = extra
    .toSorted((a, b) => costOf(choice, b) - costOf(choice, a))
    .filter((cell) => {
      all.delete(cell.id)
      const holds = stillHolds(choice, all, [from, ...extra.map((c) => c.id)])
      if (!holds) all.add(cell.id)
      return !holds
    })
  return { kind: 'found', extra: needed.map((c) => c.id), least: false }
}

/** Printing a cell again may cut a knot in two: each piece is asked. */
function stillHolds(
  choice: Choice,
  hidden: ReadonlySet<string>,
  among: readonly string[],
): boolean {
  const asked = new Set<string>()
  for (const id of among) {
    if (asked.has(id) || !hidden.has(id)) continue
    const knot = knotOf(choice.links, hidden, id)
    for (const cell of knot.hidden) asked.add(cell.id)
    if (exposedIn(choice, knot) !== undefined) return false
  }
  return true
}

import type { Day } from '#kernel/dates.ts'
import { iso } from '#kernel/dates.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { BINS, NOT_IN_CARE, stateName } from './types.ts'
import type { PeerCare } from './types.ts'

/** Days from `first` to `last`, both ends counted (the peer's reference period; not half-open). */
export type Reference = { readonly first: Day; readonly last: Day }

export type PeerRate = { readonly from: string; readonly to: string; readonly rate: number }

/** What the peer learns from a reference period: states in order, rates by pair, entrants a day by state. */
export type PeerModel = {
  readonly states: readonly string[]
  readonly rates: readonly PeerRate[]
  readonly entrantsPerDay: Readonly<Record<string, number>>
}

/** Children in a state on each day from `dataStart` to `dataEnd` (step 12). */
export type Stock = { readonly first: Day; readonly byState: ReadonlyMap<string, Float64Array> }

/** Step 12: rows started by a day minus rows ended by it. */
export function stockOf(care: PeerCare): Stock {
  const days = care.dataEnd - care.dataStart + 1
  const byState = new Map<string, Float64Array>()
  for (const row of care.rows) {
    const state = stateName(row.bin, row.category)
    const series = byState.get(state) ?? new Float64Array(days)
    byState.set(state, series)
    add(series, row.decom - care.dataStart, 1)
    if (row.dec !== undefined) add(series, row.dec - care.dataStart, -1)
  }
  for (const series of byState.values()) {
    for (let t = 1; t < days; t += 1) series[t] = (series[t] ?? 0) + (series[t - 1] ?? 0)
  }
  return { first: care.dataStart, byState }
}

function add(series: Float64Array, at: number, by: number): void {
  if (at >= series.length) return
  const t = Math.max(0, at)
  series[t] = (series[t] ?? 0) + by
}

type Pair = { readonly from: string; readonly to: string }

/** Steps 13 and 14. Refuses, naming the day and the pair, when somebody leaves a state that held nobody. */
export function learn(care: PeerCare, stock: Stock, reference: Reference): Result<PeerModel> {
  const moves = movesByPair(care)
  const pairs = listedPairs(care, moves)
  const rates: PeerRate[] = []
  for (const pair of pairs) {
    const result = meanRate(pair, moves.get(key(pair)), stock, reference)
    if (!result.ok) return result
    rates.push({ ...pair, rate: result.value })
  }
  const states = [...new Set(pairs.flatMap((p) => [p.from, p.to]))].toSorted()
  return ok({ states, rates, entrantsPerDay: entrants(care, states, reference) })
}

function key(pair: Pair): string {
  return `${pair.from}|${pair.to}`
}

/** Days on which rows of a state ended into another, by pair. */
function movesByPair(care: PeerCare): Map<string, Day[]> {
  const moves = new Map<string, Day[]>()
  for (const row of care.rows) {
    if (row.dec === undefined) continue
    const pair = key({
      from: stateName(row.bin, row.category),
      to: stateName(row.endBin, row.after),
    })
    const days = moves.get(pair) ?? []
    days.push(row.dec)
    moves.set(pair, days)
  }
  return moves
}

/** Every pair of categories seen in the same bin, every exit, and every other pair seen. */
function listedPairs(care: PeerCare, moves: ReadonlyMap<string, readonly Day[]>): readonly Pair[] {
  const seen = new Set<string>(moves.keys())
  for (const bin of BINS) {
    const categories = [
      ...new Set(care.rows.filter((r) => r.bin === bin.name).map((r) => r.category)),
    ]
    for (const from of categories) {
      for (const to of [...categories, NOT_IN_CARE]) {
        seen.add(key({ from: stateName(bin.name, from), to: stateName(bin.name, to) }))
      }
    }
  }
  return [...seen].toSorted().map((k) => {
    const [from = '', to = ''] = k.split('|')
    return { from, to }
  })
}

function meanRate(
  pair: Pair,
  moved: readonly Day[] | undefined,
  stock: Stock,
  reference: Reference,
): Result<number> {
  const series = stock.byState.get(pair.from)
  if (series === undefined) return ok(0)
  const moves = movesByDay(moved ?? [], reference)
  let total = 0
  let counted = 0
  // The first day of the data has no day before it: skipped.
  for (let i = Math.max(0, stock.first + 1 - reference.first); i < moves.length; i += 1) {
    const held = series[reference.first + i - 1 - stock.first] ?? 0
    const left = moves[i] ?? 0
    if (held > 0) {
      total += left / held
      counted += 1
    } else if (left > 0) return leftNobody(pair, (reference.first + i) as Day)
  }
  return ok(counted === 0 ? 0 : total / counted)
}

function movesByDay(moved: readonly Day[], reference: Reference): Float64Array {
  const moves = new Float64Array(reference.last - reference.first + 1)
  for (const d of moved) {
    const i = d - reference.first
    if (i >= 0 && i < moves.length) moves[i] = (moves[i] ?? 0) + 1
  }
  return moves
}

function leftNobody(pair: Pair, on: Day): Result<number> {
  return refused({
    kind: 'left-an-empty-state',
    message: `On ${iso(on)} a child moves from "${pair.from}" to "${pair.to}", but nobody was in "${pair.from}" the day before: the peer stops here`,
    mend: 'Choose a reference period that leaves this day out, or use our own forecast (--kind own)',
    value: iso(on),
  })
}

function entrants(
  care: PeerCare,
  states: readonly string[],
  reference: Reference,
): Record<string, number> {
  const days = reference.last - reference.first + 1
  const counts = new Map<string, number>()
  for (const row of care.rows) {
    const inside = row.decom >= reference.first && row.decom <= reference.last
    if (!inside || row.before !== NOT_IN_CARE) continue
    const state = stateName(row.bin, row.category)
    counts.set(state, (counts.get(state) ?? 0) + 1)
  }
  return Object.fromEntries(states.map((s) => [s, (counts.get(s) ?? 0) / days]))
}

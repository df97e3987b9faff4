/**
 * Least and greatest value of each unknown of `A x = b, x >= 0`, by the simplex method with Bland's rule (Bland, 1977:
 * it cannot cycle). The tables of one release are small: rows and unknowns in the tens.
 */
const TINY = 1e-9

export type Range = { readonly low: number; readonly high: number }

/** Ranges of the unknowns asked for; undefined when nothing satisfies the equations. */
export function ranges(
  equations: readonly Float64Array[],
  unknowns: number,
  asked: readonly number[],
): ReadonlyMap<number, Range> | undefined {
  const start = feasible(equations, unknowns)
  if (start === undefined) return undefined
  return new Map(
    asked.map((x) => [x, { low: -greatest(start, x, -1), high: greatest(start, x, 1) }]),
  )
}

type Tableau = {
  /** Each row ends with its right-hand side. */
  readonly rows: Float64Array[]
  readonly basis: number[]
  readonly width: number
}

/** A first corner: artificial unknowns are driven out, and rows that say nothing new are dropped. */
function feasible(equations: readonly Float64Array[], unknowns: number): Tableau | undefined {
  const many = equations.length
  const wide = unknowns + many
  const rows = equations.map((equation, i) => {
    const sign = (equation[unknowns] ?? 0) < 0 ? -1 : 1
    const row = new Float64Array(wide + 1)
    for (let k = 0; k < unknowns; k += 1) row[k] = sign * (equation[k] ?? 0)
    row[unknowns + i] = 1
    row[wide] = sign * (equation[unknowns] ?? 0)
    return row
  })
  const t: Tableau = { rows, basis: rows.map((_, i) => unknowns + i), width: wide }
  const goal = new Float64Array(wide + 1)
  for (let k = unknowns; k < wide; k += 1) goal[k] = -1
  const least = climb(t, goal)
  if (least < -1e-6) return undefined
  return withoutArtificial(t, unknowns)
}

function withoutArtificial(t: Tableau, unknowns: number): Tableau {
  const rows: Float64Array[] = []
  const basis: number[] = []
  for (let i = 0; i < t.rows.length; i += 1) {
    if ((t.basis[i] ?? 0) >= unknowns) {
      const row = t.rows[i]
      const k = row === undefined ? -1 : row.findIndex((v, j) => j < unknowns && Math.abs(v) > TINY)
      if (k >= 0) pivot(t, i, k, undefined)
    }
    const row = t.rows[i]
    const at = t.basis[i] ?? 0
    if (row === undefined || at >= unknowns) continue
    const short = new Float64Array(unknowns + 1)
    short.set(row.subarray(0, unknowns))
    short[unknowns] = row[t.width] ?? 0
    rows.push(short)
    basis.push(at)
  }
  return { rows, basis, width: unknowns }
}

/** The greatest value of `sign x`. Moves the tableau to the corner where it is reached: as good a start as any. */
function greatest(t: Tableau, x: number, sign: number): number {
  const goal = new Float64Array(t.width + 1)
  goal[x] = sign
  return climb(t, goal)
}

function climb(t: Tableau, goal: Float64Array): number {
  for (const [i, at] of t.basis.entries()) {
    const weight = goal[at] ?? 0
    const row = t.rows[i]
    if (weight !== 0 && row !== undefined) subtract(goal, row, weight)
  }
  for (;;) {
    const enters = goal.findIndex((v, k) => k < t.width && v > TINY)
    if (enters < 0) return -(goal[t.width] ?? 0)
    const leaves = leavingRow(t, enters)
    if (leaves < 0) return Infinity
    pivot(t, leaves, enters, goal)
  }
}

function leavingRow(t: Tableau, enters: number): number {
  let best = { ratio: Infinity, basic: Infinity, at: -1 }
  for (const [at, row] of t.rows.entries()) {
    const slope = row[enters] ?? 0
    if (slope <= TINY) continue
    const here = { ratio: (row[t.width] ?? 0) / slope, basic: t.basis[at] ?? 0, at }
    const tied = Math.abs(here.ratio - best.ratio) <= TINY
    if (tied ? here.basic < best.basic : here.ratio < best.ratio) best = here
  }
  return best.at
}

function pivot(t: Tableau, at: number, enters: number, goal: Float64Array | undefined): void {
  const row = t.rows[at]
  if (row === undefined) throw new Error(`the table has no row ${at}`)
  const by = row[enters] ?? 1
  for (let k = 0; k < row.length; k += 1) row[k] = (row[k] ?? 0) / by
  for (const other of goal === undefined ? t.rows : [...t.rows, goal]) {
    const times = other[enters] ?? 0
    if (other !== row && Math.abs(times) > TINY) subtract(other, row, times)
  }
  t.basis[at] = enters
}

/** Nought stays nought: what rounding leaves behind would be pivoted on. */
function subtract(from: Float64Array, row: Float64Array, times: number): void {
  for (let k = 0; k < from.length; k += 1) {
    const value = (from[k] ?? 0) - times * (row[k] ?? 0)
    from[k] = Math.abs(value) < 1e-11 ? 0 : value
  }
}

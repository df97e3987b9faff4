/** Solves a small set of linear equations by elimination with pivoting; undefined when they do not settle it. */
export function solve(
  matrix: readonly (readonly number[])[],
  right: readonly number[],
): readonly number[] | undefined {
  let rows = matrix.map((row, i) => [...row, right[i] ?? 0])
  for (let k = 0; k < matrix.length; k += 1) {
    const pivot = largestBelow(rows, k)
    const top = rows[pivot] ?? []
    const lead = top[k] ?? 0
    if (Math.abs(lead) < 1e-12) return undefined
    rows = rows
      .with(pivot, rows[k] ?? [])
      .with(k, top)
      .map((row, i) => (i === k ? row : without(row, top, (row[k] ?? 0) / lead)))
  }
  return rows.map((row, i) => (row.at(-1) ?? 0) / (row[i] ?? 1))
}

function without(row: readonly number[], top: readonly number[], times: number): number[] {
  return row.map((v, j) => v - times * (top[j] ?? 0))
}

function largestBelow(rows: readonly (readonly number[])[], k: number): number {
  let best = k
  for (let i = k; i < rows.length; i += 1)
    if (Math.abs(rows[i]?.[k] ?? 0) > Math.abs(rows[best]?.[k] ?? 0)) best = i
  return best
}

/**
 * Finds where a function of a few numbers is least: tries a step each way along each number, keeps what helps, and halves
 * the steps when nothing does.
 */
export function least(
  of: (at: readonly number[]) => number,
  start: readonly number[],
  steps: readonly number[],
): readonly number[] {
  let at = [...start]
  let value = of(at)
  let sizes = [...steps]
  for (let round = 0; round < 400 && Math.max(...sizes) > 1e-5; round += 1) {
    let helped = false
    for (let i = 0; i < at.length; i += 1)
      for (const sign of [1, -1]) {
        const tried = at.with(i, (at[i] ?? 0) + sign * (sizes[i] ?? 0))
        const found = of(tried)
        if (found < value) {
          at = tried
          value = found
          helped = true
        }
      }
    if (!helped) sizes = sizes.map((s) => s / 2)
  }
  return at
}

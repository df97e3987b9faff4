/**
 * Reads of typed arrays in hot loops: an index beyond the end, which never happens, reads as nothing. One function for
 * each kind of array, so that each stays fast.
 */
export function real(values: Float64Array, i: number): number {
  return values[i] ?? 0
}

export function whole(values: Int32Array, i: number): number {
  return values[i] ?? 0
}

export function small(values: Uint8Array, i: number): number {
  return values[i] ?? 0
}

/** Adds to an entry of a column of whole numbers. */
export function addWhole(values: Int32Array, i: number, amount: number): void {
  values[i] = whole(values, i) + amount
}

/** Adds to an entry of a column of real numbers. */
export function addReal(values: Float64Array, i: number, amount: number): void {
  values[i] = real(values, i) + amount
}

/** Reads of typed arrays in hot loops: an index beyond the end, which never happens, reads as nothing. */
export function whole(values: Int32Array, i: number): number {
  return values[i] ?? 0
}

export function small(values: Uint8Array, i: number): number {
  return values[i] ?? 0
}

export function signed(values: Int8Array, i: number): number {
  return values[i] ?? -1
}

export function real(values: Float64Array, i: number): number {
  return values[i] ?? 0
}

export function addWhole(values: Int32Array, i: number, amount: number): void {
  values[i] = whole(values, i) + amount
}

export function addReal(values: Float64Array, i: number, amount: number): void {
  values[i] = real(values, i) + amount
}

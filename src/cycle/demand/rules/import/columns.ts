/** Rows of the return as columns: a million episodes are a dozen arrays, not a million objects. */

/** An episode without an end. */
export const OPEN = 2_147_483_647

export type Episodes = {
  count: number
  readonly file: Uint16Array
  readonly row: Uint32Array
  /** Index into the returns found. */
  readonly collection: Uint16Array
  readonly person: Uint32Array
  readonly from: Int32Array
  readonly to: Int32Array
  readonly rne: Uint16Array
  readonly legalStatus: Uint16Array
  readonly need: Uint16Array
  readonly place: Uint16Array
  readonly provider: Uint16Array
  readonly reasonEnded: Uint16Array
  readonly reasonPlaceChange: Uint16Array
}

export function episodes(most: number): Episodes {
  const words = () => new Uint16Array(most)
  return {
    count: 0,
    file: words(),
    row: new Uint32Array(most),
    collection: words(),
    person: new Uint32Array(most),
    from: new Int32Array(most),
    to: new Int32Array(most),
    rne: words(),
    legalStatus: words(),
    need: words(),
    place: words(),
    provider: words(),
    reasonEnded: words(),
    reasonPlaceChange: words(),
  }
}

export type Headers = {
  count: number
  readonly file: Uint16Array
  readonly row: Uint32Array
  readonly collection: Uint16Array
  readonly person: Uint32Array
  readonly born: Int32Array
  readonly sex: Uint16Array
  readonly ethnicity: Uint16Array
}

export function headers(most: number): Headers {
  const words = () => new Uint16Array(most)
  return {
    count: 0,
    file: words(),
    row: new Uint32Array(most),
    collection: words(),
    person: new Uint32Array(most),
    born: new Int32Array(most),
    sex: words(),
    ethnicity: words(),
  }
}

/** The number in a column at a row. */
export function at(column: ArrayLike<number>, row: number): number {
  return column[row] ?? 0
}

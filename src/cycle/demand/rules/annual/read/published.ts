/** What is published of an area and year. `population` is of children aged 0 to 17; `age16plus` of those looked after. */
export type Series = 'count' | 'started' | 'ceased' | 'population' | 'age16plus' | 'share16plus'

/** A cell of a published table: a number, or the reason why there is none. None of the reasons is zero. 10-demand, 2 and 3C. */
export type Figure =
  | { readonly kind: 'count'; readonly n: number }
  | { readonly kind: 'rate'; readonly value: number }
  | { readonly kind: Unsaid }

export type Unsaid =
  | 'suppressed'
  | 'rounds-to-zero'
  | 'not-applicable'
  | 'not-available'
  | 'low-reliability'

/** A figure with where and when it was published. `release` is absent on rows that a council gives itself. */
export type PublishedValue = Figure & {
  readonly series: Series
  /** Code of the council, or `england`. */
  readonly area: string
  readonly year: number
  readonly release?: number | undefined
  readonly file: string
  readonly row: number
}

export const ENGLAND = 'england'

/** Signs that stand for a number in the Department's tables. `-` in the wide files is negligible, never 0. */
const SIGNS: Readonly<Record<string, Unsaid>> = {
  c: 'suppressed',
  x: 'suppressed',
  k: 'rounds-to-zero',
  '-': 'rounds-to-zero',
  z: 'not-applicable',
  u: 'low-reliability',
  low: 'low-reliability',
  ':': 'not-available',
  '.': 'not-available',
  '..': 'not-available',
  '': 'not-available',
  na: 'not-available',
  'n/a': 'not-available',
}

/** A whole number (also `855.0` and `1,234`) or a sign; undefined when it is neither. */
export function countFigure(text: string): Figure | undefined {
  const sign = signOf(text)
  if (sign !== undefined) return sign
  if (!/^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.0+)?$/.test(text)) return undefined
  return { kind: 'count', n: Number(text.replaceAll(',', '')) }
}

/** A share from 0 to 1, or a sign; undefined when it is neither. */
export function shareFigure(text: string): Figure | undefined {
  const sign = signOf(text)
  if (sign !== undefined) return sign
  if (!/^(?:\d+(?:\.\d*)?|\.\d+)(?:e-?\d+)?$/i.test(text)) return undefined
  const value = Number(text)
  return value <= 1 ? { kind: 'rate', value } : undefined
}

function signOf(text: string): Figure | undefined {
  const key = text.toLowerCase()
  const kind = Object.hasOwn(SIGNS, key) ? SIGNS[key] : undefined
  return kind === undefined ? undefined : { kind }
}

export function numberOf(figure: Figure): number | undefined {
  switch (figure.kind) {
    case 'count':
      return figure.n
    case 'rate':
      return figure.value
    case 'suppressed':
    case 'rounds-to-zero':
    case 'not-applicable':
    case 'not-available':
    case 'low-reliability':
      return undefined
  }
}

/** What a file says of an area that holds for every year. */
export type AreaFact = {
  readonly code: string
  readonly name?: string | undefined
  readonly region?: string | undefined
  readonly neighbours?: readonly string[] | undefined
  /** The nine-character code, where the file gives both. */
  readonly longCode?: string | undefined
}

/**
 * The view of a date: for each area, year and series, the value of the latest release that is not after it. What a council
 * gives itself stands above every release. 10-demand, 3C6.
 */
export function viewAt(
  values: readonly PublishedValue[],
  release = Number.POSITIVE_INFINITY,
): readonly PublishedValue[] {
  const latest = new Map<string, PublishedValue>()
  for (const value of values) {
    if (value.release !== undefined && value.release > release) continue
    const key = `${value.area} ${value.year} ${value.series}`
    const held = latest.get(key)
    if (held === undefined || rank(value) > rank(held)) latest.set(key, value)
  }
  return [...latest.values()]
}

function rank(value: PublishedValue): number {
  return value.release ?? Number.POSITIVE_INFINITY
}

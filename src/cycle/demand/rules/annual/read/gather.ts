import type { Refusal } from '#kernel/result.ts'
import type { Csv, Line } from './csv.ts'
import { countFigure, shareFigure } from './published.ts'
import type { AreaFact, PublishedValue, Series } from './published.ts'

/** What the files held. Readers add to it; a refusal anywhere refuses them all. */
export type Gathered = {
  readonly values: PublishedValue[]
  readonly facts: AreaFact[]
  /** What a person should know of a file: a label that does not say what it means, a table left unread. */
  readonly notes: { readonly file: string; readonly note: string }[]
  readonly refusals: Refusal[]
}

export function gathered(): Gathered {
  return { values: [], facts: [], notes: [], refusals: [] }
}

/** Where the figures of one row belong. */
export type Belongs = {
  readonly area: string
  readonly year: number
  readonly release?: number | undefined
}

/** Adds the figure of a cell; a cell that holds neither a number nor a known sign is refused. */
export function addFigure(
  into: Gathered,
  csv: Csv,
  line: Line,
  place: Belongs & { readonly series: Series; readonly column: number },
): void {
  const { series, column, ...belongs } = place
  const text = line.cell(column)
  // An empty cell of a council's own row says nothing; in a published table it says that there is no figure.
  if (text === '' && belongs.release === undefined) return
  const figure = series === 'share16plus' ? shareFigure(text) : countFigure(text)
  if (figure !== undefined) {
    into.values.push({ ...figure, series, ...belongs, file: csv.file, row: line.row })
    return
  }
  into.refusals.push(
    series === 'share16plus'
      ? wrongCell(csv, line, column, {
          kind: 'not-a-share',
          message: 'This is not a share from 0 to 1',
          mend: 'Write the share of those looked after who are 16 or over as 0.25 for 25%',
        })
      : wrongCell(csv, line, column, {
          kind: 'not-a-count',
          message: 'This is neither a whole number nor a sign of the published tables (c, k, x, z)',
          mend: 'Write the number in figures, or leave the cell empty when it is not known',
        }),
  )
}

export function wrongCell(
  csv: Csv,
  line: Line,
  column: number,
  said: Pick<Refusal, 'kind' | 'message' | 'mend'>,
): Refusal {
  const value = line.cell(column)
  return {
    ...said,
    file: csv.file,
    row: line.row,
    column: csv.heading[column] ?? String(column + 1),
    value: value === '' ? '(empty)' : value.slice(0, 60),
  }
}

/** The year ending 31 March, in four figures; undefined, and a refusal, when the cell is not one. */
export function yearOf(into: Gathered, csv: Csv, line: Line, column: number): number | undefined {
  const text = line.cell(column)
  const year = Number(text)
  if (/^\d{4}(?:\.0+)?$/.test(text) && year >= 1948 && year <= 2100) return year
  into.refusals.push(
    wrongCell(csv, line, column, {
      kind: 'not-a-year',
      message: 'This is not a year',
      mend: 'Write the year of the 31 March in four figures: 2022 for 31 March 2022',
    }),
  )
  return undefined
}

/** A council's code as a key: `301.0` is 301. */
export function codeOf(text: string): string {
  return text.trim().toUpperCase().replace(/\.0+$/, '')
}

/** The number of the first of these columns that the heading has; -1 when it has none. */
export function columnOf(csv: Csv, ...names: readonly string[]): number {
  for (const name of names) {
    const at = csv.heading.indexOf(name)
    if (at >= 0) return at
  }
  return -1
}

export function hasAll(csv: Csv, ...names: readonly string[]): boolean {
  return names.every((name) => csv.heading.includes(name))
}

/** A name in words, or undefined for an empty cell and the sign of none. */
export function wordsIn(text: string): string | undefined {
  return text === '' || text.toLowerCase() === 'na' ? undefined : text
}

import { eachLine } from './csv.ts'
import type { Csv, Line } from './csv.ts'
import { addFigure, codeOf, columnOf, wordsIn, wrongCell, yearOf } from './gather.ts'
import type { Gathered } from './gather.ts'
import type { Series } from './published.ts'

const CODE = ['la_code', 'old_la_code', 'new_la_code'] as const
const YEAR = ['year', 'time_period'] as const

/** Each series under the names that a row may give it: ours, and those of the panel of published counts. */
const SERIES: readonly (readonly [Series, readonly string[]])[] = [
  ['count', ['count', 'cla_31_march']],
  ['started', ['started']],
  ['ceased', ['ceased']],
  ['population', ['child_population', 'pop_0_17']],
  ['age16plus', ['age_16plus']],
  ['share16plus', ['share_16_plus']],
]

/** Rows of one council and year: `la_code,la_name,year,count[,started,ceased,...]`. 95-command-line. */
export function isGivenRows(csv: Csv): boolean {
  return columnOf(csv, ...YEAR) >= 0 && columnOf(csv, ...CODE) >= 0 && counts(csv) >= 0
}

/** Whether it was meant as such rows although a column is missing. */
export function missingOfGivenRows(csv: Csv): string | undefined {
  const lacks = [
    columnOf(csv, ...CODE) < 0 ? 'la_code' : undefined,
    columnOf(csv, ...YEAR) < 0 ? 'year' : undefined,
    counts(csv) < 0 ? 'count' : undefined,
  ].filter((name) => name !== undefined)
  return lacks.length === 1 ? lacks[0] : undefined
}

function counts(csv: Csv): number {
  return columnOf(csv, 'count', 'cla_31_march')
}

export function readGivenRows(csv: Csv, into: Gathered): void {
  const code = columnOf(csv, ...CODE)
  const year = columnOf(csv, ...YEAR)
  const series = SERIES.flatMap(([name, names]) => {
    const column = columnOf(csv, ...names)
    return column < 0 ? [] : [{ series: name, column }]
  })
  const unclosed = eachLine(csv, (line) => {
    if (isRagged(csv, line, into)) return
    const area = codeOf(line.cell(code))
    if (area === '')
      into.refusals.push(
        wrongCell(csv, line, code, {
          kind: 'no-council',
          message: 'There is no code of a council in this row',
          mend: 'Fill in the code, or delete the row',
        }),
      )
    const at = yearOf(into, csv, line, year)
    if (area === '' || at === undefined) return
    for (const place of series) addFigure(into, csv, line, { ...place, area, year: at })
    addFact(csv, line, area, into)
  })
  if (unclosed !== undefined) into.refusals.push(unclosed)
}

function isRagged(csv: Csv, line: Line, into: Gathered): boolean {
  if (line.cells <= csv.heading.length) return false
  into.refusals.push({
    kind: 'ragged',
    file: csv.file,
    row: line.row,
    column: csv.heading.at(-1) ?? '',
    value: `${line.cells} cells`,
    message: `This row has ${line.cells} cells and the heading ${csv.heading.length}`,
    mend: 'Check for a comma inside a cell: put the cell in quotes',
  })
  return true
}

function addFact(csv: Csv, line: Line, code: string, into: Gathered): void {
  const neighbours = line.cell(columnOf(csv, 'neighbours')).split(/\s+/).filter(Boolean)
  into.facts.push({
    code,
    name: wordsIn(line.cell(columnOf(csv, 'la_name'))),
    region: wordsIn(line.cell(columnOf(csv, 'region'))),
    neighbours: neighbours.length === 0 ? undefined : neighbours.map(codeOf),
    longCode: longCode(csv, line),
  })
}

function longCode(csv: Csv, line: Line): string | undefined {
  if (columnOf(csv, 'la_code', 'old_la_code') < 0) return undefined
  return wordsIn(line.cell(columnOf(csv, 'new_la_code')))
}

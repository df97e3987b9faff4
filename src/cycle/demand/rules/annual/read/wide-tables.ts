import { LABEL_FAULTS } from '../../../data/annual-published.ts'
import type { LabelFault } from '../../../data/annual-published.ts'
import { eachLine } from './csv.ts'
import type { Csv, Line } from './csv.ts'
import { addFigure, codeOf, columnOf, hasAll, wordsIn } from './gather.ts'
import type { Gathered } from './gather.ts'
import { ENGLAND } from './published.ts'
import type { Series } from './published.ts'

/** Statistical first releases of 2010 to 2019: one wide row for each council, the year inside the column's name. 10-demand, 3C. */
export function isWideTable(csv: Csv): boolean {
  return hasAll(csv, 'geog_l', 'geog_c', 'geog_n')
}

type Measure = { readonly series: Series; readonly year: number; readonly column: number }

/** Columns that are read. Those without a year in their name are of the year of the file. */
const MEASURES: readonly (readonly [RegExp, Series])[] = [
  [/^cla_mar(\d{4})$/, 'count'],
  [/^martotal_(\d{4})$/, 'count'],
  [/^cla_started(\d{4})$/, 'started'],
  [/^starttotal_(\d{4})$/, 'started'],
  [/^cla_cease(\d{4})?$/, 'ceased'],
  [/^ceasedtotal_(\d{4})$/, 'ceased'],
  [/^cla_pop(\d{4})$/, 'population'],
  [/^cla_16over$/, 'age16plus'],
]

export function readWideTable(csv: Csv, into: Gathered): void {
  const faults = LABEL_FAULTS.filter((f) => baseName(csv.file).startsWith(f.file))
  const year = faults.find((f) => f.year !== undefined)?.year ?? yearInName(csv.file)
  const measures = csv.heading.flatMap((name, column) => measureOf(name, column, year, faults))
  for (const fault of faults) into.notes.push({ file: csv.file, note: fault.note })
  if (measures === undefined || measures.length === 0)
    return void into.notes.push({ file: csv.file, note: 'Holds no count that is used here' })
  const release = year ?? Math.max(...measures.map((m) => m.year))
  const unclosed = eachLine(csv, (line) => {
    const area = areaOf(csv, line, into)
    if (area === undefined) return
    for (const m of measures) addFigure(into, csv, line, { ...m, area, release })
  })
  if (unclosed !== undefined) into.refusals.push(unclosed)
}

function measureOf(
  name: string,
  column: number,
  fileYear: number | undefined,
  faults: readonly LabelFault[],
): readonly Measure[] {
  const meant = faults.find((f) => f.column === name)?.meant ?? name
  // The population printed with the counts of 31 March 2010 is of the middle of 2009.
  if (meant === 'mid2009pop0-17') return [{ series: 'population', year: 2010, column }]
  for (const [pattern, series] of MEASURES) {
    const found = pattern.exec(meant)
    const year = found?.[1] === undefined ? fileYear : Number(found[1])
    if (found !== null && year !== undefined) return [{ series, year, column }]
  }
  return []
}

/** England, or a council; regions are passed over. */
function areaOf(csv: Csv, line: Line, into: Gathered): string | undefined {
  const level = line.cell(columnOf(csv, 'geog_l')).toLowerCase()
  if (level === 'national') return ENGLAND
  const code = codeOf(line.cell(columnOf(csv, 'geog_c')))
  if (level !== 'la' || code === '') return undefined
  into.facts.push({
    code,
    name: wordsIn(line.cell(columnOf(csv, 'geog_n'))),
    longCode: wordsIn(line.cell(columnOf(csv, 'new_geog_code'))),
  })
  return code
}

function baseName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1)
}

function yearInName(file: string): number | undefined {
  const found = /20\d\d/.exec(baseName(file))
  return found === null ? undefined : Number(found[0])
}

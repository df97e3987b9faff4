import { eachLine } from './csv.ts'
import type { Csv, Line } from './csv.ts'
import { addFigure, codeOf, columnOf, hasAll, wordsIn, wrongCell, yearOf } from './gather.ts'
import type { Gathered } from './gather.ts'
import { ENGLAND } from './published.ts'
import type { Series } from './published.ts'

/** Tables of counts and rates, releases of 2023 and 2024 (E1) and 2025 (E2), and the England series. 10-demand, 3C. */
export function isCountTable(csv: Csv): boolean {
  return hasAll(csv, 'time_period', 'geographic_level') && labelColumn(csv) >= 0 && values(csv) >= 0
}

/** Long tables of those looked after on 31 March by characteristic: the age group of 16 and over is read. */
export function isCharacteristicTable(csv: Csv): boolean {
  return hasAll(csv, 'time_period', 'old_la_code', 'cla_group', 'characteristic') && held(csv) >= 0
}

function labelColumn(csv: Csv): number {
  return columnOf(csv, 'population_count', 'population_type')
}

function values(csv: Csv): number {
  return columnOf(csv, 'number', 'children_count')
}

function held(csv: Csv): number {
  return columnOf(csv, 'cla_31_march_number', 'number')
}

/** "Children looked after at 31 March each year", "... on 31 March each year": which series a label names. */
export function seriesOfLabel(label: string): Series | undefined {
  const text = label.toLowerCase()
  if (/^children looked after (?:at|on) 31 march(?: each year)?$/.test(text)) return 'count'
  if (text.startsWith('children starting to be looked after')) return 'started'
  if (text.startsWith('children ceasing to be looked after')) return 'ceased'
  return undefined
}

export function readCountTable(csv: Csv, into: Gathered): void {
  const release = releaseOf(csv)
  const label = labelColumn(csv)
  const population = columnOf(csv, 'population_estimate')
  eachRow(csv, into, (line, area, year) => {
    const series = seriesOfLabel(line.cell(label))
    if (series === undefined) return
    const belongs = { area, year, release }
    addFigure(into, csv, line, { ...belongs, series, column: values(csv) })
    if (population >= 0 && series === 'count')
      addFigure(into, csv, line, { ...belongs, series: 'population', column: population })
  })
}

export function readCharacteristicTable(csv: Csv, into: Gathered): void {
  const release = releaseOf(csv)
  const group = columnOf(csv, 'cla_group')
  const characteristic = columnOf(csv, 'characteristic')
  eachRow(csv, into, (line, area, year) => {
    if (line.cell(group).toLowerCase() !== 'age group') return
    if (!/^16 years and over$/i.test(line.cell(characteristic))) return
    addFigure(into, csv, line, { area, year, release, series: 'age16plus', column: held(csv) })
  })
}

/** Rows of England and of councils; regions are added up from councils, so their rows are passed over. */
function eachRow(
  csv: Csv,
  into: Gathered,
  visit: (line: Line, area: string, year: number) => void,
): void {
  const level = columnOf(csv, 'geographic_level')
  const period = columnOf(csv, 'time_period')
  const unclosed = eachLine(csv, (line) => {
    const where = line.cell(level).toLowerCase()
    if (where !== 'national' && where !== 'local authority') return
    const area = where === 'national' ? ENGLAND : council(csv, line, into)
    const year = yearOf(into, csv, line, period)
    if (area !== undefined && year !== undefined) visit(line, area, year)
  })
  if (unclosed !== undefined) into.refusals.push(unclosed)
}

function council(csv: Csv, line: Line, into: Gathered): string | undefined {
  const at = columnOf(csv, 'old_la_code')
  const code = codeOf(line.cell(at))
  if (code === '') {
    into.refusals.push(
      wrongCell(csv, line, at, {
        kind: 'no-council',
        message: 'There is no code of a council in this row',
        mend: 'Download the table again: every row of a local authority has its code',
      }),
    )
    return undefined
  }
  into.facts.push({
    code,
    name: wordsIn(line.cell(columnOf(csv, 'la_name'))),
    region: wordsIn(line.cell(columnOf(csv, 'region_name'))),
    longCode: wordsIn(line.cell(columnOf(csv, 'new_la_code'))),
  })
  return code
}

/** The release: `release2023` in the name of the file, else the latest year that it holds. */
function releaseOf(csv: Csv): number {
  const named = /release[ _-]?(\d{4})/i.exec(csv.file)
  if (named?.[1] !== undefined) return Number(named[1])
  const period = columnOf(csv, 'time_period')
  let latest = 0
  eachLine(csv, (line) => {
    const year = Number(line.cell(period).slice(0, 4))
    if (year > latest) latest = year
  })
  return latest
}

import { eachLine, headingFurtherDown } from './csv.ts'
import type { Csv } from './csv.ts'
import { codeOf, columnOf, hasAll, wordsIn } from './gather.ts'
import type { Gathered } from './gather.ts'

/** A list of councils with their regions: LA Number, LA Name, Region. */
export function isCodeList(csv: Csv): boolean {
  return hasAll(csv, 'la_number', 'region')
}

export function readCodeList(csv: Csv, into: Gathered): void {
  const number = columnOf(csv, 'la_number')
  const unclosed = eachLine(csv, (line) => {
    const code = codeOf(line.cell(number))
    if (code === '') return
    into.facts.push({
      code,
      name: wordsIn(line.cell(columnOf(csv, 'la_name'))),
      region: wordsIn(line.cell(columnOf(csv, 'region'))),
    })
  })
  if (unclosed !== undefined) into.refusals.push(unclosed)
}

/** The list of statistical neighbours with its heading: it may stand under rows of column numbers. */
export function neighbourList(csv: Csv): Csv | undefined {
  let at: Csv | undefined = csv
  for (let tries = 0; tries < 4 && at !== undefined; tries += 1) {
    if (columnOf(at, 'sn1') >= 0 && columnOf(at, 'la_num', 'la_number') >= 0) return at
    at = headingFurtherDown(at)
  }
  return undefined
}

export function readNeighbourList(csv: Csv, into: Gathered): void {
  const number = columnOf(csv, 'la_num', 'la_number')
  const columns = csv.heading.flatMap((name, i) => (/^sn\d+$/.test(name) ? [i] : []))
  const unclosed = eachLine(csv, (line) => {
    const code = codeOf(line.cell(number))
    if (code === '') return
    into.facts.push({
      code,
      name: wordsIn(line.cell(columnOf(csv, 'la_name'))),
      region: wordsIn(line.cell(columnOf(csv, 'goreg'))),
      neighbours: columns.map((c) => codeOf(line.cell(c))).filter((n) => n !== ''),
    })
  })
  if (unclosed !== undefined) into.refusals.push(unclosed)
}

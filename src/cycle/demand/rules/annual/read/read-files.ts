import { ok, refused } from '#kernel/result.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import { isCodeList, neighbourList, readCodeList, readNeighbourList } from './area-lists.ts'
import { openCsv } from './csv.ts'
import type { AnnualFile, Csv } from './csv.ts'
import { gathered } from './gather.ts'
import type { Gathered } from './gather.ts'
import { isGivenRows, missingOfGivenRows, readGivenRows } from './given-rows.ts'
import {
  isCharacteristicTable,
  isCountTable,
  readCharacteristicTable,
  readCountTable,
} from './long-tables.ts'
import { numberOf } from './published.ts'
import type { PublishedValue } from './published.ts'
import { isWideTable, readWideTable } from './wide-tables.ts'

const MOST_REFUSALS = 50

/** Reads files of counts, in any order: rows of councils and years, the published tables, lists of councils and neighbours. */
export function readAnnualFiles(files: readonly AnnualFile[]): Result<Gathered> {
  const into = gathered()
  for (const file of files) {
    const csv = openCsv(file)
    if ('message' in csv) into.refusals.push(csv)
    else readOne(csv, into)
  }
  into.refusals.push(...contradictions(into.values))
  if (into.refusals.length > 0) return refused(...into.refusals.slice(0, MOST_REFUSALS))
  return ok(into)
}

function readOne(csv: Csv, into: Gathered): void {
  const twice = csv.heading.find((name, i) => name !== '' && csv.heading.indexOf(name) !== i)
  const neighbours = neighbourList(csv)
  if (neighbours !== undefined) return readNeighbourList(neighbours, into)
  if (isCharacteristicTable(csv)) return readCharacteristicTable(csv, into)
  if (isCountTable(csv)) return readCountTable(csv, into)
  if (isWideTable(csv)) return readWideTable(csv, into)
  if (isCodeList(csv)) return readCodeList(csv, into)
  if (isGivenRows(csv) && twice !== undefined)
    return void into.refusals.push(columnTwice(csv, twice))
  if (isGivenRows(csv)) return readGivenRows(csv, into)
  into.refusals.push(unknownTable(csv))
}

function columnTwice(csv: Csv, column: string): Refusal {
  return {
    kind: 'duplicate-column',
    file: csv.file,
    row: csv.headingRow,
    column,
    message: `The heading has the column ${column} twice`,
    mend: 'Remove one of the two',
  }
}

function unknownTable(csv: Csv): Refusal {
  const missing = missingOfGivenRows(csv)
  const value = csv.heading.slice(0, 8).join(', ').slice(0, 120)
  if (missing !== undefined)
    return {
      kind: 'missing-column',
      file: csv.file,
      row: csv.headingRow,
      column: missing,
      value,
      message: `The heading has no column ${missing}`,
      mend: `Add the column ${missing}: rows are la_code,la_name,year,count and what else is known`,
    }
  return {
    kind: 'no-such-table',
    file: csv.file,
    row: csv.headingRow,
    value,
    message: 'The heading is not one that we know',
    mend: 'Give rows la_code,la_name,year,count or a published table as it was downloaded, with the column names first',
  }
}

/** A file that says two different things of the same council, year and series. */
function contradictions(values: readonly PublishedValue[]): readonly Refusal[] {
  const seen = new Map<string, PublishedValue>()
  const found: Refusal[] = []
  for (const value of values) {
    const source = value.release ?? 'given'
    const key = `${source} ${value.area} ${value.year} ${value.series}`
    const before = seen.get(key)
    if (before === undefined) seen.set(key, value)
    else if (!same(before, value) && before.file === value.file)
      found.push(contradiction(before, value))
    else if (!same(before, value) && value.release === undefined)
      found.push(contradiction(before, value))
  }
  return found
}

function same(a: PublishedValue, b: PublishedValue): boolean {
  return shown(a) === shown(b)
}

function shown(value: PublishedValue): string {
  const n = numberOf(value)
  return n === undefined ? value.kind : String(n)
}

function contradiction(before: PublishedValue, value: PublishedValue): Refusal {
  return {
    kind: 'said-twice',
    file: value.file,
    row: value.row,
    column: value.series,
    value: shown(value),
    message: `${value.area} in ${value.year} has ${shown(before)} in ${before.file}, row ${before.row}, and ${shown(value)} here`,
    mend: 'Keep the row that is right',
  }
}

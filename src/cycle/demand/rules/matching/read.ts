import type { Day } from '#kernel/dates.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import { dayIn } from '../import/dates.ts'
import { openFile, separatorByte } from '../import/open.ts'
import type { FileIn, Opened } from '../import/open.ts'
import { scan } from '../import/scan.ts'
import type { Row } from '../import/scan.ts'
import { textOf } from '../import/text.ts'
import { labelOfCell, labelOfName } from '../import/years.ts'
import type { PeerEpisode, PeerHeader, PeerTables } from './types.ts'

/** Reads the three tables as the peer takes them: every row, whatever it holds, in the order of the files. */
export function readPeerTables(files: readonly FileIn[], limitBytes: number): Result<PeerTables> {
  const opened: Opened[] = []
  const refusals: Refusal[] = []
  for (const file of files) {
    const one = openFile(file, limitBytes)
    if ('table' in one) opened.push(one)
    else refusals.push(...one)
  }
  if (refusals.length > 0) return refused(...refusals)
  const of = (table: string): Opened[] => opened.filter((o) => o.table.name === table)
  const missing = ['episodes', 'header'].filter((t) => of(t).length === 0)
  if (missing.length > 0) return refused(...missing.map(missingTable))
  const episodes = of('episodes').flatMap((o) => rowsOf(o, episode))
  const undated = episodes.find((e) => e.year === 0)
  if (undated !== undefined) return refused(noYear(undated))
  return ok({
    episodes,
    headers: of('header').flatMap((o) => rowsOf(o, header)),
    uasc: of('uasc').flatMap((o) => rowsOf(o, (cells) => cells.text('CHILD'))),
  })
}

function missingTable(table: string): Refusal {
  return {
    kind: 'missing-table',
    message: `There is no ${table} file`,
    mend: `Send the ${table} file of the same years as well`,
  }
}

function noYear({ file, row }: PeerEpisode): Refusal {
  return {
    kind: 'no-year',
    file,
    row,
    column: 'YEAR',
    message: `${file} does not say which collection year this row is of: it has no YEAR here, and no year in its name`,
    mend: 'Add the column YEAR, or name each file for its year, such as 2021-episodes.csv',
  }
}

type Cells = {
  readonly text: (column: string) => string
  readonly day: (column: string) => Day | undefined
  readonly year: number
  readonly file: string
  readonly row: number
}

function rowsOf<T>(opened: Opened, read: (cells: Cells) => T): readonly T[] {
  const found: T[] = []
  const named = labelOfName(opened.file.name)
  const fileYear = named.kind === 'none' ? 0 : named.kind === 'ending' ? named.ending : named.year
  scan(opened.utf8, separatorByte(opened.separator), opened.body, (row) => {
    if (row.cells > 1 || row.ends[0] !== row.starts[0])
      found.push(read(cellsOf(opened, row, fileYear)))
  })
  return found
}

function cellsOf(opened: Opened, row: Row, fileYear: number): Cells {
  const span = (column: string): readonly [number, number] => {
    const cell = opened.columns.get(column)
    if (cell === undefined || cell >= row.cells) return [0, 0]
    return [row.starts[cell] ?? 0, row.ends[cell] ?? 0]
  }
  const text = (column: string): string => {
    const [from, to] = span(column)
    return textOf(opened.utf8, from, to)
      .trim()
      .replace(/^(\d+)\.0$/, '$1')
  }
  const label = labelOfCell(text('YEAR'))
  return {
    text,
    day: (column) => {
      const [from, to] = span(column)
      const found = dayIn(opened.utf8, from, to)
      return found < -1_000_000 ? undefined : (found as Day)
    },
    year:
      label === undefined || label.kind === 'none'
        ? fileYear
        : label.kind === 'ending'
          ? label.ending
          : label.year,
    file: opened.file.name,
    row: row.number,
  }
}

function episode(cells: Cells): PeerEpisode {
  const code = (column: string): string => cells.text(column).toUpperCase()
  return {
    child: cells.text('CHILD'),
    decom: cells.day('DECOM'),
    rne: code('RNE'),
    ls: code('LS'),
    cin: code('CIN'),
    place: code('PLACE'),
    provider: code('PLACE_PROVIDER'),
    dec: cells.day('DEC'),
    rec: code('REC'),
    reasonPlaceChange: code('REASON_PLACE_CHANGE'),
    homePost: cells.text('HOME_POST'),
    placePost: cells.text('PL_POST'),
    urn: cells.text('URN'),
    la: cells.text('LA'),
    year: cells.year,
    file: cells.file,
    row: cells.row,
  }
}

function header(cells: Cells): PeerHeader {
  return {
    child: cells.text('CHILD'),
    sex: cells.text('SEX'),
    born: cells.day('DOB'),
    ethnicity: cells.text('ETHNIC'),
    year: cells.year,
  }
}

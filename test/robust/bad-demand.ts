import { deflateRawSync } from 'node:zlib'
import {
  aFile,
  EPISODE_COLUMNS,
  episodeLine,
  episodesFile,
  headerFile,
} from '#src/cycle/demand/rules/import/a-return.ts'
import type { EpisodeIn } from '#src/cycle/demand/rules/import/a-return.ts'
import { workbook } from '#office/sheets/index.ts'

export type Sent = { readonly name: string; readonly bytes: Uint8Array }

/** What somebody sends, and what the door must answer. */
export type Case = {
  readonly what: string
  readonly files: readonly Sent[]
  /**
   * `refused`: the form comes back, this is said, and nothing is kept. `set-aside`: the row is listed with its file, row, column, value
   * and mend, and nothing uses it until somebody has seen it. `read`: not bad after all, and read as it is meant.
   */
  readonly answer: 'refused' | 'set-aside' | 'read'
  readonly says: RegExp
}

const CHILDREN = Array.from({ length: 12 }, (_, i) => ({
  child: `Q${i + 1}`,
  born: `${String(i + 1).padStart(2, '0')}/09/2009`,
}))
const GOOD: readonly EpisodeIn[] = CHILDREN.map((c) => ({ child: c.child, from: '01/06/2021' }))
const HEADER = headerFile('2021-22 header.csv', CHILDREN)
const EPISODES = '2021-22 episodes.csv'
const LINES = GOOD.map(episodeLine)

/** The good rows and these. */
function and(...more: readonly EpisodeIn[]): readonly Sent[] {
  return [episodesFile(EPISODES, [...GOOD, ...more]), HEADER]
}

function text(content: string): readonly Sent[] {
  return [aFile(EPISODES, content), HEADER]
}

function bytes(content: Uint8Array, name = EPISODES): readonly Sent[] {
  return [aFile(name, content), HEADER]
}

function whole(...rows: readonly string[]): string {
  return [EPISODE_COLUMNS, ...LINES, ...rows].join('\r\n')
}

const utf8 = new TextEncoder()
const utf16 = new Uint8Array([0xff, 0xfe, ...Buffer.from(whole(), 'utf16le')])
const anArchive = workbook([{ name: 'episodes', rows: [['CHILD', 'DECOM']] }])

/** The last row of a file that has one more than the good ones. */
const ROW = CHILDREN.length + 2

function aside(column: string, value: string, mend: string): RegExp {
  return new RegExp(`${EPISODES} ${ROW} ${column} ${value} .*${mend}`)
}

export const GOOD_RETURN: readonly Sent[] = and()

export const DEMAND_CASES: readonly Case[] = [
  {
    what: 'the wrong separator',
    files: text(whole().replaceAll(',', '|')),
    answer: 'refused',
    says: /2021-22 episodes\.csv, row 1: .*not a table of the return.*first row must hold the column names/,
  },
  {
    what: 'UTF-16, as Excel writes “Unicode text”',
    files: bytes(utf16),
    answer: 'read',
    says: /All 24 rows can be used/,
  },
  {
    what: 'half of a UTF-16 file',
    files: bytes(utf16.subarray(0, 301)),
    answer: 'refused',
    says: /2021-22 episodes\.csv/,
  },
  {
    what: 'a missing column',
    files: text(whole().replace('CHILD,DECOM,', 'CHILD,')),
    answer: 'refused',
    says: /2021-22 episodes\.csv, row 1, column DECOM: .*no column DECOM.*Add DECOM/,
  },
  {
    what: 'a day that does not exist',
    files: and({ child: 'Q1', from: '31/02/2022' }),
    answer: 'set-aside',
    says: aside('DECOM', '31/02/2022', 'dd/mm/yyyy'),
  },
  {
    what: 'a month before its day',
    files: and({ child: 'Q1', from: '06/21/2021' }),
    answer: 'set-aside',
    says: aside('DECOM', '06/21/2021', '21/06/2021'),
  },
  {
    what: 'a whole column with the month first',
    files: [
      episodesFile(
        EPISODES,
        CHILDREN.map((c, i) => ({ child: c.child, from: `06/${13 + i}/2021` })),
      ),
      HEADER,
    ],
    answer: 'refused',
    says: /2021-22 episodes\.csv.*DECOM.*month/i,
  },
  {
    what: 'two open episodes of one child',
    files: and({ child: 'Q1', from: '01/09/2021', rne: 'P' }),
    answer: 'read',
    says: /1 open rows closed by a later one.*ended there 1 /,
  },
  {
    what: 'a code that is not known',
    files: and({ child: 'Q1', from: '01/09/2021', rne: 'P', place: 'Q9' }),
    answer: 'read',
    says: /Q9|not known|unknown/i,
  },
  {
    what: 'a zip archive cut short',
    files: bytes(anArchive.subarray(0, 300)),
    answer: 'refused',
    says: /2021-22 episodes\.csv is a zip archive or a spreadsheet.*save each sheet as “CSV UTF-8”/,
  },
  {
    what: 'a spreadsheet named as CSV',
    files: bytes(anArchive),
    answer: 'refused',
    says: /is a zip archive or a spreadsheet/,
  },
  {
    what: 'a formula for a date',
    files: and({ child: 'Q1', from: '=TODAY()' }),
    answer: 'set-aside',
    says: aside('DECOM', '=TODAY\\(\\)', 'Paste the column as values'),
  },
  {
    what: 'the same file twice',
    files: [...and(), { ...(and()[0] ?? HEADER), name: '2021-22 episodes copy.csv' }],
    answer: 'read',
    says: /All 24 rows can be used/,
  },
  {
    what: 'a second table of the same year',
    files: [...and(), episodesFile('2021-22 more episodes.csv', GOOD.slice(1))],
    answer: 'refused',
    says: /2021-22 more episodes\.csv/,
  },
  {
    what: 'the file of another council',
    files: [
      aFile(EPISODES, `${EPISODE_COLUMNS},LA\n${LINES.map((l) => `${l},Eastmere`).join('\n')}`),
      HEADER,
    ],
    answer: 'refused',
    says: /column LA.*Eastmere/,
  },
  {
    what: 'an empty file',
    files: bytes(new Uint8Array()),
    answer: 'refused',
    says: /2021-22 episodes\.csv is empty\. Export the table again/,
  },
  {
    what: 'bytes that are no text',
    files: bytes(Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919) % 256)),
    answer: 'refused',
    says: /2021-22 episodes\.csv/,
  },
  {
    what: 'NUL bytes',
    files: text(whole('Q1,01/09/2021\u0000,P,C2,N1,U5,PR1,,,,,,')),
    answer: 'refused',
    says: /2021-22 episodes\.csv, row 14: .*NUL/,
  },
  {
    what: 'a heading and nothing below',
    files: text(EPISODE_COLUMNS),
    answer: 'refused',
    says: /2021-22 episodes\.csv, row 1: .*no rows/,
  },
  {
    what: 'a heading with a column twice',
    files: text(whole().replace('RNE,', 'DECOM,')),
    answer: 'refused',
    says: /2021-22 episodes\.csv, row 1, column DECOM: .*twice/,
  },
  {
    what: 'the heading again among the rows',
    files: text(whole(EPISODE_COLUMNS)),
    answer: 'set-aside',
    says: new RegExp(`${EPISODES} ${ROW} DECOM DECOM .*dd/mm/yyyy`),
  },
  {
    what: 'a quote that never closes',
    files: text(whole('Q1,01/09/2021,P,C2,N1,"U5,PR1,,,,,,', ...LINES)),
    answer: 'refused',
    says: /2021-22 episodes\.csv, row 14, column PLACE: .*quote opened in PLACE never closes/,
  },
  {
    what: 'a cell of a million letters',
    files: text(whole(`Q1,01/09/2021,P,C2,N1,${'U'.repeat(1_000_000)},PR1,,,,,,`)),
    answer: 'set-aside',
    says: aside('PLACE', 'U+…', 'missing quote'),
  },
  {
    what: 'a year in the future',
    files: [
      episodesFile('2031-32 episodes.csv', [{ child: 'Q1', from: '01/06/2031' }]),
      headerFile('2031-32 header.csv', CHILDREN),
    ],
    answer: 'refused',
    says: /2031-32 episodes\.csv is the return 2031-32, whose year begins after today.*Correct the year/,
  },
  {
    what: 'a date as a spreadsheet’s number',
    files: and({ child: 'Q1', from: '44562' }),
    answer: 'set-aside',
    says: aside('DECOM', '44562', 'Save the column as text'),
  },
  {
    what: 'a byte-order mark in the middle',
    files: text(whole('\uFEFFQ1,01/09/2021,P,C2,N1,U5,PR1,,,,,,')),
    answer: 'set-aside',
    says: /2021-22 episodes\.csv 14 CHILD/,
  },
  {
    what: 'line ends of three kinds',
    files: text(
      [EPISODE_COLUMNS, ...LINES].map((l, i) => l + (['\n', '\r\n', '\r'][i % 3] ?? '')).join(''),
    ),
    answer: 'read',
    says: /All 24 rows can be used/,
  },
  {
    what: 'XML with a document type',
    files: bytes(
      utf8.encode(
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x/>',
      ),
      'ssda903.xml',
    ),
    answer: 'refused',
    says: /ssda903\.xml, row 1: .*document type \(DOCTYPE\).*Export the return again without a DOCTYPE/,
  },
  {
    what: 'a saved web page',
    files: text('<!doctype html><title>Sign in</title>'),
    answer: 'refused',
    says: /is a web page.*Download the file again/,
  },
  {
    what: 'a table of something else',
    files: text('Name,Address\nA,B\n'),
    answer: 'refused',
    says: /2021-22 episodes\.csv, row 1: .*not a table of the return/,
  },
  {
    what: 'identifiers shortened by a spreadsheet',
    files: and({ child: '1.2E+11', from: '01/09/2021' }),
    answer: 'set-aside',
    says: aside('CHILD', '\\(not shown\\)', 'Format the column as text'),
  },
  {
    what: 'a row with a comma too many',
    files: text(whole('Q1,01/09/2021,P,C2,N1,U5,PR1,,,,1 High St, Town,M1 1AA,SC1,X')),
    answer: 'set-aside',
    says: /2021-22 episodes\.csv 14 column 14/,
  },
  {
    what: 'a name that is a path and a script',
    files: [{ name: '../<script>alert(1)</script>.csv', bytes: utf8.encode('a,b\n1,2\n') }],
    answer: 'refused',
    says: /script>\.csv, row 1/,
  },
  {
    what: 'no file at all',
    files: [],
    answer: 'refused',
    says: /Choose/,
  },
  {
    what: 'a gzip bomb named as CSV',
    files: bytes(new Uint8Array([0x1f, 0x8b, 8, 0, ...deflateRawSync(new Uint8Array(10_000_000))])),
    answer: 'refused',
    says: /is a gzip archive.*Unpack it/,
  },
]

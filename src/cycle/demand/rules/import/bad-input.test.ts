import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Refusal } from '#kernel/result.ts'
import { readAndClean } from '../cleaning/clean-files.ts'
import { IMPORT_DEFAULTS } from '../cleaning/clean-files.ts'
import { aFile, bytesOf, EPISODE_COLUMNS, HEADER_COLUMNS } from './a-return.ts'
import type { SetAside } from './faults.ts'
import type { FileIn } from './open.ts'

const GOOD = [
  'A1,01/06/2021,S,C2,N1,U5,PR1,,,,,,',
  'A2,15/01/2022,S,C2,N1,K2,PR4,20/02/2022,E4A,,,,',
  'A3,02/02/2022,S,C2,N1,H5,PR4,,,,,,',
  'A4,03/03/2022,S,C2,N1,U5,PR1,,,,,,',
]
const PEOPLE = ['A1', 'A2', 'A3', 'A4'].map((c) => `${c},1,09/09/2009,WBRI,,,`)

function header(...more: readonly string[]): FileIn {
  return aFile('2022-header.csv', [HEADER_COLUMNS, ...PEOPLE, ...more].join('\r\n'))
}

function episodes(...more: readonly string[]): FileIn {
  return aFile('2022-episodes.csv', [EPISODE_COLUMNS, ...GOOD, ...more].join('\r\n'))
}

/** One bad row after four good ones: row 6 of the file. */
function badRow(row: string): readonly FileIn[] {
  return [episodes(row), header()]
}

type Wanted = Pick<SetAside, 'file' | 'row' | 'column' | 'value' | 'kind'> & { mend: RegExp }
const here = { file: '2022-episodes.csv', row: 6 }

const ROWS: readonly (readonly [string, readonly FileIn[], Wanted])[] = [
  [
    'no child',
    badRow(',01/06/2021,S,C2,N1,U5,PR1,,,,,,'),
    { ...here, column: 'CHILD', value: '(empty)', kind: 'no-child', mend: /Fill in CHILD/ },
  ],
  [
    'a shortened identifier',
    badRow('1.2E+11,01/06/2021,S,C2,N1,U5,PR1,,,,,,'),
    { ...here, column: 'CHILD', value: '(not shown)', kind: 'number-form', mend: /as text/ },
  ],
  [
    'an identifier that is a formula',
    badRow('"=""A1""",01/06/2021,S,C2,N1,U5,PR1,,,,,,'),
    { ...here, column: 'CHILD', value: '(not shown)', kind: 'formula', mend: /values/ },
  ],
  [
    'no start',
    badRow('A1,,S,C2,N1,U5,PR1,,,,,,'),
    { ...here, column: 'DECOM', value: '(empty)', kind: 'no-date', mend: /dd\/mm\/yyyy/ },
  ],
  [
    'a day that does not exist',
    badRow('A1,31/02/2022,S,C2,N1,U5,PR1,,,,,,'),
    { ...here, column: 'DECOM', value: '31/02/2022', kind: 'not-a-date', mend: /dd\/mm\/yyyy/ },
  ],
  [
    '29 February in a common year',
    badRow('A1,29/02/2022,S,C2,N1,U5,PR1,,,,,,'),
    { ...here, column: 'DECOM', value: '29/02/2022', kind: 'not-a-date', mend: /dd\/mm\/yyyy/ },
  ],
  [
    'a spreadsheet date number',
    badRow('A1,44562,S,C2,N1,U5,PR1,,,,,,'),
    {
      ...here,
      column: 'DECOM',
      value: '44562',
      kind: 'spreadsheet-number',
      mend: /Save the column as text or dd\/mm\/yyyy/,
    },
  ],
  [
    'a spreadsheet date number with a fraction',
    badRow('A1,44562.0,S,C2,N1,U5,PR1,,,,,,'),
    { ...here, column: 'DECOM', value: '44562.0', kind: 'spreadsheet-number', mend: /text/ },
  ],
  [
    'a two-digit year',
    badRow('A1,01/06/21,S,C2,N1,U5,PR1,,,,,,'),
    { ...here, column: 'DECOM', value: '01/06/21', kind: 'two-digit-year', mend: /in full/ },
  ],
  [
    'a month first',
    badRow('A1,06/21/2021,S,C2,N1,U5,PR1,,,,,,'),
    { ...here, column: 'DECOM', value: '06/21/2021', kind: 'month-first', mend: /21\/06\/2021/ },
  ],
  [
    'month fifteen',
    badRow('A1,2021-15-08,S,C2,N1,U5,PR1,,,,,,'),
    { ...here, column: 'DECOM', value: '2021-15-08', kind: 'not-a-date', mend: /15\/08\/2021/ },
  ],
  [
    'a date with a time',
    badRow('A1,01/06/2021 14:30,S,C2,N1,U5,PR1,,,,,,'),
    { ...here, column: 'DECOM', value: '01/06/2021 14:30', kind: 'with-a-time', mend: /alone/ },
  ],
  [
    'dots in a date',
    badRow('A1,01.06.2021,S,C2,N1,U5,PR1,,,,,,'),
    { ...here, column: 'DECOM', value: '01.06.2021', kind: 'not-a-date', mend: /dd\/mm\/yyyy/ },
  ],
  [
    'a date in words',
    badRow('A1,1 June 2021,S,C2,N1,U5,PR1,,,,,,'),
    { ...here, column: 'DECOM', value: '1 June 2021', kind: 'not-a-date', mend: /dd\/mm\/yyyy/ },
  ],
  [
    'a part not known',
    badRow('A1,ZZ/06/2021,S,C2,N1,U5,PR1,,,,,,'),
    { ...here, column: 'DECOM', value: 'ZZ/06/2021', kind: 'not-a-date', mend: /true date/ },
  ],
  [
    'a year out of range',
    badRow('A1,01/06/0021,S,C2,N1,U5,PR1,,,,,,'),
    { ...here, column: 'DECOM', value: '01/06/0021', kind: 'not-a-date', mend: /true date/ },
  ],
  [
    'a formula for a date',
    badRow('A1,=TODAY(),S,C2,N1,U5,PR1,,,,,,'),
    { ...here, column: 'DECOM', value: '=TODAY()', kind: 'formula', mend: /as values/ },
  ],
  [
    'an end that is not a date',
    badRow('A1,01/06/2021,S,C2,N1,U5,PR1,soon,E4A,,,,'),
    { ...here, column: 'DEC', value: 'soon', kind: 'not-a-date', mend: /dd\/mm\/yyyy/ },
  ],
  [
    'an end before the start',
    badRow('A1,14/03/2022,S,C2,N1,U5,PR1,02/03/2022,E4A,,,,'),
    { ...here, column: 'DEC', value: '02/03/2022', kind: 'ends-first', mend: /whichever/ },
  ],
  [
    'a start before birth',
    badRow('A1,01/06/2005,S,C2,N1,U5,PR1,01/07/2021,E4A,,,,'),
    { ...here, column: 'DECOM', value: '01/06/2005', kind: 'before-birth', mend: /DOB/ },
  ],
  [
    'a start after the return',
    badRow('A1,01/04/2022,S,C2,N1,U5,PR1,,,,,,'),
    { ...here, column: 'DECOM', value: '01/04/2022', kind: 'after-return', mend: /return/ },
  ],
  [
    'a start on the 18th birthday',
    [episodes('B1,01/09/2021,S,C2,N1,U5,PR1,,,,,,'), header('B1,1,01/09/2003,WBRI,,,')],
    { ...here, column: 'DECOM', value: '01/09/2021', kind: 'after-eighteen', mend: /DOB/ },
  ],
  [
    'a child without a header row',
    badRow('Z9,01/06/2021,S,C2,N1,U5,PR1,,,,,,'),
    { ...here, column: 'CHILD', value: '(not shown)', kind: 'no-header', mend: /header file/ },
  ],
  [
    'too few cells',
    badRow('A1,01/06/2021,S,C2'),
    { ...here, column: 'CIN', value: '(empty)', kind: 'ragged', mend: /comma inside a cell/ },
  ],
  [
    'too many cells',
    badRow('A1,01/06/2021,S,C2,N1,U5,PR1,,,,1 High St, Marlow,AB1,X,Y'),
    { ...here, column: 'column 14', value: 'X', kind: 'ragged', mend: /comma inside a cell/ },
  ],
  [
    'text after a closing quote',
    badRow('A1,01/06/2021,S,C2,N1,"U5"x,PR1,,,,,,'),
    { ...here, column: 'PLACE', value: '"U5"x', kind: 'torn-quote', mend: /quotes/ },
  ],
  [
    'a code as long as a letter',
    badRow(`A1,01/06/2021,S,C2,N1,${'U'.repeat(5000)},PR1,,,,,,`),
    {
      ...here,
      column: 'PLACE',
      value: `${'U'.repeat(59)}…`,
      kind: 'too-long',
      mend: /quote or line end/,
    },
  ],
  [
    'a formula for a code',
    badRow('A1,01/06/2021,S,C2,N1,=A1,PR1,,,,,,'),
    { ...here, column: 'PLACE', value: '=A1', kind: 'formula', mend: /values/ },
  ],
  [
    'a date as long as a letter',
    badRow(`A1,${'1'.repeat(9000)},S,C2,N1,U5,PR1,,,,,,`),
    { ...here, column: 'DECOM', value: `${'1'.repeat(59)}…`, kind: 'too-long', mend: /line end/ },
  ],
  [
    'a header row without a birth',
    [episodes(), header('C1,1,,WBRI,,,')],
    {
      file: '2022-header.csv',
      row: 6,
      column: 'DOB',
      value: '(empty)',
      kind: 'no-date',
      mend: /true date/,
    },
  ],
  [
    'a header row with a bad birth',
    [episodes(), header('C1,1,2009-15-08,WBRI,,,')],
    {
      file: '2022-header.csv',
      row: 6,
      column: 'DOB',
      value: '2009-15-08',
      kind: 'not-a-date',
      mend: /15\/08\/2009/,
    },
  ],
  [
    'a row without its year',
    [
      aFile(
        'all.csv',
        `${EPISODE_COLUMNS},YEAR\n${GOOD.map((r) => `${r},2022`).join('\n')}\n${GOOD[0] ?? ''},`,
      ),
      header(),
    ],
    { file: 'all.csv', row: 6, column: 'YEAR', value: '(empty)', kind: 'no-year', mend: /YEAR/ },
  ],
  [
    'a year in words',
    [
      aFile(
        'all.csv',
        `${EPISODE_COLUMNS},YEAR\n${GOOD.map((r) => `${r},2022`).join('\n')}\n${GOOD[0] ?? ''},last`,
      ),
      header(),
    ],
    { file: 'all.csv', row: 6, column: 'YEAR', value: 'last', kind: 'no-year', mend: /YEAR/ },
  ],
  [
    'a row without its council',
    [
      aFile(
        '2022-all.csv',
        `${EPISODE_COLUMNS},LA\n${GOOD.map((r) => `${r},Marlshire`).join('\n')}\n${GOOD[0] ?? ''},`,
      ),
      header(),
    ],
    {
      file: '2022-all.csv',
      row: 6,
      column: 'LA',
      value: '(empty)',
      kind: 'no-council',
      mend: /LA/,
    },
  ],
]

for (const [name, files, wanted] of ROWS) {
  test(`a row with ${name} is set aside, and the other rows are kept`, () => {
    const result = readAndClean(files)
    assert.ok(result.ok, JSON.stringify(result))
    const found = result.value.setAside.find((s) => s.file === wanted.file && s.row === wanted.row)
    assert.ok(found !== undefined, JSON.stringify(result.value.setAside))
    const { file, row, column, value, kind, reason, mend } = found
    const { mend: mending, ...rest } = wanted
    assert.deepEqual({ file, row, column, value, kind }, rest)
    assert.match(mend, mending)
    assert.ok(reason.length > 5)
    assert.ok(result.value.kept >= GOOD.length)
  })
}

type WantedRefusal = Pick<Refusal, 'kind'> & Partial<Refusal>
const utf16 = (text: string) =>
  Uint8Array.from([
    0xff,
    0xfe,
    ...Array.from(text).flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8]),
  ])

const FILES: readonly (readonly [string, readonly FileIn[], WantedRefusal, RegExp])[] = [
  ['no files at all', [], { kind: 'no-files' }, /Choose/],
  ['an empty file', [aFile('e.csv', ''), header()], { kind: 'empty', file: 'e.csv' }, /again/],
  [
    'a file of blank lines',
    [aFile('e.csv', '\r\n\r\n , \r\n'), header()],
    { kind: 'empty', file: 'e.csv' },
    /again/,
  ],
  [
    'a heading and no rows',
    [aFile('2022-episodes.csv', EPISODE_COLUMNS), header()],
    { kind: 'no-rows', file: '2022-episodes.csv', row: 1 },
    /filter/,
  ],
  [
    'a file too big',
    [aFile('e.csv', 'x'.repeat(5001)), header()],
    { kind: 'too-big', file: 'e.csv' },
    /limit/,
  ],
  [
    'a spreadsheet',
    [aFile('e.csv', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0])), header()],
    { kind: 'not-csv', file: 'e.csv' },
    /CSV UTF-8/,
  ],
  [
    'an old spreadsheet',
    [aFile('e.xls', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1])), header()],
    { kind: 'not-csv', file: 'e.xls' },
    /CSV UTF-8/,
  ],
  ['a PDF', [aFile('e.pdf', '%PDF-1.7 ...'), header()], { kind: 'not-csv', file: 'e.pdf' }, /CSV/],
  [
    'a gzip archive',
    [aFile('e.gz', Uint8Array.from([0x1f, 0x8b, 8])), header()],
    { kind: 'not-csv', file: 'e.gz' },
    /Unpack/,
  ],
  [
    'an XML return',
    [aFile('e.xml', '<?xml version="1.0"?><EXPSSDA903/>'), header()],
    { kind: 'not-csv', file: 'e.xml' },
    /CSV/,
  ],
  [
    'a saved web page',
    [aFile('e.csv', '\n<!DOCTYPE html><html>'), header()],
    { kind: 'not-csv', file: 'e.csv' },
    /Download/,
  ],
  ['JSON', [aFile('e.csv', '[{"CHILD":1}]'), header()], { kind: 'not-csv', file: 'e.csv' }, /CSV/],
  [
    'a NUL byte',
    [aFile('e.csv', Uint8Array.from([...bytesOf(`${EPISODE_COLUMNS}\nA1,`), 0])), header()],
    { kind: 'not-readable', file: 'e.csv', row: 2, value: 'NUL' },
    /Export/,
  ],
  [
    'half of a UTF-16 file',
    [aFile('e.csv', utf16(EPISODE_COLUMNS).subarray(0, 51)), header()],
    { kind: 'not-readable', file: 'e.csv' },
    /Export/,
  ],
  [
    'a table nobody knows',
    [aFile('e.csv', 'Name,Address\nx,y'), header()],
    { kind: 'no-such-table', file: 'e.csv', row: 1, value: 'NAME, ADDRESS' },
    /first row/,
  ],
  [
    'a title above the heading',
    [aFile('e.csv', `Episodes 2022\n${EPISODE_COLUMNS}`), header()],
    { kind: 'no-such-table', file: 'e.csv', row: 1, value: 'EPISODES_2022' },
    /title/,
  ],
  [
    'a missing column',
    [aFile('e.csv', EPISODE_COLUMNS.replace(',DEC,', ',')), header()],
    { kind: 'missing-column', file: 'e.csv', row: 1, column: 'DEC' },
    /Add DEC/,
  ],
  [
    'a column twice',
    [aFile('e.csv', `${EPISODE_COLUMNS},decom`), header()],
    { kind: 'duplicate-column', file: 'e.csv', row: 1, column: 'DECOM' },
    /Remove/,
  ],
  [
    'two tables at once',
    [
      aFile('e.csv', 'CHILD,IN_TOUCH,ACTIV,ACCOM,PREV_PERM,LA_PERM,DATE_PERM\n1,2,3,4,5,6,7'),
      header(),
    ],
    { kind: 'two-tables', file: 'e.csv', value: 'oc3 and previous permanence' },
    /own/,
  ],
  [
    'a quote that never closes',
    [episodes('A1,01/06/2021,S,C2,N1,"U5,PR1,,,', GOOD[0] ?? ''), header()],
    {
      kind: 'unclosed-quote',
      file: '2022-episodes.csv',
      row: 6,
      column: 'PLACE',
      value: '"U5,PR1,,,',
    },
    /Close/,
  ],
  [
    'a quote that never closes in the heading',
    [aFile('e.csv', '"CHILD,DECOM\n1,2'), header()],
    { kind: 'unclosed-quote', file: 'e.csv', row: 1 },
    /quote/,
  ],
  ['no episodes', [header()], { kind: 'missing-table', value: 'episodes' }, /episodes file/],
  ['no header', [episodes()], { kind: 'missing-table', value: 'header' }, /header file/],
  [
    'the same table twice for a return',
    [episodes(), aFile('more-2022.csv', `${EPISODE_COLUMNS}\n${GOOD[1] ?? ''}`), header()],
    { kind: 'same-table-twice', file: 'more-2022.csv', value: '2022-episodes.csv' },
    /one of them/,
  ],
  [
    'another council',
    [
      aFile('2022-e.csv', `${EPISODE_COLUMNS},LA\n${GOOD.map((r) => `${r},Eastmere`).join('\n')}`),
      header(),
    ],
    { kind: 'wrong-council', column: 'LA', value: 'Eastmere' },
    /this council alone/,
  ],
  [
    'several councils',
    [
      aFile(
        '2022-e.csv',
        `${EPISODE_COLUMNS},LA\n${GOOD.map((r, i) => `${r},${i === 0 ? 'Eastmere' : 'marlshire'}`).join('\n')}`,
      ),
      header(),
    ],
    { kind: 'several-councils', column: 'LA', value: 'Eastmere' },
    /this council alone/,
  ],
  [
    'a column written month first',
    [
      aFile(
        '2022-episodes.csv',
        [
          EPISODE_COLUMNS,
          ...['06/21/2021', '07/30/2021', '08/02/2021', '01/15/2022'].map(
            (d, i) => `A${i + 1},${d},S,C2,N1,U5,PR1,,,,,,`,
          ),
        ].join('\n'),
      ),
      header(),
    ],
    {
      kind: 'month-first-column',
      file: '2022-episodes.csv',
      row: 2,
      column: 'DECOM',
      value: '06/21/2021',
    },
    /dd\/mm\/yyyy/,
  ],
]

for (const [name, files, wanted, mend] of FILES) {
  test(`files with ${name} are refused, and it is said how to mend them`, () => {
    const result = readAndClean(files, {
      ...IMPORT_DEFAULTS,
      largest: 5000,
      council: ['Marlshire', '999'],
    })
    assert.ok(!result.ok)
    const found = result.refusals.find((r) => r.kind === wanted.kind)
    assert.ok(found !== undefined, JSON.stringify(result.refusals))
    for (const [key, value] of Object.entries(wanted))
      assert.equal(Reflect.get(found, key), value, key)
    assert.match(found.mend, mend)
    assert.ok(found.message.length > 10)
  })
}

test('an import with more than a quarter of its rows set aside says so and lists each', () => {
  const bad = Array.from({ length: 8 }, (_, i) => `A1,bad${i},S,C2,N1,U5,PR1,,,,,,`)
  const result = readAndClean([episodes(...bad), header()])
  assert.ok(result.ok)
  assert.equal(result.value.refusal?.kind, 'too-many-set-aside')
  assert.equal(result.value.refusal.value, '8 of 16')
  assert.equal(result.value.setAside.length, 8)
})

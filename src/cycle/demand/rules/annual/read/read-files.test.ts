import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { needsShared, sharedBytes } from '#test/shared.ts'
import type { Refusal } from '#kernel/result.ts'
import { constantShape, panelOf } from '../panel.ts'
import { readAnnualFiles } from './read-files.ts'
import { viewAt } from './published.ts'
import type { PublishedValue, Series } from './published.ts'
import type { Gathered } from './gather.ts'

const file = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) })

function read(...files: readonly { name: string; bytes: Uint8Array }[]): Gathered {
  const found = readAnnualFiles(files)
  assert.ok(found.ok, JSON.stringify(found))
  return found.value
}

function refusals(name: string, text: string): readonly Refusal[] {
  const found = readAnnualFiles([file(name, text)])
  assert.ok(!found.ok)
  return found.refusals
}

function figure(
  values: readonly PublishedValue[],
  area: string,
  year: number,
  series: Series,
): number | string {
  const found = values.filter((v) => v.area === area && v.year === year && v.series === series)
  assert.equal(found.length, 1, `${area} ${year} ${series}: ${found.length} values`)
  const value = found[0]
  assert.ok(value)
  return value.kind === 'count' ? value.n : value.kind === 'rate' ? value.value : value.kind
}

test('rows of a council and year are read with whatever columns they have', () => {
  const { values, facts } = read(
    file(
      'counts.csv',
      'la_code,la_name,year,count,started,share_16_plus,region,neighbours,colour\n' +
        '991.0,"Aldermere, City of",2022,1204,,0.25,Middle Shires,992 993.0,blue\n' +
        '992,Brackenshire,2022,"1,015.0",c,z,,,\n',
    ),
  )
  assert.equal(figure(values, '991', 2022, 'count'), 1204)
  assert.equal(figure(values, '991', 2022, 'share16plus'), 0.25)
  assert.equal(figure(values, '992', 2022, 'count'), 1015)
  assert.equal(figure(values, '992', 2022, 'started'), 'suppressed')
  assert.equal(figure(values, '992', 2022, 'share16plus'), 'not-applicable')
  assert.ok(!values.some((v) => v.area === '991' && v.series === 'started'))
  assert.deepEqual(facts[0], {
    code: '991',
    name: 'Aldermere, City of',
    region: 'Middle Shires',
    neighbours: ['992', '993'],
    longCode: undefined,
  })
})

test('the panel of published counts is read by its own heading', () => {
  const { values } = read(
    file(
      'panel.csv',
      'year,old_la_code,new_la_code,la_name,ceased,src_ceased,cla_31_march,pop_0_17,started,age_16plus\n' +
        '2014,991,E99000001,Aldermere,101,SFR,402,88400,111,97\n',
    ),
  )
  const wanted = {
    count: 402,
    ceased: 101,
    started: 111,
    population: 88_400,
    age16plus: 97,
  } as const
  for (const [series, n] of Object.entries(wanted))
    assert.equal(figure(values, '991', 2014, series as Series), n)
})

const E1 =
  '\uFEFFtime_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,la_name,new_la_code,population_count,population_estimate,number,rate_per_10000\n' +
  '2022,Reporting year,National,E92,England,,,,,,Children looked after at 31 March each year,11000000,80000,70\n' +
  '2022,Reporting year,Regional,E92,England,E12,Middle Shires,,,,Children looked after at 31 March each year,100000,700,70\n' +
  '2022,Reporting year,Local authority,E92,England,E12,Middle Shires,991,Aldermere,E99,Children looked after at 31 March each year,50093,348,69\n' +
  '2022,Reporting year,Local authority,E92,England,E12,Middle Shires,991,Aldermere,E99,Children starting to be looked after each year,50093,c,\n' +
  '2022,Reporting year,Local authority,E92,England,E12,Middle Shires,991,Aldermere,E99,Children ceasing to be looked after each year,50093,155,31\n'
const E2 = E1.replace('population_count', 'population_type')
  .replace(',number,', ',children_count,')
  .replaceAll('after at 31 March', 'after on 31 March')
  .replace(',348,', ',346,')

test('both headings of the published tables give the same rows, with the symbol kept as a symbol', () => {
  for (const [name, text, count] of [
    ['t_release2023.csv', E1, 348],
    ['t_release2025.csv', E2, 346],
  ] as const) {
    const { values } = read(file(name, text))
    assert.equal(figure(values, '991', 2022, 'count'), count)
    assert.equal(figure(values, '991', 2022, 'started'), 'suppressed')
    assert.equal(figure(values, '991', 2022, 'ceased'), 155)
    assert.equal(figure(values, '991', 2022, 'population'), 50_093)
    assert.equal(figure(values, 'england', 2022, 'count'), 80_000)
    assert.equal(new Set(values.map((v) => v.area)).size, 2, 'a region is not a council')
  }
})

test('a view uses the latest release that is not after its date', () => {
  const { values } = read(file('t_release2023.csv', E1), file('t_release2025.csv', E2))
  const at = (release?: number) => figure(viewAt(values, release), '991', 2022, 'count')
  assert.equal(at(2023), 348)
  assert.equal(at(2024), 348)
  assert.equal(at(2025), 346)
  assert.equal(at(), 346)
  assert.deepEqual(viewAt(values, 2022), [])
})

test('what a council gives itself stands above every release', () => {
  const own = file('own.csv', 'la_code,year,count\n991,2022,350\n')
  const { values } = read(file('t_release2025.csv', E2), own)
  assert.equal(figure(viewAt(values), '991', 2022, 'count'), 350)
  assert.equal(figure(viewAt(values, 2024), '991', 2022, 'count'), 350)
})

const RELEASES = [2023, 2024, 2025].map(
  (r) => `data/cla/raw_ees/cla_number_and_rate_per_10k_children_release${r}_years${r - 4}_2022.csv`,
)

test(
  'Barnsley, Brighton and Hove and Cambridgeshire read as each release printed them',
  needsShared(...RELEASES),
  () => {
    const { values } = read(
      ...RELEASES.map((path) => ({ name: path.split('/').at(-1) ?? '', bytes: sharedBytes(path) })),
    )
    const printed: readonly [string, readonly number[]][] = [
      ['370', [348, 347, 346]],
      ['846', [389, 390, 391]],
      ['873', [594, 593, 593]],
    ]
    for (const [code, counts] of printed)
      counts.forEach((n, i) =>
        assert.equal(figure(viewAt(values, 2023 + i), code, 2022, 'count'), n),
      )
  },
)

test('the wide files of 2010 to 2019 give the year inside a column, and negligible is not zero', () => {
  const first = read(
    file(
      'SFR27_2010_March.csv',
      'geog_l,geog_c,geog_n,MarTotal_2010,Mid2009Pop0-17,MarPlace_Q1_2010\n' +
        'National,921,England,64400,11012300,x\nGOR,A,Middle Shires,900,1000,0\nLA,991,Aldermere,245,48600,0\n',
    ),
  ).values
  assert.equal(figure(first, '991', 2010, 'count'), 245)
  assert.equal(figure(first, '991', 2010, 'population'), 48_600)
  assert.equal(figure(first, 'england', 2010, 'count'), 64_400)
  assert.equal(new Set(first.map((v) => v.area)).size, 2)
  const last = read(
    file(
      'CLA2019.csv',
      'LA_order,New_geog_code,geog_l,geog_c,geog_n,CLA_Mar2018,CLA_Mar2019,CLA_Pop2018,CLA_16over\n' +
        '40,E99,LA,991,Aldermere,310,318,50185,-\n',
    ),
  ).values
  assert.equal(figure(last, '991', 2018, 'count'), 310)
  assert.equal(figure(last, '991', 2019, 'count'), 318)
  assert.equal(figure(last, '991', 2019, 'age16plus'), 'rounds-to-zero')
  assert.ok(last.every((v) => v.release === 2019))
})

test('files with a wrong label are read as what they are, with a note', () => {
  const { values, notes } = read(
    file('SFR34_ADM2015.csv', 'geog_l,geog_c,geog_n,CLA_started2014\nLA,991,Aldermere,120\n'),
    file('SFE21_ADM.csv', 'geog_l,geog_c,geog_n,CLA_started2011\nLA,991,Aldermere,90\n'),
    file('SFR_CEA2012.csv', 'geog_l,geog_c,geog_n,CLA_cease,CLA-ceaDied\nLA,991,Aldermere,88,x\n'),
    file('SFR21_CEA.csv', 'geog_l,geog_c,geog_n,CLA_cease\nLA,991,Aldermere,77\n'),
  )
  assert.equal(figure(values, '991', 2015, 'started'), 120)
  assert.equal(figure(values, '991', 2011, 'started'), 90)
  assert.equal(figure(values, '991', 2012, 'ceased'), 88)
  assert.equal(figure(values, '991', 2011, 'ceased'), 77)
  assert.deepEqual(new Set(notes.map((n) => n.file)).size, 4)
})

test('the age group of 16 and over is read from the table of characteristics', () => {
  const { values } = read(
    file(
      'characteristics.csv',
      'time_period,geographic_level,region_name,old_la_code,new_la_code,la_name,cla_group,characteristic,cla_31_march_number\n' +
        '2021,Local authority,Middle Shires,991.0,E99,Aldermere,Age group,16 years and over,116\n' +
        '2021,Local authority,Middle Shires,991.0,E99,Aldermere,Age group,1 to 4 years,38\n',
    ),
  )
  assert.equal(values.length, 1)
  assert.equal(figure(values, '991', 2021, 'age16plus'), 116)
})

test('a list of councils gives regions, and the list of neighbours is found under its three rows of headings', () => {
  const { facts } = read(
    file('list.csv', 'LA Number,LA Name,Region,Type\n991,Aldermere,Inner London,LB\n'),
    file(
      'neighbours.csv',
      'A,B,C,D,E,3,4\n1,2,3,4,5,6,7\nLA num,LA Name,LA number,GOInd,GOReg,SN1,SNP,SN2,SNP\n992,Brackenshire,992,1,London (Inner),991,Close,993,Close\n',
    ),
  )
  assert.equal(facts[0]?.region, 'Inner London')
  assert.deepEqual(facts[1]?.neighbours, ['991', '993'])
  const rows = file('c.csv', 'la_code,year,count\n991,2022,10\n992,2022,20\n')
  const all = read(rows)
  const panel = panelOf({ values: all.values, facts })
  assert.equal(panel.areas.get('991')?.region, panel.areas.get('992')?.region)
})

const BAD: readonly [string, string, Partial<Refusal>][] = [
  [
    'a count in words',
    'la_code,year,count\n991,2022,many\n',
    { kind: 'not-a-count', row: 2, column: 'count', value: 'many' },
  ],
  [
    'a count below nothing',
    'la_code,year,count\n991,2022,-4\n',
    { kind: 'not-a-count', row: 2, column: 'count', value: '-4' },
  ],
  [
    'half a child',
    'la_code,year,count\n991,2022,4.5\n',
    { kind: 'not-a-count', row: 2, column: 'count', value: '4.5' },
  ],
  [
    'a financial year',
    'la_code,year,count\n991,2021-22,4\n',
    { kind: 'not-a-year', row: 2, column: 'year', value: '2021-22' },
  ],
  [
    'a share in per cent',
    'la_code,year,count,share_16_plus\n991,2022,40,25\n',
    { kind: 'not-a-share', row: 2, column: 'share_16_plus', value: '25' },
  ],
  [
    'no code',
    'la_code,year,count\n991,2021,40\n,2022,40\n',
    { kind: 'no-council', row: 3, column: 'la_code', value: '(empty)' },
  ],
  [
    'no column of counts',
    'la_code,la_name,year\n991,A,2022\n',
    { kind: 'missing-column', row: 1, column: 'count' },
  ],
  [
    'a column twice',
    'la_code,year,count,count\n991,2022,1,2\n',
    { kind: 'duplicate-column', row: 1, column: 'count' },
  ],
  [
    'too many cells',
    'la_code,year,count\n991,2022,1,204\n',
    { kind: 'ragged', row: 2, value: '4 cells' },
  ],
  [
    'two counts of one year',
    'la_code,year,count\n991,2022,10\n991,2022,11\n',
    { kind: 'said-twice', row: 3, column: 'count', value: '11' },
  ],
  [
    'an open quote',
    'la_code,year,count\n991,2022,"10\n',
    { kind: 'unclosed-quote', row: 2, column: 'count' },
  ],
  ['nothing at all', '', { kind: 'empty' }],
  ['another table', 'date,supplier,amount\n2022-01-01,x,3\n', { kind: 'no-such-table', row: 1 }],
  ['a web page', '<!DOCTYPE html><html></html>', { kind: 'not-csv' }],
]

for (const [name, text, wanted] of BAD)
  test(`${name} is refused with its place and how to mend it`, () => {
    const [first] = refusals('bad.csv', text)
    assert.ok(first)
    assert.equal(first.file, 'bad.csv')
    assert.ok(first.mend.length > 10)
    for (const [key, value] of Object.entries(wanted))
      assert.equal(first[key as keyof Refusal], value)
  })

test('at most fifty faults are listed', () => {
  const rows = Array.from({ length: 90 }, (_, i) => `${i + 100},2022,?`).join('\n')
  assert.equal(refusals('bad.csv', `la_code,year,count\n${rows}\n`).length, 50)
})

test('any bytes are read or refused, never a fault of ours', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.string({ maxLength: 80 }), (bytes, tail) => {
      readAnnualFiles([{ name: 'any.csv', bytes }])
      readAnnualFiles([file('any.csv', `la_code,year,count\n${tail}`)])
    }),
    { seed: 1120, numRuns: 300 },
  )
})

test('reorganised councils are one area: the old together are the new together', () => {
  const rows = [
    '835,2019,414',
    '836,2019,192',
    '837,2019,248',
    '838,2020,440',
    '839,2020,470',
    '928,2021,1150',
    '940,2022,525',
    '941,2022,658',
  ]
  const { values, facts } = read(file('c.csv', `la_code,year,count\n${rows.join('\n')}\n`))
  const { areas } = constantShape(panelOf({ values, facts }))
  assert.equal(areas.size, 2)
  const dorset = areas.get('835+836+837')
  assert.equal(dorset?.years.get(2019)?.count, 414 + 192 + 248)
  assert.equal(dorset?.years.get(2020)?.count, 440 + 470)
  assert.equal(areas.get('928')?.years.get(2021)?.count, 1150)
  assert.equal(areas.get('928')?.years.get(2022)?.count, 525 + 658)
})

test('an area of which one part is unknown is unknown, never smaller', () => {
  const { values, facts } = read(
    file('c.csv', 'la_code,year,count\n835,2019,414\n836,2019,c\n837,2019,248\n'),
  )
  const { areas } = constantShape(panelOf({ values, facts }))
  assert.equal(areas.get('835+836+837')?.years.get(2019), undefined)
})

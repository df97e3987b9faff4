import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { needsShared, sharedPath } from '#test/shared.ts'
import { bytesOf } from '../import/a-return.ts'
import { OWN, publishedAt, publishedRowsFor, readPublished } from '../published/index.ts'
import type { PublishedFile, PublishedRow } from '../published/index.ts'
import { alertsOf } from './alerts.ts'
import { forecastLeading, growthAt } from './forecast.ts'
import { indexed, knownMonths, pressuresOf } from './pressures.ts'
import { monthBand, monthName, monthNumber } from './months.ts'

const years = (from: number, ...values: readonly number[]) =>
  new Map(values.map((v, i) => [from + i, v]))

test('half the council’s growth and half England’s, three tenths kept each year', () => {
  const own = years(2019, 1000, 1000, 1000, 1331)
  const england = years(2019, 1000, 1000, 1000, 1000)
  const f = forecastLeading(own, england, 0.2)
  assert.ok(f !== undefined)
  const g = 0.5 * (Math.log(1.331) / 3)
  assert.ok(Math.abs(f.growth - g) < 1e-12)
  const kept = [1, 1.3, 1.39]
  f.ahead.forEach((a, i) => {
    assert.equal(a.noChange, 1331)
    assert.ok(Math.abs(a.middle - 1331 * Math.exp(g * (kept[i] ?? 0))) < 1e-9)
  })
})

test('growth of more than 15% a year is a change of recording, and is not carried on', () => {
  assert.equal(growthAt(years(2020, 100, 1000), years(2020, 100, 1000), 2021).growth, 0.15)
})

test('without England the trend is half the council’s own', () => {
  const own = years(2021, 100, 110)
  assert.ok(Math.abs(growthAt(own, new Map(), 2022).growth - 0.5 * Math.log(1.1)) < 1e-12)
})

test('one year alone is carried on as it is, with the measured spread', () => {
  const f = forecastLeading(years(2022, 400), new Map(), 0.2)
  assert.equal(f?.ahead[0]?.middle.toFixed(6), '400.000000')
  assert.ok(Math.abs((f?.spread ?? 0) - 0.2) < 1e-12)
})

test('nothing known is no forecast', () => {
  assert.equal(forecastLeading(new Map(), years(2022, 1), 0.2), undefined)
})

const history = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 12 })

test('bands lie in one another, hold the middle and widen, whatever the history', () => {
  fc.assert(
    fc.property(history, history, (own, england) => {
      const f = forecastLeading(years(2010, ...own), years(2010, ...england), 0.2)
      assert.ok(f !== undefined)
      let width = 0
      for (const a of f.ahead) {
        assert.ok(a.low95 <= a.low80 && a.low80 <= a.middle)
        assert.ok(a.middle <= a.high80 && a.high80 <= a.high95)
        assert.ok(Math.log(a.high80 / a.low80) >= width)
        width = Math.log(a.high80 / a.low80)
      }
    }),
    { numRuns: 500, seed: 4 },
  )
})

test('a year later than the origin is never used', () => {
  fc.assert(
    fc.property(history, fc.nat(5000), (own, next) => {
      const england = years(2010, ...own)
      const before = pressureBand(years(2010, ...own), england)
      const after = pressureBand(years(2010, ...own, next), england)
      for (const [year, band] of before) assert.deepEqual(after.get(year), band)
    }),
    { numRuns: 200, seed: 5 },
  )
})

function pressureBand(own: ReadonlyMap<number, number>, england: ReadonlyMap<number, number>) {
  const rows = [
    ...[...own].map(([year, n]) => aRow({ year, n })),
    ...[...england].map(([year, n]) => aRow({ year, n, area: 'england' })),
  ]
  const { alerts } = pressuresOf(rows)
  return new Map(alerts.flatMap((a) => a.outside.map((o) => [o.at, [o.low95, o.high95]] as const)))
}

function aRow(of: {
  readonly year: number
  readonly n: number
  readonly area?: string
  readonly series?: string
  readonly month?: number
  readonly release?: number
}): PublishedRow {
  const { year, n, area = OWN, series = 'referrals', month, release = 2026 } = of
  return { kind: 'count', n, series, area, year, month, release, file: 'c1.csv', row: 2 }
}

const band = () => ({ low95: 90, high95: 110 })

test('one month outside its band is no alert; two running are, and a third joins them', () => {
  const about = { series: 'referrals', by: 'month' } as const
  assert.deepEqual(alertsOf(about, years(1, 100, 120, 100, 80, 100), band), [])
  const [alert, ...others] = alertsOf(about, years(1, 100, 120, 80, 130), band)
  assert.equal(others.length, 0)
  assert.deepEqual(
    alert?.outside.map((o) => [o.at, o.side]),
    [
      [2, 'above'],
      [3, 'below'],
      [4, 'above'],
    ],
  )
  assert.equal(alert?.current, true)
  assert.equal(alertsOf(about, years(1, 120, 120, 100), band)[0]?.current, false)
})

test('a month that was not published parts two that stood outside', () => {
  const known = new Map([
    [1, 200],
    [3, 200],
  ])
  assert.deepEqual(alertsOf({ series: 'referrals', by: 'month' }, known, band), [])
})

test('the twelve months of a year stand from April before it to March in it', () => {
  const rows = [aRow({ year: 2022, n: 7, month: 4 }), aRow({ year: 2022, n: 9, month: 3 })]
  const months = [...knownMonths(rows, 'referrals').keys()].map(monthName)
  assert.deepEqual(months, ['2021-04', '2022-03'])
  assert.equal(monthName(monthNumber(2021, 12)), '2021-12')
})

test('a doubling of referrals that lasts is an alert in its second month', () => {
  const months = Array.from({ length: 12 }, (_, m) => [1, 2, 3, 4].map((y) => ({ m: m + 1, y })))
  const rows = months.flat().map(({ m, y }) => {
    const at = monthNumber(m >= 4 ? 2018 + y - 1 : 2018 + y, m)
    const value = 100 + (m % 3)
    return aRow({ year: 2018 + y, month: m, n: at >= monthNumber(2022, 2) ? 2 * value : value })
  })
  const { alerts } = pressuresOf(rows)
  assert.deepEqual(
    alerts.map((a) => [a.by, a.current, a.outside.map((o) => monthName(o.at))]),
    [['month', true, ['2022-02', '2022-03']]],
  )
  assert.equal(monthBand(new Map(), 5), undefined)
})

test('lines of different size are each 100 in their first year in common', () => {
  const { years: along, lines } = indexed([years(2019, 50, 100, 150), years(2020, 10, 20, 5)])
  assert.deepEqual(along, [2020, 2021, 2022])
  assert.deepEqual(lines, [
    [100, 150, undefined],
    [100, 200, 50],
  ])
  assert.deepEqual(indexed([years(2019, 1), years(2020, 1)]), { years: [], lines: [] })
})

const HEAD =
  'time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,category'
const C1 = `${HEAD},referral_count,rereferral_count,no_further_action_count`
const ENGLAND_ROW = '2025,Reporting year,National,E92,England,,,,,,Referrals,620000,130000,40000'

function aTable(name: string, ...lines: readonly string[]) {
  return { name, bytes: bytesOf(lines.join('\n')) }
}

function read(...files: readonly { name: string; bytes: Uint8Array }[]): readonly PublishedFile[] {
  const result = readPublished(files)
  assert.ok(result.ok, JSON.stringify(result))
  return result.value
}

const own = (year: number, cells: string, la = '999,E99,Marlshire') =>
  `${year},Reporting year,Local authority,E92,England,E1,Shires,${la},Referrals,${cells}`

test('signs of the published tables are reasons, and none of them is nought', () => {
  const [file] = read(aTable('c1.csv', C1, ENGLAND_ROW, own(2025, 'c,x,0'), own(2024, 'u,z,1200')))
  const kinds = (file?.values ?? []).flatMap((v) => (v.area === '999' ? [[v.series, v.kind]] : []))
  assert.deepEqual(kinds, [
    ['referrals', 'suppressed'],
    ['re-referrals', 'suppressed'],
    ['no-further-action', 'count'],
    ['referrals', 'low-reliability'],
    ['re-referrals', 'not-applicable'],
    ['no-further-action', 'count'],
  ])
})

test('every release is kept, and a view takes the latest that is not after its date', () => {
  const older = aTable('c1_release2024.csv', C1, own(2024, '5000,1000,100'))
  const newer = aTable('c1_release2025.csv', C1, own(2024, '5100,1000,100'))
  const council = { name: 'Marlshire County Council', laCode: undefined }
  const rows = read(newer, older).flatMap((f) => publishedRowsFor(f, council))
  const at = (release: number) =>
    publishedAt(rows, { release }).flatMap((v) =>
      v.series === 'referrals' && v.kind === 'count' ? [v.n] : [],
    )
  assert.deepEqual(at(2026), [5100])
  assert.deepEqual(at(2024), [5000])
  assert.deepEqual(at(2023), [])
})

test('a council is found by its code of three figures, its long code or its name', () => {
  const [file] = read(aTable('c1.csv', C1, ENGLAND_ROW, own(2025, '5000,1000,100')))
  assert.ok(file !== undefined)
  const mine = (name: string, laCode?: string) =>
    publishedRowsFor(file, { name, laCode }).filter((v) => v.area === OWN).length
  assert.equal(mine('?', '999'), 3)
  assert.equal(mine('?', 'E99'), 3)
  assert.equal(mine('Marlshire County Council'), 3)
  assert.equal(mine('Elsewhere'), 0)
})

const WRONG: readonly (readonly [string, readonly string[], string, number | undefined])[] = [
  ['a word for a count', [C1, own(2025, 'many,1,1')], 'not-a-count', 2],
  ['a negative count', [C1, own(2025, '-5,1,1')], 'not-a-count', 2],
  ['no code of a council', [C1, own(2025, '5,1,1', ',,Marlshire')], 'no-council', 2],
  ['a year in words', [C1, own(2025, '5,1,1').replace('2025', 'last')], 'not-a-year', 2],
  ['a cell too many', [C1, `${own(2025, '5,1,1')},6`], 'ragged', 2],
  ['a line cut short', [C1, own(2025, '5')], 'ragged', 2],
  [
    'the same year twice, differently',
    [C1, own(2025, '5,1,1'), own(2025, '6,1,1')],
    'said-twice',
    3,
  ],
  ['a heading alone', [C1], 'no-rows', 1],
  ['a column twice', [`${C1},referral_count`, own(2025, '5,1,1,1')], 'duplicate-column', 1],
  ['another table', ['time_period,hats', '2025,5'], 'no-such-table', 1],
  ['a quote that never closes', [C1, own(2025, '"5,1,1')], 'unclosed-quote', 2],
  ['nothing', [''], 'empty', undefined],
]
for (const [name, lines, kind, row] of WRONG)
  test(`${name} is refused with file, row and what to do`, () => {
    const result = readPublished([aTable('c1.csv', ...lines)])
    assert.ok(!result.ok)
    const [first] = result.refusals
    assert.deepEqual([first?.kind, first?.file, first?.row], [kind, 'c1.csv', row])
    assert.ok((first?.mend ?? '').length > 10)
  })

const rowsOf = (files: readonly PublishedFile[]) =>
  files
    .flatMap((f) => f.values)
    .map((v) => JSON.stringify({ ...v, row: 0 }))
    .toSorted()

test('the order of files and of rows changes nothing', () => {
  const lines = [ENGLAND_ROW, own(2025, '5000,1000,100'), own(2024, '4000,900,c')]
  const population = aTable(
    'pop.csv',
    `${HEAD.replace('category', 'age_group')},population_estimate`,
    own(2024, '131000').replace('Referrals', 'Children aged 0 to 17 years'),
  )
  const plain = rowsOf(read(aTable('c1.csv', C1, ...lines), population))
  fc.assert(
    fc.property(fc.shuffledSubarray(lines, { minLength: 3 }), (order) => {
      assert.deepEqual(rowsOf(read(population, aTable('c1.csv', C1, ...order))), plain)
    }),
    { numRuns: 20, seed: 1 },
  )
})

const FOLDER = 'data/cin'
test(
  'the published tables are read whole, and Cambridgeshire’s figures are those printed',
  needsShared(FOLDER),
  () => {
    const folder = sharedPath(FOLDER)
    const files = readdirSync(folder)
      .filter((n) => !/^(?:b3|b4|c3)_/.test(n))
      .map((name) => ({
        name,
        bytes: new Uint8Array(gunzipSync(readFileSync(`${folder}/${name}`))),
      }))
    const all = read(...files)
    assert.deepEqual(
      all.map((f) => [f.table, f.release]),
      [
        ...['b1', 'c1', 'c2', 'c4', 'c5', 'c6', 'd1', 'd3', 'd5', 'headline'].map((t) => [t, 2022]),
        ['population', 2024],
      ],
    )
    const council = { name: 'Cambridgeshire County Council', laCode: '873' }
    const rows = publishedAt(
      all.flatMap((f) => publishedRowsFor(f, council)),
      { release: 2026 },
    )
    const { pressures, months } = pressuresOf(rows)
    const last = Object.fromEntries(pressures.map((p) => [p.series, p.years.get(2022)]))
    assert.deepEqual(last, {
      referrals: 4299,
      'in-need': 2755,
      assessments: 3843,
      'section-47': 1332,
      conferences: 579,
      plans: 408,
    })
    assert.equal(months.size, 120)
    let sum = 0
    for (let t = monthNumber(2021, 4); t <= monthNumber(2022, 3); t += 1) sum += months.get(t) ?? 0
    assert.equal(sum, 4299)
  },
)

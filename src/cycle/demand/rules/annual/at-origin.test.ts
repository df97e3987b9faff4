import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { unwrap } from '#kernel/result.ts'
import { atOrigin } from './at-origin.ts'
import { annualFromFiles } from './forecast-files.ts'
import { panelOf } from './panel.ts'
import type { Panel } from './panel.ts'
import { readAnnualFiles } from './read/read-files.ts'

const HEAD =
  'la_code,la_name,year,count,started,ceased,child_population,share_16_plus,region,neighbours'

const file = (text: string) => ({ name: 'c.csv', bytes: new TextEncoder().encode(text) })

function panel(...rows: readonly string[]): Panel {
  return panelOf(unwrap(readAnnualFiles([file([HEAD, ...rows].join('\n'))])))
}

function near(found: number | undefined, wanted: number): void {
  assert.ok(found !== undefined && Math.abs(found - wanted) < 1e-12, `${found} is not ${wanted}`)
}

const rate = (n: number, p: number): number => Math.log(n / p)

const ROWS = [
  '991,A,2022,100,40,30,20000,.25,North,992 993',
  '992,B,2022,300,40,30,30000,.25,North,991',
  '993,C,2022,50,40,30,40000,.25,South,991 992',
]

test('the mean of a region holds the council itself; the mean of its neighbours does not', () => {
  const { inputs } = atOrigin(panel(...ROWS), 2022)
  near(inputs.get('991')?.regionMeanLogRate, (rate(100, 20_000) + rate(300, 30_000)) / 2)
  near(inputs.get('991')?.neighbourMeanLogRate, (rate(300, 30_000) + rate(50, 40_000)) / 2)
  assert.equal(
    inputs.get('993')?.regionMeanLogRate,
    undefined,
    'a region of one council says nothing',
  )
})

test('a neighbour that was reorganised stands for the whole it belongs to', () => {
  const { inputs } = atOrigin(
    panel(
      '991,A,2022,100,,,20000,,North,928',
      '940,N,2022,200,,,50000,,South,',
      '941,W,2022,300,,,50000,,South,',
    ),
    2022,
  )
  near(inputs.get('991')?.neighbourMeanLogRate, Math.log(500 / 100_000))
})

test('a population or share stands in for at most three later years', () => {
  const rows = [
    '991,A,2018,100,,,20000,.2,North,',
    '991,A,2021,120,,,,,North,',
    '991,A,2022,120,,,,,North,',
  ]
  assert.equal(atOrigin(panel(...rows), 2021).inputs.get('991')?.childPopulation, 20_000)
  near(atOrigin(panel(...rows), 2021).inputs.get('991')?.share16plus, 0.2)
  assert.equal(atOrigin(panel(...rows), 2022).inputs.get('991')?.childPopulation, undefined)
})

test('a gap is bridged only when looking back from after it', () => {
  const p = panel('991,A,2018,100,,,20000,,,', '991,A,2019,100,,,,,,', '991,A,2020,100,,,22050,,,')
  assert.equal(atOrigin(p, 2019).inputs.get('991')?.childPopulation, 20_000)
  near(atOrigin(p, 2019, { knownTo: 2020 }).inputs.get('991')?.childPopulation, 21_000)
})

const growth = (p: Panel, year: number, set = {}) =>
  atOrigin(p, year, { national: set }).national.find((f) => f.name === 'growth')

test('England comes from what is set, then the councils, then the published rows, then what is shipped', () => {
  const few = panel('991,A,2021,100,,,,,,', '991,A,2022,110,,,,,,')
  assert.deepEqual(growth(few, 2022), { name: 'growth', value: 0.0162, source: 'shipped' })
  assert.deepEqual(growth(few, 2021), { name: 'growth', value: 0.0097, source: 'shipped' })
  assert.equal(growth(panel('991,A,2030,1,,,,,,'), 2030)?.source, 'default')
  assert.deepEqual(growth(few, 2022, { growth: 0.03 }), {
    name: 'growth',
    value: 0.03,
    source: 'set',
  })
  const many = Array.from({ length: 100 }, (_, i) => [
    `${600 + i},A,2021,100,,,,,,`,
    `${600 + i},A,2022,105,,,,,,`,
  ]).flat()
  const found = growth(panel(...many, '201,City,2021,10,,,,,,', '201,City,2022,99,,,,,,'), 2022)
  assert.equal(found?.source, 'councils')
  near(found?.value, Math.log(1.05))
  const england = new Map([
    [2021, { count: 80_000 }],
    [2022, { count: 82_000 }],
  ])
  assert.deepEqual(growth({ ...few, england }, 2022), {
    name: 'growth',
    value: Math.log(82_000 / 80_000),
    source: 'published',
  })
})

test('a count of 0 is left out with the reason, and a year that is not there is refused', () => {
  const text = `${HEAD}\n991,A,2022,0,,,,,,\n992,B,2022,9,,,,,,\n993,C,2021,9,,,,,,\n`
  const answer = unwrap(annualFromFiles([file(text)], { origin: 2022, years: 5 }))
  assert.deepEqual(
    answer.areas.map((a) => a.code),
    ['992'],
  )
  const why = new Map(answer.leftOut.map((a) => [a.code, a.why]))
  assert.equal(why.size, 2)
  assert.match(why.get('991') ?? '', /is 0, which may mean suppressed/)
  assert.match(why.get('993') ?? '', /no count at 31 March 2022/)
  const refused = annualFromFiles([file(text)], { origin: 2019, years: 5 })
  assert.ok(!refused.ok)
  assert.match(refused.refusals[0]?.message ?? '', /2021 to 2022/)
})

type Late = { readonly year: number; readonly cells: readonly number[] }

const late: fc.Arbitrary<Late> = fc.record({
  year: fc.integer({ min: 2023, max: 2027 }),
  cells: fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 4, maxLength: 4 }),
})

const forecast = (rows: readonly string[]) =>
  unwrap(annualFromFiles([file([HEAD, ...rows].join('\n'))], { origin: 2022, years: 5 })).areas

test('changing, adding or leaving out any figure after the origin changes nothing', () => {
  const past = [2020, 2021, 2022].flatMap((year) =>
    ['991', '992', '993'].map(
      (code, i) =>
        `${code},X,${year},${100 * (i + 1) + year - 2000},${30 + i},${28 + i},${20_000 * (i + 1)},.2${i},North,991 992 993`,
    ),
  )
  const alone = forecast(past)
  assert.equal(alone.length, 3)
  fc.assert(
    fc.property(
      fc.uniqueArray(late, { selector: (l) => l.year, minLength: 1, maxLength: 5 }),
      fc.constantFrom('991', '992', '993'),
      (years, code) => {
        const rows = years.map(({ year, cells }) => `${code},X,${year},${cells.join(',')},.9,,`)
        assert.deepEqual(forecast([...rows, ...past]), alone)
      },
    ),
    { seed: 1121, numRuns: 100 },
  )
})

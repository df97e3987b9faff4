import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { needsShared, sharedFile } from '#test/shared.ts'
import { ANNUAL_CONSTANTS } from '../../data/annual-constants.ts'
import { forecastAnnual } from './forecast.ts'
import { termsOf } from './terms.ts'
import type { AnnualInput, TierName } from './types.ts'

const EXAMPLES = 'data/reference/annual-forecast-examples.json'
const TIERS = ['T3', 'T1', 'T0', 'T3r', 'T2'] as const

const Example = z.object({
  name: z.string(),
  input: z.object({
    count: z.number(),
    previousCount: z.number(),
    started: z.number(),
    ceased: z.number(),
    childPopulation: z.number(),
    share16plus: z.number(),
    regionMeanLogRate: z.number(),
    neighbourMeanLogRate: z.number(),
    national: z.object({
      growth: z.number(),
      logStartedCeased: z.number(),
      meanShare16plus: z.number(),
    }),
  }),
  expect: z.record(z.enum(TIERS), z.array(z.array(z.number()))),
})
type Input = z.infer<typeof Example>['input']

/** What is left of the inputs when a council has only those of a tier. */
function only(tier: (typeof TIERS)[number], input: Input): AnnualInput {
  const { started, ceased, previousCount, ...rest } = input
  const { share16plus, neighbourMeanLogRate, regionMeanLogRate, ...bare } = rest
  switch (tier) {
    case 'T3':
      return input
    case 'T3r':
      return { ...bare, started, ceased, share16plus, regionMeanLogRate }
    case 'T2':
      return { ...bare, started, ceased, regionMeanLogRate, neighbourMeanLogRate }
    case 'T1':
      return { ...bare, started, ceased }
    case 'T0':
      return { ...bare, previousCount }
  }
}

function near(found: number, wanted: number, what: string): void {
  const off = Math.abs(found / wanted - 1)
  assert.ok(off <= 1e-12, `${what}: ${found} is not ${wanted} (off by ${off})`)
}

test(
  'seven councils at 31 March 2022 are forecast as published, to 1e-12',
  needsShared(EXAMPLES),
  () => {
    const examples = z.array(Example).parse(JSON.parse(sharedFile(EXAMPLES)))
    assert.equal(examples.length, 7)
    let checked = 0
    for (const { name, input, expect } of examples)
      for (const tier of TIERS) {
        const forecast = forecastAnnual(only(tier, input))
        assert.equal(forecast.tier, tier)
        expect[tier].forEach((wanted, i) => {
          const f = forecast.horizons[i]
          assert.ok(f)
          const found = [f.median, f.low80, f.high80, f.low95, f.high95]
          found.forEach((v, k) => near(v, wanted[k] ?? Number.NaN, `${name} ${tier} ${i + 1}`))
          checked += found.length
        })
      }
    assert.equal(checked, 7 * 5 * 5 * 5)
  },
)

/** The year ahead and the five years ahead, rounded as the specification prints them. */
function printed(input: AnnualInput): readonly string[] {
  const { tier, horizons } = forecastAnnual(input)
  const line = (h: number): string => {
    const f = horizons[h - 1]
    assert.ok(f)
    return [f.median, f.low80, f.high80, f.low95, f.high95].map((v) => v.toFixed(3)).join(' ')
  }
  return [tier, line(1), line(5)]
}

test('a council with 500 children and no other figure is forecast from England alone', () => {
  assert.deepEqual(printed({ count: 500 }), [
    'N',
    '505.025 463.520 550.247 440.739 578.688',
    '525.636 426.555 647.731 377.284 732.320',
  ])
})

const WORKED: readonly [string, AnnualInput, TierName, string, string][] = [
  [
    '500 children, 460 the year before',
    { count: 500, previousCount: 460 },
    'T0',
    '512.203 470.108 558.067',
    '533.106 432.617 656.937',
  ],
  [
    '500 children, 220 started and 180 ceased',
    { count: 500, started: 220, ceased: 180 },
    'T1',
    '512.086 470.000 557.940',
    '532.984 432.518 656.787',
  ],
  [
    '100 children, 200 the year before: a halving is not carried on',
    { count: 100, previousCount: 200 },
    'T0',
    '96.449 84.135 110.565',
    '100.385 77.500 130.028',
  ],
  [
    '800 children in a falling England with every input',
    {
      count: 800,
      started: 300,
      ceased: 310,
      childPopulation: 120_000,
      share16plus: 0.3,
      regionMeanLogRate: Math.log(0.006),
      neighbourMeanLogRate: Math.log(0.0062),
      national: { growth: -0.02, logStartedCeased: -0.06, meanShare16plus: 0.29 },
    },
    'T3',
    '792.027 731.615 857.428',
    '789.342 643.958 967.550',
  ],
]

for (const [name, input, tier, one, five] of WORKED)
  test(`worked number: ${name}`, () => {
    const [found, h1, h5] = printed(input)
    assert.equal(found, tier)
    assert.ok(h1?.startsWith(one), `${h1} is not ${one}`)
    assert.ok(h5?.startsWith(five), `${h5} is not ${five}`)
  })

test('each council takes the richest tier that its figures allow', () => {
  const rates = { childPopulation: 60_000, regionMeanLogRate: -5 }
  const flows = { started: 200, ceased: 190 }
  const near = { neighbourMeanLogRate: -5.1 }
  const age = { share16plus: 0.25 }
  const cases: readonly [TierName, Omit<AnnualInput, 'count'>][] = [
    ['T3', { ...flows, ...rates, ...near, ...age, previousCount: 390 }],
    ['T3r', { ...flows, ...rates, ...age, previousCount: 390 }],
    ['T0a', { previousCount: 390, ...rates, ...near, ...age }],
    ['T2', { ...flows, ...rates, ...near }],
    ['T2r', { ...flows, ...rates }],
    ['T0r', { previousCount: 390, ...rates, ...near }],
    ['T1', { ...flows, ...age }],
    ['T0', { previousCount: 390, started: 200 }],
    ['N', { ...rates, ...near, ...age }],
  ]
  for (const [tier, input] of cases)
    assert.equal(forecastAnnual({ count: 400, ...input }).tier, tier)
})

test('a year without starts is bounded, and a year without starts or ends says nothing', () => {
  const { m } = termsOf({ count: 400, started: 0, ceased: 12 }, ANNUAL_CONSTANTS)
  assert.equal(m, -0.5)
  assert.equal(termsOf({ count: 400, started: 0, ceased: 0 }, ANNUAL_CONSTANTS).m, undefined)
  assert.equal(forecastAnnual({ count: 400, previousCount: 0 }).tier, 'N')
})

const someInput: fc.Arbitrary<AnnualInput> = fc.record(
  {
    count: fc.integer({ min: 1, max: 3000 }),
    previousCount: fc.integer({ min: 0, max: 3000 }),
    started: fc.integer({ min: 0, max: 2000 }),
    ceased: fc.integer({ min: 0, max: 2000 }),
    childPopulation: fc.integer({ min: 1000, max: 400_000 }),
    share16plus: fc.double({ min: 0, max: 1, noNaN: true }),
    regionMeanLogRate: fc.double({ min: -6, max: -4, noNaN: true }),
    neighbourMeanLogRate: fc.double({ min: -6, max: -4, noNaN: true }),
  },
  { requiredKeys: ['count'] },
)

test('every forecast lies inside its bands, and the wider band holds the narrower', () => {
  fc.assert(
    fc.property(someInput, (input) => {
      for (const f of forecastAnnual(input).horizons) {
        const order = [0, f.low95, f.low80, f.median, f.high80, f.high95]
        assert.deepEqual(
          order,
          order.toSorted((a, b) => a - b),
        )
        assert.ok(order.every(Number.isFinite))
      }
    }),
    { seed: 1112 },
  )
})

test('a smaller council has a wider band, and a later year a wider one', () => {
  fc.assert(
    fc.property(someInput, fc.integer({ min: 2, max: 9 }), (input, times) => {
      const width = (count: number): number[] =>
        forecastAnnual({ ...input, count }).horizons.map((f) => Math.log(f.high80 / f.low80))
      const [small, large] = [width(input.count), width(input.count * times)]
      small.forEach((w, i) => assert.ok(w > (large[i] ?? 0)))
      assert.deepEqual(
        small,
        small.toSorted((a, b) => a - b),
      )
    }),
    { seed: 1113 },
  )
})

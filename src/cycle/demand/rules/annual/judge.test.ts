import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unwrap } from '#kernel/result.ts'
import { uniform } from '#kernel/random.ts'
import { needsShared, sharedBytes } from '#test/shared.ts'
import { ANNUAL_CONSTANTS, QUOTED_METHODS } from '../../data/annual-constants.ts'
import { fitNational } from './fit-bands.ts'
import { fitFromFiles } from './fit-files.ts'
import type { AnnualFit } from './fit-files.ts'
import { fitTiers } from './fit.ts'
import type { Sample } from './fit.ts'
import { judgeFromFiles } from './judge-files.ts'
import type { AnnualScore } from './judge.ts'
import { least, solve } from './solve.ts'

const PANEL = [
  'data/cla/cla_la_year_panel_2010_2022.csv',
  'data/geo/la_code_list_lait.csv',
  'data/cla/statistical_neighbours_may_2025.csv',
]
const files = () =>
  PANEL.map((path) => ({ name: path.split('/').at(-1) ?? '', bytes: sharedBytes(path) }))

const rounded = (values: readonly number[], places = 2): readonly number[] =>
  values.map((v) => Number(v.toFixed(places)))

function within(found: readonly number[], wanted: readonly number[], most: number): void {
  assert.equal(found.length, wanted.length)
  wanted.forEach((w, i) =>
    assert.ok(
      Math.abs((found[i] ?? 0) - w) <= most,
      `${found.join(' ')} is not ${wanted.join(' ')}`,
    ),
  )
}

/** The fit of the whole panel, made once for the tests that look at it. */
let made: AnnualFit | undefined
const fitted = (): AnnualFit => (made ??= unwrap(fitFromFiles(files())))

/** 11-annual-forecast, section 4. */
const TABLE: Readonly<Record<string, readonly number[]>> = {
  'no change': [5.93, 9.01, 11.34, 13.51, 15.46],
  'national term only': [5.8, 8.63, 10.66, 12.38, 14.03],
  T1: [5.78, 8.58, 10.65, 12.36, 14.02],
  T3: [5.64, 8.18, 9.79, 11.05, 12.3],
}

test(
  'the protocol gives the published table from the panel and the two files beside it',
  needsShared(...PANEL),
  () => {
    const { judgement } = fitted()
    assert.equal(judgement.areas, 148)
    assert.deepEqual(judgement.origins, [2013, 2014, 2015, 2016, 2017, 2018, 2019, 2020, 2021])
    const line = (name: string) => judgement.methods.find((m) => m.method === name)?.error ?? []
    assert.deepEqual(rounded(line('no change')), TABLE['no change'])
    within(line('national term only'), TABLE['national term only'] ?? [], 0.04)
    within(line('T1'), TABLE['T1'] ?? [], 0.01)
    within(line('T3'), TABLE['T3'] ?? [], 0.06)
    within(
      judgement.horizons.map((s) => s.cover80),
      [81, 80, 80, 80, 81],
      1.5,
    )
    within(
      judgement.horizons.map((s) => s.cover95),
      [95, 95, 95, 95, 95],
      1.5,
    )
    within(
      judgement.horizons.map((s) => s.halfWidth80),
      [9.2, 13, 16.3, 19.2, 21.7],
      0.15,
    )
    for (const quoted of QUOTED_METHODS) assert.deepEqual(line(quoted.method), quoted.error)
  },
)

test(
  'each of the four sizes of council is covered by its band at one year, 75 to 85 in 100',
  needsShared(...PANEL),
  () => {
    const judged = unwrap(judgeFromFiles(files(), { refit: false }))
    assert.equal(judged.bySize.length, 4)
    for (const { size, horizons } of judged.bySize) {
      const one = horizons[0]
      assert.ok(one && one.n > 100)
      assert.ok(one.cover80 >= 75 && one.cover80 <= 85, `${size}: ${one.cover80}`)
      assert.ok(one.cover95 >= 93 && one.cover95 <= 99, `${size}: ${one.cover95}`)
      assert.ok(
        horizons.every((s: AnnualScore) => s.skill > 0),
        size,
      )
    }
  },
)

test(
  'the constants fitted again from the panel are close to those shipped',
  needsShared(...PANEL),
  () => {
    const { constants } = fitted()
    for (const tier of ANNUAL_CONSTANTS.tiers) {
      const again = constants.tiers.find((t) => t.name === tier.name)
      for (const [term, shipped] of Object.entries(tier.coefficients)) {
        const fitted = again?.coefficients[term as 'm'] ?? 0
        assert.ok(Math.abs(fitted - shipped) < 0.02, `${tier.name} ${term}: ${fitted}, ${shipped}`)
      }
    }
    assert.ok(Math.abs(constants.band.reach80 - ANNUAL_CONSTANTS.band.reach80) < 0.05)
  },
)

const chance = (i: number) => uniform(7919 * i) - 0.5

test('samples made with known coefficients give them back', () => {
  const samples = Array.from({ length: 400 }, (_, i): Sample => {
    const terms = { m: chance(4 * i), q: chance(4 * i + 1), a: chance(4 * i + 2) }
    const h = 1 + (i % 5)
    const change = 0.2 * terms.m + (-0.05 * terms.q - 0.1 * terms.a) * h
    return { origin: 2015, terms, count: 400, h, change }
  })
  const t3 = fitTiers(samples, ANNUAL_CONSTANTS).find((t) => t.name === 'T3')
  within(
    [t3?.coefficients.m ?? 0, t3?.coefficients.q ?? 0, t3?.coefficients.a ?? 0],
    [0.2, -0.05, -0.1],
    1e-9,
  )
  const few = fitTiers(samples.slice(0, 50), ANNUAL_CONSTANTS).find((t) => t.name === 'T3')
  assert.deepEqual(few, ANNUAL_CONSTANTS.tiers[0], 'too few samples leave the constants alone')
})

test('an England that grows the same each year is forecast without error but for the half', () => {
  const series = new Map(
    Array.from({ length: 12 }, (_, i) => [2010 + i, 1000 * Math.exp(0.02 * i)]),
  )
  const { mu, errors } = fitNational(series)
  assert.ok(Math.abs(mu - 0.01) < 1e-9)
  assert.ok(errors.every((e) => Number.isFinite(e)))
})

test('linear equations are solved, and those that settle nothing are not', () => {
  within(
    solve(
      [
        [0, 2],
        [3, 1],
      ],
      [4, 5],
    ) ?? [],
    [1, 2],
    1e-12,
  )
  assert.equal(
    solve(
      [
        [1, 2],
        [2, 4],
      ],
      [1, 2],
    ),
    undefined,
  )
})

const bowl = ([x = 0, y = 0]: readonly number[]) => (x - 3) ** 2 + 2 * (y + 1) ** 2 + x * y * 0.1

test('the least of a bowl is found', () => {
  const found = least(bowl, [0, 0], [0.5, 0.5])
  assert.ok(bowl(found) <= bowl([3.05, -1.08]) + 1e-3)
})

test('with one year there is nothing to judge, and it says what is missing', () => {
  const bytes = new TextEncoder().encode('la_code,year,count\n991,2022,10\n')
  const judged = judgeFromFiles([{ name: 'c.csv', bytes }], { refit: false })
  assert.ok(!judged.ok)
  assert.equal(judged.refusals[0]?.kind, 'nothing-to-judge')
})

const judgedIn = (order: readonly { name: string; bytes: Uint8Array }[]) =>
  unwrap(judgeFromFiles(order, { refit: false, origins: [2017] })).horizons

test('the order of files changes nothing', needsShared(...PANEL), () => {
  assert.deepEqual(judgedIn(files().toReversed()), judgedIn(files()))
})

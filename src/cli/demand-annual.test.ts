import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'
import { needsShared, sharedPath } from '#test/shared.ts'
import type { Done, Invocation, Outcome } from './command.ts'
import { runAnnual } from './demand-annual.ts'
import { runAnnualBackTest } from './demand-annual-back-test.ts'

const EXAMPLE = fileURLToPath(new URL('../../examples/published-counts.csv', import.meta.url))

const asked = (args: readonly string[], options: Invocation['options'] = {}): Invocation => ({
  args,
  options,
  say: () => undefined,
})

function done(outcome: Outcome): Done {
  assert.equal(outcome.kind, 'done', JSON.stringify(outcome))
  if (outcome.kind !== 'done') throw new Error('unreachable')
  return outcome
}

const Forecast = z.object({
  origin: z.number(),
  areas: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      tier: z.string(),
      horizons: z.array(
        z.object({
          h: z.number(),
          year: z.number(),
          median: z.number(),
          low80: z.number(),
          high80: z.number(),
          low95: z.number(),
          high95: z.number(),
          noChange: z.number(),
        }),
      ),
    }),
  ),
  england: z.array(z.object({ name: z.string(), value: z.number(), source: z.string() })),
  provenance: z.object({
    inputs: z.array(z.object({ file: z.string(), sha256: z.string() })),
    rulesVersion: z.string(),
  }),
})

const forecast = async (
  args: readonly string[],
  options: Invocation['options'],
): Promise<z.infer<typeof Forecast>> =>
  Forecast.parse(done(await runAnnual(asked(args, options))).json)

test('the example councils are forecast one to five years ahead, with no change beside', async () => {
  const { origin, areas, provenance } = await forecast([EXAMPLE], { origin: '2026', horizon: '5' })
  assert.equal(origin, 2026)
  assert.equal(areas.length, 6)
  for (const area of areas) {
    assert.equal(area.tier, 'T3')
    assert.deepEqual(
      area.horizons.map((f) => [f.h, f.year]),
      [1, 2, 3, 4, 5].map((h) => [h, 2026 + h]),
    )
    for (const f of area.horizons) {
      assert.ok(f.low95 < f.low80 && f.low80 < f.median)
      assert.ok(f.median < f.high80 && f.high80 < f.high95)
    }
  }
  assert.equal(areas[0]?.horizons[4]?.noChange, 426)
  assert.equal(provenance.inputs[0]?.file, 'published-counts.csv')
})

test('years after the origin are not read: the file cut at the origin gives the same', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'annual-'))
  const rows = readFileSync(EXAMPLE, 'utf8').split('\n')
  const cut = join(folder, 'cut.csv.gz')
  writeFileSync(cut, gzipSync(rows.filter((r) => !/,202[56],/.test(r)).join('\n')))
  const whole = await forecast([EXAMPLE], { origin: '2024' })
  const early = await forecast([cut], { origin: '2024' })
  assert.deepEqual(whole.areas, early.areas)
  assert.equal(early.provenance.inputs[0]?.file, 'cut.csv.gz')
})

test('England’s growth can be set, and moves every council by the same share', async () => {
  const still = await forecast([EXAMPLE], { origin: '2026', 'england-growth': '0%' })
  const fast = await forecast([EXAMPLE], { origin: '2026', 'england-growth': '4%' })
  assert.equal(fast.england.find((f) => f.name === 'growth')?.source, 'set')
  const rise = fast.areas.map((a, i) => {
    const [one, other] = [a.horizons[0]?.median ?? 0, still.areas[i]?.horizons[0]?.median ?? 1]
    return Math.log(one / other)
  })
  for (const r of rise) assert.ok(Math.abs(r - 0.5 * Math.log(1.04)) < 1e-12)
})

const WRONG: readonly [string, Invocation['options'], RegExp][] = [
  ['no origin', {}, /--origin/],
  ['an origin in words', { origin: 'last' }, /--origin last/],
  ['six years ahead', { origin: '2026', horizon: '6' }, /--horizon 6/],
]
for (const [name, options, wrong] of WRONG)
  test(`${name} is wrong usage, and says what is right`, async () => {
    const outcome = await runAnnual(asked([EXAMPLE], options))
    assert.equal(outcome.kind, 'usage')
    if (outcome.kind === 'usage') assert.match(outcome.wrong, wrong)
  })

test('a wrong cell is refused with file, row, column, value and mend', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'annual-')), 'bad.csv')
  writeFileSync(path, 'la_code,la_name,year,count\n991,Aldermere,2026,four\n')
  const outcome = await runAnnual(asked([path], { origin: '2026' }))
  assert.equal(outcome.kind, 'refused')
  if (outcome.kind !== 'refused') return
  const { file, row, column, value, mend } = outcome.refusals[0] ?? { mend: '' }
  assert.deepEqual([file, row, column, value], ['bad.csv', 2, 'count', 'four'])
  assert.ok(mend.length > 10)
})

const BackTest = z.object({
  horizons: z.array(
    z.object({
      h: z.number(),
      n: z.number(),
      error: z.number(),
      errorNoChange: z.number(),
      skill: z.number(),
      bias: z.number(),
      cover80: z.number(),
      cover95: z.number(),
      halfWidth80: z.number(),
    }),
  ),
  bySize: z.array(z.object({ size: z.string() })),
  methods: z.array(z.object({ method: z.string(), quoted: z.boolean() })),
})

test('the back-test of the example counts every comparison, and quotes nothing measured elsewhere', async () => {
  const outcome = await runAnnualBackTest(asked([EXAMPLE], { origins: '2023..2025' }))
  const { horizons, bySize, methods } = BackTest.parse(done(outcome).json)
  assert.deepEqual(
    horizons.map((s) => [s.h, s.n]),
    [
      [1, 18],
      [2, 12],
      [3, 6],
    ],
  )
  for (const s of horizons) assert.ok(Math.abs(s.skill - (1 - s.error / s.errorNoChange)) < 1e-12)
  assert.equal(bySize.length, 4)
  assert.ok(methods.every((m) => !m.quoted))
})

const PANEL = [
  'data/cla/cla_la_year_panel_2010_2022.csv',
  'data/geo/la_code_list_lait.csv',
  'data/cla/statistical_neighbours_may_2025.csv',
]

const tiers = async (paths: readonly string[]): Promise<ReadonlySet<string>> => {
  const { areas } = await forecast(paths.map(sharedPath), { origin: '2019' })
  return new Set(areas.map((a) => a.tier))
}

test(
  'the panel alone reaches T1; with regions and neighbours, T3',
  needsShared(...PANEL),
  async () => {
    assert.deepEqual(await tiers(PANEL.slice(0, 1)), new Set(['T1']))
    assert.ok((await tiers(PANEL)).has('T3'))
  },
)

test(
  'constants as shipped beat no change at every year ahead on the shared panel',
  needsShared(...PANEL),
  async () => {
    const { horizons, methods } = BackTest.parse(
      done(await runAnnualBackTest(asked(PANEL.map(sharedPath)))).json,
    )
    assert.deepEqual(
      horizons.map((s) => s.errorNoChange.toFixed(2)),
      ['5.93', '9.01', '11.34', '13.51', '15.46'],
    )
    assert.ok(horizons.every((s) => s.skill > 0.04))
    assert.equal(methods.filter((m) => m.quoted).length, 3)
  },
)

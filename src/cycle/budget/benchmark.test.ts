import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { unwrap } from '#kernel/result.ts'
import { needsShared, sharedBytes } from '#test/shared.ts'
import { benchmark, benchmarkSources } from './benchmark.ts'
import { LAYOUTS } from './data/s251/layouts.ts'
import { aReturn } from './rules/s251/a-return.ts'
import type { Change } from './rules/s251/a-return.ts'

const folder = fileURLToPath(new URL('../../../examples/benchmark/', import.meta.url))
const examples = readdirSync(folder).map((name) => ({
  name,
  bytes: new Uint8Array(readFileSync(folder + name)),
}))
const file = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) })
const ask = (council: string, measure?: string, year?: string) => ({ council, measure, year })

test('tables are known by their headings, and all spending a child of the latest year is compared', () => {
  const sources = unwrap(benchmarkSources(examples.toReversed()))
  const { comparison, measure, measures } = unwrap(benchmark(sources, ask('Marlshire')))
  assert.deepEqual(
    [measure.id, comparison.year, comparison.basis],
    ['C&YPExpenditure', '2025-26', 'gross'],
  )
  assert.deepEqual([comparison.had, comparison.of], [9, 10])
  assert.equal(comparison.neighbours.find((n) => n.name === 'Garsdale')?.value, null)
  assert.equal(measures.length, 4)
  const children = comparison.own.over ?? 0
  assert.ok(Math.abs((comparison.gapPence ?? 0) - comparison.difference * children) <= children)
})

test('closeness is one word however it is written', () => {
  const sources = unwrap(benchmarkSources(examples))
  const words = [...sources.tables.neighbours.values()].flat().map((n) => n.closeness)
  assert.deepEqual([...new Set(words)].toSorted(), [
    'Close',
    'Extremely close',
    'Somewhat close',
    'Very close',
  ])
})

test('who has no figure is named and never taken as nought; unit costs are said to be rounded to £5', () => {
  const sources = unwrap(benchmarkSources(examples))
  const { comparison, flags } = unwrap(benchmark(sources, ask('990', 'RescareFinance', '2024-25')))
  assert.equal(comparison.had, 9)
  assert.deepEqual(
    flags.map((f) => f.kind),
    ['no-figure', 'rounded-to-5', 'need'],
  )
  assert.match(flags[0]?.text ?? '', /Dunmore has no figure/)
})

test('an unknown council, measure or year is refused with what there is', () => {
  const sources = unwrap(benchmarkSources(examples))
  const refusal = (...asked: Parameters<typeof ask>) => {
    const found = benchmark(sources, ask(...asked))
    return found.ok ? undefined : found.refusals[0]
  }
  assert.match(refusal('marl')?.mend ?? '', /Marlshire \(990\)/)
  assert.match(refusal('990', 'nothing')?.mend ?? '', /C&YPExpenditure/)
  assert.equal(refusal('990', 'LACFinance', '2019-20')?.kind, 'no-figure')
  const without = unwrap(benchmarkSources(examples.filter((f) => f.name !== 'neighbours.csv')))
  const found = benchmark(without, ask('990'))
  assert.equal(found.ok ? '' : found.refusals[0]?.kind, 'no-neighbours')
})

const layoutOf = (name: string) => LAYOUTS.find((l) => l.layout === name) ?? assert.fail(name)
const named = ['990', '991', '992', '993', '994', '995', '996'].map((code) => ({
  code,
  name: `Council ${code}`,
}))

/** Two years of returns for seven councils, with labels as the department writes them. */
function returnsWith(changes: readonly Change[]) {
  return ['2010-11', '2011-12'].map((name) => {
    const text = aReturn(layoutOf(name), name === '2010-11' ? changes : [], named)
    return file(`${name}.csv`, text)
  })
}

test('a council whose private spending is 0 in every cell of one year is flagged, and so is a line that moved', () => {
  const none = layoutOf('2010-11').lines.map((l): Change => ['991', l.line, 'private', '0'])
  const sources = unwrap(benchmarkSources([...returnsWith(none), ...examples]))
  const shares = unwrap(benchmark(sources, ask('990', 'share.private', '2010-11')))
  assert.match(shares.flags.find((f) => f.kind === 'private-nowhere')?.text ?? '', /2010-11/)
  const later = unwrap(benchmark(sources, ask('990', 'share.looked-after', '2011-12')))
  assert.match(
    later.flags.find((f) => f.kind === 'moved-line')?.text ?? '',
    /without CERA is narrowed in 2011-12: child trust fund .* Do not compare with the years before/,
  )
  assert.ok(later.comparison.own.value !== null && later.comparison.own.value < 1_000_000)
})

const paths = [
  'data/finance/lait_s251_finance_and_weekly_unit_costs_2015-16_to_2021-22.csv.gz',
  'data/cla/statistical_neighbours_may_2025.csv',
  'data/cin/ons_mid-year_population_estimates_2012_to_2024.csv.gz',
]
test(
  'the published tables: 142,924 children in Cambridgeshire in 2024; £116,800,251 in 2021-22',
  needsShared(...paths),
  () => {
    const files = paths.map((p) => ({ name: p.replace(/\.gz$/, ''), bytes: sharedBytes(p) }))
    const sources = unwrap(benchmarkSources(files))
    assert.equal(sources.tables.children.get('873|2024'), 142_924)
    const { comparison } = unwrap(benchmark(sources, ask('Cambridgeshire', undefined, '2021-22')))
    assert.equal(comparison.own.pence, 11_680_025_100)
    assert.equal(comparison.own.value, 87_314)
    assert.deepEqual([comparison.had, comparison.of], [10, 10])
  },
)

const outturn = ['0910', '1011', '1213', '1314'].map(
  (y) => `data/finance/s251_outturn_cyps_${y}.csv.gz`,
)
test(
  'Oxfordshire’s private spending of 0 in three of the years is seen as a choice of recording',
  needsShared(...paths, ...outturn),
  () => {
    const files = [...paths.slice(1), ...outturn].map((p) => ({
      name: p.replace(/\.gz$/, ''),
      bytes: sharedBytes(p),
    }))
    const sources = unwrap(benchmarkSources(files))
    const { flags } = unwrap(benchmark(sources, ask('Oxfordshire', 'share.private', '2013-14')))
    assert.ok(
      flags.some(
        (f) =>
          f.kind === 'private-nowhere' &&
          f.text.startsWith(
            'Oxfordshire has private spending of 0 in every cell of 2009-10, 2010-11, 2013-14 ',
          ),
      ),
    )
  },
)

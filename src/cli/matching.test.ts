import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { headwater } from '#test/support/headwater.ts'
import { needsShared, sharedFile, sharedPath } from '#test/shared.ts'

const SAMPLE = 'data/ssda903/cs_demand_model_regional_v1'
const EXPECTED = 'data/ssda903/cs_demand_model_regional_v1_expected_one_year/'
const needed = needsShared(`${SAMPLE}/episodes.csv`, `${EXPECTED}enriched_episodes.csv.gz`)

const folder = mkdtempSync(join(tmpdir(), 'headwater-matching-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const Document = z.object({
  cleaned: z.object({ rows: z.number(), children: z.number(), openAtEnd: z.number() }),
  entrantsPerDay: z.record(z.string(), z.number()),
  rates: z.array(z.object({ from: z.string(), to: z.string(), rate: z.number() })),
  population: z.array(
    z.object({ date: z.string(), state: z.string(), mean: z.number(), variance: z.number() }),
  ),
  totals: z.array(
    z.object({ date: z.string(), mean: z.number(), low: z.number(), high: z.number() }),
  ),
  costs: z.object({
    quarters: z.array(z.object({ quarter: z.string(), detail: z.string(), pence: z.number() })),
    firstYearPence: z.number(),
    totalPence: z.number(),
  }),
  provenance: z.object({
    inputs: z.array(z.object({ file: z.string(), sha256: z.string() })),
    rulesVersion: z.string(),
    settings: z.record(z.string(), z.unknown()),
  }),
})
type Document = z.infer<typeof Document>

const ARGS = [
  'demand',
  'forecast',
  sharedPath(SAMPLE),
  '--kind',
  'matching',
  '--reference',
  '2021-04-01..2022-03-31',
  '--from',
  '2022-03-31',
  '--to',
  '2025-03-31',
  '--json',
]

async function forecast(...more: readonly string[]): Promise<Document> {
  const ran = await headwater([...ARGS, ...more])
  assert.equal(ran.status, 0, ran.stderr)
  return Document.parse(JSON.parse(ran.stdout))
}

function records(path: string): Record<string, string>[] {
  return parse(sharedFile(EXPECTED + path), { columns: true, skip_empty_lines: true })
}

function comparePopulation(document: Document, file: string, of: 'mean' | 'variance'): void {
  const found = new Map(document.population.map((p) => [`${p.date} ${p.state}`, p[of]]))
  const rows = records(file)
  assert.equal(rows.length * 19, found.size)
  for (const row of rows)
    for (const [state, value] of Object.entries(row)) {
      if (state === '') continue
      const at = `${(row[''] ?? '').slice(0, 10)} ${state}`
      const expected = Number(value)
      const error = Math.abs((found.get(at) ?? NaN) - expected) / Math.max(1, Math.abs(expected))
      assert.ok(error <= 1e-9, `${at}: ${found.get(at)} against ${value}`)
    }
}

function compareQuarters(document: Document, file: string): void {
  const found = new Map(document.costs.quarters.map((q) => [`${q.quarter} ${q.detail}`, q.pence]))
  for (const row of records(file))
    for (const [detail, value] of Object.entries(row)) {
      if (detail === '') continue
      const pence = found.get(`${row['']} ${detail}`) ?? NaN
      assert.ok(Math.abs(pence / 100 - Number(value)) <= 0.01, `${row['']} ${detail}: ${pence}`)
    }
}

test(
  'the command agrees with the peer on every day, state, quarter and cleaned row of the sample',
  needed,
  async () => {
    const rows = join(folder, 'rows.csv')
    const document = await forecast('--rows', rows)
    assert.deepEqual(document.cleaned, { rows: 2110, children: 572, openAtEnd: 86 })
    assert.equal(document.rates.length, 68)
    comparePopulation(document, 'forecast_population_daily.csv.gz', 'mean')
    comparePopulation(document, 'forecast_variance_daily.csv.gz', 'variance')
    compareQuarters(document, 'cost_summary_quarterly.csv')
    assert.equal(document.costs.totalPence, 378_107_870)
    const cleaned: Record<string, string>[] = parse(readFileSync(rows, 'utf8'), { columns: true })
    const expected = records('enriched_episodes.csv.gz')
    assert.equal(cleaned.length, expected.length)
    cleaned.forEach((row, i) => {
      for (const [column, value] of Object.entries(row))
        assert.equal(value, expected[i]?.[column], `row ${i + 2}, ${column}`)
    })
    assert.equal(Object.keys(cleaned[0] ?? {}).length, 27)
    assert.deepEqual(
      document.provenance.inputs.map((f) => f.file),
      ['episodes.csv', 'header.csv', 'uasc.csv'],
    )
  },
)

test(
  'the adjusted scenario agrees with the peer, from its own files of changes',
  needed,
  async () => {
    const prices = join(folder, 'prices.csv')
    const shares = join(folder, 'shares.csv')
    writeFileSync(prices, 'label,weekly_gbp\nFostering (IFA),950\n')
    writeFileSync(shares, 'label,share\nFostering (IFA),0.5\n')
    const document = await forecast(
      '--adjust',
      sharedPath(`${EXPECTED}rate_adjustment.csv`),
      '--entries',
      sharedPath(`${EXPECTED}entry_adjustment.csv`),
      '--shares',
      shares,
      '--prices',
      prices,
    )
    comparePopulation(document, 'adjusted_population_daily.csv.gz', 'mean')
    comparePopulation(document, 'adjusted_variance_daily.csv.gz', 'variance')
    compareQuarters(document, 'adjusted_cost_summary_quarterly.csv')
    assert.equal(document.costs.totalPence, 618_195_283)
  },
)

test('cleaning as the peer counts what the peer counts', needed, async () => {
  const ran = await headwater(['demand', 'clean', sharedPath(SAMPLE), '--matching', '--json'])
  const Cleaned = z.object({
    read: z.object({ episodes: z.number(), header: z.number(), uasc: z.number() }),
    kept: z.number(),
    rows: z.number(),
    children: z.number(),
    from: z.string(),
    to: z.string(),
    setAside: z.array(z.object({ file: z.string(), row: z.number(), column: z.string() })),
  })
  const { setAside, ...counts } = Cleaned.parse(JSON.parse(ran.stdout))
  assert.deepEqual(counts, {
    read: { episodes: 3737, header: 1304, uasc: 51 },
    kept: 2440,
    rows: 2110,
    children: 572,
    from: '2016-04-01',
    to: '2022-03-31',
  })
  assert.equal(setAside.length, 387)
})

test(
  'several years in files of their own are read as one return after another',
  {
    ...needsShared('data/ssda903/longitudinal_2017_2020/2017-episodes.csv'),
  },
  async () => {
    const years = sharedPath('data/ssda903/longitudinal_2017_2020')
    const ran = await headwater(['demand', 'clean', years, '--json'])
    assert.equal(ran.status, 0, ran.stderr)
    const { children, from, to } = z
      .object({ children: z.number(), from: z.string(), to: z.string() })
      .parse(JSON.parse(ran.stdout))
    assert.deepEqual([children, from, to], [817, '2017-04-01', '2021-03-31'])
    const list = join(folder, 'left-out.csv')
    const listed = await headwater(['demand', 'clean', years, '--out', list])
    assert.equal(listed.status, 0, listed.stderr)
    const rows = readFileSync(list, 'utf8').trimEnd().split('\n').length - 1
    assert.equal(rows, 3484 - 2690, 'every episode read and not kept, with its reason')
    const run = ['--kind', 'own', '--months', '12', '--draws', '100', '--seed', '1', '--json']
    const forecast = await headwater(['demand', 'forecast', years, ...run])
    assert.equal(forecast.status, 0, forecast.stderr)
    assert.match(forecast.stdout, /"month": "2022-03"/)
  },
)

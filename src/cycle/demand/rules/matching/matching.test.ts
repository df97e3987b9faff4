import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { needsShared, sharedBytes, sharedFile } from '#test/shared.ts'
import { iso, isoDay } from '#kernel/dates.ts'
import { unwrap } from '#kernel/result.ts'
import {
  adjustEntries,
  adjustRates,
  cleanAsPeer,
  costAsPeer,
  learn,
  project,
  sharesOf,
  changeShares,
  stockOf,
  readPeerTables,
  totalOn,
  sixFigures,
} from './index.ts'
import type { PeerCare, PeerTables } from './index.ts'

const FOLDER = 'data/ssda903/cs_demand_model_regional_v1/'
const EXPECTED = 'data/ssda903/cs_demand_model_regional_v1_expected_one_year/'
const needed = needsShared(
  `${FOLDER}episodes.csv`,
  `${FOLDER}header.csv`,
  `${FOLDER}uasc.csv`,
  `${EXPECTED}enriched_episodes.csv.gz`,
)

function records(path: string): Record<string, string>[] {
  return parse(sharedFile(path), { columns: true, skip_empty_lines: true })
}

function tables(): PeerTables {
  const files = ['episodes.csv', 'header.csv', 'uasc.csv'].map((name) => ({
    name,
    bytes: sharedBytes(FOLDER + name),
    sha256: '',
  }))
  return unwrap(readPeerTables(files, 200_000_000))
}

let cached: PeerCare | undefined
function care(): PeerCare {
  cached ??= unwrap(cleanAsPeer(tables()))
  return cached
}

const oneYear = { first: isoDay('2021-04-01'), last: isoDay('2022-03-31') }
const start = isoDay('2022-03-31')
const days = isoDay('2025-03-31') - start

function close(actual: number, expected: number, what: string): void {
  const error = Math.abs(actual - expected) / Math.max(1, Math.abs(expected))
  assert.ok(error <= 1e-9, `${what}: ${actual} against ${expected}`)
}

test('the regional sample is cleaned to the peer’s counts (10-demand, example 1)', needed, () => {
  const counted = new Map(care().steps.map((s) => [s.step, s.counted]))
  assert.equal(counted.get('dropped: no DOB'), 387)
  assert.equal(counted.get('dropped: same child and DECOM'), 910)
  assert.equal(counted.get('dropped: same child and DEC'), 0)
  assert.equal(counted.get('ends moved to the next start'), 39)
  assert.equal(counted.get('kept before merging'), 2440)
  assert.equal(counted.get('merged into the row before'), 676)
  assert.equal(counted.get('added by age splits'), 346)
  assert.equal(care().rows.length, 2110)
  assert.equal(care().children, 572)
  assert.equal(care().openAtEnd, 86)
  assert.equal(care().rows.filter((r) => r.dec === r.decom).length, 1)
  assert.equal(iso(care().dataStart), '2016-04-01')
  assert.equal(iso(care().dataEnd), '2022-03-31')
})

test('every cleaned row equals the reference row, column by column', needed, () => {
  const expected = records(`${EXPECTED}enriched_episodes.csv.gz`)
  assert.equal(expected.length, 2110)
  expected.forEach((e, i) => {
    const row = care().rows[i]
    assert.ok(row !== undefined)
    const actual = {
      CHILD: row.child,
      DECOM: iso(row.decom),
      RNE: row.rne,
      LS: row.ls,
      CIN: row.cin,
      PLACE: row.place,
      PLACE_PROVIDER: row.provider,
      DEC: row.dec === undefined ? '' : iso(row.dec),
      REC: row.rec,
      REASON_PLACE_CHANGE: row.reasonPlaceChange,
      HOME_POST: row.homePost,
      PL_POST: row.placePost,
      URN: row.urn,
      LA: row.la,
      YEAR: String(row.year),
      DOB: iso(row.born),
      ETHNIC: row.ethnicity,
      UASC: row.uasc ? 'True' : 'False',
      age_bin: row.bin,
      end_age_bin: row.endBin,
      placement_type: row.category,
      placement_type_before: row.before,
      placement_type_after: row.after,
      placement_type_detail: row.detail,
    }
    for (const [column, value] of Object.entries(actual))
      assert.equal(value, e[column], `row ${i + 2}, ${column}`)
    close(row.age, Number(e['age']), `row ${i + 2}, age`)
    close(row.endAge, Number(e['end_age']), `row ${i + 2}, end_age`)
  })
})

test('stock, rates and entrants of the one-year window equal the reference', needed, () => {
  const stock = stockOf(care())
  for (const row of records(`${EXPECTED}daily_stock.csv.gz`)) {
    const t = isoDay((row['date'] ?? '').slice(0, 10)) - stock.first
    for (const [state, value] of Object.entries(row))
      if (state !== 'date')
        assert.equal(stock.byState.get(state)?.[t], Number(value), `${row['date']} ${state}`)
  }
  const model = unwrap(learn(care(), stock, oneYear))
  assert.equal(model.states.length, 19)
  const expected = records(`${EXPECTED}raw_transition_rates.csv`)
  assert.deepEqual(
    model.rates.map((r) => `${r.from} > ${r.to}`),
    expected.map((r) => `${r['from']} > ${r['to']}`),
  )
  model.rates.forEach((r, i) => close(r.rate, Number(expected[i]?.['rate']), `${r.from} > ${r.to}`))
  for (const row of records(`${EXPECTED}daily_entrants.csv`))
    close(model.entrantsPerDay[row['to'] ?? ''] ?? NaN, Number(row['per_day']), row['to'] ?? '')
})

test('means and variances of 1,096 days and 19 states equal the reference to 1e-9', needed, () => {
  const stock = stockOf(care())
  const model = unwrap(learn(care(), stock, oneYear))
  const projection = project(model, stock, start, days)
  compareDaily(projection, 'forecast_population_daily.csv.gz', 'forecast_variance_daily.csv.gz')
  close(totalOn(projection, 0).mean, 86, 'start')
  close(totalOn(projection, 365).mean, 55.56760585386748, 'day 365')
  close(totalOn(projection, 365).sd, 10.978648735300135, 'sd 365')
  close(totalOn(projection, 730).mean, 37.274965069, 'day 730')
  close(totalOn(projection, 1096).mean, 26.382829763843862, 'day 1096')
  close(totalOn(projection, 1096).sd, 16.10143382490927, 'sd 1096')
})

function compareDaily(
  projection: ReturnType<typeof project>,
  means: string,
  variances: string,
): void {
  const n = projection.states.length
  for (const [file, values] of [
    [means, projection.mean],
    [variances, projection.variance],
  ] as const) {
    const rows = records(EXPECTED + file)
    assert.equal(rows.length, 1096)
    rows.forEach((row, i) => {
      projection.states.forEach((state, s) =>
        close(values[(i + 1) * n + s] ?? NaN, Number(row[state]), `${row['']} ${state}`),
      )
    })
  }
}

test('quarterly cost equals the reference to the penny, £3,781,078.70 in all', needed, () => {
  const stock = stockOf(care())
  const projection = project(unwrap(learn(care(), stock, oneYear)), stock, start, days)
  const costs = costAsPeer(projection, sharesOf(care(), oneYear), { weekly: {} })
  compareQuarters(costs, 'cost_summary_quarterly.csv')
  close(costs.total, 3781078.6964975614, 'total')
})

function compareQuarters(costs: ReturnType<typeof costAsPeer>, file: string): void {
  const rows = records(EXPECTED + file)
  assert.ok(rows.length >= 11)
  for (const row of rows) {
    for (const [detail, value] of Object.entries(row)) {
      if (detail === '') continue
      const cell = costs.quarters.find((q) => q.quarter === row[''] && q.detail === detail)
      assert.ok(
        Math.abs((cell?.pounds ?? NaN) - Number(value)) <= 0.00501,
        `${row['']} ${detail}: ${cell?.pounds} against ${value}`,
      )
    }
  }
}

test('the adjusted scenario equals the reference: rates, entries, shares and price', needed, () => {
  const stock = stockOf(care())
  const model = unwrap(learn(care(), stock, oneYear))
  const adjusted = {
    ...model,
    rates: adjustRates(model.rates, [
      { from: '10 to 16 - Residential', to: '10 to 16 - Fostering', factor: 0.5 },
      { from: '10 to 16 - Fostering', to: '10 to 16 - Residential', add: 0.001 },
    ]),
    entrantsPerDay: adjustEntries(model.entrantsPerDay, [
      { state: '10 to 16 - Fostering', factor: 1.1 },
    ]),
  }
  const projection = project(adjusted, stock, start, days)
  compareDaily(projection, 'adjusted_population_daily.csv.gz', 'adjusted_variance_daily.csv.gz')
  close(totalOn(projection, 1096).mean, 29.857367745, 'day 1096')
  const shares = changeShares(sharesOf(care(), oneYear), { 'Fostering (IFA)': 0.5 })
  assert.equal(shares.find((s) => s.detail === 'Fostering (Friend/Relative)')?.share, 0.102444)
  assert.equal(shares.find((s) => s.detail === 'Fostering (In-house)')?.share, 0.397556)
  const costs = costAsPeer(projection, shares, { weekly: { 'Fostering (IFA)': 950 } })
  compareQuarters(costs, 'adjusted_cost_summary_quarterly.csv')
  close(costs.total, 6181952.83082857, 'total')
})

test(
  'with every year as reference the sample grows to 193.3 and costs £9,753,826.61; £10,320,506.94 with 5% inflation',
  needed,
  () => {
    const stock = stockOf(care())
    const all = { first: care().dataStart, last: care().dataEnd }
    const projection = project(unwrap(learn(care(), stock, all)), stock, start, days)
    close(totalOn(projection, 365).mean, 132.642938588, 'day 365')
    close(totalOn(projection, 1096).mean, 193.346749443, 'day 1096')
    close(totalOn(projection, 1096).sd, 29.797236117, 'sd')
    const shares = sharesOf(care(), all)
    assert.equal(costAsPeer(projection, shares, { weekly: {} }).total.toFixed(2), '9753826.61')
    assert.equal(
      pennies(costAsPeer(projection, shares, { weekly: {}, inflation: 0.05 })).toFixed(2),
      '10320506.94',
    )
  },
)

function pennies(c: ReturnType<typeof costAsPeer>): number {
  return c.quarters.reduce((a, q) => a + Math.round(q.pounds * 100), 0) / 100
}

test('six significant figures round halves to even', () => {
  assert.equal(sixFigures(1.0000005), 1)
  assert.equal(sixFigures(1.0000015), 1)
  assert.equal(sixFigures(123456.5), 123456)
  assert.equal(sixFigures(123457.5), 123458)
  assert.equal(sixFigures(1000 / 7), 142.857)
  assert.equal(sixFigures(-0.000123456789), -0.000123457)
})

test('a child who leaves a state that held nobody stops the comparison, with the day and the pair', () => {
  const born = isoDay('2010-01-01')
  const base = {
    rne: 'S',
    ls: '',
    cin: '',
    reasonPlaceChange: '',
    homePost: '',
    placePost: '',
    urn: '',
    la: '',
    year: 2021,
    file: 'e.csv',
    provider: 'PR1',
  }
  const small = unwrap(
    cleanAsPeer({
      episodes: [
        {
          ...base,
          child: '1',
          place: 'U4',
          decom: isoDay('2021-05-01'),
          dec: isoDay('2021-05-01'),
          rec: 'E4A',
          row: 2,
        },
        {
          ...base,
          child: '2',
          place: 'K2',
          decom: isoDay('2021-05-01'),
          dec: undefined,
          rec: '',
          row: 3,
        },
      ],
      headers: ['1', '2'].map((child) => ({
        child,
        sex: '1',
        born,
        ethnicity: 'WBRI',
        year: 2021,
      })),
      uasc: [],
    }),
  )
  const result = learn(small, stockOf(small), oneYear)
  assert.equal(result.ok, false)
  if (!result.ok)
    assert.match(result.refusals[0]?.message ?? '', /2021-05-01.*10 to 16 - Fostering.*Not in care/)
})

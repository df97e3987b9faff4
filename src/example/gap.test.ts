import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LINCOLNSHIRE_2011, STREAMS, SUBJECTIVES } from '#cycle/budget/index.ts'
import { gapPlan, overlaid, readBudget } from '#cycle/budget/rules/index.ts'
import type { Budget, DemandCost, GapYear } from '#cycle/budget/rules/index.ts'
import { forecastFromFiles } from '#cycle/demand/index.ts'
import { BOOK_COLUMNS, costForecast, readBook } from '#cycle/placements/rules/index.ts'
import type { Costing } from '#cycle/placements/rules/index.ts'
import { unwrap } from '#kernel/result.ts'
import { financialYear } from '#kernel/year.ts'
import { readSheets } from '#office/sheets/index.ts'
import { inventBudget } from './budget/files.ts'
import { COUNTY, PRICES } from './parameters.ts'
import { inventPriceBook } from './prices.ts'
import { inventReturns } from './returns.ts'
import { asBytes } from './steps/step.ts'
import type { TextFile } from './written.ts'

const costing = await costed()
const gap = plan(costing)

/** Two hundred draws are enough to know the mean to about one part in a hundred. */
async function costed(): Promise<Costing> {
  const files = asBytes(inventReturns())
  const settings = { months: 48, draws: 200, seed: COUNTY.seed, backTest: false }
  const { forecast, table } = unwrap(await forecastFromFiles(files, settings))
  const book = inventPriceBook()
  const { prices } = unwrap(readBook(book.name, sheetsOf([book])))
  const lines = [2026, 2027, 2028, 2029].map((start) => ({
    year: financialYear(start),
    own: {},
    unaccompaniedApart: true,
  }))
  const { widths } = forecast
  return costForecast(table, prices, { seed: 1, widths, lines, spreads: {}, placementDays: 406 })
}

function sheetsOf(files: readonly TextFile[]) {
  return asBytes(files).flatMap((f) => unwrap(readSheets(f.name, f.bytes)))
}

function plan(from: Costing): readonly GapYear[] {
  const services = LINCOLNSHIRE_2011.services
  const base = { services, streams: STREAMS, subjectives: SUBJECTIVES, volumes: [], prices: [] }
  const own = unwrap(readBudget(sheetsOf(inventBudget()), base)).budget
  const budget: Budget = {
    ...own,
    services: overlaid(services, own.services),
    streams: overlaid(STREAMS, own.streams),
  }
  const counted = new Set(budget.volumes.map((v) => v.driver))
  const demand: DemandCost = {
    run: { id: 'run', seed: 1, inputHash: '', rulesVersion: '', at: '' },
    priceBook: 'book',
    years: from.years.map(({ year, months, draws }) => ({
      year,
      months,
      draws,
      parts: from.yearParts
        .filter((p) => p.year === year)
        .map(({ subType, s251, cost }) => ({ subType, s251, pence: cost.mean })),
    })),
  }
  return gapPlan({ budget, demand, scope: 'children', isPlacement: (d) => counted.has(d) }).years
}

function yearOf(year: string): GapYear {
  const found = gap.find((y) => y.year === year)
  assert.ok(found)
  return found
}

/** Pounds a child-week of the lines that match, in a year. */
function weekly(year: string, of: (s251: string) => boolean): number {
  const parts = costing.yearParts.filter((p) => p.year === year && of(p.s251))
  const pence = parts.reduce((n, p) => n + p.cost.mean, 0)
  return pence / 100 / (parts.reduce((n, p) => n + p.childDays, 0) / 7)
}

test('once the forecast is costed, £6m to £12m are missing in 2027-28, and more each year after', () => {
  const missing = ['2026-27', '2027-28', '2028-29', '2029-30'].map(
    (y) => (yearOf(y).cumulative ?? 0) / 1e8,
  )
  const [now = 0, next = 0, third = 0, fourth = 0] = missing
  assert.ok(now > 1 && now < 5, `this year’s pressure: £${now}m`)
  assert.ok(next >= 6 && next <= 12, `2027-28: £${next}m`)
  assert.ok(third > next + 2 && fourth > third + 2, missing.join(', '))
})

test('the gap has a band from the draws in every year of the forecast', () => {
  for (const y of ['2026-27', '2027-28', '2028-29', '2029-30']) {
    const { cumulative, cumulativeBand: band } = yearOf(y)
    assert.ok(band && cumulative !== undefined && band.p10 < cumulative && cumulative < band.p90, y)
  }
})

test('all that placements cost meets the budget’s placement lines', () => {
  for (const y of ['2026-27', '2027-28']) {
    const { demand } = yearOf(y)
    assert.ok(demand)
    assert.deepEqual(demand.unmet, [], y)
    for (const p of demand.parts)
      assert.ok(
        p.cost > p.budget * 0.85 && p.cost < p.budget * 1.35,
        `${y} ${p.s251}: ${p.cost / 1e8} against ${p.budget / 1e8}`,
      )
  }
})

test('a week costs about what Section 251 says of counties', () => {
  const residential = weekly('2026-27', (s) => s === 'cla.residential')
  assert.ok(residential > 6_400 && residential < 8_700, `residential £${residential}`)
  const fostering = weekly('2026-27', (s) => /fostering|family-friends/.test(s))
  assert.ok(fostering > 530 && fostering < 1_005, `fostering £${fostering}`)
})

test('the price book has the columns of its reader, and every price says who set it', () => {
  const book = inventPriceBook()
  const { required, optional } = BOOK_COLUMNS
  const head = (book.text.split('\r\n')[0] ?? '').split(',')
  assert.deepEqual(head.toSorted(), [...required, ...optional].toSorted())
  const { prices, asked, passedOver } = unwrap(readBook(book.name, sheetsOf([book])))
  assert.deepEqual(
    prices.map((p) => p.source),
    PRICES.map((p) => p.why),
  )
  assert.deepEqual([asked, passedOver], [[], []])
})

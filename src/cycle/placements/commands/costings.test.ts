import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Db, Tx } from '#db'
import { drawTableById, forecastById } from '#cycle/demand/index.ts'
import type { ForecastLine } from '#cycle/demand/index.ts'
import type { Actor } from '#kernel/access.ts'
import { setSetting } from '#office/settings/index.ts'
import { isoDay } from '#kernel/dates.ts'
import { eachDatabase } from '#test/support/database.ts'
import { withForecast } from '#test/support/forecast.ts'
import { anActor } from '#test/support/people.ts'
import { costFromFiles } from '../cost-from-files.ts'
import { costOfRun } from '../cost-of-run.ts'
import { UNACCOMPANIED_LINE } from '../data/settings.ts'
import { SUB_TYPES } from '#cycle/demand/rules/index.ts'
import { costingHead, costingResult, latestCosting } from '../store/costings.ts'
import type { CostingId } from '../store/costings.ts'
import { confirmPrices } from './confirm-prices.ts'
import { costRun } from './cost-run.ts'
import { importPrices } from './import-prices.ts'

function book(more = 0) {
  const rows = SUB_TYPES.map(
    (s, i) => `${s},,,${300 + 100 * i + more}.00,01/04/2020,,20,3,1 April,`,
  )
  const text = [
    'sub_type,provider,band,weekly_gbp,from,to,cv_percent,uplift_percent,uplift_on,source',
    ...rows,
  ]
  return { name: 'prices.csv', bytes: new TextEncoder().encode(text.join('\n')) }
}

async function usePrices(db: Db, actor: Actor, file = book()): Promise<void> {
  await db.inCouncil(actor.council, async (tx) => {
    const read = await importPrices(tx, actor, file)
    assert.ok(read.ok, JSON.stringify(read))
    const meant = [...SUB_TYPES.keys()]
    assert.ok((await confirmPrices(tx, actor, { id: read.value.id, meant })).ok)
  })
}

async function firstYear(tx: Tx, id: CostingId): Promise<number> {
  return (await costingResult(tx, id))?.years[0]?.cost.mean ?? 0
}

eachDatabase('costs of forecasts', ({ fresh }) => {
  // One forecast for all: it takes the longest. The tests go on from one another.
  let made: Promise<{ db: Db; actor: Actor; run: ForecastLine['run'] }> | undefined
  const forecast = () => (made ??= makeForecast())
  const makeForecast = async () => {
    const db = await fresh()
    const actor = anActor({})
    return { db, actor, run: (await withForecast(db, actor)).run }
  }

  test('a forecast is costed once for a book and settings, kept for ever, and handed to the budget', async () => {
    const { db, actor, run } = await forecast()
    const refusal = await db.inCouncil(actor.council, (tx) => costRun(tx, actor, run))
    assert.ok(!refusal.ok && refusal.refusals[0]?.kind === 'no-prices')
    await usePrices(db, actor)
    const computed = await db.inCouncil(actor.council, (tx) => costOfRun(tx, run))
    const id = await db.inCouncil(actor.council, (tx) => costRun(tx, actor, run))
    assert.ok(id.ok, JSON.stringify(id))
    const again = await db.inCouncil(actor.council, (tx) => costRun(tx, actor, run))
    assert.ok(again.ok && again.value === id.value, 'worked out once')
    await db.inCouncil(actor.council, async (tx) => {
      const kept = await costOfRun(tx, run)
      assert.ok(kept.ok && computed.ok)
      assert.deepEqual(kept.value, computed.value, 'kept or worked out: the same')
      const { years } = kept.value
      assert.deepEqual(
        years.map((y) => [y.year, y.months]),
        [
          ['2022-23', 12],
          ['2023-24', 12],
        ],
      )
      assert.equal(years[0]?.draws.length, 120)
      const costing = await costingResult(tx, id.value)
      const parts = years.flatMap((y) => y.parts)
      assert.equal(
        parts.reduce((n, p) => n + p.pence, 0),
        costing?.years.reduce((n, y) => n + y.cost.mean, 0),
      )
      assert.ok(parts.some((p) => p.s251 === 'cla.fostering-own'))
    })
  })

  test('from files alone the costs are those of the server', async () => {
    const { db, actor, run } = await forecast()
    await db.inCouncil(actor.council, async (tx) => {
      const [table, forecast] = [await drawTableById(tx, run), await forecastById(tx, run)]
      assert.ok(table !== undefined && forecast !== undefined)
      const alone = await costFromFiles({ table, forecast }, book())
      assert.ok(alone.ok)
      const server = await costOfRun(tx, run)
      assert.ok(server.ok)
      assert.deepEqual(
        alone.value.costs.map((c) => [c.year, c.subType, c.s251, c.meanPence]),
        server.value.years.flatMap((y) => y.parts.map((p) => [y.year, p.subType, p.s251, p.pence])),
      )
      for (const c of alone.value.costs)
        assert.ok(c.p10Pence <= c.p50Pence && c.p50Pence <= c.p90Pence)
    })
  })

  test('another book, or another setting, is another costing; the earlier one stays', async () => {
    const { db, actor, run } = await forecast()
    const cost = () => db.inCouncil(actor.council, (tx) => costRun(tx, actor, run))
    const first = await cost()
    await usePrices(db, actor, book(50))
    const dearer = await cost()
    await db.inCouncil(actor.council, (tx) =>
      setSetting(tx, actor, UNACCOMPANIED_LINE, {
        from: isoDay('2022-04-01'),
        value: 'asylum seekers',
        source: 'guidance',
      }),
    )
    const apart = await cost()
    assert.ok(first.ok && dearer.ok && apart.ok)
    assert.equal(new Set([first.value, dearer.value, apart.value]).size, 3)
    await db.inCouncil(actor.council, async (tx) => {
      assert.equal((await latestCosting(tx, run))?.id, apart.value)
      assert.equal((await costingHead(tx, first.value))?.id, first.value)
      const lines = (await costingResult(tx, apart.value))?.yearParts.map((p) => p.s251)
      assert.ok(lines?.includes('cla.asylum'))
      assert.ok((await firstYear(tx, dearer.value)) > (await firstYear(tx, first.value)))
    })
  })

  test('a run that is not there, or is another council’s, is not costed', async () => {
    const { db, run } = await forecast()
    const other = anActor({})
    await usePrices(db, other)
    const result = await db.inCouncil(other.council, (tx) => costOfRun(tx, run))
    assert.ok(!result.ok)
    assert.equal(result.refusals[0]?.kind, 'no-forecast')
  })
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Db } from '#db'
import type { Actor } from '#kernel/access.ts'
import { dayOf } from '#kernel/dates.ts'
import { pence } from '#kernel/money.ts'
import { financialYear } from '#kernel/year.ts'
import { auditEntries } from '#office/audit/index.ts'
import { eachDatabase } from '#test/support/database.ts'
import { anActor } from '#test/support/people.ts'
import { amountsOf, budgetCube, current, gapPlan, grandTotal } from '../rules/index.ts'
import type { Budget, DemandCost } from '../rules/index.ts'
import { loadBudget } from '../store/budget.ts'
import { latestDemand } from '../store/demand-cost.ts'
import { importById, imports } from '../store/imports.ts'
import type { ImportId } from '../store/imports.ts'
import { versions } from '../store/versions.ts'
import { aBudget, LINES_HEAD, rowsOf, TABLES } from './a-budget.ts'
import { agreeBudget } from './agree-budget.ts'
import { bringInDemand } from './bring-in-demand.ts'
import { SHIPPED } from './check-files.ts'
import type { NamedFile } from './check-files.ts'
import { confirmImport, dropImport } from './confirm-import.ts'
import { importBudget } from './import-budget.ts'
import { postMovement } from './post-movement.ts'

const YEAR = financialYear(2026)
const DRAFT = { year: YEAR, kind: 'draft', name: '' } as const

async function read(db: Db, actor: Actor, files: readonly NamedFile[]): Promise<ImportId> {
  const result = await db.inCouncil(actor.council, (tx) => importBudget(tx, actor, files))
  assert.ok(result.ok, JSON.stringify(result))
  return result.value.id
}

async function store(db: Db, actor: Actor, files: readonly NamedFile[]): Promise<ImportId> {
  const id = await read(db, actor, files)
  const result = await db.inCouncil(actor.council, (tx) => confirmImport(tx, actor, id))
  assert.ok(result.ok, JSON.stringify(result))
  return id
}

function stored(db: Db, actor: Actor): Promise<Budget> {
  return db.inCouncil(actor.council, (tx) => loadBudget(tx, SHIPPED))
}

function net(budget: Budget, key: Parameters<typeof amountsOf>[1]): number {
  return grandTotal(budgetCube(budget, amountsOf(budget.amounts, key))).net
}

/** 12 months of 300 child-days at £5,600.00 a week: 2,880,000.00. */
const NET = 288_000_000 + 300_000_000 + 45_000_000 + 20_000_000 + 60_000_000

eachDatabase('budgets', ({ open }) => {
  test('files are looked at, then stored whole, to the penny and to the row', async () => {
    const db = await open()
    const actor = anActor({})
    const id = await read(db, actor, aBudget())
    const before = await stored(db, actor)
    assert.equal(before.amounts.length, 0)
    const found = await db.inCouncil(actor.council, (tx) => importById(tx, id))
    assert.deepEqual(found?.found.totals, [
      {
        version: '2026-27 draft',
        lines: 7,
        gross: NET + 8_000_000,
        income: 8_000_000,
        net: NET,
        before: null,
      },
    ])
    assert.deepEqual(
      found?.found.checks.filter((c) => !c.passed),
      [],
    )
    await db.inCouncil(actor.council, (tx) => confirmImport(tx, actor, id))
    const after = await stored(db, actor)
    assert.equal(net(after, DRAFT), NET)
    const driven = after.amounts.find((a) => a.driver === 'home-agency')
    assert.equal(driven?.pence, 288_000_000)
    assert.deepEqual(
      { row: driven?.origin?.row, importId: driven?.origin?.importId },
      { row: 2, importId: id },
    )
    assert.equal(after.streams.find((s) => s.id === 'short-grant')?.money.length, 2)
    assert.equal(after.streams.find((s) => s.id === 'short-grant')?.to, dayOf(2027, 4, 1))
    const acts = await db.inCouncil(actor.council, (tx) => auditEntries(tx, { limit: 20 }))
    assert.ok(acts.some((a) => a.verb === 'stored a budget'))
  })

  test('the same files are recognised; a dropped import is not used', async () => {
    const db = await open()
    const actor = anActor({})
    const id = await read(db, actor, aBudget())
    assert.equal(await read(db, actor, aBudget()), id)
    await db.inCouncil(actor.council, (tx) => dropImport(tx, actor, id))
    const again = await db.inCouncil(actor.council, (tx) => confirmImport(tx, actor, id))
    assert.equal(again.ok ? '' : again.refusals[0]?.kind, 'already-decided')
    assert.notEqual(await read(db, actor, aBudget()), id)
  })

  test('one wrong cell refuses everything and stores nothing', async () => {
    const db = await open()
    const actor = anActor({})
    const lines = `${TABLES['lines'] ?? ''}2026-27,draft,S04,premises,core,,CC2,,12.345.00,yes,,\r\n`
    const result = await db.inCouncil(actor.council, (tx) =>
      importBudget(tx, actor, aBudget({ lines })),
    )
    assert.ok(!result.ok)
    const [wrong] = result.refusals
    assert.deepEqual(
      [wrong?.file, wrong?.row, wrong?.column, wrong?.value, wrong?.mend],
      ['lines.csv', 9, 'amount', '12.345.00', 'write 12345.00'],
    )
    const all = await db.inCouncil(actor.council, (tx) => imports(tx, 10))
    assert.equal(all.length, 0)
  })

  test('an import read before another was stored is not stored on top of it', async () => {
    const db = await open()
    const actor = anActor({})
    const late = await read(db, actor, aBudget())
    await store(
      db,
      actor,
      aBudget({
        drivers: '',
        prices: '',
        lines: rowsOf(LINES_HEAD, '2026-27,draft,S04,employees,core,,,,1.00,yes,,'),
      }),
    )
    const result = await db.inCouncil(actor.council, (tx) => confirmImport(tx, actor, late))
    assert.equal(result.ok ? '' : result.refusals[0]?.kind, 'changed-since')
  })

  test('a draft becomes proposed, then agreed with its resolution; agreed never changes but by movements', async () => {
    const db = await open()
    const actor = anActor({})
    await store(db, actor, aBudget())
    const act = (step: Parameters<typeof agreeBudget>[2]) =>
      db.inCouncil(actor.council, (tx) => agreeBudget(tx, actor, step))
    const early = await act({
      to: 'agreed',
      year: YEAR,
      resolution: 'Council, minute 12',
      on: dayOf(2026, 2, 12),
    })
    assert.equal(early.ok ? '' : early.refusals[0]?.kind, 'no-version')
    assert.ok((await act({ to: 'proposed', year: YEAR })).ok)
    const unnamed = await act({ to: 'agreed', year: YEAR, resolution: ' ', on: dayOf(2026, 2, 12) })
    assert.equal(unnamed.ok ? '' : unnamed.refusals[0]?.field, 'resolution')
    assert.ok(
      (
        await act({
          to: 'agreed',
          year: YEAR,
          resolution: 'Council, minute 12',
          on: dayOf(2026, 2, 12),
        })
      ).ok,
    )
    const lines = rowsOf(LINES_HEAD, '2026-27,agreed,S04,employees,core,,,,1.00,yes,,')
    const again = await db.inCouncil(actor.council, (tx) =>
      importBudget(tx, actor, aBudget({ lines, drivers: '', prices: '' })),
    )
    assert.equal(again.ok ? '' : again.refusals[0]?.kind, 'closed-version')
    const moved = await db.inCouncil(actor.council, (tx) =>
      postMovement(tx, actor, {
        year: YEAR,
        kind: 'permanent-virement',
        from: 'S04|agency|core|north|CC2',
        to: 'P02|employees|core|county|CC9',
        pence: pence(12_345_67),
        why: 'Family support takes the cases',
        reference: 'V1',
      }),
    )
    assert.ok(moved.ok)
    const budget = await stored(db, actor)
    const agreed = { year: YEAR, kind: 'agreed', name: '' } as const
    assert.equal(net(budget, agreed), NET)
    const now = current(amountsOf(budget.amounts, agreed), budget.movements)
    assert.equal(grandTotal(budgetCube(budget, now)).net, NET)
    assert.equal(
      now.filter((a) => a.line.service === 'P02').reduce((t, a) => t + a.pence, 0),
      12_345_67,
    )
    const [row] = await db.inCouncil(actor.council, versions)
    assert.deepEqual(
      [row?.kind, row?.resolution, row?.decided_on],
      ['agreed', 'Council, minute 12', '2026-02-12'],
    )
  })

  test('a failed check that blocks stops a proposal, with its mend', async () => {
    const db = await open()
    const actor = anActor({})
    const lines = `${TABLES['lines'] ?? ''}2026-27,draft,P02,employees,short-grant,,CC3,,0.01,yes,,\r\n`
    await store(db, actor, aBudget({ lines }))
    const result = await db.inCouncil(actor.council, (tx) =>
      agreeBudget(tx, actor, { to: 'proposed', year: YEAR }),
    )
    assert.ok(!result.ok)
    assert.match(result.refusals[0]?.message ?? '', /^C2: no more is applied than is allocated/)
    assert.match(result.refusals[0]?.mend ?? '', /Charge less to Short grant/)
  })

  test('drivers that are sent again take the place of those stored: a driven line is priced once', async () => {
    const db = await open()
    const actor = anActor({})
    await store(db, actor, aBudget())
    const more = '2026-27,draft,S04,premises,core,,CC7,,100.00,yes,,'
    await store(db, actor, aBudget({ lines: `${TABLES['lines'] ?? ''}${rowsOf(more)}` }))
    assert.equal(net(await stored(db, actor), DRAFT), NET + 10_000)
    const dearer = rowsOf('driver_id,basis,price,from,to,source', 'leaving,week,1,01/04/2026,,a')
    await store(db, actor, aBudget({ prices: dearer, drivers: '' }))
    assert.equal(net(await stored(db, actor), DRAFT), NET, 'prices of other drivers stay')
  })

  test('tables with headings and no rows are refused', async () => {
    const db = await open()
    const actor = anActor({})
    const lines = rowsOf(LINES_HEAD)
    const result = await db.inCouncil(actor.council, (tx) =>
      importBudget(tx, actor, [{ name: 'lines.csv', bytes: new TextEncoder().encode(lines) }]),
    )
    assert.equal(result.ok ? '' : result.refusals[0]?.kind, 'no-rows')
  })

  test('a costed forecast that is brought in moves the gap, and its draws give the band', async () => {
    const db = await open()
    const actor = anActor({})
    await store(db, actor, aBudget())
    const cost: DemandCost = {
      run: {
        id: actor.person,
        seed: 7,
        inputHash: 'abc',
        rulesVersion: 'own 1',
        at: '2026-11-20T10:00:00Z',
      },
      priceBook: 'prices 2026',
      years: [
        {
          year: YEAR,
          months: 12,
          parts: [{ subType: 'home-agency', s251: 'cla.residential', pence: pence(300_000_000) }],
          draws: [280_000_000, 290_000_000, 300_000_000, 310_000_000, 320_000_000],
        },
      ],
    }
    const brought = await db.inCouncil(actor.council, (tx) => bringInDemand(tx, actor, cost))
    assert.ok(brought.ok)
    const demand = await db.inCouncil(actor.council, latestDemand)
    const plan = gapPlan({
      budget: await stored(db, actor),
      demand,
      scope: 'children',
      isPlacement: (d) => d === 'home-agency',
    })
    const [first, second] = plan.years
    assert.ok(first && second)
    assert.equal(first.demand?.pence, 12_000_000)
    // Ring-fenced schools grant stands outside; the short grant is general money of this year.
    assert.equal(first.need, NET - 60_000_000 + 12_000_000)
    assert.equal(first.known, 900_000_000 + 20_000_000)
    assert.equal(first.cumulative, first.need - 920_000_000)
    assert.equal(first.cumulativeBand?.p50, first.cumulative)
    assert.equal(first.cumulativeBand?.p10, Number(first.cumulative) - 16_000_000)
    // 2027-28 is rolled forward without its one-off; the short grant has ended and its spending is a cliff.
    assert.equal(second.basis.kind, 'rolled')
    assert.equal(second.need, NET - 60_000_000 - 45_000_000)
    assert.deepEqual(
      second.cliffs.map((c) => [c.stream, c.pence]),
      [['short-grant', 20_000_000]],
    )
    assert.equal(second.known, 910_000_000)
  })

  test('another council sees none of it', async () => {
    const db = await open()
    const actor = anActor({})
    const id = await store(db, actor, aBudget())
    const other = anActor({})
    assert.equal((await stored(db, other)).amounts.length, 0)
    assert.equal(await db.inCouncil(other.council, (tx) => importById(tx, id)), undefined)
  })
})

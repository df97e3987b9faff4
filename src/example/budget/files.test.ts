import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkFiles, LINCOLNSHIRE_2011, STREAMS, SUBJECTIVES } from '#cycle/budget/index.ts'
import {
  bridge,
  gapPlan,
  lineKey,
  overlaid,
  plannedYears,
  readBudget,
  TABLES,
} from '#cycle/budget/rules/index.ts'
import type { Budget } from '#cycle/budget/rules/index.ts'
import { defaultS251, isSubType } from '#cycle/demand/rules/index.ts'
import { readSheets } from '#office/sheets/index.ts'
import { inventBudget, inventBudgetWorkbook } from './files.ts'
import { PLANNED } from './placements.ts'

const TEXTS = inventBudget()
const FILES = TEXTS.map((f) => ({ name: f.name, bytes: new TextEncoder().encode(f.text) }))
const BASE = {
  services: LINCOLNSHIRE_2011.services,
  streams: STREAMS,
  subjectives: SUBJECTIVES,
  volumes: [],
  prices: [],
}
const checked = checkFiles(FILES)
assert.ok(checked.ok, JSON.stringify(checked))
const BUDGET = asBudget()
const PLAN = gapPlan({
  budget: BUDGET,
  demand: undefined,
  scope: 'children',
  isPlacement: () => true,
})

function asBudget(): Budget {
  const sheets = FILES.flatMap((f) => {
    const read = readSheets(f.name, f.bytes)
    assert.ok(read.ok)
    return read.value
  })
  const read = readBudget(sheets, BASE)
  assert.ok(read.ok, JSON.stringify(read))
  const own = read.value.budget
  return {
    ...own,
    services: overlaid(BASE.services, own.services),
    streams: overlaid(BASE.streams, own.streams),
  }
}

function totalsOf(year: string, version: string) {
  const found = checked.ok
    ? checked.value.totals.versions.find((v) => v.year === year && v.version.trim() === version)
    : undefined
  assert.ok(found, `there is no ${year} ${version}`)
  return found
}

function yearOf(year: string) {
  const found = PLAN.years.find((y) => y.year === year)
  assert.ok(found)
  return found
}

test('the same seed gives the same bytes, another seed other amounts', () => {
  assert.deepEqual(inventBudget(), TEXTS)
  assert.notDeepEqual(inventBudget(7), TEXTS)
})

test('each file has the columns that its reader wants and no others', () => {
  const names = Object.entries(TABLES)
  assert.equal(TEXTS.length, names.length)
  for (const [name, { required, optional }] of names.map(
    ([n, t]) => [n, { optional: [], ...t }] as const,
  )) {
    const head = TEXTS.find((f) => f.name === `${name}.csv`)?.text.split('\r\n')[0] ?? ''
    assert.deepEqual(head.split(',').toSorted(), [...required, ...optional].toSorted(), name)
  }
})

test('every check of the budget passes', () => {
  assert.deepEqual(
    checked.value.checks.filter((c) => !c.passed),
    [],
  )
  assert.deepEqual(
    [...new Set(checked.value.checks.map((c) => c.id))],
    ['C1', 'C2', 'C3', 'C4', 'C5', 'C6'],
  )
  assert.deepEqual(checked.value.setAside, [])
  assert.deepEqual(checked.value.residues, [])
})

test('one workbook with a sheet for each table is the same budget', () => {
  const read = checkFiles([inventBudgetWorkbook()])
  assert.ok(read.ok)
  assert.deepEqual(read.value.totals, checked.value.totals)
})

test('a year has 150 to 250 lines and costs £150m to £190m net, for about 140,000 children', () => {
  const lines = BUDGET.amounts.filter(
    (a) => a.version.year === '2026-27' && a.version.kind === 'draft',
  )
  assert.ok(lines.length >= 150 && lines.length <= 250, `${lines.length} lines`)
  const net = totalsOf('2026-27', 'draft').netPence
  assert.ok(net >= 150e8 && net <= 190e8, `${net}`)
  const { groups } = totalsOf('2026-27', 'draft')
  assert.equal(groups.length, 4)
})

test('dedicated money pays for itself: net of its income it costs nothing', () => {
  const { streams } = totalsOf('2026-27', 'draft')
  for (const name of ['dsg', 'public-health', 'pupil-premium', 'music', 'fees'])
    assert.equal(streams.find((s) => s.name === name)?.netPence, 0, name)
})

test('the bridge of every line is exact in both years, with most kinds of movement', () => {
  const [first, second, third] = plannedYears(BUDGET, undefined)
  assert.ok(first && second && third)
  const kinds = new Set<string>()
  for (const [opening, closing] of [
    [first, second],
    [second, third],
  ] as const) {
    const movements = BUDGET.movements.filter((m) => m.year === closing.year)
    const nodes = bridge(
      {
        opening: opening.amounts,
        movements,
        closing: closing.amounts,
        subjectives: BUDGET.subjectives,
      },
      lineKey,
    )
    assert.deepEqual(
      nodes.filter((n) => n.unexplained !== 0),
      [],
    )
    for (const n of nodes) for (const s of n.steps) kinds.add(s.kind)
  }
  for (const kind of [
    'reverse-one-off',
    'full-year-effect',
    'pay',
    'price',
    'demand',
    'law',
    'grant-new',
    'saving',
    'transfer',
    'permanent-virement',
    'reserve',
    'income',
    'investment',
  ])
    assert.ok(kinds.has(kind), `no ${kind}`)
})

test('the agreed years are balanced to the penny; the draft and the years after are not', () => {
  assert.equal(yearOf('2025-26').cumulative, 0)
  assert.equal(yearOf('2026-27').cumulative, 0)
  const gaps = ['2027-28', '2028-29', '2029-30'].map((y) => yearOf(y).cumulative ?? 0)
  assert.ok((gaps[0] ?? 0) > 2e8 && (gaps[0] ?? 0) < 6e8, `${gaps[0]}`)
  assert.ok((gaps[1] ?? 0) > (gaps[0] ?? 0), 'the gap grows')
})

test('the prevention grant ends on 31 March 2028 and leaves its spending behind', () => {
  assert.deepEqual(yearOf('2027-28').cliffs, [])
  const [cliff] = yearOf('2028-29').cliffs
  assert.equal(cliff?.stream, 'prevention-grant')
  assert.ok((cliff?.pence ?? 0) > 1.5e8)
})

test('every kind of placement that has a line of Section 251 meets a driven line of the budget', () => {
  const places = new Map(BUDGET.services.map((s) => [s.id, s.s251[0]?.stableId]))
  const own = PLANNED.filter((p) => p.service !== 'S08')
  assert.ok(own.length > 8)
  for (const p of own) {
    assert.ok(isSubType(p.driver), p.driver)
    const line = defaultS251(p.driver)?.id.replace(/-(own|bought)$/, '')
    assert.equal(places.get(p.service), line, p.driver)
  }
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unwrap } from '#kernel/result.ts'
import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { budgetFromFiles } from './budget-from-files.ts'
import { chosenVersion, versionsOf } from './rules/index.ts'
import type { Budget } from './rules/index.ts'
import { formResult, formSheets, s251Form } from './s251-form.ts'
import { shippedLayout } from './s251-files.ts'

const folder = fileURLToPath(new URL('../../../examples/budget/', import.meta.url))
const files = readdirSync(folder).map((name) => ({
  name,
  bytes: new Uint8Array(readFileSync(folder + name)),
}))

function budgetWith(extra: string): Budget {
  const changed = files.map((f) =>
    f.name === 'lines.csv'
      ? {
          ...f,
          bytes: new TextEncoder().encode(
            `${new TextDecoder().decode(f.bytes).trimEnd()}\n${extra}`,
          ),
        }
      : f,
  )
  return unwrap(budgetFromFiles(changed))
}

function formOf(budget: Budget, layout: string) {
  const year = versionsOf(budget.amounts)[0]?.year
  assert.ok(year !== undefined)
  const version = chosenVersion(versionsOf(budget.amounts), year, undefined)
  assert.ok(version !== undefined)
  return s251Form(budget, version, shippedLayout(layout) ?? assert.fail(layout))
}

test('every pound of the budget is on the form or in the list of what is not mapped', () => {
  const budget = budgetWith('')
  const form = formOf(budget, '2015-16 on')
  const all = budget.amounts
    .filter((a) => a.version.year === form.version.year && a.stated !== true)
    .reduce((sum, a) => sum + a.pence, 0)
  const laid = [...form.parts, ...form.notMapped].reduce((sum, p) => sum + p.pence, 0)
  assert.equal(laid, all)
  assert.ok(form.notMapped.length > 0 && form.notMapped.every((n) => n.why !== ''))
})

test('the ledger lines of a cell add to its exact amount, and the cell is that amount to the pound', () => {
  const form = formOf(budgetWith(''), '2015-16 on')
  for (const line of form.lines.filter((l) => !l.total))
    for (const column of ['own', 'private', 'l', 'n'] as const) {
      const parts = form.parts.filter((p) => p.line === line.line && p.column === column)
      const exact = parts.reduce((sum, p) => sum + p.pence, 0)
      assert.equal(exact, line.exact[column] ?? 0)
      assert.ok(Math.abs((line.pounds[column] ?? 0) * 100 - exact) < 100)
    }
})

test('what the ledger does not say is estimated by a named basis and marked; what it says is not', () => {
  const head = '2026-27,draft,S02'
  const budget = budgetWith(
    [
      `${head},third-party.voluntary,core,county,CC9,,100.40,yes,,`,
      `${head},third-party,core,county,CC9,,200.40,yes,,`,
      `${head},income-grants.outside,core,county,CC9,,50.40,yes,,`,
      `${head},income-fees,core,county,CC9,,10.40,yes,,`,
    ].join('\n'),
  )
  const form = formOf(budget, '2015-16 on')
  const of = form.parts.filter((p) => p.id === 'cla.adoption')
  assert.deepEqual(
    of.map((p) => [p.column, p.pence, p.estimate === undefined]),
    [
      ['voluntary', 10_040, true],
      ['private', 20_040, false],
      ['o', 5040, true],
      ['l', 1040, true],
    ],
  )
  assert.match(of[1]?.estimate ?? '', /the ledger does not say who provides/)
})

test('an older form puts the same money under its own numbers, and says what it has no line for', () => {
  const form = formOf(budgetWith('2026-27,draft,P02,employees,core,county,CC9,,5,yes,,'), '2008-09')
  const residential = form.lines.find((l) => l.id === 'cla.residential')
  assert.equal(residential?.line, '5')
  assert.ok((residential?.pounds.k ?? 0) > 0)
  const result = formResult(formOf(budgetWith(''), '2013-14'))
  assert.ok(result.form.every((l) => !('k' in l)))
  assert.ok(result.form.some((l) => (l.wholePounds['kPence'] ?? 0) > 0))
})

test('the workbook has the form under the year’s own headings, the reconciliation and what is not mapped', () => {
  const sheets = formSheets(formOf(budgetWith(''), '2013-14'))
  assert.deepEqual(
    sheets.map((s) => s.name),
    ['form', 'reconciliation', 'not mapped'],
  )
  assert.deepEqual(sheets[0]?.rows[0]?.slice(0, 6), [
    'line',
    'stable id',
    'what it is',
    'OwnProvision',
    'PrivateProvision',
    'OtherPublic',
  ])
  assert.equal(sheets[0]?.rows.length, 37)
})

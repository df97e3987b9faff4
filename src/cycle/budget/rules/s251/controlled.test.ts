import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { pence } from '#kernel/money.ts'
import { unwrap } from '#kernel/result.ts'
import { CROSSWALK, LAYOUTS } from '../../data/s251/layouts.ts'
import { aReturn } from './a-return.ts'
import { checkReturn } from './check.ts'
import { controlledPounds } from './controlled.ts'
import type { FormPart } from './form.ts'
import type { ColumnId, Layout } from './model.ts'
import { readReturns } from './read.ts'
import { roundedForm } from './rounded-form.ts'

const forms = LAYOUTS.filter((l) => l.layout !== '2015-16 on')
const shipped = LAYOUTS

test('three thirds of a pound come to one pound, and each to 0 or 1', () => {
  const all = [0, 1, 2]
  const out = controlledPounds([33, 33, 34], [[all], [all]])
  assert.equal(
    out.reduce((a, b) => a + b, 0),
    1,
  )
  assert.ok(out.every((p) => p === 0 || p === 1))
})

test('a table of rows and columns: every cell, row and column is less than a pound away', () => {
  const size = fc.integer({ min: 1, max: 7 })
  fc.assert(
    fc.property(
      fc.tuple(size, size).chain(([rows, columns]) =>
        fc.record({
          rows: fc.constant(rows),
          columns: fc.constant(columns),
          cells: fc.array(fc.integer({ min: -100_000, max: 100_000 }), {
            minLength: rows * columns,
            maxLength: rows * columns,
          }),
        }),
      ),
      ({ rows, columns, cells }) => {
        const row = Array.from({ length: rows }, (_, r) =>
          Array.from({ length: columns }, (__, c) => r * columns + c),
        )
        const column = Array.from({ length: columns }, (_, c) =>
          Array.from({ length: rows }, (__, r) => r * columns + c),
        )
        const out = controlledPounds(cells, [[...row, row.flat()], column])
        for (const set of [...row, ...column, row.flat(), ...cells.map((_, i) => [i])]) {
          const exact = set.reduce((sum, i) => sum + (cells[i] ?? 0), 0)
          const rounded = set.reduce((sum, i) => sum + (out[i] ?? 0), 0) * 100
          assert.ok(Math.abs(exact - rounded) < 100, `${exact} became ${rounded}`)
        }
      },
    ),
    { numRuns: 60 },
  )
})

/** Ledger parts on any line and column of a form that stands alone. */
function anyParts(layout: Layout): fc.Arbitrary<readonly FormPart[]> {
  const places = layout.lines.flatMap((l) =>
    l.adds !== undefined || l.memo
      ? []
      : l.gives
          .filter((c) => !['m', 'q'].includes(c) && (c !== 'k' || !l.gives.includes('voluntary')))
          .map((column) => ({ line: l.line, id: l.id, column })),
  )
  const part = fc
    .tuple(fc.constantFrom(...places), fc.integer({ min: -3_000_000, max: 90_000_000 }))
    .map(([place, sum]): FormPart => ({ ...place, ledger: 'l', service: 's', pence: pence(sum) }))
  return fc.array(part, { maxLength: 80 })
}

/** The form written as a file of its own layout, in whole pounds. */
function asFile(layout: Layout, lines: ReturnType<typeof roundedForm>): string {
  return aReturn(
    layout,
    lines.flatMap((l) =>
      Object.entries(l.pounds).map(
        ([column, value]) => ['990', l.line, column as ColumnId, String(value)] as const,
      ),
    ),
    [{ code: '990', name: 'Marlshire' }],
  )
}

test('a form in whole pounds holds in every identity and every total of its year, to nothing', () => {
  for (const layout of shipped)
    fc.assert(
      fc.property(anyParts(layout), (parts) => {
        const text = asFile(layout, roundedForm(layout, parts))
        const rows = text.split('\r\n').map((row) => row.split(',').map((cell) => ({ text: cell })))
        const strict: Layout = { ...layout, tolerance: { rowPence: 0, totalPence: 0 } }
        const [read] = unwrap(
          readReturns([{ file: 'form.csv', rows, firstRow: 1 }], {
            layouts: [strict],
            crosswalk: CROSSWALK,
            named: true,
          }),
        )
        assert.ok(read !== undefined)
        const checked = checkReturn(read)
        assert.deepEqual(checked.faults, [])
        assert.ok(checked.totals.length > 5)
      }),
      { numRuns: 12 },
    )
})

test('each cell, each column of a total, and k, m and q of a line and of the whole are less than a pound away', () => {
  for (const layout of forms)
    fc.assert(
      fc.property(anyParts(layout), (parts) => {
        const grand: readonly string[] = ['grand.excl', 'grand.incl']
        for (const l of roundedForm(layout, parts))
          for (const [column, exact] of Object.entries(l.exact)) {
            const near = !l.total || !['k', 'm', 'q'].includes(column) || l.id === 'grand.incl'
            const most = near ? 100 : grand.includes(l.id) ? 200 : 800
            const off = Math.abs((l.pounds[column as ColumnId] ?? 0) * 100 - exact)
            assert.ok(off < most, `${layout.layout} ${l.line} ${column} is ${off} off`)
          }
      }),
      { numRuns: 12 },
    )
})

test('what is already whole pounds is left as it is', () => {
  const [layout] = forms
  assert.ok(layout !== undefined)
  const parts: readonly FormPart[] = [
    {
      line: '5',
      id: 'cla.residential',
      column: 'private',
      ledger: 'l',
      service: 's',
      pence: pence(12_300),
    },
    {
      line: '5',
      id: 'cla.residential',
      column: 'l',
      ledger: 'l',
      service: 's',
      pence: pence(2300),
    },
  ]
  const line = roundedForm(layout, parts).find((l) => l.line === '5')
  assert.deepEqual(line?.pounds, { private: 123, public: 0, voluntary: 0, k: 123, l: 23, m: 100 })
})

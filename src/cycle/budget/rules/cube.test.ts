import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { pence } from '#kernel/money.ts'
import { financialYear } from '#kernel/year.ts'
import { SUBJECTIVES } from '../data/catalogue.ts'
import { AXES, cellsOf, cubeOf, grandTotal, markStated, totals } from './cube.ts'
import type { Axis, Cube } from './cube.ts'
import type { Amount } from './model.ts'

const YEAR = financialYear(2026)

type Parts = Partial<Omit<Amount, 'line'>> & { readonly line?: Partial<Amount['line']> }

function anAmount(parts: Parts): Amount {
  const line = {
    service: 'S04',
    subjective: 'employees',
    stream: 'core',
    area: 'county',
    costCentre: '',
    ...parts.line,
  }
  return {
    version: { year: YEAR, kind: 'draft', name: '' },
    pence: pence(100),
    oneOff: false,
    ...parts,
    line,
  }
}

function cube(amounts: readonly Amount[]): Cube {
  return cubeOf({ amounts, subjectives: SUBJECTIVES, groupOf: (s) => s.slice(0, 1) })
}

const anyAmount = fc
  .record({
    service: fc.constantFrom('S04', 'S06', 'L11', 'P01'),
    subjective: fc.constantFrom('employees', 'agency', 'employees.detail', 'income-fees'),
    stream: fc.constantFrom('core', 'dsg', 'fees'),
    area: fc.constantFrom('county', 'north', 'south'),
    costCentre: fc.constantFrom('', 'CC1', 'CC2'),
    month: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
    size: fc.integer({ min: -5_000_000_000, max: 90_000_000_000 }),
    oneOff: fc.boolean(),
  })
  .map(({ month, size, oneOff, ...line }) =>
    anAmount({ line, pence: pence(size), oneOff, ...(month === undefined ? {} : { month }) }),
  )

test('net is gross less income', () => {
  const c = cube([
    anAmount({ pence: pence(500) }),
    anAmount({ line: { subjective: 'income-fees', stream: 'fees' }, pence: pence(120) }),
  ])
  assert.deepEqual(grandTotal(c), { at: [], gross: 500, income: 120, net: 380 })
})

test('a year’s figure that restates its months is not counted again', () => {
  const months = Array.from({ length: 12 }, (_, i) => anAmount({ month: i + 1, pence: pence(10) }))
  const marked = markStated([...months, anAmount({ pence: pence(120) })])
  assert.equal(grandTotal(cube(marked)).net, 120)
  assert.equal(marked.filter((a) => a.stated === true).length, 1)
})

test('any axes in any order give the same totals, and the parts of every node make it', () => {
  const axes = fc.shuffledSubarray([...AXES], { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(fc.array(anyAmount, { maxLength: 60 }), axes, (amounts, chosen) => {
      const c = cube(amounts)
      const whole = grandTotal(c)
      const cells = cellsOf(totals(c, chosen))
      assert.equal(
        cells.reduce((t, cell) => t + cell.gross, 0),
        whole.gross,
      )
      assert.equal(
        cells.reduce((t, cell) => t + cell.income, 0),
        whole.income,
      )
      const turned = new Map(
        cellsOf(totals(c, chosen.toReversed())).map((cell) => [
          cell.at.toReversed().join('|'),
          cell.net,
        ]),
      )
      for (const cell of cells) assert.equal(turned.get(cell.at.join('|')), cell.net)
      const [first] = chosen
      if (first !== undefined)
        for (const node of cellsOf(totals(c, [first])))
          assert.equal(
            cells.filter((cell) => cell.at[0] === node.at[0]).reduce((t, cell) => t + cell.net, 0),
            node.net,
          )
    }),
  )
})

test('40,000 lines over five years total over any two axes in one quick pass', () => {
  const amounts = Array.from({ length: 200_000 }, (_, i) =>
    anAmount({
      version: { year: financialYear(2024 + (i % 5)), kind: 'draft', name: '' },
      line: { service: `S${i % 83}`, stream: `f${i % 17}`, costCentre: `CC${i % 997}` },
      pence: pence(i),
    }),
  )
  const c = cube(amounts)
  const two: readonly (readonly [Axis, Axis])[] = [
    ['service', 'stream'],
    ['cost-centre', 'year'],
  ]
  for (const axes of two) {
    const total = totals(c, axes).gross.reduce((a, b) => a + b, 0)
    assert.equal(total, (200_000 * 199_999) / 2)
  }
  const bytes = Object.values(c.codes).reduce((n, column) => n + column.byteLength, 0)
  assert.ok(bytes + c.pence.byteLength < 4 * 200_000 * (AXES.length * 4 + 8))
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { csv, neutral } from './csv.ts'

test('cells that a spreadsheet would run are written as text', () => {
  for (const bad of ['=HYPERLINK("http://x")', '+44 20 7946', '-cmd', '@SUM(A1)', '\t=1', '\r=1'])
    assert.equal(neutral(bad), `'${bad}`)
  assert.equal(neutral('-12.50'), '-12.50')
  assert.equal(neutral('Fostering = cheaper'), 'Fostering = cheaper')
})

test('rows are parted by line ends, cells by commas; what holds either is quoted', () => {
  const rows = [
    ['Line', 'Pounds'],
    ['Fostering, in-house', -1200],
    ['He said “no”, "no"', undefined],
  ]
  assert.equal(
    csv(rows),
    '\uFEFFLine,Pounds\r\n"Fostering, in-house",-1200\r\n"He said “no”, ""no""",\r\n',
  )
})

test('whatever is written is read back, and no cell begins with a formula', () => {
  const cell = fc.string({ unit: 'binary' }).filter((text) => text !== '')
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
      const read: unknown = parse(csv(rows), {
        bom: true,
        record_delimiter: '\r\n',
        relax_column_count: true,
      })
      assert.deepEqual(
        read,
        rows.map((row) => row.map(neutral)),
      )
    }),
  )
})

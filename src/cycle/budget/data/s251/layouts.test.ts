import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unwrap } from '#kernel/result.ts'
import { LINCOLNSHIRE_2011 } from '../catalogue.ts'
import { CROSSWALK, LAYOUTS } from './layouts.ts'
import y2013 from './layouts/2013-14.json' with { type: 'json' }
import { readLayout } from './shape.ts'

test('seven layouts are shipped, with the lines that each year had', () => {
  assert.deepEqual(
    LAYOUTS.map((l) => [l.layout, l.lines.length]),
    [
      ['2008-09', 47],
      ['2009-10', 44],
      ['2010-11', 52],
      ['2011-12', 41],
      ['2012-13', 35],
      ['2013-14', 36],
      ['2015-16 on', 36],
    ],
  )
})

test('every line of every layout has exactly one place in the crosswalk', () => {
  for (const layout of LAYOUTS) {
    const lines = layout.lines.map((l) => l.line)
    assert.equal(new Set(lines).size, lines.length, layout.layout)
    for (const l of layout.lines) assert.ok(CROSSWALK.has(l.id), `${layout.layout} ${l.line}`)
    if (layout.year !== undefined)
      assert.deepEqual(
        lines,
        lines.map((_, i) => String(i + 1)),
      )
  }
})

test('every stable id has a line in some layout, and every service of the catalogue stands on one', () => {
  const used = new Set(LAYOUTS.flatMap((l) => l.lines.map((line) => line.id)))
  assert.deepEqual(
    [...CROSSWALK.keys()].filter((id) => !used.has(id)),
    [],
  )
  const stood = LINCOLNSHIRE_2011.services.flatMap((s) => s.s251.map((x) => x.stableId))
  assert.ok(stood.length > 20)
  assert.deepEqual(
    stood.filter((id) => !used.has(id)),
    [],
  )
})

test('a grand total reaches every line that is no memo line exactly once, and CERA only in its second', () => {
  for (const layout of LAYOUTS) {
    const byLine = new Map(layout.lines.map((l) => [l.line, l]))
    const leaves = (line: string): readonly string[] => {
      const adds = byLine.get(line)?.adds
      return adds === undefined ? [line] : adds.flatMap(leaves)
    }
    const grand = layout.lines.find((l) => l.id === 'grand.incl')
    const reached = leaves(grand?.line ?? '')
    const base = layout.lines.filter((l) => l.adds === undefined && !l.memo).map((l) => l.line)
    assert.deepEqual(reached.toSorted(), base.toSorted(), layout.layout)
    const without = layout.lines.find((l) => l.id === 'grand.excl')
    const cera = layout.lines.find((l) => l.id === 'cera')
    assert.ok(!leaves(without?.line ?? '').includes(cera?.line ?? ''), layout.layout)
  }
})

const id = (layout: string, line: string) =>
  LAYOUTS.find((l) => l.layout === layout)?.lines.find((l) => l.line === line)?.id

test('the traps of the numbers are kept: line 32 is with CERA in 2012-13 and is CERA in 2013-14', () => {
  assert.equal(id('2012-13', '32'), 'grand.incl')
  assert.equal(id('2013-14', '32'), 'cera')
  assert.equal(id('2012-13', '33'), 'grand.excl')
  assert.equal(id('2013-14', '34'), 'grand.incl')
})

test('a line that moves between layouts says so and why', () => {
  const adoption = LAYOUTS.find((l) => l.layout === '2012-13')?.lines.find(
    (l) => l.id === 'cla.adoption',
  )
  assert.equal(adoption?.comparable, 'moved')
  assert.equal(adoption?.why, 'into children looked after')
})

const told = (value: unknown): readonly string[] => {
  const read = readLayout(value, 'mine.json', CROSSWALK)
  return read.ok ? [] : read.refusals.map((r) => `${r.column ?? ''}: ${r.message}`)
}

test('a layout that cannot be right is refused with where and why, all at once', () => {
  const lines = y2013.lines.map((l) =>
    l.line === '5'
      ? { ...l, adds: '1..4+99' }
      : l.line === '7'
        ? { ...l, id: 'cla.fosterring' }
        : l,
  )
  assert.deepEqual(told({ ...y2013, lines }), [
    'line 5: The layout cannot be used: it adds line 99, which is not there',
    'line 7: The layout cannot be used: "cla.fosterring" is no stable id: use one of the crosswalk, or add it under "newIds" with its name and group',
  ])
  assert.match(
    told({ ...y2013, lines: [...y2013.lines, { line: 3, id: 'cera' }] })[0] ?? '',
    /line 3 stands twice/,
  )
  assert.match(
    told({ ...y2013, columns: { ...y2013.columns, k: 'Total' } })[0] ?? '',
    /"Total" is not in "header"/,
  )
  assert.match(told({ ...y2013, unit: 'pounds' })[0] ?? '', /^unit/)
  assert.match(
    told({ ...y2013, lines: [{ line: '1', id: 'cera', adds: 'all' }] })[0] ?? '',
    /^lines 1, adds: .*"all" is not a sum of lines/,
  )
  assert.match(told({ ...y2013, extra: 1 })[0] ?? '', /extra/)
  assert.ok(told('a text').length > 0)
})

test('a total may not add itself, nor a memo line', () => {
  const circle = y2013.lines.map((l) => (l.line === '5' ? { ...l, adds: '1..4+33' } : l))
  assert.ok(told({ ...y2013, lines: circle }).some((t) => /adds itself/.test(t)))
  const memo = y2013.lines.map((l) => (l.line === '30' ? { ...l, adds: '28+29+35' } : l))
  assert.ok(told({ ...y2013, lines: memo }).some((t) => /memo line 35/.test(t)))
})

test('a layout may leave out its heading list, its encoding and its tolerance', () => {
  const { header: _, encoding: __, tolerance: ___, ...short } = y2013
  const layout = unwrap(readLayout(short, 'mine.json', CROSSWALK))
  assert.equal(layout.tolerance, 'by-file')
  assert.ok(layout.header.includes('LA Name'))
})

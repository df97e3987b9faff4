import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { unwrap } from '#kernel/result.ts'
import type { Refusal } from '#kernel/result.ts'
import { workbook } from '#office/sheets/index.ts'
import { LAYOUTS } from './data/s251/layouts.ts'
import { penceAt, rowAt } from './rules/index.ts'
import { aReturn } from './rules/s251/a-return.ts'
import type { Change } from './rules/s251/a-return.ts'
import { layoutFromText, s251Reading, s251Result, s251Years, shippedLayout } from './s251-files.ts'

const layoutOf = (name: string) => shippedLayout(name) ?? assert.fail(name)
const file = (text: string, name = 'return.csv') => ({
  name,
  bytes: new TextEncoder().encode(text),
})

function readOne(text: string, named?: Parameters<typeof s251Years>[1]) {
  const [year, ...others] = unwrap(s251Years([file(text)], named))
  assert.ok(year !== undefined && others.length === 0)
  return { ...s251Result(year), reading: s251Reading(year), read: year.read }
}

function faults(layout: string, ...changes: readonly Change[]) {
  const found = readOne(aReturn(layoutOf(layout), changes), layoutOf(layout))
  return found.faults.map((f) => [
    f.council,
    f.line,
    f.column,
    f.printedPence,
    f.computedPence,
    f.kind,
  ])
}

function refusals(text: string, named?: Parameters<typeof s251Years>[1]): readonly Refusal[] {
  const read = s251Years([file(text)], named)
  return read.ok ? [] : read.refusals
}

test('an invented return in the shape of every layout holds in every way', () => {
  for (const layout of LAYOUTS) {
    const found = readOne(aReturn(layout), layout)
    assert.equal(found.layout, layout.layout)
    assert.equal(found.rows, 2 * layout.lines.length)
    assert.deepEqual(found.faults, [], layout.layout)
    assert.ok(
      found.totals.every((t) => t.councils === 2 && t.adding === 2),
      layout.layout,
    )
    assert.ok(found.identities.length >= 2 && found.identities.every((i) => i.tested > 50))
  }
})

test('2008-09 has no column of its own provision: what it calls public holds both', () => {
  const found = readOne(aReturn(layoutOf('2008-09')), layoutOf('2008-09'))
  assert.deepEqual(
    found.identities.map((i) => i.rule),
    ['k = private + public + voluntary', 'm = k - l'],
  )
})

/** A file of 2011-12 as the department wrote them: NULL for empty, labels cut short, one line of all councils after another. */
function file2011(changes: readonly Change[] = []): string {
  const layout = layoutOf('2011-12')
  const [head = '', ...rows] = aReturn(layout, changes).split('\r\n')
  const filled = rows.map((row) => row.split(',').map((c) => (c === '' ? 'NULL' : c)))
  const sorted = filled.toSorted((a, b) => Number(a[2]) - Number(b[2]))
  return [head, ...sorted.map((row) => row.join(','))].join('\n')
}

test('a return of 2011-12 is known by its heading and read although nobody here has seen the file', () => {
  const found = readOne(file2011())
  assert.deepEqual(
    [found.layout, found.year, found.councils, found.rows],
    ['2011-12', '2011-12', 2, 82],
  )
  assert.deepEqual(found.faults, [])
  assert.equal(found.totals.find((t) => t.line === 38)?.adding, 2)
  assert.ok((found.england.grossPence ?? 0) > 0)
})

test('its faults are found: a wrong net, a total that does not add, an amount where the form gives none', () => {
  const found = readOne(
    file2011([
      ['990', '5', 'm', '1'],
      ['991', '34', 'k', '9'],
      ['991', '36', 'own', '77'],
      ['990', '41', 'own', '77'],
    ]),
  )
  const kinds = found.faults.map((f) => `${f.council} ${f.line} ${f.column} ${f.kind}`)
  assert.deepEqual(kinds, [
    '990 5 m identity',
    '990 5 q identity',
    '990 12 m total',
    '991 34 k identity',
    '991 34 m identity',
    '991 36 own not-in-form',
    '991 38 k total',
  ])
})

test('a file in whole pounds is held to the pound, a file with pence to the penny', () => {
  const pounds = readOne(file2011([['990', '5', 'k', '2']]))
  assert.deepEqual(pounds.reading.tolerance, { rowPence: 100, totalPence: 100 })
  const own = Number(/^990,[^\n]*?,5,[^,]*,(\d+),/m.exec(file2011())?.[1])
  const inPence = readOne(file2011([['990', '5', 'own', `${own}.03`]]))
  assert.deepEqual(inPence.reading.tolerance, { rowPence: 2, totalPence: 10 })
  assert.deepEqual(
    inPence.faults.map((f) => [f.line, f.column, (f.printedPence ?? 0) - (f.computedPence ?? 0)]),
    [[5, 'k', -3]],
  )
})

test('one empty cell on a row otherwise complete is found, with what it must be', () => {
  const layout = layoutOf('2013-14')
  const whole = readOne(aReturn(layout), layout).read
  const n = penceAt(whole, rowAt(whole, 0, 6) ?? -1, 'n') ?? Number.NaN
  const [found, total, ...others] = faults('2013-14', ['990', '7', 'n', ''])
  assert.deepEqual(found, ['990', 7, 'n', null, n, 'empty'])
  assert.deepEqual([total?.[1], total?.[5], others.length], [16, 'total', 0])
  assert.equal(Number(total?.[3]) - Number(total?.[4]), n)
})

test('a council that leaves rows mostly empty is taken as it is: nothing is made of what it did not say', () => {
  const changes = ['own', 'private', 'otherPublic', 'voluntary', 'l', 'n', 'o', 'q'] as const
  assert.deepEqual(
    faults('2009-10', ...changes.map((c): Change => ['990', '9', c, ''])).filter((f) => f[1] === 9),
    [],
  )
})

const totalOf = (text: string) =>
  faults('2013-14', ['990', '6', 'n', text], ['990', '16', 'n', '5']).filter(
    (f) => f[1] === 16 && f[5] === 'total',
  )

test('a part that is not available makes its total unknown; a part left empty adds nothing', () => {
  assert.deepEqual(totalOf('x'), [])
  const [left] = totalOf('')
  const [nought] = totalOf('0')
  assert.equal(left?.[4], nought?.[4])
  assert.equal(left?.[2], 'n')
})

test('memo lines are shown and never added', () => {
  assert.deepEqual(faults('2012-13', ['990', '34', 'k', '99999999'], ['990', '35', 'l', '5']), [])
})

const modern = layoutOf('2015-16 on')
const drop = (text: string, line: string) =>
  text
    .split('\r\n')
    .filter((row) => !row.includes(`,${line} `))
    .join('\r\n')

test('fostering is its total, or its two parts when the total is not there: never all three, never none', () => {
  const whole = aReturn(modern)
  for (const text of [whole, drop(whole, '3.1.2'), drop(drop(whole, '3.1.2a'), '3.1.2b')]) {
    const found = readOne(text)
    assert.deepEqual(found.faults, [])
    assert.deepEqual(
      found.totals.filter((t) => t.line === '3.1.11').map((t) => [t.councils, t.adding]),
      [[2, 2]],
    )
  }
})

test('a line that the modern layout does not know is set aside with its row, and the rest is read', () => {
  const [head, first = '', ...rest] = aReturn(modern).split('\r\n')
  const strange = first.replace(',3.0.1 ', ',1.0.1 ')
  const found = readOne([head, strange, first, ...rest].join('\n'))
  assert.deepEqual(found.reading.setAside, [
    {
      row: 2,
      column: 'description_of_expenditure',
      value: '1.0.1 ss.centres',
      reason: 'Layout 2015-16 on has no such line',
      mend: 'Add the line to the layout (docs/s251-layouts.md), or leave the row out',
    },
  ])
  assert.deepEqual(found.faults, [])
})

const relabel = (name: string) => aReturn(layoutOf(name)).replaceAll(/,(\d+) [a-z.-]+,/g, ',,')

test('2012-13 and 2013-14 have the same headings and are told apart by their lines', () => {
  assert.equal(readOne(relabel('2012-13')).layout, '2012-13')
  assert.equal(readOne(relabel('2013-14')).layout, '2013-14')
})

test('a file of another year is refused rather than read by the wrong numbers', () => {
  const text = aReturn(layoutOf('2013-14'))
  assert.equal(refusals(text)[0]?.kind, 'other-labels')
  const [more] = refusals(`${text}\r\n990,Marlshire,37,37 new,,1,0,0,0,1,0,1,0,0,1`)
  assert.equal(more?.kind, 'other-lines')
  assert.match(more?.message ?? '', /layout 2013-14.*lines that it has not: 37/)
  const heading = refusals(text.replace('OwnProvision', 'Own'))[0]
  assert.match(heading?.message ?? '', /nearest is 2011-12, which has "OwnProvision" too/)
  assert.match(heading?.mend ?? '', /s251-layouts\.md/)
})

test('what is not money is refused with its row and column; a line given twice with both rows', () => {
  const layout = layoutOf('2013-14')
  assert.deepEqual(
    refusals(aReturn(layout, [['991', '3', 'l', '12.345.00']]), layout).map((r) => [
      r.row,
      r.column,
      r.value,
    ]),
    [[40, 'Income', '12.345.00']],
  )
  const text = aReturn(layout)
  const twice = refusals(`${text}\r\n${text.split('\r\n')[1] ?? ''}`, layout)
  assert.match(twice[0]?.message ?? '', /Council 990 has line 1 twice, also in row 2/)
  const both = s251Years([file(text, 'a.csv'), file(text, 'b.csv')], layout)
  assert.equal(both.ok ? '' : both.refusals[0]?.kind, 'twice')
})

test('a workbook with a title above its heading is read as the CSV is', () => {
  const layout = layoutOf('2013-14')
  const rows = aReturn(layout)
    .split('\r\n')
    .map((row) => row.split(','))
  const bytes = workbook([{ name: 'Outturn', rows: [['Section 251 outturn'], [], ...rows] }])
  const [year] = unwrap(s251Years([{ name: 'outturn.xlsx', bytes }], layout))
  assert.equal(year?.read.council.length, 72)
  assert.deepEqual(year?.checked.faults, [])
})

const example = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../../examples/s251/${name}`, import.meta.url)), 'utf8')

test('the example of the guide: a year with headings, order, unit and a line of its own is read from a layout alone', () => {
  const layout = unwrap(layoutFromText(example('layout-2031-32.json'), 'layout-2031-32.json'))
  const text = example('outturn-2031-32.csv')
  assert.equal(refusals(text)[0]?.kind, 'no-layout')
  const found = readOne(text, layout)
  assert.deepEqual(
    [found.year, found.councils, found.rows, found.faults.length],
    ['2031-32', 3, 39, 0],
  )
  assert.deepEqual(
    found.totals.map((t) => [t.line, t.adding]),
    [
      [5, 3],
      [9, 3],
      [11, 3],
      [12, 3],
    ],
  )
  const wrong = readOne(
    text.replace(
      /,(\d+)(,[^,]*\r?\n)/,
      (_, n: string, rest: string) => `,${Number(n) + 500}${rest}`,
    ),
    layout,
  )
  assert.deepEqual(
    wrong.faults.map((f) => [f.line, f.column, f.kind]),
    [
      [1, 'k', 'identity'],
      [5, 'private', 'total'],
    ],
  )
})

test('a layout that is not JSON is refused with its name', () => {
  const read = layoutFromText('{ "layout": ', 'mine.json')
  assert.ok(
    !read.ok && read.refusals[0]?.file === 'mine.json' && read.refusals[0].kind === 'not-a-layout',
  )
})

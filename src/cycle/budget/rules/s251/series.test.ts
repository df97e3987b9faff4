import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unwrap } from '#kernel/result.ts'
import { CROSSWALK, LAYOUTS } from '../../data/s251/layouts.ts'
import { aReturn } from './a-return.ts'
import type { Change } from './a-return.ts'
import type { S251Return } from './model.ts'
import { readReturns } from './read.ts'
import { privateNowhere, series } from './series.ts'

function yearOf(name: string, changes: readonly Change[] = []): S251Return {
  const layout = LAYOUTS.find((l) => l.layout === name) ?? assert.fail(name)
  const rows = aReturn(layout, changes)
    .split('\r\n')
    .map((row) => row.split(',').map((text) => ({ text })))
  const forms = { layouts: [layout], crosswalk: CROSSWALK, named: true as const }
  const [read] = unwrap(readReturns([{ file: `${name}.csv`, rows, firstRow: 1 }], forms))
  return read ?? assert.fail(name)
}

test('adoption shows a break where it moved into children looked after', () => {
  const years = ['2010-11', '2011-12', '2012-13', '2013-14'].map((y) => yearOf(y))
  assert.deepEqual(
    series(years, '990', 'cla.adoption', 'k').map((p) => [p.year, p.lines.join(), p.comparable]),
    [
      ['2010-11', '31', 'yes'],
      ['2011-12', '24', 'yes'],
      ['2012-13', '7', 'moved'],
      ['2013-14', '8', 'yes'],
    ],
  )
  const total = series(years, '990', 'cla.total', 'k')
  assert.equal(total[2]?.comparable, 'widened')
  assert.match(total[2]?.why ?? '', /jumps without a change of spending/)
})

test('a year that is not here leaves a hole in the series, never a line across it', () => {
  const points = series([yearOf('2013-14'), yearOf('2015-16 on')], '990', 'cla.residential', 'k')
  assert.deepEqual(
    points.map((p) => p.comparable),
    ['yes', 'gap'],
  )
  assert.equal(points[1]?.why, 'no return between 2013-14 and 2015-16')
})

test('lines of one id are added; a total of that id is taken and not its parts again', () => {
  const asylum = yearOf('2009-10', [
    ['990', '14', 'k', '100'],
    ['990', '15', 'k', '20'],
    ['990', '16', 'k', '3'],
  ])
  assert.equal(series([asylum], '990', 'cla.asylum', 'k')[0]?.pence, 12_300)
  const fostering = yearOf('2015-16 on', [
    ['990', '3.1.2a', 'k', '1'],
    ['990', '3.1.2b', 'k', '2'],
    ['990', '3.1.2', 'k', '3'],
  ])
  assert.equal(series([fostering], '990', 'cla.fostering', 'k')[0]?.pence, 300)
})

test('what is not available is not known, and a council that is not there has nothing', () => {
  const year = yearOf('2013-14', [['990', '6', 'k', 'x']])
  assert.equal(series([year], '990', 'cla.residential', 'k')[0]?.pence, undefined)
  assert.equal(series([year], '999', 'cla.fostering', 'k')[0]?.pence, undefined)
})

test('private spending of 0 in every cell of one year and not of another is a choice of recording', () => {
  const layout = LAYOUTS.find((l) => l.layout === '2013-14')
  const none = (layout?.lines ?? []).map((l): Change => ['990', l.line, 'private', '0'])
  const years = [yearOf('2012-13'), yearOf('2013-14', none)]
  assert.deepEqual(privateNowhere(years, '990'), ['2013-14'])
  assert.deepEqual(privateNowhere(years, '991'), [])
  assert.deepEqual(privateNowhere([yearOf('2013-14', none)], '990'), [])
})

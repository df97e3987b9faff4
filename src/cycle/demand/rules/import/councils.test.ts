import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cleanFiles, IMPORT_DEFAULTS, readAndClean } from '../cleaning/clean-files.ts'
import type { ImportSettings } from '../cleaning/clean-files.ts'
import { aFile } from './a-return.ts'
import { isCouncil } from './council-names.ts'
import type { FileIn } from './open.ts'

type Line = { readonly la: string; readonly child: string; readonly from: string }

const LINES: readonly Line[] = [
  { la: 'Aldermere', child: '7', from: '01/05/2021' },
  { la: 'Aldermere', child: '8', from: '02/05/2021' },
  { la: 'Brackwater', child: '7', from: '03/05/2021' },
]

function files(lines: readonly Line[], born = '09/09/2009'): readonly FileIn[] {
  const episodes = lines.map((l) => `${l.la},${l.child},${l.from},S,U5,PR1,,`)
  const people = new Set(lines.map((l) => `${l.la},${l.child},1,${born},WBRI`))
  return [
    aFile(
      '2022-episodes.csv',
      ['LA,CHILD,DECOM,RNE,PLACE,PLACE_PROVIDER,DEC,REC', ...episodes].join('\n'),
    ),
    aFile('2022-header.csv', ['LA,CHILD,SEX,DOB,ETHNIC', ...people].join('\n')),
  ]
}

const only = (la: string): ImportSettings => ({ ...IMPORT_DEFAULTS, only: [la] })

function cleaned(sent: readonly FileIn[], settings = IMPORT_DEFAULTS) {
  const result = readAndClean(sent, settings)
  assert.ok(result.ok, JSON.stringify(result))
  return result.value
}

function refusal(sent: readonly FileIn[], settings: ImportSettings) {
  const result = readAndClean(sent, settings)
  assert.ok(!result.ok)
  const [first] = result.refusals
  assert.ok(first !== undefined)
  return first
}

test('children of two councils with the same identifier stay apart', () => {
  const c = cleaned(files(LINES))
  assert.equal(c.care.children.length, 3)
  assert.deepEqual(c.councils, ['Aldermere', 'Brackwater'])
})

test('one council of several is read as its own files alone would be, and its name may be written in full', () => {
  const mine = cleaned(files(LINES), only('brackwater council'))
  const alone = cleaned(files(LINES.filter((l) => l.la === 'Brackwater')))
  const days = (c: typeof mine) => c.care.stays.map((s) => [s.from, s.to, s.subType])
  assert.deepEqual(days(mine), days(alone))
  assert.deepEqual(mine.read, alone.read)
  assert.deepEqual(mine.steps, alone.steps)
})

test('the report of several councils has each by itself, and they add to the whole', () => {
  const report = cleanFiles(files(LINES))
  assert.ok(report.ok)
  const { councils, kept, children } = report.value
  assert.deepEqual(
    councils.map((c) => [c.la, c.kept, c.children]),
    [
      ['Aldermere', 2, 2],
      ['Brackwater', 1, 1],
    ],
  )
  assert.equal(
    councils.reduce((n, c) => n + c.kept, 0),
    kept,
  )
  assert.equal(
    councils.reduce((n, c) => n + c.children, 0),
    children,
  )
  const chosen = cleanFiles(files(LINES), only('Aldermere'))
  assert.deepEqual(chosen.ok && chosen.value.councils, [])
})

test('a council that the files do not hold is refused with those they hold', () => {
  const first = refusal(files(LINES), only('Crowle'))
  assert.equal(first.kind, 'no-such-council')
  assert.match(first.mend, /Aldermere, Brackwater/)
})

test('a council cannot be chosen from files without an LA column, nor from some that lack it', () => {
  const [episodes, header] = files(LINES)
  assert.ok(episodes !== undefined && header !== undefined)
  const bare = aFile('2022-header.csv', 'CHILD,SEX,DOB,ETHNIC\n7,1,09/09/2009,WBRI')
  assert.equal(refusal([episodes, bare], only('Aldermere')).kind, 'council-not-said')
  const without = aFile(
    '2022-episodes.csv',
    'CHILD,DECOM,RNE,PLACE,PLACE_PROVIDER,DEC,REC\n7,01/05/2021,S,U5,PR1,,',
  )
  assert.equal(refusal([without, bare], only('Aldermere')).kind, 'council-not-said')
})

test('a council’s own page refuses rows of another, alone or among its own', () => {
  const ours = { ...IMPORT_DEFAULTS, council: ['Aldermere County Council', '991'] }
  assert.equal(refusal(files(LINES), ours).kind, 'several-councils')
  assert.equal(refusal(files(LINES.slice(2)), ours).kind, 'wrong-council')
  assert.equal(cleaned(files(LINES.slice(0, 2)), ours).kept, 2)
  const coded = LINES.slice(0, 2).map((l) => ({ ...l, la: '991' }))
  assert.equal(cleaned(files(coded), ours).kept, 2)
})

test('a council is known by name with and without the words for what it is', () => {
  assert.ok(isCouncil(['London Borough of Eastmarsh'], 'eastmarsh'))
  assert.ok(isCouncil(['Hill & Vale'], 'HILL AND VALE COUNCIL'))
  assert.ok(!isCouncil(['Eastmarsh'], 'Westmarsh'))
})

test('adding a council changes no other', () => {
  const line = fc.record({
    la: fc.constantFrom('Aldermere', 'Brackwater'),
    child: fc.constantFrom('1', '2', '3'),
    from: fc.integer({ min: 1, max: 28 }).map((d) => `${String(d).padStart(2, '0')}/06/2021`),
  })
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), (others) => {
      const all = cleaned(
        files([...LINES, ...others.map((l) => ({ ...l, la: 'Brackwater' }))]),
        only('Aldermere'),
      )
      const mine = cleaned(files(LINES), only('Aldermere'))
      assert.deepEqual(
        all.care.stays.map((s) => [s.from, s.to]),
        mine.care.stays.map((s) => [s.from, s.to]),
      )
    }),
    { numRuns: 200, seed: 5 },
  )
})

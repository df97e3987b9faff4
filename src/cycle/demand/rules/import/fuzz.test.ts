import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readAndClean } from '../cleaning/clean-files.ts'
import { aFile, bytesOf, EPISODE_COLUMNS, episodeLine, HEADER_COLUMNS } from './a-return.ts'
import type { FileIn } from './open.ts'

/** `FUZZ=10000` for the full run. */
const RUNS = Number(process.env['FUZZ'] ?? 1500)

const nasty = fc.constantFrom(
  '"',
  '""',
  ',',
  ';',
  '\t',
  '\r',
  '\n',
  '\r\n',
  '\u0000',
  '=1+1',
  '-1',
  '44562',
  '1E+11',
  'ZZ',
  '31/02/2021',
  '01/01/21',
  '13/13/2021',
  '2021-02-30',
  '99999999',
  'é',
  '\ufeff',
  '💥',
  ' ',
  '',
  '__proto__',
  'constructor',
  '01/06/2021',
  '2020-21',
  'A1',
  'U5',
  'x'.repeat(300),
)

const EPISODES = [
  EPISODE_COLUMNS,
  ...['A1', 'A2', 'A3'].map((child) =>
    episodeLine({ child, from: '01/06/2021', to: '01/07/2021' }),
  ),
].join('\n')
const HEADER = [HEADER_COLUMNS, ...['A1', 'A2', 'A3'].map((c) => `${c},1,09/09/2009,WBRI,,,`)].join(
  '\n',
)

/** A good table with some stretches overwritten, cut out or put in. */
function damaged(good: string): fc.Arbitrary<Uint8Array> {
  const hurt = fc.record({
    at: fc.nat(good.length),
    cut: fc.nat(20),
    put: fc.oneof(nasty, fc.string({ maxLength: 6 })),
  })
  return fc.array(hurt, { maxLength: 6 }).map((hurts) => {
    let text = good
    for (const h of hurts) text = text.slice(0, h.at) + h.put + text.slice(h.at + h.cut)
    return bytesOf(text)
  })
}

const content = (good: string) =>
  fc.oneof(
    { weight: 8, arbitrary: damaged(good) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(damaged(good), fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 4 }))
        .map(([bytes, flips]) => {
          for (const [at, byte] of flips) if (at < bytes.length) bytes[at] = byte
          return bytes
        }),
    },
  )

const name = fc.constantFrom(
  'episodes.csv',
  '2022-episodes.csv',
  '2021-22.csv',
  '2026-13.csv',
  '.csv',
  '',
)

test(`${RUNS} damaged sets of files: refused with words, or cleaned with every row accounted for`, () => {
  let refusedSets = 0
  let cleanedSets = 0
  fc.assert(
    fc.property(name, content(EPISODES), content(HEADER), (file, episodes, header) => {
      const files: readonly FileIn[] = [aFile(file, episodes), aFile('2022-header.csv', header)]
      const result = readAndClean(files)
      if (!result.ok) {
        refusedSets += 1
        assert.ok(result.refusals.every((r) => r.message.length > 5 && r.mend.length > 5))
        return
      }
      cleanedSets += 1
      const c = result.value
      const dropped = c.steps
        .filter((s) => s.step === 5 || s.step === 6)
        .reduce((n, s) => n + s.counted, 0)
      const listed = c.setAside.filter((s) => s.file === file).length
      assert.equal(c.read.episodes, c.kept + dropped + listed)
      assert.ok(c.setAside.every((s) => s.row >= 2 && s.value.length <= 60 && s.mend !== ''))
    }),
    { numRuns: RUNS },
  )
  assert.ok(
    refusedSets > RUNS / 50 && cleanedSets > RUNS / 50,
    `${refusedSets} refused, ${cleanedSets} cleaned`,
  )
})

test('a table built to be slow is read in time that grows with its size alone', () => {
  const one = episodeLine({ child: 'A1', from: '01/06/2021', to: '01/07/2021' })
  const hostile = [
    `${EPISODE_COLUMNS}\n${`${one}\n`.repeat(60_000)}`,
    `${EPISODE_COLUMNS}\n${'"'.repeat(2_000_001)}`,
    `${EPISODE_COLUMNS}\n${','.repeat(2_000_000)}`,
    `${EPISODE_COLUMNS}${','.repeat(200_000)}`,
    '\n'.repeat(2_000_000),
  ]
  for (const text of hostile) {
    const result = readAndClean([
      aFile('2022-episodes.csv', text),
      aFile('2022-header.csv', HEADER),
    ])
    assert.ok(result.ok || result.refusals.length > 0)
  }
})

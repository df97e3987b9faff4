import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkFiles } from '#cycle/budget/index.ts'
import { cleanFiles } from '#cycle/demand/index.ts'
import { readPriceFile } from '#cycle/placements/index.ts'
import type { Result } from '#kernel/result.ts'
import { workbook } from '#office/sheets/index.ts'
import { aBudget, LINES_HEAD, TABLES } from '#src/cycle/budget/commands/a-budget.ts'
import { storedZip, unpack } from '#src/office/sheets/door/zip.ts'
import type { ZipFile } from '#src/office/sheets/door/zip.ts'
import { GOOD_RETURN } from './bad-demand.ts'
import type { Sent } from './bad-demand.ts'

/** Damaged files for each reader: `npm run robust` asks for more. */
const RUNS = Number(process.env['HEADWATER_FUZZ'] ?? 1000)
const SLOWEST_MS = 5_000

const utf8 = new TextEncoder()

const NASTY = [
  '"',
  '""',
  ',',
  ';',
  '\t',
  '\r',
  '\n',
  '\u0000',
  '=1+1',
  '-',
  '1e999',
  '12.345.00',
  '99999999999999999999',
  '31/02/2026',
  '46113',
  '\uFEFF',
  '💥',
  '__proto__',
  'NaN',
  'x'.repeat(300),
].map((text) => utf8.encode(text))

/** A good file with stretches cut out, put in, or written over. */
function damaged(good: Uint8Array): fc.Arbitrary<Uint8Array> {
  const put = fc.oneof(fc.constantFrom(...NASTY), fc.uint8Array({ maxLength: 12 }))
  const hurt = fc.record({ at: fc.nat(good.length), cut: fc.nat(24), put })
  return fc.array(hurt, { minLength: 1, maxLength: 6 }).map((hurts) => {
    let bytes = Buffer.from(good)
    for (const h of hurts)
      bytes = Buffer.concat([bytes.subarray(0, h.at), h.put, bytes.subarray(h.at + h.cut)])
    return new Uint8Array(bytes)
  })
}

const PRICES = utf8.encode(
  [
    'sub_type,provider,band,weekly_gbp,from,to,cv_percent,uplift_percent,uplift_on,source',
    'home-agency,,,"5,600.00",01/04/2026,,20,3,1 April,contract',
    'in-house-foster,,,450.00,01/04/2026,31/03/2027,,,,letter',
    'in-house-foster,,,463.50,01/04/2027,,,,,letter',
  ].join('\n'),
)
const BOOK = workbook(
  Object.entries(TABLES).map(([name, text]) => ({
    name,
    rows: text
      .trimEnd()
      .split('\r\n')
      .map((row) => row.split(',')),
  })),
)
const PARTS = partsOf(BOOK)
const SHEET = PARTS.find((p) => p.name === 'xl/worksheets/sheet1.xml') ?? assert.fail()

/** Inside the packing: damage there passes the check sums and reaches the reader of XML. */
function partsOf(book: Uint8Array): readonly ZipFile[] {
  const found = unpack(book, 50_000_000)
  return found.kind === 'unpacked' ? found.files : assert.fail(`our own workbook is ${found.kind}`)
}

const LINES = utf8.encode(TABLES['lines'] ?? LINES_HEAD)

type Reader = {
  readonly what: string
  /** Fewer where each is slow. */
  readonly runs?: number
  readonly good: Uint8Array
  readonly read: (bytes: Uint8Array) => Result<unknown>
}

function among(files: readonly Sent[], name: string, bytes: Uint8Array): readonly Sent[] {
  return [...files.filter((f) => f.name !== name), { name, bytes }]
}

const READERS: readonly Reader[] = [
  {
    what: 'a return',
    good: GOOD_RETURN[0]?.bytes ?? PRICES,
    read: (bytes) => cleanFiles(among(GOOD_RETURN, '2021-22 episodes.csv', bytes)),
  },
  {
    what: 'a budget as CSV',
    good: LINES,
    read: (bytes) => checkFiles(among(aBudget(), 'lines.csv', bytes)),
  },
  {
    what: 'a budget as a workbook',
    good: BOOK,
    read: (bytes) => checkFiles([{ name: 'budget.xlsx', bytes }]),
  },
  {
    what: 'the parts of a workbook',
    runs: Math.ceil(RUNS / 4),
    good: SHEET.bytes,
    read: (bytes) => {
      const parts = [...PARTS.filter((p) => p !== SHEET), { ...SHEET, bytes }]
      return checkFiles([{ name: 'budget.xlsx', bytes: storedZip(parts) }])
    },
  },
  {
    what: 'a price book',
    good: PRICES,
    read: (bytes) => readPriceFile({ name: 'prices.csv', bytes }),
  },
]

for (const { what, good, read, runs = RUNS } of READERS)
  test(`${runs} damaged copies of ${what}: each is read, or refused with words and a mend`, () => {
    let refusals = 0
    let slowest = 0
    fc.assert(
      fc.property(damaged(good), (bytes) => {
        const from = performance.now()
        const result = read(bytes)
        slowest = Math.max(slowest, performance.now() - from)
        if (result.ok) return
        refusals += 1
        assert.ok(result.refusals.length > 0)
        for (const r of result.refusals)
          assert.ok(r.message.length > 5 && r.mend.length > 5, JSON.stringify(r))
      }),
      { numRuns: runs },
    )
    assert.ok(refusals > 0, 'none of them was refused: the damage does not reach the reader')
    assert.ok(slowest < SLOWEST_MS, `one took ${slowest.toFixed(0)} ms`)
  })

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { unwrap } from '#kernel/result.ts'
import { asTable, readSheets, workbook } from './index.ts'
import type { Sheet } from './index.ts'
import { storedZip, unpack } from './door/zip.ts'
import type { ZipFile } from './door/zip.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const wanted = { required: ['name', 'amount'], optional: ['note'] }

function first(sheets: readonly Sheet[]): Sheet {
  const sheet = sheets[0]
  assert.ok(sheet !== undefined)
  return sheet
}

function refusalOf(
  name: string,
  content: Uint8Array,
): { kind: string; message: string; mend: string; row?: number } {
  const result = readSheets(name, content)
  assert.equal(result.ok, false)
  const [refusal] = result.ok ? [] : result.refusals
  assert.ok(refusal !== undefined)
  return refusal
}

test('a workbook gives back what was written, row numbers and all', () => {
  const book = workbook([
    {
      name: 'lines',
      rows: [
        ['Name', 'Amount'],
        ['fostering', 765.25],
        ['=2+2', -3],
      ],
    },
  ])
  const sheet = first(unwrap(readSheets('lines.xlsx', book)))
  const table = unwrap(asTable(sheet, wanted))
  assert.equal(sheet.sheet, 'lines')
  assert.deepEqual(
    table.rows.map((r) => [r.row, r.text('name'), r.text('amount')]),
    [
      [2, 'fostering', '765.25'],
      [3, '=2+2', '-3'],
    ],
  )
  assert.deepEqual(table.formulas, [], 'text that looks like a formula is text')
})

test('a CSV is read with semicolons, tabs, a mark, Windows-1252, UTF-16 and quotes', () => {
  const utf16 = new Uint8Array([0xff, 0xfe, ...Buffer.from('name,amount\ncaf\u00e9,1', 'utf16le')])
  const cases: readonly (readonly [Uint8Array, string])[] = [
    [bytes('name;amount\r\n"a;b";1'), 'a;b'],
    [bytes('name\tamount\nx\t1'), 'x'],
    [bytes('\uFEFFname,amount\n"say ""so""",1'), 'say "so"'],
    [new Uint8Array([...bytes('name,amount\ncaf'), 0xe9, ...bytes(',1')]), 'caf\u00e9'],
    [utf16, 'caf\u00e9'],
  ]
  for (const [content, expected] of cases) {
    const table = unwrap(asTable(first(unwrap(readSheets('a.csv', content))), wanted))
    assert.equal(table.rows[0]?.text('name'), expected)
  }
})

test('blank rows are passed over and the row numbers stay the person’s own', () => {
  const table = unwrap(
    asTable(first(unwrap(readSheets('a.csv', bytes('\n,\nname,amount,odd\n\na,1,z\n')))), wanted),
  )
  assert.deepEqual(
    table.rows.map((r) => r.row),
    [5],
  )
  assert.deepEqual(table.strangers, ['odd'])
})

test('a missing or double column is refused by name', () => {
  const missing = asTable(first(unwrap(readSheets('a.csv', bytes('name\nx')))), wanted)
  const twice = asTable(
    first(unwrap(readSheets('a.csv', bytes('name,amount,Name\nx,1,y')))),
    wanted,
  )
  assert.deepEqual(
    [missing, twice].map((r) => (r.ok ? [] : r.refusals.map((f) => `${f.kind} ${f.column}`))),
    [['missing-column amount'], ['duplicate-column name']],
  )
})

test('a file that is not what it seems is refused with what it is', () => {
  const book = workbook([{ name: 's', rows: [['name', 'amount']] }])
  assert.match(refusalOf('a.csv', bytes('%PDF-1.7')).message, /is a PDF/)
  assert.match(
    refusalOf('a.xls', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0])).message,
    /old \(\.xls\) or password-protected/,
  )
  assert.match(refusalOf('a.xlsx', book.subarray(0, book.length - 40)).message, /cut short/)
  assert.match(refusalOf('a.csv', bytes('<!DOCTYPE html><p>Sign in')).message, /web page/)
  assert.match(refusalOf('a.csv', new Uint8Array([97, 0, 98])).message, /not text/)
  assert.match(refusalOf('a.csv', new Uint8Array()).message, /empty/)
  const torn = refusalOf('a.csv', bytes('name,amount\nx,"1\ny,2'))
  assert.equal(torn.row, 2, 'the row in which the quote opens')
  assert.match(torn.message, /quote/)
})

test('a workbook with a macro, a document type or an entity is not opened', () => {
  const parts = unpack(workbook([{ name: 's', rows: [['name', 'amount']] }]), 1e7)
  assert.ok(parts.kind === 'unpacked')
  const macro = [...parts.files, { name: 'xl/vbaProject.bin', bytes: bytes('Sub') }]
  assert.deepEqual(
    [refusalOf('a.xlsm', storedZip(macro)).kind, refusalOf('a.xlsm', storedZip(macro)).message],
    ['macro', 'a.xlsm holds a macro'],
  )
  for (const mark of ['<!DOCTYPE x>', '<!ENTITY a "b">'])
    for (const text of [bytes(mark), new Uint8Array(Buffer.from(mark, 'utf16le'))]) {
      const strange = [...parts.files, { name: 'xl/worksheets/sheet2.xml', bytes: text }]
      assert.match(refusalOf('a.xlsx', storedZip(strange)).message, /document type or an entity/)
    }
})

test('a packed file is measured before it is unpacked', () => {
  const book = workbook([
    { name: 's', rows: Array.from({ length: 3000 }, () => ['a'.repeat(200), 1]) },
  ])
  const result = readSheets('big.xlsx', book, { bytes: 1e9, unpackedBytes: 10_000, rows: 1000 })
  assert.ok(!result.ok && /unpacks to/.test(result.refusals[0]?.message ?? ''))
  const long = readSheets('long.xlsx', book, { bytes: 1e9, unpackedBytes: 1e9, rows: 1000 })
  assert.ok(!long.ok && /more than 1,000 rows/.test(long.refusals[0]?.message ?? ''))
})

test('no damage to a workbook or a CSV crashes the reader', () => {
  const book = workbook([
    {
      name: 's',
      rows: [
        ['name', 'amount'],
        ['x', 1],
      ],
    },
  ])
  const damage = fc.array(fc.tuple(fc.nat(book.length - 1), fc.nat(255)), {
    minLength: 1,
    maxLength: 12,
  })
  fc.assert(
    fc.property(damage, fc.uint8Array({ maxLength: 300 }), (changes, noise) => {
      const hurt = book.slice()
      for (const [at, value] of changes) hurt[at] = value
      for (const content of [hurt, noise]) {
        const result = readSheets('hurt.xlsx', content)
        if (!result.ok)
          assert.ok(result.refusals.every((r) => r.mend !== '' && r.file === 'hurt.xlsx'))
      }
    }),
    { numRuns: 300 },
  )
})

test('no damage inside the parts of a workbook crashes or stalls the reader', () => {
  const parts = partsOf(
    workbook([
      {
        name: 's',
        rows: [
          ['name', 'amount'],
          ['x', 1],
        ],
      },
    ]),
  )
  const hurt = fc.record({
    part: fc.nat(parts.length - 1),
    changes: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), {
      minLength: 1,
      maxLength: 8,
    }),
    cut: fc.double({ min: 0.2, max: 1, noNaN: true }),
  })
  fc.assert(
    fc.property(hurt, ({ part, changes, cut }) => {
      const files = parts.map((f, i) => {
        if (i !== part) return f
        const bytes = f.bytes.slice(0, Math.ceil(f.bytes.length * cut))
        for (const [where, value] of changes) bytes[Math.floor(where * bytes.length)] = value
        return { name: f.name, bytes }
      })
      const result = readSheets('hurt.xlsx', storedZip(files))
      if (!result.ok) assert.ok(result.refusals.every((r) => r.mend !== ''))
    }),
    { numRuns: 700 },
  )
})

test('a packed file that unpacks to more than it says is refused', () => {
  const zip = workbook([{ name: 's', rows: [['name'], ['a'.repeat(30_000)]] }])
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  for (let at = 0; at + 46 < zip.length; at += 1)
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true)
  assert.match(refusalOf('liar.xlsx', zip).message, /is damaged/)
})

function partsOf(book: Uint8Array): readonly ZipFile[] {
  const unpacked = unpack(book, 1e9)
  assert.equal(unpacked.kind, 'unpacked')
  return unpacked.kind === 'unpacked' ? unpacked.files : []
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { bytesOf } from './a-return.ts'
import { asText, isUtf8, textOf } from './text.ts'
import { scan } from './scan.ts'

function cells(text: string): { rows: { number: number; cells: string[] }[]; unclosed: boolean } {
  const utf8 = bytesOf(text)
  const rows: { number: number; cells: string[] }[] = []
  const { unclosed } = scan(utf8, 44, { from: 0, row: 1 }, (row) => {
    rows.push({
      number: row.number,
      cells: Array.from({ length: row.cells }, (_, c) =>
        textOf(utf8, row.starts[c] ?? 0, row.ends[c] ?? 0).replaceAll('""', '"'),
      ),
    })
  })
  return { rows, unclosed: unclosed !== undefined }
}

test('rows are numbered as a spreadsheet numbers them: blank lines count and are passed over', () => {
  assert.deepEqual(cells('a,b\r\n\r\n1,2\n,\n"x\ny",z').rows, [
    { number: 1, cells: ['a', 'b'] },
    { number: 3, cells: ['1', '2'] },
    { number: 5, cells: ['x\ny', 'z'] },
  ])
})

test('a quoted comma, a doubled quote and an empty last cell are read as RFC 4180 says', () => {
  assert.deepEqual(cells('"a,b","say ""no""",').rows[0]?.cells, ['a,b', 'say "no"', ''])
})

test('a quote that never closes is reported, and no cell is made of the rest', () => {
  assert.deepEqual(cells('a,b\n1,"2\n3,4'), {
    rows: [{ number: 1, cells: ['a', 'b'] }],
    unclosed: true,
  })
})

const cell = fc.oneof(
  fc.constantFrom('', 'U5', '01/02/2020', 'a,b', 'x"y', 'two\nlines', 'é', '“quoted”', ' padded '),
  fc.string({ unit: 'binary', maxLength: 8 }).filter((s) => !s.includes('\u0000')),
)

function written(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}

test('any table written by the standard reads as csv-parse reads it', () => {
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 })
  fc.assert(
    fc.property(table, fc.constantFrom('\n', '\r\n'), (rows, end) => {
      const text = rows.map((r) => r.map(written).join(',')).join(end)
      const theirs: string[][] = parse(text, { relax_column_count: true, skip_empty_lines: true })
      const full = theirs.filter((r) => r.some((c) => bytesOf(c).some((b) => b > 32)))
      assert.deepEqual(
        cells(text).rows.map((r) => r.cells),
        full,
      )
    }),
    { numRuns: 500 },
  )
})

test('well-formed UTF-8 is told from the rest as the platform tells it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
      let theirs = true
      try {
        new TextDecoder('utf-8', { fatal: true }).decode(bytes)
      } catch {
        theirs = false
      }
      assert.equal(isUtf8(bytes), theirs)
    }),
    { numRuns: 3000 },
  )
})

test('UTF-8 with and without a mark, UTF-16 and Windows-1252 give the same text', () => {
  const text = 'Saint–Étienne’s £5 “home”'
  const utf16 = (bigEndian: boolean) =>
    Uint8Array.from(
      Array.from(`\ufeff${text}`).flatMap((c) => {
        const code = c.charCodeAt(0)
        return bigEndian ? [code >> 8, code & 255] : [code & 255, code >> 8]
      }),
    )
  const windows = Uint8Array.from(
    Array.from(text).map(
      (c) => ({ '–': 0x96, '’': 0x92, '“': 0x93, '”': 0x94 })[c] ?? c.charCodeAt(0),
    ),
  )
  const all = [bytesOf(text), bytesOf(`\ufeff${text}`), utf16(false), utf16(true), windows]
  for (const bytes of all) {
    const read = asText('x.csv', bytes)
    assert.ok('utf8' in read)
    assert.equal(textOf(read.utf8, 0, read.utf8.length), text)
  }
})

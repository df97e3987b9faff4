import { deflateRawSync } from 'node:zlib'
import { storedZip, unpack } from '#src/office/sheets/door/zip.ts'
import type { ZipFile } from '#src/office/sheets/door/zip.ts'
import { aBudget, LINES_HEAD, rowsOf, TABLES } from '#src/cycle/budget/commands/a-budget.ts'
import { workbook } from '#office/sheets/index.ts'
import type { Case, Sent } from './bad-demand.ts'

export const GOOD_BUDGET: readonly Sent[] = aBudget()

const utf8 = new TextEncoder()
const GOOD_LINE = '2026-27,draft,S04,premises,core,,CC7,,100.00,yes,,'

function lines(...rows: readonly string[]): readonly Sent[] {
  return aBudget({ lines: `${TABLES['lines'] ?? ''}${rowsOf(...rows)}` })
}

function only(name: string, content: string | Uint8Array): readonly Sent[] {
  return [{ name, bytes: typeof content === 'string' ? utf8.encode(content) : content }]
}

function book(cells: readonly (string | number)[], change?: (parts: ZipFile[]) => ZipFile[]): Sent {
  const bytes = workbook([{ name: 'lines', rows: [LINES_HEAD.split(','), cells] }])
  if (change === undefined) return { name: 'budget.xlsx', bytes }
  const parts = unpack(bytes, 10_000_000)
  if (parts.kind !== 'unpacked') throw new Error(`our own workbook is ${parts.kind}`)
  return { name: 'budget.xlsx', bytes: storedZip(change([...parts.files])) }
}

const CELLS = ['2026-27', 'draft', 'S04', 'premises', 'core', '', 'CC7', '', 100, 'yes', '', '']

/** The first sheet with some of its XML replaced. */
function inSheet(from: RegExp, to: string): (parts: ZipFile[]) => ZipFile[] {
  return (parts) =>
    parts.map((p) => {
      if (p.name !== 'xl/worksheets/sheet1.xml') return p
      const before = new TextDecoder().decode(p.bytes)
      const after = before.replace(from, to)
      if (after === before) throw new Error(`the sheet has no ${String(from)}`)
      return { ...p, bytes: utf8.encode(after) }
    })
}

/** A zip whose one part says it is small and unpacks to a hundred megabytes, and one that says what it is. */
function bomb(told: number): Uint8Array {
  const real = 100_000_000
  const packed = deflateRawSync(new Uint8Array(real))
  const zip = Buffer.from(storedZip([{ name: 'xl/workbook.xml', bytes: new Uint8Array(packed) }]))
  const entry = zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
  zip.writeUInt16LE(8, 8)
  zip.writeUInt32LE(told, 22)
  zip.writeUInt16LE(8, entry + 10)
  zip.writeUInt32LE(told, entry + 24)
  return new Uint8Array(zip)
}

function at(row: number, column: string, more: string): RegExp {
  return new RegExp(`lines\\.csv, row ${row}, column ${column}: ${more}`)
}

const utf16 = new Uint8Array([0xff, 0xfe, ...Buffer.from(rowsOf(LINES_HEAD, GOOD_LINE), 'utf16le')])

export const BUDGET_CASES: readonly Case[] = [
  {
    what: 'two points in an amount',
    files: lines('2026-27,draft,S04,premises,core,,CC7,,12.345.00,yes,,'),
    answer: 'refused',
    says: at(9, 'amount', '"12\\.345\\.00" is not money\\. write 12345\\.00'),
  },
  {
    what: 'an amount in words',
    files: lines('2026-27,draft,S04,premises,core,,CC7,,1.2m,yes,,'),
    answer: 'refused',
    says: at(9, 'amount', '"1\\.2m" is not money'),
  },
  {
    what: 'an amount in powers of ten',
    files: lines('2026-27,draft,S04,premises,core,,CC7,,1e999,yes,,'),
    answer: 'refused',
    says: at(9, 'amount', '"1e999" is not money'),
  },
  {
    what: 'more money than there is',
    files: lines('2026-27,draft,S04,premises,core,,CC7,,999999999999999999999,yes,,'),
    answer: 'refused',
    says: at(9, 'amount', '.*999999999999999999999'),
  },
  {
    what: 'a negative amount, which is a credit and is counted',
    files: lines('2026-27,draft,S04,premises,core,,CC7,,-100.00,yes,,'),
    answer: 'read',
    says: /1 spending line is negative: a vacancy factor or a credit/,
  },
  {
    what: 'prices that overlap',
    files: aBudget({
      prices: rowsOf(
        'driver_id,basis,price,from,to,source',
        'home-agency,week,1,01/04/2026,,a',
        'home-agency,week,2,02/07/2026,,b',
      ),
    }),
    answer: 'refused',
    says: /prices\.csv, row 3.*overlap|overlap.*prices\.csv/i,
  },
  {
    what: 'prices with a day between',
    files: aBudget({
      prices: rowsOf(
        'driver_id,basis,price,from,to,source',
        'home-agency,week,1,01/04/2026,30/06/2026,a',
        'home-agency,week,2,02/07/2026,,b',
      ),
    }),
    answer: 'refused',
    says: /prices\.csv, row 3, column from: .*leaves days without a price.*the day before the next/,
  },
  {
    what: 'a date that is a spreadsheet’s number',
    files: aBudget({
      prices: rowsOf('driver_id,basis,price,from,to,source', 'home-agency,week,1,46113,,a'),
    }),
    answer: 'refused',
    says: /prices\.csv, row 2, column from: "46113"/,
  },
  {
    what: 'a day that does not exist',
    files: aBudget({
      prices: rowsOf('driver_id,basis,price,from,to,source', 'home-agency,week,1,31/02/2026,,a'),
    }),
    answer: 'refused',
    says: /prices\.csv, row 2, column from: "31\/02\/2026"/,
  },
  {
    what: 'a workbook with a macro, which is never run',
    files: [
      book(CELLS, (parts) => [
        ...parts,
        { name: 'xl/vbaProject.bin', bytes: utf8.encode('Sub AutoOpen()') },
      ]),
    ],
    answer: 'refused',
    says: /budget\.xlsx.*macro/i,
  },
  {
    what: 'a zip bomb that says what it is',
    files: only('budget.xlsx', bomb(4_000_000_000)),
    answer: 'refused',
    says: /budget\.xlsx unpacks to 4000 MB; the limit is/,
  },
  {
    what: 'a zip bomb that says it is small',
    files: only('budget.xlsx', bomb(1000)),
    answer: 'refused',
    says: /budget\.xlsx cannot be opened: its part xl\/workbook\.xml is damaged/,
  },
  {
    what: 'a workbook cut short',
    files: only('budget.xlsx', book(CELLS).bytes.subarray(0, 1200)),
    answer: 'refused',
    says: /budget\.xlsx cannot be opened: .*cut short/,
  },
  {
    what: 'a workbook with a document type and an entity',
    files: [
      book(
        CELLS,
        inSheet(/<worksheet/, '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet'),
      ),
    ],
    answer: 'refused',
    says: /budget\.xlsx.*(document type|DOCTYPE|entit)/i,
  },
  {
    what: 'XML with a document type',
    files: only('lines.csv', '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'),
    answer: 'refused',
    says: /lines\.csv is a web page or XML file/,
  },
  {
    what: 'a formula that was never worked out',
    files: [book(CELLS, inSheet(/<v>100<\/v>/, '<f>SUM(A1:A3)</f>'))],
    answer: 'set-aside',
    says: /budget\.xlsx.* 2 amount .*amount is blank/,
  },
  {
    what: 'a formula with its value, which is read and said',
    files: [book(CELLS, inSheet(/<v>100<\/v>/, '<f>50+50</f><v>100</v>'))],
    answer: 'read',
    says: /formula/i,
  },
  {
    what: 'a cell that is an error of the spreadsheet',
    files: [book(CELLS.with(8, '#REF!'))],
    answer: 'refused',
    says: /budget\.xlsx, sheet lines, row 2, column amount: .*#REF!/,
  },
  {
    what: 'a table with another name',
    files: only('ledger.csv', rowsOf(LINES_HEAD, GOOD_LINE)),
    answer: 'refused',
    says: /ledger\.csv/,
  },
  {
    what: 'a missing column',
    files: only('lines.csv', rowsOf('year,version', '2026-27,draft')),
    answer: 'refused',
    says: /lines\.csv, row 1, column service_id/,
  },
  {
    what: 'a heading with a column twice',
    files: only('lines.csv', rowsOf(LINES_HEAD.replace('note', 'amount'), GOOD_LINE)),
    answer: 'refused',
    says: /lines\.csv, row 1, column amount: .*twice/,
  },
  {
    what: 'a heading and nothing below',
    files: only('lines.csv', rowsOf(LINES_HEAD)),
    answer: 'refused',
    says: /lines\.csv.*a heading and no rows.*Export it again/,
  },
  {
    what: 'an empty file',
    files: only('lines.csv', ''),
    answer: 'refused',
    says: /lines\.csv is empty\. Export the table again/,
  },
  {
    what: 'bytes that are no text',
    files: only(
      'lines.csv',
      Uint8Array.from({ length: 3000 }, (_, i) => (i * 7919) % 256),
    ),
    answer: 'refused',
    says: /lines\.csv/,
  },
  {
    what: 'NUL bytes',
    files: lines('2026-27,draft,S04,premises,core,,CC\u00007,,100.00,yes,,'),
    answer: 'refused',
    says: /lines\.csv holds bytes that are not text.*CSV UTF-8/,
  },
  {
    what: 'UTF-16',
    files: only('lines.csv', utf16),
    answer: 'read',
    says: /£100\.00/,
  },
  {
    what: 'the wrong separator',
    files: only('lines.csv', rowsOf(LINES_HEAD, GOOD_LINE).replaceAll(',', '|')),
    answer: 'refused',
    says: /lines\.csv, row 1/,
  },
  {
    what: 'a quote that never closes',
    files: lines('2026-27,draft,S04,"premises,core,,CC7,,100.00,yes,,', GOOD_LINE),
    answer: 'refused',
    says: /lines\.csv, row 9.*quote/i,
  },
  {
    what: 'a cell of a million letters',
    files: lines(`2026-27,draft,${'S'.repeat(1_000_000)},premises,core,,CC7,,100.00,yes,,`),
    answer: 'refused',
    says: /lines\.csv, row 9: .*more than 1,000,000 letters/,
  },
  {
    what: 'a service that is not there',
    files: lines('2026-27,draft,S99,premises,core,,CC7,,100.00,yes,,'),
    answer: 'refused',
    says: at(9, 'service_id', '.*S99'),
  },
  {
    what: 'the same line twice',
    files: lines(GOOD_LINE, GOOD_LINE),
    answer: 'refused',
    says: /lines\.csv, row 10, column service_id: The same line stands in row 9\. Add the two together/,
  },
  {
    what: 'a year that is not two years running',
    files: lines('2026-28,draft,S04,premises,core,,CC7,,100.00,yes,,'),
    answer: 'refused',
    says: at(9, 'year', '.*2026-28'),
  },
  {
    what: 'a year beyond any plan',
    files: lines('2999-00,draft,S04,premises,core,,CC7,,100.00,yes,,'),
    answer: 'refused',
    says: at(9, 'year', '.*2999-00'),
  },
  {
    what: 'a thirteenth month',
    files: lines('2026-27,draft,S04,premises,core,,CC7,13,100.00,yes,,'),
    answer: 'refused',
    says: at(9, 'month', '.*13'),
  },
  {
    what: 'a byte-order mark in the middle, which is no letter',
    files: lines('\uFEFF2026-27,draft,S04,premises,core,,CC7,,100.00,yes,,'),
    answer: 'read',
    says: /£7,210,100\.00/,
  },
  {
    what: 'line ends of three kinds',
    files: only('lines.csv', `${LINES_HEAD}\n${GOOD_LINE}\r\n${GOOD_LINE.replace('CC7', 'CC8')}\r`),
    answer: 'read',
    says: /£200\.00/,
  },
  {
    what: 'a symbol for a suppressed number',
    files: lines('2026-27,draft,S04,premises,core,,CC7,,c,yes,,'),
    answer: 'set-aside',
    says: /lines\.csv 9 amount c .*suppressed/,
  },
  {
    what: 'no file at all',
    files: [],
    answer: 'refused',
    says: /Choose/,
  },
]

import { parse } from 'csv-parse/sync'
import { read, SSF, utils } from '@e965/xlsx'
import type { CellObject, WorkSheet } from '@e965/xlsx'
import { ok, refused } from '#kernel/result.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import type { Cell, Sheet } from '../rules/index.ts'
import { unsafePart } from './unsafe.ts'
import { storedZip, unpack } from './zip.ts'

export type Limits = {
  /** Of the file as it was sent. */
  readonly bytes: number
  /** Of what a packed file unpacks to. */
  readonly unpackedBytes: number
  readonly rows: number
}

export const LIMITS: Limits = { bytes: 50_000_000, unpackedBytes: 500_000_000, rows: 200_000 }

/** Reads a file into its sheets: CSV or TSV (one sheet), XLSX, ODS. What it cannot read it refuses, saying what the file is. */
export function readSheets(
  name: string,
  bytes: Uint8Array,
  limits: Limits = LIMITS,
): Result<readonly Sheet[]> {
  if (bytes.length === 0)
    return no(name, 'empty', 'is empty', 'Export the table again and send that')
  if (bytes.length > limits.bytes)
    return no(
      name,
      'too-big',
      `has ${megabytes(bytes.length)}; the limit is ${megabytes(limits.bytes)}`,
      'Send fewer rows in a file',
    )
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readPacked(name, bytes, limits)
  const strange = strangeKind(bytes)
  if (strange !== undefined)
    return no(
      name,
      'not-a-table',
      `is ${strange}`,
      'Save it as an Excel workbook (.xlsx) or as CSV UTF-8, and send that',
    )
  return readText(name, bytes, limits)
}

function no(
  name: string,
  kind: string,
  what: string,
  mend: string,
  more: Partial<Refusal> = {},
): Result<readonly Sheet[]> {
  return refused({ kind, file: name, message: `${name} ${what}`, mend, ...more })
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1_000_000)} MB`
}

const SIGNS: readonly { readonly bytes: readonly number[]; readonly what: string }[] = [
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old (.xls) or password-protected Excel file' },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: 'a PDF' },
  { bytes: [0x1f, 0x8b], what: 'a gzip file' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: 'a picture' },
  { bytes: [0xff, 0xd8, 0xff], what: 'a picture' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], what: 'a 7z file' },
]

function strangeKind(bytes: Uint8Array): string | undefined {
  const sign = SIGNS.find((s) => s.bytes.every((b, i) => bytes[i] === b))
  if (sign !== undefined) return sign.what
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 200)).trimStart().toLowerCase()
  return start.startsWith('<!doctype') || start.startsWith('<html') || start.startsWith('<?xml')
    ? 'a web page or XML file'
    : undefined
}

function readPacked(name: string, bytes: Uint8Array, limits: Limits): Result<readonly Sheet[]> {
  const packed = unpack(bytes, limits.unpackedBytes)
  if (packed.kind === 'broken')
    return no(
      name,
      'damaged',
      `cannot be opened: ${packed.why}`,
      'Save the workbook again and send that',
    )
  if (packed.kind === 'too-big') {
    return no(
      name,
      'too-big',
      `unpacks to ${megabytes(packed.bytes)}; the limit is ${megabytes(limits.unpackedBytes)}`,
      'Send fewer rows in a workbook',
    )
  }
  const unsafe = unsafePart(packed.files)
  if (unsafe !== undefined) return no(name, unsafe.kind, unsafe.what, unsafe.mend)
  if (!packed.files.some((f) => /^(xl\/workbook\.xml|content\.xml)$/.test(f.name)))
    return no(
      name,
      'not-a-table',
      'is a zip file, not a workbook',
      'Unpack it and send the workbook or the CSV files inside',
    )
  return readBook(name, storedZip(packed.files), limits)
}

/** Reads a workbook whose parts are whole and not packed: the library's own unpacking does not end on some damaged files. */
function readBook(name: string, bytes: Uint8Array, limits: Limits): Result<readonly Sheet[]> {
  try {
    const book = read(bytes, {
      type: 'array',
      dense: true,
      cellNF: true,
      cellHTML: false,
      sheetRows: limits.rows + 2,
    })
    const sheets = book.SheetNames.flatMap((title) => {
      const sheet = book.Sheets[title]
      return sheet === undefined ? [] : [gridOf(name, title, sheet)]
    })
    const long = sheets.find((s) => s.rows.length > limits.rows + 1)
    if (long !== undefined) return tooLong(name, limits, long.sheet)
    return ok(sheets)
  } catch (fault) {
    const why = fault instanceof Error ? fault.message.slice(0, 120) : 'it is damaged'
    return no(
      name,
      'damaged',
      `cannot be opened as a workbook: ${why}`,
      'Save the workbook again and send that',
    )
  }
}

function tooLong(name: string, limits: Limits, sheet?: string): Result<readonly Sheet[]> {
  return no(
    name,
    'too-long',
    `has more than ${limits.rows.toLocaleString('en-GB')} rows`,
    'Send fewer rows in a file',
    sheet === undefined ? {} : { sheet },
  )
}

function gridOf(file: string, title: string, sheet: WorkSheet): Sheet {
  const range = sheet['!ref'] === undefined ? undefined : utils.decode_range(sheet['!ref'])
  const data = sheet['!data'] ?? []
  const firstRow = range?.s.r ?? 0
  const last = range?.e.c ?? -1
  const rows = data
    .slice(firstRow)
    .map((cells) => Array.from({ length: Math.min(last + 1, 1024) }, (_, c) => cellOf(cells?.[c])))
  return { file, sheet: title, rows, firstRow: firstRow + 1 }
}

function cellOf(cell: CellObject | undefined): Cell {
  if (cell === undefined) return { text: '' }
  const text = textOf(cell)
  return cell.f === undefined ? { text } : { text, formula: `=${cell.f}` }
}

function textOf(cell: CellObject): string {
  if (cell.t === 'e') return cell.w ?? '#ERROR'
  if (cell.t === 'n' && typeof cell.v === 'number') {
    const isDate = typeof cell.z === 'string' && SSF.is_date(cell.z)
    return isDate ? dateText(cell.v) : plainNumber(cell.v)
  }
  return cell.v === undefined || cell.v === null ? '' : String(cell.v)
}

/** A number without an exponent, with every digit the cell holds. */
function plainNumber(value: number): string {
  const text = String(value)
  return text.includes('e')
    ? value.toLocaleString('en-US', { useGrouping: false, maximumSignificantDigits: 17 })
    : text
}

function dateText(value: number): string {
  const d = SSF.parse_date_code(value)
  return `${String(d.y).padStart(4, '0')}-${String(d.m).padStart(2, '0')}-${String(d.d).padStart(2, '0')}`
}

/** Of one row. */
const MOST_LETTERS = 1_000_000

function readText(name: string, bytes: Uint8Array, limits: Limits): Result<readonly Sheet[]> {
  const text = decode(bytes)
  if (text.includes('\u0000'))
    return no(
      name,
      'not-a-table',
      'holds bytes that are not text: it is damaged or not a CSV file',
      'Export it again as CSV UTF-8',
    )
  try {
    const delimiter = separatorOf(text)
    const records = parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: MOST_LETTERS,
      to: limits.rows + 2,
    })
    if (records.length > limits.rows + 1) return tooLong(name, limits)
    return ok([
      {
        file: name,
        firstRow: 1,
        rows: records.map((r: readonly string[]) =>
          r.slice(0, 1024).map((value) => ({ text: value })),
        ),
      },
    ])
  } catch (fault) {
    return csvFault(name, fault)
  }
}

/** The row is the one after the last that could be cut whole: where the quote opened, or where the long row begins. */
function csvFault(name: string, fault: unknown): Result<readonly Sheet[]> {
  const row =
    typeof fault === 'object' && fault !== null && 'records' in fault
      ? Number(fault.records) + 1
      : undefined
  return no(
    name,
    'damaged',
    whatIsWrong(fault instanceof Error ? fault.message : ''),
    'Open it in a spreadsheet, look at that row, and save it again as CSV UTF-8',
    row === undefined ? {} : { row },
  )
}

function whatIsWrong(words: string): string {
  if (/quote/i.test(words)) return 'has a quote that never closes or stands inside a cell'
  return /max record size/i.test(words)
    ? `has a row of more than ${MOST_LETTERS.toLocaleString('en-GB')} letters`
    : 'cannot be read as a table'
}

/** UTF-8, else UTF-16 with its mark, else Windows-1252. */
function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** The separator that stands most often in the first line: a comma, a semicolon or a tab. */
function separatorOf(text: string): string {
  const line =
    text
      .slice(0, 4000)
      .split(/\r?\n/)
      .find((l) => l.trim() !== '') ?? ''
  const counts = [',', ';', '\t'].map((sign) => ({ sign, count: line.split(sign).length }))
  return counts.toSorted((a, b) => b.count - a.count)[0]?.sign ?? ','
}

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Refusal } from '#kernel/result.ts'
import { needsShared, sharedPath } from '#test/shared.ts'
import { aFile, bytesOf } from '../rules/import/a-return.ts'
import type { FileIn } from '../rules/import/open.ts'
import { TABLES } from '../rules/import/tables.ts'
import { IMPORT_DEFAULTS, readAndClean, rowOf } from '../rules/index.ts'
import type { Cleaning } from '../rules/index.ts'
import { csvOf, rowsOfCsv, xmlFile, xmlOf } from '../rules/xml/a-return.ts'
import type { Row, Tables } from '../rules/xml/a-return.ts'
import { readXml } from './read-xml.ts'
import { withTables } from './tables.ts'

const LARGEST = IMPORT_DEFAULTS.largest

function cleaned(files: readonly FileIn[]): Cleaning {
  const settings = { ...IMPORT_DEFAULTS, pseudonym: (child: string) => child }
  const result = readAndClean(withTables(files, LARGEST), settings)
  assert.ok(result.ok, JSON.stringify(result))
  return result.value
}

function refusals(files: readonly FileIn[]): readonly Refusal[] {
  const result = readAndClean(withTables(files, LARGEST))
  assert.ok(!result.ok, 'the file was read')
  return result.refusals
}

function onlyRefusal(content: string | Uint8Array, name = '2022.xml'): Refusal {
  const [first, ...others] = refusals([xmlFile(name, content)])
  assert.ok(first !== undefined && others.length === 0)
  return first
}

/** Care without where its rows stand: the two forms count rows in their own ways. */
function stored(c: Cleaning) {
  return {
    children: c.care.children,
    stays: c.care.stays.map((stay) => ({ ...stay, origin: undefined })),
    from: c.care.from,
    to: c.care.to,
    steps: c.steps,
    kept: c.kept,
    latest: c.latest,
    read: c.read,
  }
}

const PERSON: Row = { CHILD: '0012', SEX: '1', DOB: '09/09/2009', ETHNIC: 'WBRI' }
const EPISODE: Row = {
  CHILD: '0012',
  DECOM: '01/06/2021',
  RNE: 'S',
  LS: 'C2',
  CIN: 'N1',
  PLACE: 'U5',
  PLACE_PROVIDER: 'PR1',
  DEC: '',
  REC: '',
}
const SMALL: Tables = { header: [PERSON], episodes: [EPISODE] }

/** One row of every table for the one child. */
const EVERY_TABLE: Tables = Object.fromEntries(
  TABLES.map((t): readonly [string, readonly Row[]] => {
    const columns = [...t.required, ...t.others]
    const own = Object.fromEntries(columns.map((c) => [c, 'X']))
    if (t.name === 'episodes') return [t.name, [EPISODE]]
    const dob = (columns as readonly string[]).includes('DOB') ? { DOB: '09/09/2009' } : {}
    if (t.name === 'uasc') return [t.name, [{ CHILD: '0012', SEX: '1', ...dob, DUC: '01/01/2022' }]]
    if (t.name === 'header') return [t.name, [PERSON]]
    return [t.name, [{ ...own, CHILD: '0012', ...dob }]]
  }),
)

const RETURNS = new URL('../../../../examples/returns/', import.meta.url)

function exampleYear(year: string): { readonly csv: readonly FileIn[]; readonly xml: FileIn } {
  const names = readdirSync(RETURNS).filter((n) => n.startsWith(year))
  const csv = names.map((n) => aFile(n, new Uint8Array(readFileSync(new URL(n, RETURNS)))))
  const rows = (table: string) =>
    rowsOfCsv(readFileSync(new URL(`${year}-${table}.csv`, RETURNS), 'utf8'))
  const tables = { header: rows('header'), episodes: rows('episodes'), uasc: rows('uasc') }
  return { csv, xml: xmlFile(`${year}.xml`, xmlOf(tables)) }
}

const byChild = (c: Cleaning) => c.care.children.toSorted((a, b) => (a.child < b.child ? -1 : 1))

/** Two years' uasc files of the example are the same, byte for byte, and are read once: those rows are left out. */
const steps = ({ read: { episodes, header }, kept, latest, ...c }: Cleaning) => ({
  kept,
  steps: c.steps,
  latest,
  episodes,
  header,
})

const rowsOf = (c: Cleaning) => c.files.map((f) => `${f.table} ${f.rows}`).toSorted()

test('the XML and the CSV of the example’s returns give the same stored rows', () => {
  const years = ['2022-23', '2023-24', '2024-25', '2025-26'].map(exampleYear)
  const csv = cleaned(years.flatMap((y) => y.csv))
  const xml = cleaned(years.map((y) => y.xml))
  assert.ok(csv.care.stays.length > 100)
  assert.deepEqual(byChild(xml), byChild(csv))
  assert.deepEqual(staysByChild(xml), staysByChild(csv))
  assert.deepEqual(steps(xml), steps(csv))
})

test('years in XML and years in CSV can be mixed, in any order', () => {
  const [a, b] = [exampleYear('2024-25'), exampleYear('2025-26')]
  const mixed = cleaned([b.xml, ...a.csv])
  const csv = cleaned([...a.csv, ...b.csv])
  assert.deepEqual(staysByChild(mixed), staysByChild(csv))
  assert.equal(mixed.latest, csv.latest)
  assert.deepEqual(staysByChild(cleaned([...a.csv.toReversed(), b.xml])), staysByChild(csv))
})

function staysByChild(c: Cleaning): readonly string[] {
  const names = c.care.children.map((child) => child.child)
  return c.care.stays
    .map((stay) => JSON.stringify([names[stay.child], { ...stay, origin: 0, child: 0 }]))
    .toSorted()
}

test('every table of the return is found in XML, and those not computed on are kept and counted', () => {
  const c = cleaned([xmlFile('2022.xml', xmlOf(EVERY_TABLE))])
  assert.deepEqual(
    c.files.map((f) => [f.table, f.used, f.rows, f.xml]),
    TABLES.map((t) => [t.name, ['header', 'episodes', 'uasc'].includes(t.name), 1, true]).toSorted(
      (a, b) => (String(a[0]) < String(b[0]) ? -1 : 1),
    ),
  )
  assert.deepEqual(
    c.care.children.map((k) => [k.child, k.uasc]),
    [['0012', true]],
  )
})

test('every table in CSV is found by its columns, and the same set is counted as in XML', () => {
  const files = TABLES.map((t) =>
    aFile(`2022 ${t.name}.csv`, csvOf(t.name, EVERY_TABLE[t.name] ?? [])),
  )
  const c = cleaned(files)
  const xml = cleaned([xmlFile('2022.xml', xmlOf(EVERY_TABLE))])
  assert.deepEqual(rowsOf(c), rowsOf(xml))
  assert.deepEqual(stored(c), stored(xml))
})

test('a file that has every column of two tables is refused, and both are named', () => {
  const twice = aFile(
    '2022 odd.csv',
    'CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM,MISSING,MIS_START,MIS_END\n1,,,,,,,',
  )
  const [first] = refusals([twice])
  assert.equal(first?.kind, 'two-tables')
  assert.match(first?.message ?? '', /previous permanence and missing/)
})

test('columns and elements that are not of the return are listed, and not read', () => {
  const odd = xmlOf(SMALL)
    .replace('<SEX>', '<SHOE_SIZE>4</SHOE_SIZE><SEX>')
    .replace('</HEADER>', '<HOBBY><NAME>chess</NAME></HOBBY></HEADER>')
  const c = cleaned([xmlFile('2022.xml', odd)])
  assert.deepEqual(c.files.flatMap((f) => f.otherColumns).toSorted(), ['HOBBY', 'SHOE_SIZE'])
  const csv = cleaned([
    aFile(
      '2022-header.csv',
      csvOf('header', [PERSON]).replace('CHILD,', 'SHOE,CHILD,').replace('\n', '\n4,'),
    ),
    aFile('2022-episodes.csv', csvOf('episodes', [EPISODE])),
  ])
  assert.deepEqual(
    csv.files.flatMap((f) => f.otherColumns),
    ['SHOE'],
  )
})

test('a row at fault is numbered by its element, and its page says where it stands', () => {
  const rows = [EPISODE, { ...EPISODE, DECOM: '31/02/2022' }]
  const file = xmlFile(
    '2022.xml',
    xmlOf({ header: [{ ...PERSON, CHILD: '7' }, PERSON], episodes: rows }),
  )
  const c = cleaned([file])
  assert.deepEqual(
    c.setAside.map((s) => [s.file, s.row, s.column, s.value, s.kind]),
    [['2022.xml', 2, 'DECOM', '31/02/2022', 'not-a-date']],
  )
  const [table] = withTables([{ ...file, tables: ['episodes'] }], LARGEST)
  assert.ok(table !== undefined)
  const cells = rowOf(table, 2) ?? []
  assert.deepEqual(
    cells.flatMap((cell) =>
      'value' in cell && 'column' in cell && cell.column === 'FOUND_AT' ? [cell.value] : [],
    ),
    ['CHILD 2 on line 5'],
  )
})

test('an empty tag is not there: no uasc row of an empty UASC, no oc3 row of empty fields', () => {
  const text = xmlOf(SMALL).replace(
    '<UASC />',
    '<UASC></UASC><DUC/><IN_TOUCH/><ACTIV></ACTIV><ACCOM /><UASC>0</UASC>',
  )
  const c = cleaned([xmlFile('2022.xml', text)])
  assert.deepEqual(
    c.files.map((f) => f.table),
    ['episodes', 'header'],
  )
})

test('a date on which it ceased makes an unaccompanied child, also without UASC', () => {
  const text = xmlOf(SMALL).replace('<UASC />', '<DUC>01/02/2022</DUC>')
  assert.equal(cleaned([xmlFile('2022.xml', text)]).read.uasc, 1)
})

const GOOD = xmlOf(SMALL)
const BAD: readonly (readonly [string, string | Uint8Array, string, RegExp])[] = [
  ['another root', '<Message><Child/></Message>', 'wrong-root', /children in need census/],
  ['a root of a web feed', '<?xml version="1.0"?><rss/>', 'wrong-root', /SSDA903/],
  ['a file cut short', GOOD.slice(0, -40), 'cut-short', /whole/],
  ['a file cut inside a tag', GOOD.slice(0, GOOD.indexOf('<DECOM') + 4), 'cut-short', /whole/],
  ['tags that cross', GOOD.replace('</SEX>', '</DOB>'), 'not-readable', /again/],
  [
    'a document type',
    GOOD.replace('<EXP', '<!DOCTYPE EXPSSDA903>\n<EXP'),
    'xml-doctype',
    /without a DOCTYPE/,
  ],
  [
    'an entity that would fetch a file',
    GOOD.replace('<EXP', '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<EXP').replace(
      '0012',
      '&x;',
    ),
    'xml-doctype',
    /DOCTYPE/,
  ],
  [
    'an entity without a document type',
    GOOD.replace('0012', '&child;'),
    'xml-entity',
    /text itself/,
  ],
  [
    'an encoding that is not read',
    GOOD.replace('UTF-8', 'EBCDIC-CP-GB'),
    'wrong-encoding',
    /UTF-8/,
  ],
  [
    'an encoding that is not the true one',
    GOOD.replace('UTF-8', 'UTF-16'),
    'wrong-encoding',
    /UTF-8/,
  ],
  ['bytes that are not UTF-8', broken(), 'wrong-encoding', /UTF-8/],
  ['no child', '<EXPSSDA903></EXPSSDA903>', 'no-rows', /again/],
  [
    'two dates of birth',
    GOOD.replace('<SEX>', '<DOB>01/01/2010</DOB><SEX>'),
    'said-twice',
    /right/,
  ],
  ['elements without end', `<EXPSSDA903><CHILD>${'<HEADER>'.repeat(40)}`, 'too-deep', /again/],
  ['two roots', `${GOOD}<EXPSSDA903/>`, 'not-readable', /again/],
  ['nothing but a declaration', '<?xml version="1.0"?>', 'cut-short', /again/],
]
for (const [name, content, kind, mend] of BAD)
  test(`${name} is refused with what is wrong and what to do`, () => {
    const refusal = onlyRefusal(content)
    assert.equal(refusal.kind, kind, JSON.stringify(refusal))
    assert.equal(refusal.file, '2022.xml')
    assert.match(refusal.mend, mend)
  })

function broken(): Uint8Array {
  const bytes = bytesOf(GOOD)
  bytes[GOOD.indexOf('WBRI')] = 0xff
  return bytes
}

test('XML without episodes is refused for what a forecast lacks', () => {
  assert.equal(onlyRefusal(xmlOf({ header: [PERSON] })).kind, 'missing-table')
})

test('UTF-16 and Windows-1252 are read as they say', () => {
  const text = xmlOf({ header: [{ ...PERSON, UPN: 'é' }], episodes: [EPISODE] })
  const utf16 = new Uint8Array(Buffer.from(`\uFEFF${text.replace('UTF-8', 'UTF-16')}`, 'utf16le'))
  const windows = new Uint8Array(Buffer.from(text.replace('UTF-8', 'iso-8859-1'), 'latin1'))
  for (const bytes of [utf16, windows])
    assert.deepEqual(
      stored(cleaned([xmlFile('2022.xml', bytes)])),
      stored(cleaned([xmlFile('2022.xml', text)])),
    )
})

test('a file over the limit is refused before it is parsed', () => {
  const file = xmlFile('2022.xml', GOOD)
  const [same] = withTables([file], 100)
  assert.equal(same, file)
  const result = readAndClean([file], { ...IMPORT_DEFAULTS, largest: 100 })
  assert.equal(result.ok ? '' : result.refusals[0]?.kind, 'too-big')
})

test('a million empty elements of one child are refused while they are read', () => {
  const refusal = readXml('big.xml', bytesOf(`<EXPSSDA903><CHILD>${'<EPISODE/>'.repeat(100_000)}`))
  assert.equal('kind' in refusal ? refusal.kind : '', 'too-many-rows')
})

const hostile = fc.oneof(
  fc.constantFrom(
    '<CHILD>',
    '</CHILD>',
    '<HEADER>',
    '</HEADER>',
    '<EPISODE>',
    '</EPISODE>',
    '<DOB>',
    '</DOB>',
  ),
  fc.constantFrom(
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?x?>',
    '&#x10FFFF;',
    '&amp;',
    '&lol;',
    '\u0000',
    '\uFFFE',
  ),
  fc.string({ maxLength: 12 }),
)

test('XML cut, spliced and stuffed with anything is read or refused in words, and never a fault', () => {
  fc.assert(
    fc.property(
      fc.nat(GOOD.length),
      fc.nat(40),
      fc.array(hostile, { maxLength: 6 }),
      (at, gone, put) => {
        const text = GOOD.slice(0, at) + put.join('') + GOOD.slice(at + gone)
        const read = withTables([xmlFile('2022.xml', text)], LARGEST)
        const result = readAndClean(read)
        if (result.ok) return
        for (const r of result.refusals) assert.ok(r.message.length > 10 && r.mend.length > 10)
      },
    ),
    { numRuns: 3000, seed: 903 },
  )
})

test('bytes overwritten anywhere are read or refused in words, and never a fault', () => {
  const bytes = bytesOf(GOOD)
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 5 }),
      (changes) => {
        const copy = bytes.slice()
        for (const [at, byte] of changes) copy[at] = byte
        const read = readXml('2022.xml', copy)
        if ('message' in read) assert.ok(read.mend.length > 10)
      },
    ),
    { numRuns: 3000, seed: 904 },
  )
})

const FAKE = 'data/ssda903/validator_fake/fake_903.xml'
test(
  'the public validator’s invented return is read: 253 children, 459 episodes, 133 in care at the end',
  needsShared(FAKE),
  () => {
    const c = cleaned([xmlFile('fake_903.xml', new Uint8Array(readFileSync(sharedPath(FAKE))))])
    assert.deepEqual(c.read, { episodes: 459, header: 253, uasc: 12 })
    assert.equal(c.setAside.length, 0)
    assert.equal(c.latest, 133)
    assert.equal(c.kept, 459)
    const rows = Object.fromEntries(c.files.map((f) => [f.table, f.rows]))
    assert.equal(rows['reviews'], 1206)
    assert.deepEqual([rows['missing'], rows['oc2'], rows['oc3'], rows['ad1']], [6, 253, 6, 3])
    assert.deepEqual([rows['placed for adoption'], rows['previous permanence']], [3, 253])
  },
)

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Refusal } from '#kernel/result.ts'
import { workbook } from '#office/sheets/index.ts'
import { aBudget, LINES_HEAD, rowsOf, TABLES } from './a-budget.ts'
import { checkFiles } from './check-files.ts'
import type { Checked, NamedFile } from './check-files.ts'

function checked(files: readonly NamedFile[]): Checked {
  const result = checkFiles(files)
  assert.ok(result.ok, JSON.stringify(result))
  return result.value
}

function refusals(changes: Readonly<Record<string, string>>): readonly Refusal[] {
  const result = checkFiles(aBudget(changes))
  assert.ok(!result.ok)
  return result.refusals
}

function added(row: string): Readonly<Record<string, string>> {
  return { lines: `${TABLES['lines'] ?? ''}${row}\r\n` }
}

const lines = (...rows: readonly string[]): Readonly<Record<string, string>> => ({
  lines: rowsOf(LINES_HEAD, ...rows),
})

function failures(changes: Readonly<Record<string, string>>) {
  return checked(aBudget(changes))
    .checks.filter((c) => !c.passed)
    .map((c) => ({
      id: c.id,
      severity: c.severity,
      difference: 'differencePence' in c ? c.differencePence : c.difference,
      where: c.where,
    }))
}

test('a budget that adds up fails nothing, and its totals are exact', () => {
  const found = checked(aBudget())
  assert.deepEqual(
    found.checks.filter((c) => !c.passed),
    [],
  )
  assert.equal(found.blocked, false)
  const [version] = found.totals.versions
  assert.equal(version?.netPence, 713_000_000)
  assert.equal(
    version?.services.reduce((t, s) => t + s.netPence, 0),
    713_000_000,
  )
})

test('the order of files does not matter', () => {
  assert.deepEqual(checked(aBudget().toReversed()).totals, checked(aBudget()).totals)
})

test('a workbook with a sheet for each table is the same budget', () => {
  const sheets = Object.entries(TABLES).map(([name, text]) => ({
    name,
    rows: text
      .trimEnd()
      .split('\r\n')
      .map(
        (row) =>
          row
            .match(/("([^"]*)"|[^,]*)(,|$)/g)
            ?.slice(0, -1)
            .map((c) => c.replace(/,$/, '').replaceAll('"', '')) ?? [],
      ),
  }))
  const whole = sheets.map((s) => ({ ...s, rows: s.rows.map((r) => [...r, '']) }))
  const found = checked([{ name: 'budget.xlsx', bytes: workbook(whole) }])
  assert.equal(found.totals.versions[0]?.netPence, 713_000_000)
})

test('C1: months that do not make their year block, with the pence', () => {
  const months = Array.from(
    { length: 12 },
    (_, i) => `2026-27,draft,S06,supplies,core,,CC8,${i + 1},100.00,yes,,`,
  )
  const stated = (year: string) => [
    ...months,
    `2026-27,draft,S06,supplies,core,,CC8,,${year},yes,,`,
  ]
  assert.deepEqual(failures(lines(...stated('1200.00'))), [])
  assert.deepEqual(failures(lines(...stated('1200.01'))), [
    {
      id: 'C1',
      severity: 'block',
      difference: -1,
      where: '2026-27 draft, S06|supplies|core|county|CC8',
    },
  ])
})

test('C2: more applied than allocated blocks by exactly the excess; announced is not enough once allocated', () => {
  assert.deepEqual(failures(added('2026-27,draft,P02,employees,short-grant,,CC3,,0.01,yes,,')), [
    { id: 'C2', severity: 'block', difference: 1, where: '2026-27 draft, stream short-grant' },
  ])
})

test('C2: a condition of a stream blocks a service it may not pay for', () => {
  const found = failures(lines('2026-27,draft,S04,employees,short-grant,,,,100,yes,,'))
  assert.deepEqual(
    found.map((f) => [f.id, f.severity, f.where]),
    [['C2', 'block', '2026-27 draft, service S04, stream short-grant']],
  )
})

test('C2: income of a stream that is not the spending charged to it blocks', () => {
  const found = failures(
    lines(
      '2026-27,draft,L16,employees,fees,,,,800,yes,,',
      '2026-27,draft,L16,income-fees,fees,,,,799.99,yes,,',
    ),
  )
  assert.deepEqual(
    found.map((f) => [f.id, f.difference]),
    [['C2', -1]],
  )
})

test('C2: a grant with no recorded figure warns that it is not known', () => {
  const found = failures(lines('2026-27,draft,P01,employees,prevention-grant,,,,100,yes,,'))
  assert.deepEqual(
    found.map((f) => [f.id, f.severity, f.difference]),
    [['C2', 'warn', 10_000]],
  )
})

const TWO_YEARS = [
  '2026-27,agreed,S04,employees,core,,,,1000.00,yes,,',
  '2026-27,agreed,S04,agency,core,,,,200.00,one-off,,',
  '2027-28,draft,S04,employees,core,,,,1020.00,yes,,',
]
const MOVES = 'year,kind,from_line,to_line,amount,why,reference'

function pay(amount: string): string {
  return rowsOf(MOVES, `2027-28,pay,S04|employees|core,,${amount},award,A1`)
}

test('C3: the bridge is exact, one-offs reverse by themselves, and a penny unexplained blocks', () => {
  assert.deepEqual(failures({ ...lines(...TWO_YEARS), movements: pay('20.00') }), [])
  assert.deepEqual(failures({ ...lines(...TWO_YEARS), movements: pay('19.99') }), [
    {
      id: 'C3',
      severity: 'block',
      difference: -1,
      where: '2026-27 to 2027-28, S04|employees|core|county|',
    },
  ])
  assert.deepEqual(
    failures(lines(...TWO_YEARS)).map((f) => [f.id, f.severity]),
    [['C3', 'warn']],
  )
})

const POT =
  'pot,stream_id,year,pot_amount,use,purpose,service_id,amount,share_percent,revenue_or_capital,recurring'

function uses(...rows: readonly string[]): Readonly<Record<string, string>> {
  return { allocation: rowsOf(POT, ...rows) }
}

test('C4: an allocation over its pot, and shares short of 100%, block', () => {
  const one = 'retained,core,2026-27,2000000,a,posts,P02,1000000,,revenue,yes'
  assert.deepEqual(
    failures(uses(one, 'retained,core,2026-27,2000000,b,posts,P02,1000000.01,,revenue,yes')).map(
      (f) => [f.id, f.difference],
    ),
    [['C4', 1]],
  )
  assert.deepEqual(
    failures(uses('g,core,2026-27,100,a,x,P02,,99,revenue,yes')).map((f) => [f.id, f.difference]),
    [['C4', -10_000]],
  )
  assert.deepEqual(failures(uses(one)), [])
})

test('C5: a virement with one end, and recharges with one end, block', () => {
  const one = {
    movements: rowsOf(MOVES, '2026-27,permanent-virement,S04|agency|core,,5.00,move,V1'),
  }
  assert.deepEqual(
    failures(one).map((f) => [f.id, f.difference]),
    [['C5', 500]],
  )
  const recharge = lines(
    '2026-27,draft,U1,income-recharges,core,,,,100,yes,,',
    '2026-27,draft,S04,support,core,,,,99.99,yes,,',
  )
  assert.deepEqual(
    failures(recharge).map((f) => [f.id, f.difference]),
    [['C5', 1]],
  )
})

function printed(source: string): Readonly<Record<string, string>> {
  return {
    published: rowsOf(
      'where,source,total,part,amount',
      `report 4.2,${source},13000000,areas,3160000`,
      `report 4.2,${source},13000000,early,840000`,
    ),
  }
}

test('C6: a printed total that its parts do not make blocks ours and warns of others’', () => {
  assert.deepEqual(
    failures(printed('ours')).map((f) => [f.id, f.severity, f.difference]),
    [['C6', 'block', 900_000_000]],
  )
  assert.deepEqual(
    failures(printed('paper')).map((f) => f.severity),
    ['warn'],
  )
})

test('units are stated in the heading and never guessed', () => {
  const inThousands = rowsOf(
    LINES_HEAD.replace('amount', 'amount (£000)'),
    '2026-27,draft,S04,employees,core,,,,"1,234.567891",yes,,',
  )
  const found = checked(aBudget({ lines: inThousands }))
  assert.equal(found.totals.versions[0]?.grossPence, 123_456_789)
  assert.equal(found.residues.length, 1)
  const euros = rowsOf(
    LINES_HEAD.replace('amount', 'amount (kEUR)'),
    '2026-27,draft,S04,employees,core,,,,1,yes,,',
  )
  assert.equal(refusals({ lines: euros })[0]?.kind, 'not-a-unit')
})

test('money is read as people type it', () => {
  const typed = ['"1,234.50"', '"£1,234"', '"(1,234)"', '1234-', '-1234', '1234CR']
  const rows = typed.map((t, i) => `2026-27,draft,S04,employees,core,,C${i},,${t},yes,,`)
  const found = checked(aBudget(lines(...rows)))
  assert.equal(found.totals.versions[0]?.grossPence, 123_450 + 123_400 - 4 * 123_400)
})

test('symbols are never nought: the row is set aside with what it means', () => {
  const symbols = ['x', 'c', 'z', 'k', 'low', '-', '..', ':', 'NULL', '']
  const rows = symbols.map((s, i) => `2026-27,draft,S04,employees,core,,C${i},,${s},yes,,`)
  const found = checked(aBudget(lines(...rows, '2026-27,draft,S04,agency,core,,,,0,yes,,')))
  assert.equal(found.setAside.length, symbols.length)
  assert.equal(found.totals.versions[0]?.grossPence, 0)
})

const BAD: readonly (readonly [what: string, row: string, column: string, kind: string])[] = [
  ['two points', '2026-27,draft,S04,employees,core,,,,12.345.00,yes,,', 'amount', 'not-money'],
  ['a million in words', '2026-27,draft,S04,employees,core,,,,1.2m,yes,,', 'amount', 'not-money'],
  [
    'no such service',
    '2026-27,draft,S99,employees,core,,,,1,yes,,',
    'service_id',
    'unknown-service',
  ],
  ['no such stream', '2026-27,draft,S04,employees,gold,,,,1,yes,,', 'stream_id', 'unknown-stream'],
  [
    'no such subjective',
    '2026-27,draft,S04,biscuits,core,,,,1,yes,,',
    'subjective_id',
    'unknown-subjective',
  ],
  ['not a year', '2026-28,draft,S04,employees,core,,,,1,yes,,', 'year', 'not-a-year'],
  ['not a version', '2026-27,final,S04,employees,core,,,,1,yes,,', 'version', 'not-a-version'],
  [
    'a scenario without a name',
    '2026-27,scenario,S04,employees,core,,,,1,yes,,',
    'version',
    'not-a-version',
  ],
  ['thirteen months', '2026-27,draft,S04,employees,core,,,13,1,yes,,', 'month', 'not-a-month'],
  [
    'maybe recurring',
    '2026-27,draft,S04,employees,core,,,,1,perhaps,,',
    'recurring',
    'not-a-choice',
  ],
  [
    'a driver that prices nothing',
    '2026-27,draft,S04,employees,core,,,,,yes,no-such,',
    'amount',
    'not-priced',
  ],
  [
    'the same line twice',
    '2026-27,draft,P01,employees,short-grant,,CC3,,5,yes,,',
    'service_id',
    'duplicate-line',
  ],
]

for (const [what, row, column, kind] of BAD)
  test(`refused with its place: ${what}`, () => {
    const [wrong] = refusals(added(row))
    assert.deepEqual(
      [wrong?.file, wrong?.row, wrong?.column, wrong?.kind],
      ['lines.csv', 9, column, kind],
    )
    assert.ok((wrong?.mend ?? '').length > 5)
  })

test('prices with gaps and overlaps are refused', () => {
  const head = 'driver_id,basis,price,from,to,source'
  const prices = (...rows: readonly string[]) =>
    refusals({ prices: rowsOf(head, ...rows) })[0]?.kind
  assert.equal(
    prices('home-agency,week,1,01/04/2026,30/06/2026,a', 'home-agency,week,2,02/07/2026,,b'),
    'price-gap',
  )
  assert.equal(
    prices('home-agency,week,1,01/04/2026,,a', 'home-agency,week,2,02/07/2026,,b'),
    'price-overlap',
  )
  const joined = rowsOf(
    head,
    'home-agency,week,"5,600.00",01/04/2026,30/06/2026,a',
    'home-agency,week,"5,600.00",01/07/2026,,b',
  )
  assert.equal(checked(aBudget({ prices: joined })).totals.versions[0]?.netPence, 713_000_000)
})

test('a missing column, a strange file and an empty one are refused whole', () => {
  assert.equal(refusals({ lines: 'year,version\r\n2026-27,draft\r\n' })[0]?.kind, 'missing-column')
  const none = checkFiles([
    { name: 'notes.csv', bytes: new TextEncoder().encode('a,b\r\n1,2\r\n') },
  ])
  assert.equal(none.ok ? '' : none.refusals[0]?.kind, 'no-table')
  const empty = checkFiles([{ name: 'lines.csv', bytes: new Uint8Array(0) }])
  assert.equal(empty.ok ? '' : empty.refusals[0]?.kind, 'empty')
})

test('whatever the bytes, reading ends with a budget or with refusals that say what to do', () => {
  const good = new TextEncoder().encode(TABLES['lines'])
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(good.length - 1), fc.integer({ min: 0, max: 255 })), {
        maxLength: 12,
      }),
      (changes) => {
        const bytes = Uint8Array.from(good)
        for (const [at, byte] of changes) bytes[at] = byte
        const result = checkFiles([...aBudget({ lines: '' }), { name: 'lines.csv', bytes }])
        if (!result.ok)
          for (const r of result.refusals) assert.ok(r.message !== '' && r.mend !== '')
      },
    ),
    { numRuns: 300 },
  )
})

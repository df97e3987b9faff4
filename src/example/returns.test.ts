import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { cleanFiles } from '#cycle/demand/index.ts'
import { readAndClean, staysOn } from '#cycle/demand/rules/index.ts'
import type { Stay } from '#cycle/demand/rules/index.ts'
import { TABLES } from '#cycle/demand/rules/import/tables.ts'
import { ageOn, day, dayOf } from '#kernel/dates.ts'
import { COUNTY } from './parameters.ts'
import { inventPriceBook } from './prices.ts'
import { inventReturns } from './returns.ts'
import type { TextFile } from './written.ts'

const FILES = inventReturns()

function asSent(files: readonly TextFile[]) {
  return files.map((f) => {
    const bytes = new TextEncoder().encode(f.text)
    return { name: f.name, bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
  })
}

const cleaned = readAndClean(asSent(FILES))
assert.ok(cleaned.ok)
const { care, setAside, steps } = cleaned.value

function onLast31March(of: (stay: Stay) => boolean): number {
  return staysOn(care, dayOf(COUNTY.lastReturn, 3, 31)).filter(of).length
}

const TOTAL = onLast31March(() => true)

function shareOf(group: Stay['group']): number {
  return (100 * onLast31March((s) => s.group === group)) / TOTAL
}

function counted(step: number): number {
  return steps.find((s) => s.step === step)?.counted ?? 0
}

function isBetween(value: number, least: number, most: number, what: string): void {
  assert.ok(value >= least && value <= most, `${what}: ${value} is not from ${least} to ${most}`)
}

test('the same seed gives the same bytes, another seed other children', () => {
  assert.deepEqual(inventReturns(), FILES)
  assert.notDeepEqual(inventReturns(7), FILES)
  assert.deepEqual(inventPriceBook(), inventPriceBook())
})

test('each year has the three tables of the return with every column that the reader knows', () => {
  assert.equal(FILES.length, 15)
  for (const name of ['episodes', 'header', 'uasc']) {
    const table = TABLES.find((t) => t.name === name)
    assert.ok(table)
    const own = FILES.filter((f) => f.name.endsWith(`-${name}.csv`))
    assert.equal(own.length, 5)
    for (const file of own)
      assert.deepEqual(
        (file.text.split('\r\n')[0] ?? '').split(',').toSorted(),
        [...table.required, ...table.others].toSorted(),
      )
  }
})

test('the reader takes all five years, knows every table and refuses nothing', () => {
  const report = cleanFiles(asSent(FILES))
  assert.ok(report.ok)
  assert.equal(report.value.from, '2021-04-01')
  assert.equal(report.value.to, '2026-03-31')
  assert.deepEqual(
    report.value.files.filter((f) => !['episodes', 'header', 'uasc'].includes(f.table)),
    [],
  )
})

test('about 700 children are looked after at the end, after five years of steady growth', () => {
  isBetween(TOTAL, 680, 760, 'children on 31 March 2026')
  const counts = [2021, 2022, 2023, 2024, 2025, 2026].map(
    (y) => staysOn(care, day(dayOf(y, 4, 1) - (y === 2021 ? 0 : 1))).length,
  )
  const growth = (TOTAL / (counts[0] ?? 0)) ** (1 / 5) - 1
  isBetween(growth, 0.015, 0.055, 'growth a year')
  for (const [i, count] of counts.slice(1).entries())
    isBetween(count / (counts[i] ?? 0), 0.96, 1.09, `one year’s change, year ${i + 1}`)
})

test('where children live is near England’s published shares', () => {
  isBetween(shareOf('fostering'), 62, 71, 'fostering, England 67% to 70%')
  isBetween(shareOf('residential'), 9, 13, 'residential, England 10% to 11%')
  isBetween(shareOf('supported'), 8, 13, 'supported, England 9%')
  isBetween(shareOf('with-parents'), 5, 9, 'with parents, England 7%')
  isBetween(shareOf('adoption'), 1.5, 5, 'placed for adoption, England 3%')
})

test('how old they are, and how many came alone, is near England’s published shares', () => {
  const on = dayOf(COUNTY.lastReturn, 3, 31)
  const share = (least: number, most: number) => {
    const within = (s: Stay) => {
      const born = care.children[s.child]?.born
      return born !== undefined && ageOn(born, on) >= least && ageOn(born, on) <= most
    }
    return (100 * onLast31March(within)) / TOTAL
  }
  isBetween(share(10, 15), 35, 44, '10 to 15, England 38% or 39%')
  isBetween(share(16, 17), 22, 28, '16 and 17, England 25%')
  isBetween(share(5, 9), 16, 23, '5 to 9, England 18%')
  const alone = onLast31March((s) => care.children[s.child]?.uasc === true)
  isBetween((100 * alone) / TOTAL, 6, 10, 'unaccompanied, England 7% to 9%')
})

test('the returns hold the slips that real returns hold, a few of each', () => {
  isBetween(setAside.length, 20, 60, 'rows set aside')
  const kinds = new Set<string>(setAside.map((s) => s.kind))
  for (const kind of ['no-child', 'two-digit-year', 'spreadsheet-number', 'ends-first', 'no-date'])
    assert.ok(kinds.has(kind), `${kind} is not among ${[...kinds].join(', ')}`)
  isBetween(counted(7), 5, 25, 'overlaps')
  isBetween(counted(8), 2, 10, 'vanished')
  isBetween(counted(9), 2, 25, 'flagged')
})

test('no postcode, council code or identifier can be a real one', () => {
  const all = FILES.map((f) => f.text).join('')
  const postcodes = all.match(/,[A-Z]{1,2}\d{1,2} \d[A-Z]{2}/g) ?? []
  assert.ok(postcodes.length > 1000)
  assert.deepEqual(
    postcodes.filter((p) => !p.startsWith(',ZX')),
    [],
  )
  assert.ok(!/\bX\d{3}(?<!X999)/.test(all), 'every pupil number names council 999')
})

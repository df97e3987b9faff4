import { parsePounds } from '#kernel/money.ts'
import { allOk, ok, refused } from '#kernel/result.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import { columnKey, placeOf } from '#office/sheets/rules/index.ts'
import type { Cell, Sheet } from '#office/sheets/rules/index.ts'
import { parseFinancialYear } from '#kernel/year.ts'
import { inPounds } from '../import/money-cell.ts'
import type { Neighbour } from './compare.ts'

/** A published figure of a council: spending in pounds, or a weekly unit cost. */
export type PublishedFigure = {
  readonly measure: string
  readonly name: string
  readonly unit: 'spend' | 'unit-cost'
  readonly year: string
  readonly code: string
  readonly area: string
  readonly pence: number
}

/** What tables beside the returns say: children by council and year, neighbours, and published measures. */
export type BenchmarkTables = {
  /** `873|2021`: children 0 to 17 at the middle of the year. */
  readonly children: ReadonlyMap<string, number>
  readonly names: ReadonlyMap<string, string>
  readonly neighbours: ReadonlyMap<string, readonly Neighbour[]>
  readonly figures: readonly PublishedFigure[]
}

type Kind = 'population' | 'neighbours' | 'figures'

const NEEDS: Readonly<Record<Kind, readonly string[]>> = {
  population: ['time_period', 'age_group', 'population_estimate', 'old_la_code'],
  figures: ['measure_code', 'measure', 'unit', 'year', 'la_number', 'area', 'value'],
  neighbours: ['la_num', 'sn1', 'sn10'],
}

type Known = { readonly kind: Kind; readonly sheet: Sheet; readonly heading: number }

/** The kind of a table of this room by its heading, within its first rows; undefined for another table. */
export function benchmarkTable(sheet: Sheet): Known | undefined {
  for (const [heading, row] of sheet.rows.slice(0, 6).entries()) {
    const keys = row.map((c) => columnKey(c.text))
    for (const kind of ['population', 'figures', 'neighbours'] as const)
      if (NEEDS[kind].every((need) => keys.includes(need))) return { kind, sheet, heading }
  }
  return undefined
}

/** Reads tables of population, neighbours and published measures. */
export function readBenchmarkTables(tables: readonly Known[]): Result<BenchmarkTables> {
  const out = {
    children: new Map<string, number>(),
    names: new Map<string, string>(),
    neighbours: new Map<string, readonly Neighbour[]>(),
    figures: [] as PublishedFigure[],
  }
  const read = allOk(
    tables.map((t) =>
      t.kind === 'population'
        ? population(t, out)
        : t.kind === 'figures'
          ? figures(t, out)
          : neighbours(t, out),
    ),
  )
  if (!read.ok) return read
  return ok({ ...out, neighbours: named(out.neighbours, out.names) })
}

type Out = {
  readonly children: Map<string, number>
  readonly names: Map<string, string>
  readonly neighbours: Map<string, readonly Neighbour[]>
  readonly figures: PublishedFigure[]
}

type Take = (text: (column: string) => string, row: number) => Refusal | undefined

function eachRow({ sheet, heading }: Known, take: Take): Result<undefined> {
  const keys = (sheet.rows[heading] ?? []).map((c) => columnKey(c.text))
  const places = new Map(keys.map((k, i) => [k, i]))
  const refusals: Refusal[] = []
  for (let i = heading + 1; i < sheet.rows.length; i += 1) {
    const row: readonly Cell[] = sheet.rows[i] ?? []
    if (row.every((c) => c.text.trim() === '')) continue
    const wrong = take((column) => row[places.get(column) ?? -1]?.text.trim() ?? '', i)
    if (wrong !== undefined) refusals.push({ ...wrong, ...placeOf(sheet), row: sheet.firstRow + i })
    if (refusals.length >= 50) break
  }
  return refusals.length > 0 ? refused(...refusals) : ok(undefined)
}

function population(table: Known, out: Out): Result<undefined> {
  return eachRow(table, (text) => {
    if (!/0 to 17/.test(text('age_group')) || !/^local authority$/i.test(text('geographic_level')))
      return undefined
    const shown = text('population_estimate')
    const code = codeOf(text('old_la_code'))
    if (code === '' || NONE.test(shown)) return undefined
    const count = Number(shown.replaceAll(',', ''))
    if (!Number.isSafeInteger(count) || count < 0)
      return wrong('population_estimate', shown, 'is not a number of children')
    out.children.set(`${code}|${text('time_period').slice(0, 4)}`, count)
    out.names.set(code, text('la_name'))
    return undefined
  })
}

/** Units of a published measure that are money; others are passed over. Pounds unless the unit says otherwise. */
const UNITS: Readonly<
  Record<string, { readonly unit: PublishedFigure['unit']; readonly power: number }>
> = {
  spend: { unit: 'spend', power: 0 },
  'spend £': { unit: 'spend', power: 0 },
  'spend £000': { unit: 'spend', power: 3 },
  'spend £m': { unit: 'spend', power: 6 },
  'unit cost': { unit: 'unit-cost', power: 0 },
}

/** `Total Children Looked After (finance) - Gross` as a sentence may hold it. */
function nameOf(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replace(/ \(finance\)/i, '')
    .replace(/ - (gross|net)$/i, (_, basis: string) => `, ${basis.toLowerCase()}`)
    .replace(' - ', ': ')
}

/** Symbols and blanks are no figure: the council then has none. */
const NONE = /^(|-|x|z|c|k|low|\.\.|:|na|null)$/i

function figures(table: Known, out: Out): Result<undefined> {
  return eachRow(table, (text) => {
    const value = text('value')
    const code = codeOf(text('la_number'))
    const year = parseFinancialYear(text('year').replace(/\s*\(.*\)$/, ''))
    const unit =
      UNITS[
        text('unit')
          .toLowerCase()
          .replaceAll(/[()\s]+/g, ' ')
          .trim()
      ]
    if (unit === undefined || year === undefined || code === '' || NONE.test(value))
      return undefined
    const plain = /e/i.test(value) ? String(Number(value)) : value
    const amount = parsePounds(inPounds(plain, unit.power))
    if (!amount.ok) return wrong('value', value, 'is not money')
    out.names.set(code, out.names.get(code) ?? text('area'))
    out.figures.push({
      measure: text('measure_code'),
      name: nameOf(text('measure')),
      unit: unit.unit,
      year,
      code,
      area: text('area'),
      pence: amount.value,
    })
    return undefined
  })
}

function wrong(column: string, value: string, what: string): Refusal {
  return {
    kind: 'not-read',
    column,
    value,
    message: `"${value}" ${what}`,
    mend: 'Mend the cell, or leave it empty if there is no figure',
  }
}

/** Ten neighbours, each followed by its closeness; two heading rows may stand above. */
function neighbours({ sheet, heading }: Known, out: Out): Result<undefined> {
  const keys = (sheet.rows[heading] ?? []).map((c) => columnKey(c.text))
  const at = Array.from({ length: 10 }, (_, i) => keys.indexOf(`sn${i + 1}`))
  for (const row of sheet.rows.slice(heading + 1)) {
    const cell = (i: number): string => row[i]?.text.trim() ?? ''
    const code = codeOf(cell(keys.indexOf('la_num')))
    if (code === '') continue
    out.names.set(code, out.names.get(code) ?? cell(keys.indexOf('la_name')))
    const found = at.flatMap((i) => {
      const other = codeOf(cell(i))
      return other === '' ? [] : [{ code: other, name: other, closeness: closeness(cell(i + 1)) }]
    })
    out.neighbours.set(code, found)
  }
  return ok(undefined)
}

/** `Very Close` is also written `Very close`. */
function closeness(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1).toLowerCase()}`
}

function named(
  all: ReadonlyMap<string, readonly Neighbour[]>,
  names: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly Neighbour[]> {
  return new Map(
    [...all].map(([code, list]) => [
      code,
      list.map((n) => ({ ...n, name: names.get(n.code) ?? n.code })),
    ]),
  )
}

function codeOf(text: string): string {
  return text.replace(/^(\d+)\.0+$/, '$1')
}

import { ok, refused } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { placeOf } from '#office/sheets/rules/index.ts'
import type { Sheet } from '#office/sheets/rules/index.ts'
import { markStated } from '../cube.ts'
import { pricesTogether, volumesTogether } from '../drivers.ts'
import type { Amount, Budget, Service, Stream, StreamMoney } from '../model.ts'
import { readPrices, readVolume } from './drivers.ts'
import { noFindings } from './found.ts'
import type { Findings, FormulaCell, Reading, Residue, SetAside } from './found.ts'
import { lineReader } from './lines.ts'
import type { Known } from './lines.ts'
import { readMovement, readPots, readPublished } from './others.ts'
import { readServices } from './services.ts'
import { readStream, readStreamMoney } from './streams.ts'
import { readTable, tableOf } from './tables.ts'
import type { FoundTable, TableName } from './tables.ts'

/** What was read, as `RowOrigin.file` counts it. */
export type ReadFile = {
  readonly file: string
  readonly sheet?: string
  readonly table: TableName
  readonly rows: number
}

export type BudgetRead = {
  readonly files: readonly ReadFile[]
  /** Only what the files hold: the catalogue and what was stored before are not repeated. */
  readonly budget: Budget
  readonly setAside: readonly SetAside[]
  readonly residues: readonly Residue[]
  readonly formulas: readonly FormulaCell[]
  /** Sheets and files that hold none of the tables. */
  readonly passedOver: readonly string[]
}

/** What lines may name beside what the files bring: the catalogue, and what the council has stored. */
export type Base = Pick<Budget, 'services' | 'streams' | 'subjectives' | 'volumes' | 'prices'>

/** Reads the tables of a budget from any sheets, in any order. Whole or not at all: every refusal of every sheet comes back together. */
export function readBudget(sheets: readonly Sheet[], base: Base): Result<BudgetRead> {
  const named = sheets.map((sheet) => ({ sheet, name: tableOf(sheet) }))
  const tables = named.flatMap(({ sheet, name }) =>
    name === undefined ? [] : [readTable(name, sheet)],
  )
  const wrong = tables.flatMap((t) => (t.ok ? [] : t.refusals))
  if (wrong.length > 0) return refused(...wrong)
  const found = tables.flatMap((t) => (t.ok ? [t.value] : []))
  const passedOver = named.flatMap(({ sheet, name }) => (name === undefined ? [nameOf(sheet)] : []))
  if (found.length === 0) return refused(nothingKnown(passedOver))
  if (found.every((f) => f.table.rows.length === 0)) return refused(...found.map(noRows))
  const findings = noFindings()
  const budget = budgetFrom(found, base, findings)
  if (findings.refusals.length > 0) return refused(...findings.refusals)
  return ok({
    files: found.map(fileOf),
    budget,
    setAside: findings.setAside,
    residues: findings.residues,
    formulas: found.flatMap((f) =>
      f.table.formulas.map((each) => ({ ...placeOf(f.table), file: f.table.file, ...each })),
    ),
    passedOver,
  })
}

function nameOf(sheet: Sheet): string {
  return sheet.sheet === undefined ? sheet.file : `${sheet.file}, sheet ${sheet.sheet}`
}

function noRows({ table }: FoundTable) {
  return {
    kind: 'no-rows',
    ...placeOf(table),
    file: table.file,
    message: `The table has a heading and no rows`,
    mend: 'Export it again; look for a filter that hides every row',
  }
}

function nothingKnown(passedOver: readonly string[]) {
  return {
    kind: 'no-table',
    file: passedOver[0] ?? '',
    message: 'None of the files is a table of a budget',
    mend: 'Name the files or sheets services, streams, stream_money, lines, drivers, prices, movements or allocation',
  }
}

function fileOf(found: FoundTable): ReadFile {
  const { table } = found
  return { ...placeOf(table), file: table.file, table: found.name, rows: table.rows.length }
}

function budgetFrom(found: readonly FoundTable[], base: Base, findings: Findings): Budget {
  const readings = (name: TableName): readonly Reading[] =>
    found.flatMap((f, file) =>
      f.name === name
        ? f.table.rows.map((row) => ({
            table: f.table,
            file,
            row,
            found: findings,
            power: f.power,
          }))
        : [],
    )
  const services = readServices(readings('services'))
  const streams = withMoney(readings('streams'), readings('stream_money'), base.streams)
  const volumes = readings('drivers').flatMap((r) => readVolume(r) ?? [])
  const prices = readPrices(readings('prices'))
  const known: Known = {
    services: overlaid(base.services, services),
    streams: overlaid(base.streams, streams),
    subjectives: base.subjectives,
    volumes: volumesTogether(base.volumes, volumes),
    prices: pricesTogether(base.prices, prices),
  }
  return {
    services,
    streams,
    subjectives: base.subjectives,
    amounts: amounts(readings('lines'), known),
    volumes,
    prices,
    movements: readings('movements').flatMap((r) => readMovement(r, known) ?? []),
    pots: readPots(readings('allocation'), known),
    published: readPublished(readings('published')),
  }
}

function amounts(rows: readonly Reading[], known: Known): readonly Amount[] {
  const read = lineReader(known)
  return markStated(rows.flatMap((r) => read(r) ?? []))
}

/** Streams of the files with their figures; figures of a stream that is known already come with that stream. */
function withMoney(
  rows: readonly Reading[],
  moneyRows: readonly Reading[],
  base: readonly Stream[],
): readonly Stream[] {
  const own = rows.flatMap((r) => readStream(r) ?? [])
  const all = overlaid(base, own)
  const ids = new Set(all.map((s) => s.id))
  const money = moneyRows.flatMap((r) => readStreamMoney(r, ids) ?? [])
  const touched = new Set([...own.map((s) => s.id), ...money.map((m) => m.stream)])
  return all
    .filter((s) => touched.has(s.id))
    .map((s) => ({
      ...s,
      money: figures(
        s.money,
        money.filter((m) => m.stream === s.id).map((m) => m.money),
      ),
    }))
}

/** Figures with new ones: the same figure again (year, status, day and source) takes the place of the one before. */
function figures(
  before: readonly StreamMoney[],
  now: readonly StreamMoney[],
): readonly StreamMoney[] {
  return [...new Map([...before, ...now].map((m) => [figureKey(m), m])).values()]
}

function figureKey(m: StreamMoney): string {
  return [m.year, m.status, m.on ?? '', m.source].join('|')
}

/** A list with some of its members replaced by id, and new ones after. */
export function overlaid<T extends Service | Stream>(
  base: readonly T[],
  own: readonly T[],
): readonly T[] {
  const replaced = new Map(own.map((each) => [each.id, each]))
  const kept = base.map((each) => replaced.get(each.id) ?? each)
  const known = new Set(base.map((each) => each.id))
  return [...kept, ...own.filter((each) => !known.has(each.id))]
}

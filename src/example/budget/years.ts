import { effects, lineKey, subjectiveGroup } from '#cycle/budget/rules/index.ts'
import type { DriverVolume, Line, Movement } from '#cycle/budget/rules/index.ts'
import { minus, pence, split, sum } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'
import { financialYear } from '#kernel/year.ts'
import type { FinancialYear } from '#kernel/year.ts'
import { changesOf, GRANT_RISES, RISES } from './changes.ts'
import type { Change } from './changes.ts'
import { byKey, isIncome, openingLines, perMille } from './lines.ts'
import type { Row } from './lines.ts'
import { atPricesBefore, FIRST_YEAR, placementLines, plannedVolumes } from './placements.ts'
import { RECIPES } from './recipes.ts'

export type Year = { readonly year: FinancialYear; readonly rows: readonly Row[] }

export type InventedYears = {
  readonly years: readonly Year[]
  readonly movements: readonly Movement[]
}

/**
 * Three years of lines, each the year before and its movements, so that the bridge between them is exact because there is no
 * other way from one to the next; then the movements of two years more, which have no lines yet.
 */
export function inventYears(seed: number): InventedYears {
  const volumes = plannedVolumes()
  const first = [...openingLines(seed), ...placementLines(FIRST_YEAR, volumes)]
  const years: Year[] = [{ year: financialYear(FIRST_YEAR), rows: first }]
  const movements: Movement[] = []
  let rows: readonly Row[] = first
  for (const start of [2026, 2027, 2028, 2029]) {
    const driven = start < 2028 ? placementLines(start, volumes) : undefined
    const moved = moveYear(rows, start, driven, volumes)
    movements.push(...moved.movements)
    rows = moved.rows
    if (driven !== undefined) years.push({ year: financialYear(start), rows })
  }
  return { years, movements }
}

type Moved = { readonly rows: readonly Row[]; readonly movements: readonly Movement[] }

function moveYear(
  before: readonly Row[],
  start: number,
  driven: readonly Row[] | undefined,
  volumes: readonly DriverVolume[],
): Moved {
  const year = financialYear(start)
  const recurring = before.filter((r) => !r.oneOff)
  const typed = recurring.filter((r) => r.driver === undefined)
  const changes = changesOf(start)
  const own = [
    ...changes.flatMap((c) => decided(c, typed, year)),
    ...typed.flatMap((r) => risen(r, start)),
  ]
  const moved = [
    ...own,
    ...matched(own, typed, year),
    ...(driven ?? []).flatMap((d) => placed(d, recurring, start, volumes)),
  ]
  const opened = changes.filter((c) => c.opens !== undefined)
  return { movements: moved, rows: closing(recurring, moved, driven, opened) }
}

/** The movements of one decision: over the lines it names, by their size. */
function decided(c: Change, rows: readonly Row[], year: FinancialYear): readonly Movement[] {
  const { kind, why, reference } = c
  const amount = pence(c.thousands * 100_000)
  const about = { year, kind, why, reference }
  if (c.opens !== undefined) return [{ ...about, from: openedLine(c, c.opens), pence: amount }]
  const from = named(rows, c)
  const parts = split(
    pence(amount / 1000),
    from.map((r) => r.pence),
  )
  const { to } = c
  const ends = to === undefined ? [] : named(rows, to)
  return from.map((r, i) => {
    const end = ends.find((e) => e.line.area === r.line.area) ?? ends[0]
    return {
      ...about,
      from: r.line,
      pence: pence((parts[i] ?? 0) * 1000),
      ...(end === undefined ? {} : { to: end.line }),
    }
  })
}

function openedLine(c: Change, centre: number): Line {
  const { service, subjective, stream } = c
  return { service, subjective, stream, area: 'county', costCentre: `CC${centre}` }
}

function named(
  rows: readonly Row[],
  of: Pick<Line, 'service' | 'subjective' | 'stream'>,
): readonly Row[] {
  const found = rows.filter(
    ({ line }) =>
      line.service === of.service && line.subjective === of.subjective && line.stream === of.stream,
  )
  if (found.length === 0) throw new Error(`no line ${of.service} ${of.subjective} ${of.stream}`)
  return found
}

/** The yearly rise of a line: pay, prices, a grant by its letter. Income that follows its spending rises with that. */
function risen(r: Row, start: number): readonly Movement[] {
  const { line } = r
  const group = subjectiveGroup(line.subjective)
  const grant = GRANT_RISES[line.stream]
  const share = grant === undefined ? (RISES[group] ?? 0) : start === 2026 ? grant : 0
  const amount = perMille(r.pence, share)
  if (amount === 0 || isMatched(line)) return []
  const [kind, why] = causeOf(line, group, grant !== undefined)
  return [
    {
      year: financialYear(start),
      kind,
      from: line,
      pence: amount,
      why: `${why} ${share / 10}% from 1 April ${start}`,
      reference: `A-${start}-${group}`,
    },
  ]
}

function causeOf(line: Line, group: string, grant: boolean): [Movement['kind'], string] {
  if (grant || group === 'income-grants') return ['grant-changed', 'Letter of grant:']
  if (isIncome(line)) return ['income', 'Charges and contributions:']
  return group === 'employees' ? ['pay', 'Pay award'] : ['price', 'Prices:']
}

function isMatched(line: Line): boolean {
  return RECIPES.some(
    (r) => r.paidBy === line.subjective && r.service === line.service && r.stream === line.stream,
  )
}

/** Income that pays for spending moves by exactly what the spending moved. */
function matched(
  own: readonly Movement[],
  rows: readonly Row[],
  year: FinancialYear,
): readonly Movement[] {
  const all = own.flatMap(effects)
  return rows.flatMap(({ line }) => {
    if (!isMatched(line)) return []
    const amount = sum(
      all
        .filter((e) => e.line.service === line.service && e.line.stream === line.stream)
        .map((e) => e.pence),
    )
    if (amount === 0) return []
    const kind = line.subjective === 'income-grants' ? 'grant-changed' : 'income'
    return [{ year, kind, from: line, pence: amount, why: 'Pays for what it funds', reference: '' }]
  })
}

/** What a placement line moves by: the new volume at last year's price, then the new price on the new volume. */
function placed(
  now: Row,
  before: readonly Row[],
  start: number,
  volumes: readonly DriverVolume[],
): readonly Movement[] {
  const opening = byKey(before).get(lineKey(now.line))?.pence ?? pence(0)
  const middle = atPricesBefore(now.driver ?? '', start, volumes)
  const year = financialYear(start)
  const steps: readonly (readonly [Movement['kind'], Pence, string, string])[] = [
    ['demand', minus(middle, opening), 'Children the budget pays for', `D-${start}-placements`],
    ['price', minus(now.pence, middle), 'Prices of the price book', `A-${start}-placements`],
  ]
  return steps.flatMap(([kind, amount, why, reference]) =>
    amount === 0 ? [] : [{ year, kind, from: now.line, pence: amount, why, reference }],
  )
}

function closing(
  recurring: readonly Row[],
  movements: readonly Movement[],
  driven: readonly Row[] | undefined,
  opened: readonly Change[],
): readonly Row[] {
  const amounts = new Map(recurring.map((r) => [lineKey(r.line), r]))
  for (const { line, pence: amount } of movements.flatMap(effects)) {
    const key = lineKey(line)
    const change = opened.find((c) => key === lineKey(openedLine(c, c.opens ?? 0)))
    const row = amounts.get(key) ?? {
      line,
      pence: pence(0),
      oneOff: change?.oneOff === true,
      note: change?.why ?? '',
    }
    amounts.set(key, { ...row, pence: pence(row.pence + amount) })
  }
  const priced = byKey(driven ?? [])
  return [...amounts.entries()]
    .map(([key, row]) => priced.get(key) ?? row)
    .filter((row) => row.pence !== 0)
}

import type { Pence } from '#kernel/money.ts'
import { drivenMonth, drivenYear } from '../drivers.ts'
import { parseVersion } from '../line.ts'
import type { Amount, DriverVolume, Line, Price, Service, Stream, Subjective } from '../model.ts'
import { subjectiveOf } from '../line.ts'
import { monthsOfYear } from '#kernel/year.ts'
import type { FinancialYear } from '#kernel/year.ts'
import { moneyService } from '../services.ts'
import { choice, needed, yearCell } from './cells.ts'
import { refuse } from './found.ts'
import type { Reading } from './found.ts'
import { moneyCell } from './money-cell.ts'

/** What a line may name, and what prices a driven one. */
export type Known = {
  readonly services: readonly Service[]
  readonly streams: readonly Stream[]
  readonly subjectives: readonly Subjective[]
  readonly volumes: readonly DriverVolume[]
  readonly prices: readonly Price[]
}

export type LineReader = (r: Reading) => Amount | undefined

/** A reader of rows of lines.csv; it remembers what it has read, so that a line given twice is refused. */
export function lineReader(known: Known): LineReader {
  const seen = new Map<string, number>()
  const lookUp = lookUpOf(known)
  return (r) => {
    const line = lineOf(r, lookUp)
    const year = yearCell(r, 'year')
    const version = versionCell(r)
    const month = monthOfYear(r)
    const recurring = choice(r, 'recurring', ['yes', 'one-off'], 'yes')
    if (line === undefined || year === undefined || version === undefined) return undefined
    if (recurring === undefined || month === 'refused') return undefined
    const driver = r.row.text('driver_id')
    const pence = amountOf(r, known, driver, year, month)
    if (pence === undefined) return undefined
    const amount: Amount = {
      line,
      version: { year, ...version },
      pence: pence.pence,
      oneOff: recurring === 'one-off',
      origin: { file: r.file, row: r.row.row },
      ...(month === undefined ? {} : { month }),
      ...marksOf(r.row.text('note'), driver, pence.typed),
    }
    return twice(r, seen, amount) ? undefined : amount
  }
}

/** A note on a driven line with a typed amount is its override: why it is not volume x price, and who says so. */
function marksOf(
  note: string,
  driver: string,
  typed: boolean,
): Pick<Amount, 'driver' | 'override' | 'note'> {
  return {
    ...(driver === '' ? {} : { driver }),
    ...(driver !== '' && typed && note !== '' ? { override: note } : {}),
    ...(note === '' ? {} : { note }),
  }
}

type LookUp = {
  readonly service: ReadonlyMap<string, string>
  readonly streams: ReadonlySet<string>
  readonly hasSubjective: (id: string) => boolean
}

function lookUpOf(known: Known): LookUp {
  const at = moneyService(known.services)
  return {
    service: new Map(known.services.map((s) => [s.id, at(s.id)])),
    streams: new Set(known.streams.map((s) => s.id)),
    hasSubjective: (id) => subjectiveOf(known.subjectives, id) !== undefined,
  }
}

function lineOf(r: Reading, known: LookUp): Line | undefined {
  const service = needed(r, 'service_id')
  const subjective = needed(r, 'subjective_id')
  const stream = needed(r, 'stream_id')
  if (service === undefined || subjective === undefined || stream === undefined) return undefined
  const at = known.service.get(service)
  if (at === undefined)
    return refuse(
      r,
      'service_id',
      'unknown-service',
      `There is no service ${service}`,
      'Add it to services.csv, or correct the id',
    )
  if (!known.hasSubjective(subjective))
    return refuse(
      r,
      'subjective_id',
      'unknown-subjective',
      `There is no subjective ${subjective}`,
      'Write one of the groups, such as employees, or one with a detail, such as employees.teachers',
    )
  if (!known.streams.has(stream))
    return refuse(
      r,
      'stream_id',
      'unknown-stream',
      `There is no stream ${stream}`,
      'Add it to streams.csv, or correct the id',
    )
  const area = r.row.text('area_id')
  return {
    service: at,
    subjective,
    stream,
    area: area === '' ? 'county' : area,
    costCentre: r.row.text('cost_centre'),
  }
}

function versionCell(r: Reading) {
  const text = r.row.text('version')
  return (
    parseVersion(text) ??
    refuse(
      r,
      'version',
      'not-a-version',
      `"${text}" is not a version`,
      'Write draft, proposed, agreed, outturn, forecast: P6 or scenario: a name',
    )
  )
}

function monthOfYear(r: Reading): number | undefined | 'refused' {
  const text = r.row.text('month')
  if (text === '') return undefined
  const month = Number(text)
  if (/^\d{1,2}$/.test(text) && month >= 1 && month <= 12) return month
  refuse(
    r,
    'month',
    'not-a-month',
    `"${text}" is not a month of the year`,
    'Write 1 (April) to 12 (March), or leave it blank for the year',
  )
  return 'refused'
}

/** The amount typed, or, on a driven line left blank, volume x price. */
function amountOf(
  r: Reading,
  known: Known,
  driver: string,
  year: FinancialYear,
  month: number | undefined,
): { readonly pence: Pence; readonly typed: boolean } | undefined {
  if (r.row.text('amount') !== '' || driver === '') {
    const cell = moneyCell(r, 'amount')
    return cell?.kind === 'money' ? { pence: cell.pence, typed: true } : undefined
  }
  const driven =
    month === undefined
      ? drivenYear(driver, year, known.volumes, known.prices)
      : oneMonth(known, driver, year, month)
  if (driven.kind === 'priced') return { pence: driven.pence, typed: false }
  return refuse(
    r,
    'amount',
    'not-priced',
    `The amount is blank and its driver ${driver} does not price it: ${driven.why}`,
    'Type the amount, or complete drivers.csv and prices.csv',
  )
}

function oneMonth(known: Known, driver: string, year: FinancialYear, month: number) {
  const wanted = monthsOfYear(year)[month - 1]
  const volume = known.volumes.find((v) => v.driver === driver && v.month === wanted)
  return volume === undefined
    ? { kind: 'not-priced' as const, why: `no volume is recorded in ${wanted ?? ''}` }
    : drivenMonth(volume, known.prices)
}

function twice(r: Reading, seen: Map<string, number>, a: Amount): boolean {
  const l = a.line
  const key = [
    a.version.year,
    a.version.kind,
    a.version.name,
    l.service,
    l.subjective,
    l.stream,
    l.area,
    l.costCentre,
    a.month ?? '',
    a.oneOff,
  ].join('|')
  const before = seen.get(key)
  if (before === undefined) {
    seen.set(key, r.row.row)
    return false
  }
  refuse(
    r,
    'service_id',
    'duplicate-line',
    `The same line stands in row ${before}`,
    'Add the two together, or tell them apart by cost centre',
  )
  return true
}

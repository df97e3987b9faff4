import type { Line } from '#cycle/budget/rules/index.ts'
import { pence, sum } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'
import { isIncome } from './lines.ts'
import type { Row } from './lines.ts'
import type { Year } from './years.ts'
import { asCsv } from '../written.ts'
import type { Cell, TextFile } from '../written.ts'
import { pounds } from './pounds.ts'

/** How the county's own letters stand: everything about a stream that is not in the list as shipped. All invented. */
export const STREAM_ROWS: readonly (readonly string[])[] = [
  row('children-families-grant', 'Children and Families Grant', 'specific-grant', {
    payer: 'Department for Education',
    from: '01/04/2025',
    conditions: 'purpose: family hubs, early help and supporting families; report-due: 30/06/2027',
  }),
  row('prevention-grant', 'Children’s Social Care Prevention Grant', 'specific-grant', {
    payer: 'Ministry of Housing, Communities and Local Government',
    from: '01/04/2025',
    to: '31/03/2028',
    ringFenced: 'yes',
    conditions: 'purpose: additional prevention; eligible: P01 P02 S18; repay-if-unspent',
    successor: 'core',
  }),
  row('families-first', 'Families First transformation', 'specific-grant', {
    payer: 'Department for Education',
    from: '01/04/2025',
    to: '31/03/2027',
    conditions: 'purpose: transformation; eligible: S18',
  }),
  row('partner', 'Partners: integrated care board, police, schools', 'partner', {
    payer: 'Integrated care board and others',
    from: '01/04/1990',
  }),
]

type Letter = {
  readonly payer: string
  readonly from: string
  readonly to?: string
  readonly ringFenced?: 'yes'
  readonly conditions?: string
  readonly successor?: string
}

function row(id: string, name: string, family: string, of: Letter): readonly string[] {
  const { payer, from, to = '', ringFenced = 'no', conditions = '', successor = '' } = of
  return [id, name, family, payer, from, to, ringFenced, conditions, 'none', successor]
}

const STREAM_HEAD = [
  'stream_id',
  'name',
  'family',
  'payer',
  'from',
  'to',
  'ring_fenced',
  'conditions',
  'carry_forward',
  'successor',
]
const MONEY_HEAD = ['stream_id', 'year', 'status', 'amount', 'date', 'source']

export function streamsFile(): TextFile {
  return { name: 'streams.csv', text: asCsv(STREAM_HEAD, STREAM_ROWS) }
}

export function streamMoneyFile(years: readonly Year[]): TextFile {
  return { name: 'stream_money.csv', text: asCsv(MONEY_HEAD, moneyRows(years)) }
}

/** Streams whose money may be used for nothing else. What is not in this list meets the general need. */
const RING_FENCED = new Set(['dsg', 'pupil-premium', 'public-health', 'music', 'prevention-grant'])
/** Streams with terms of their own, of which no allocation is recorded. */
const NO_LETTER = new Set(['core', 'fees', 'partner'])

/** Growth of general money after 2026-27, in parts per thousand: less than what pay, prices and children need (invented). */
export const CORE_GROWTH = [24, 27, 27] as const

function moneyRows(years: readonly Year[]): readonly (readonly Cell[])[] {
  const letters = years.flatMap(({ year, rows }, i) =>
    [...appliedTo(rows)].flatMap(([stream, applied]) =>
      NO_LETTER.has(stream) ? [] : letter(stream, year, i, applied),
    ),
  )
  return [...coreRows(years), ...letters, ...flatRows(years)]
}

/** The figures of one stream and year as they came: announced, then allocated, and paid when the year was over. */
function letter(
  stream: string,
  year: string,
  index: number,
  applied: Pence,
): readonly (readonly Cell[])[] {
  const start = 2025 + index
  const amount = RING_FENCED.has(stream) ? headroom(applied) : applied
  const announced = [stream, year, 'announced', pounds(amount), `28/11/${start - 1}`, 'settlement']
  if (index === 2) return [announced]
  const allocated = [stream, year, 'allocated', pounds(amount), `05/02/${start}`, 'letter of grant']
  const first = pence(amount - (amount % 2000))
  const paid = [stream, year, 'paid', pounds(pence(first / 2)), `30/06/${start}`, 'remittance']
  if (stream === 'reserve') return [allocated]
  return [announced, allocated, paid]
}

/** A little above what is applied, to the next thousand pounds. */
function headroom(applied: Pence): Pence {
  return pence(Math.ceil((applied * 1.001) / 100_000) * 100_000)
}

/** Core money: what the two agreed budgets need to the penny, then announced figures that grow more slowly than need. */
function coreRows(years: readonly Year[]): readonly (readonly Cell[])[] {
  const agreed = years.slice(0, 2).map(({ year, rows }, i) => {
    const date = `${i === 0 ? '25' : '24'}/02/${2025 + i}`
    return ['core', year, 'allocated', pounds(callOnCore(rows)), date, 'council’s budget']
  })
  let amount = callOnCore(years[1]?.rows ?? [])
  const planned = CORE_GROWTH.map((growth, i) => {
    amount = pence(Math.round((amount * (1 + growth / 1000)) / 100_000) * 100_000)
    const year = `${2027 + i}-${28 + i}`
    return [
      'core',
      year,
      'announced',
      pounds(amount),
      '17/11/2026',
      'medium-term financial strategy',
    ]
  })
  return [...agreed, ...planned]
}

/** A grant that the strategy takes to stay as it is in the years without lines. */
function flatRows(years: readonly Year[]): readonly (readonly Cell[])[] {
  const stream = 'children-families-grant'
  const last = appliedTo(years.at(-1)?.rows ?? []).get(stream) ?? pence(0)
  return ['2028-29', '2029-30'].map((year) => [
    stream,
    year,
    'announced',
    pounds(last),
    '17/11/2026',
    'medium-term financial strategy: flat',
  ])
}

/** What each stream pays: spending charged to it or, where none is, the income received on it. */
export function appliedTo(rows: readonly Row[]): ReadonlyMap<string, Pence> {
  const out = new Map<string, Pence>()
  for (const own of Map.groupBy(rows, ({ line }) => `${line.service}|${line.stream}`).values()) {
    const stream = own[0]?.line.stream ?? ''
    const charged = total(own, (line) => !isIncome(line))
    const paid = charged === 0 ? total(own, isIncome) : charged
    out.set(stream, pence((out.get(stream) ?? 0) + paid))
  }
  return out
}

/** Net spending that neither ring-fenced money nor a letter of grant meets. */
function callOnCore(rows: readonly Row[]): Pence {
  const general = rows.filter(({ line }) => !RING_FENCED.has(line.stream))
  const net = total(general, (line) => !isIncome(line)) - total(general, isIncome)
  const granted = [...appliedTo(general)].filter(
    ([stream]) => !NO_LETTER.has(stream) && !receives(general, stream),
  )
  return pence(net - sum(granted.map(([, amount]) => amount)))
}

function receives(rows: readonly Row[], stream: string): boolean {
  return rows.some(({ line }) => line.stream === stream && isIncome(line))
}

function total(rows: readonly Row[], counts: (line: Line) => boolean): Pence {
  return sum(rows.filter((r) => counts(r.line)).map((r) => r.pence))
}

import type { Movement } from '#cycle/budget/rules/index.ts'
import { pence, sum } from '#kernel/money.ts'
import type { Pence } from '#kernel/money.ts'
import { asCsv } from '../written.ts'
import type { TextFile } from '../written.ts'
import { pounds } from './pounds.ts'
import { LOCALITIES } from './recipes.ts'
import { appliedTo } from './streams.ts'
import type { Year } from './years.ts'

const HEAD = [
  'pot',
  'stream_id',
  'year',
  'pot_amount',
  'use',
  'purpose',
  'service_id',
  'amount',
  'share_percent',
  'revenue_or_capital',
  'recurring',
]

/** Two pots of 2026-27: the prevention grant by shares of the localities, the Families First money by amounts with a rest. */
export function allocationFile(years: readonly Year[]): TextFile {
  const second = years[1]
  if (second === undefined) throw new Error('the budget has no second year')
  const applied = appliedTo(second.rows)
  const amountOf = (stream: string): Pence => applied.get(stream) ?? pence(0)
  const prevention = pounds(amountOf('prevention-grant'))
  const first = pounds(amountOf('families-first'))
  const pot = (id: string, stream: string, amount: string) => [id, stream, second.year, amount]
  const shared = LOCALITIES.map(([area, share]) => [
    ...pot('prevention-2026-27', 'prevention-grant', prevention),
    `Family support, ${area}`,
    'more families helped before they need social care',
    'P02',
    '',
    share,
    'revenue',
    'yes',
  ])
  const byAmount = [
    ['Family help teams', 'design and training', 540_000],
    ['Multi-agency child protection', 'pilot in the coast locality', 260_000],
  ].map(([use = '', purpose = '', amount = 0]) => [
    ...pot('families-first-2026-27', 'families-first', first),
    use,
    purpose,
    'S18',
    `${amount}.00`,
    '',
    'revenue',
    'no',
  ])
  return { name: 'allocation.csv', text: asCsv(HEAD, [...shared, ...byAmount]) }
}

/** The savings that the budget report of 2026-27 printed, with the parts it lists: they add up. */
export function publishedFile(movements: readonly Movement[]): TextFile {
  const savings = movements.filter((m) => m.kind === 'saving')
  const total = pounds(sum(savings.map((m) => m.pence)))
  const rows = [...Map.groupBy(savings, (m) => m.reference)].map(([reference, own]) => [
    'Budget report 2026-27: savings',
    'ours',
    total,
    `${reference} ${own[0]?.why ?? ''}`,
    pounds(sum(own.map((m) => m.pence))),
  ])
  return {
    name: 'published.csv',
    text: asCsv(['where', 'source', 'total', 'part', 'amount'], rows),
  }
}

import { isoDay } from '#kernel/dates.ts'
import { pence } from '#kernel/money.ts'
import { rate } from '#kernel/rate.ts'
import { parseFinancialYear } from '#kernel/year.ts'
import { z } from 'zod'
import { FAMILIES, MONEY_STATUSES, SERVICE_KINDS } from '../rules/model.ts'
import type { Published, Service, Stream, Subjective } from '../rules/model.ts'
import offer from './lincolnshire-2011.json' with { type: 'json' }
import papers from './papers.json' with { type: 'json' }
import streamRows from './streams.json' with { type: 'json' }
import subjectiveRows from './subjectives.json' with { type: 'json' }

const day = z.string().transform(isoDay)
const year = z.string().transform((text) => {
  const found = parseFinancialYear(text)
  if (found === undefined) throw new Error(`the catalogue has no year ${text}`)
  return found
})

const statutory = z.object({
  kind: z.enum(['yes', 'part', 'no']),
  basis: z.string(),
  from: day,
  to: z.exactOptional(day),
})

const service = z.object({
  id: z.string(),
  name: z.string(),
  group: z.string(),
  kind: z.enum(SERVICE_KINDS),
  parent: z.exactOptional(z.string()),
  sameAs: z.exactOptional(z.string()),
  statutory: z.array(statutory),
  s251: z.array(
    z.object({ stableId: z.string(), share: z.number().transform(rate), from: day }).strict(),
  ),
  funding: z.array(z.string()),
  note: z.exactOptional(z.string()),
})

const catalogueShape = z.object({
  id: z.string(),
  name: z.string(),
  source: z.string(),
  owner: z.string(),
  from: day,
  overview: z.array(z.string()),
  services: z.array(service),
})

const condition = z.object({
  kind: z.literal('purpose'),
  text: z.string(),
  services: z.array(z.string()),
})

const money = z.object({
  year,
  status: z.enum(MONEY_STATUSES),
  pence: z.number().transform(pence),
  on: z.exactOptional(day),
  source: z.string(),
})

const stream = z.object({
  id: z.string(),
  name: z.string(),
  family: z.enum(FAMILIES),
  payer: z.string(),
  from: day,
  to: z.exactOptional(day),
  ringFenced: z.boolean(),
  conditions: z.array(condition),
  carryForward: z.enum(['none', 'all', 'with-consent']),
  successor: z.exactOptional(z.string()),
  national: z.array(money),
  note: z.exactOptional(z.string()),
})

const subjective = z.object({
  id: z.string(),
  name: z.string(),
  sign: z.enum(['spend', 'income']),
})

const claim = z.object({
  id: z.string(),
  paper: z.string(),
  where: z.string(),
  totalPence: z.number().transform(pence),
  parts: z.array(z.object({ name: z.string(), pence: z.number().transform(pence) })),
  note: z.exactOptional(z.string()),
})

export type Catalogue = {
  readonly id: string
  readonly name: string
  readonly source: string
  /** The six groups of the paper's own overview. */
  readonly overview: readonly string[]
  readonly services: readonly Service[]
}

function readOffer(): Catalogue {
  const found = catalogueShape.parse(offer)
  return {
    ...found,
    services: found.services.map((s) => ({ ...s, owner: found.owner, from: found.from })),
  }
}

/** The core offer of paper 003: services of a whole children's department, with no amounts. */
export const LINCOLNSHIRE_2011: Catalogue = readOffer()

/** Streams as shipped. Their money is national or not stated: a council loads its own letters. */
export const STREAMS: readonly Stream[] = z
  .array(stream)
  .parse(streamRows)
  .map((s) => ({ ...s, money: [] }))

export const SUBJECTIVES: readonly Subjective[] = z.array(subjective).parse(subjectiveRows)

export type PaperClaim = Published & {
  readonly id: string
  readonly paper: string
  readonly note?: string
}

/** Totals that the five papers print, with the parts they list. */
export const PAPER_CLAIMS: readonly PaperClaim[] = z
  .array(claim)
  .parse(papers)
  .map(({ totalPence, ...rest }) => ({ ...rest, source: 'paper' as const, total: totalPence }))

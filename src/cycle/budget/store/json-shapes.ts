import { day } from '#kernel/dates.ts'
import { pence } from '#kernel/money.ts'
import { rate } from '#kernel/rate.ts'
import { z } from 'zod'

/** Shapes of what is kept as JSON beside rows. */

const asDay = z.number().transform(day)
const asRate = z.number().transform(rate)
const asPence = z.number().transform(pence)

export const condition = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('purpose'), text: z.string(), services: z.array(z.string()) }),
  z.object({ kind: z.literal('eligible'), services: z.array(z.string()) }),
  z.object({ kind: z.literal('use-share'), service: z.string(), least: asRate, most: asRate }),
  z.object({ kind: z.literal('match'), rate: asRate }),
  z.object({ kind: z.literal('spend-by'), day: asDay }),
  z.object({ kind: z.literal('repay-if-unspent') }),
  z.object({ kind: z.literal('not-for'), what: z.enum(['statutory', 'corporate']) }),
  z.object({ kind: z.literal('report-due'), day: asDay }),
])

export const carryForward = z.union([z.enum(['none', 'all', 'with-consent']), asRate])

export const potUses = z.array(
  z.object({
    use: z.string(),
    purpose: z.string(),
    service: z.string(),
    pence: z.exactOptional(asPence),
    share: z.exactOptional(asRate),
    money: z.enum(['revenue', 'capital']),
    recurring: z.boolean(),
    origin: z.exactOptional(
      z.object({ file: z.number(), row: z.number(), importId: z.exactOptional(z.string()) }),
    ),
  }),
)

export const publishedParts = z.array(z.object({ name: z.string(), pence: asPence }))

export const demandYears = z.array(
  z.object({
    year: z.string(),
    months: z.number(),
    parts: z.array(z.object({ subType: z.string(), s251: z.string(), pence: asPence })),
    draws: z.array(z.number()),
  }),
)

export const demandRun = z.object({
  id: z.string(),
  seed: z.number(),
  inputHash: z.string(),
  rulesVersion: z.string(),
  at: z.string(),
})

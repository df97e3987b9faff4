import { isSubType } from '#cycle/demand/rules/index.ts'
import { day, month } from '#kernel/dates.ts'
import { pence } from '#kernel/money.ts'
import { parseFinancialYear } from '#kernel/year.ts'
import { z } from 'zod'
import type { Costing } from '../rules/index.ts'

/** A costing as it is kept: JSON, read back into the types of the rules. */
const money = z.int().transform((n) => pence(n))
const aDay = z.int().transform((d) => day(d))
const aMonth = z.string().transform((m) => month(m))
const aYear = z.string().transform((text) => {
  const year = parseFinancialYear(text)
  if (year === undefined) throw new Error(`${text} is not a financial year`)
  return year
})
const subType = z.string().transform((text) => {
  if (!isSubType(text)) throw new Error(`${text} is not a sub-type`)
  return text
})

const cost = z.object({
  mean: money,
  p2_5: money,
  p10: money,
  p50: money,
  p90: money,
  p97_5: money,
})

const part = { subType, s251: z.string(), childDays: z.number(), cost }

const priced = z.object({
  from: aDay,
  to: aDay,
  weekly: money,
  totalDays: z.int(),
  days: z.int(),
  of: z.int(),
  rows: z.array(z.int()),
  pence: money,
})

const yearCost = z
  .object({
    year: aYear,
    months: z.int(),
    childDays: z.number(),
    cost,
    draws: z.array(z.number()),
    width: z.number(),
    fromChildren: z.number().optional(),
  })
  .transform((y) => ({ ...y, fromChildren: y.fromChildren }))

export const COSTING = z.object({
  rulesVersion: z.string(),
  draws: z.int(),
  months: z.array(z.object({ month: aMonth, year: aYear, childDays: z.number(), cost })),
  monthParts: z.array(z.object({ ...part, month: aMonth, year: aYear, priced: z.array(priced) })),
  quarters: z.array(
    z.object({
      year: aYear,
      quarter: z.literal([1, 2, 3, 4]),
      months: z.int(),
      cost,
    }),
  ),
  years: z.array(yearCost),
  yearParts: z.array(z.object({ ...part, year: aYear, months: z.int() })),
  unpriced: z.array(
    z.object({ subType, why: z.string(), childDays: z.number(), first: aMonth, last: aMonth }),
  ),
  averaged: z.array(subType),
}) satisfies z.ZodType<Costing>

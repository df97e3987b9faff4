import { day, month } from '#kernel/dates.ts'
import { z } from 'zod'
import { AGE_BANDS, FLOWS, GROUPS, SUB_TYPES } from '../rules/index.ts'
import type { OwnForecast } from '../rules/index.ts'

/** A forecast as it is kept: JSON, read back into the types of the rules. */
const aDay = z.int().transform((d) => day(d))
const aMonth = z.string().transform((m) => month(m))
const series = z.enum(['all', ...GROUPS])
const spread = {
  mean: z.number(),
  p2_5: z.number(),
  p10: z.number(),
  p25: z.number(),
  p50: z.number(),
  p75: z.number(),
  p90: z.number(),
  p97_5: z.number(),
}

const TRIALS = z.array(
  z.object({
    origin: aDay,
    horizon: z.int(),
    series,
    actual: z.int(),
    noChange: z.int(),
    spread: z.object(spread),
  }),
)

/** A chunk of the back-test. */
export const TESTED = z.object({ trials: TRIALS, chance: z.array(z.number()) })

const judgement = z
  .object({
    series,
    horizon: z.int(),
    n: z.int(),
    error: z.number(),
    errorNoChange: z.number(),
    skill: z.number().optional(),
    bias: z.number(),
    cover80: z.number(),
    cover95: z.number(),
    widthOwn: z.number(),
    width: z.number(),
  })
  .transform((j) => ({ ...j, skill: j.skill }))

export const FORECAST = z.object({
  origin: aDay,
  firstMonth: aMonth,
  draws: z.int(),
  seed: z.int(),
  now: z.object({
    on: aDay,
    total: z.int(),
    groups: z.array(z.object({ group: z.enum(GROUPS), children: z.int() })),
    subTypes: z.array(z.object({ subType: z.enum(SUB_TYPES), children: z.int() })),
  }),
  months: z.array(
    z.object({
      month: aMonth,
      group: series,
      subType: z.enum(['all', ...SUB_TYPES]),
      ageBand: z.enum(['all', ...AGE_BANDS]),
      uasc: z.enum(['all', 'yes', 'no']),
      ...spread,
      childDays: z.number(),
    }),
  ),
  flows: z.array(z.object({ month: aMonth, flow: z.enum(FLOWS), ...spread })),
  moves: z.array(
    z.object({ month: aMonth, from: z.enum(GROUPS), to: z.enum(GROUPS), mean: z.number() }),
  ),
  diary: z.array(z.object({ month: aMonth, children: z.int() })),
  assumptions: z.array(z.object({ name: z.string(), value: z.string(), source: z.string() })),
  skill: z.array(judgement),
  skillInWords: z.string(),
  trials: TRIALS,
  widths: z.array(z.object({ series, factors: z.array(z.number()) })),
  rulesVersion: z.string(),
}) satisfies z.ZodType<OwnForecast>

/** What the first part of a table of draws says of the rest. */
export const TABLE_HEAD = z.object({
  origin: z.int(),
  firstMonth: z.string(),
  months: z.int(),
  draws: z.int(),
  cells: z.array(z.object({ uasc: z.boolean(), ageBand: z.int(), subType: z.int() })),
})

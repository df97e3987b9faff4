import { rows, run, sql } from '#db'
import type { Tx } from '#db'
import { isSubType } from '#cycle/demand/rules/index.ts'
import type { Actor } from '#kernel/access.ts'
import { iso, isoDay } from '#kernel/dates.ts'
import { pence } from '#kernel/money.ts'
import { rate } from '#kernel/rate.ts'
import { z } from 'zod'
import { PRICE_BANDS } from '../rules/index.ts'
import type { Price, PriceSpread } from '../rules/index.ts'
import type { BookId } from './books.ts'

const ROW = z
  .object({
    sub_type: z.string(),
    provider: z.string(),
    band: z.enum(['', ...PRICE_BANDS]),
    weekly_pence: z.number(),
    from_day: z.string(),
    to_day: z.string().nullable(),
    cv: z.number().nullable(),
    uplift: z.number().nullable(),
    uplift_on: z.enum(['1 April', 'anniversary']).nullable(),
    source: z.string(),
    sheet: z.string().nullable(),
    row: z.number(),
  })
  .transform((r): Price => {
    if (!isSubType(r.sub_type)) throw new Error(`a price is kept for ${r.sub_type}, not a sub-type`)
    return {
      subType: r.sub_type,
      provider: r.provider,
      band: r.band,
      weekly: pence(r.weekly_pence),
      from: isoDay(r.from_day),
      to: r.to_day === null ? undefined : isoDay(r.to_day),
      spread: spreadOf(r.cv),
      uplift:
        r.uplift === null || r.uplift_on === null
          ? undefined
          : { on: r.uplift_on, rate: rate(r.uplift) },
      source: r.source,
      origin: { ...(r.sheet === null ? {} : { sheet: r.sheet }), row: r.row },
    }
  })

function spreadOf(cv: number | null): PriceSpread {
  if (cv === null) return { kind: 'not-stated' }
  return cv === 0 ? { kind: 'none' } : { kind: 'lognormal', cv: rate(cv) }
}

function cvOf(spread: PriceSpread): number | null {
  switch (spread.kind) {
    case 'not-stated':
      return null
    case 'none':
      return 0
    case 'lognormal':
      return spread.cv
  }
}

/** The prices of a book, in the order of its file. */
export async function pricesOf(tx: Tx, id: BookId): Promise<readonly Price[]> {
  return rows(
    tx,
    ROW,
    sql`select sub_type, provider, band, weekly_pence, from_day, to_day, cv, uplift, uplift_on, source, sheet, row
        from placements.price where import_id = ${id} order by position`,
  )
}

export async function addPrices(
  tx: Tx,
  actor: Actor,
  id: BookId,
  prices: readonly Price[],
): Promise<void> {
  const text = (of: (p: Price) => string | null) => prices.map(of)
  const whole = (of: (p: Price) => number | null) => prices.map(of)
  await run(
    tx,
    sql`insert into placements.price (council_id, import_id, position, sub_type, provider, band, weekly_pence, from_day, to_day, cv, uplift, uplift_on, source, sheet, row)
        select ${actor.council}, ${id}, given.* from unnest(
          ${prices.map((_, i) => i)}::int[], ${text((p) => p.subType)}::text[], ${text((p) => p.provider)}::text[],
          ${text((p) => p.band)}::text[], ${whole((p) => p.weekly)}::bigint[], ${text((p) => iso(p.from))}::date[],
          ${text((p) => (p.to === undefined ? null : iso(p.to)))}::date[], ${whole((p) => cvOf(p.spread))}::int[],
          ${whole((p) => p.uplift?.rate ?? null)}::int[], ${text((p) => p.uplift?.on ?? null)}::text[],
          ${text((p) => p.source)}::text[], ${text((p) => p.origin.sheet ?? null)}::text[],
          ${whole((p) => p.origin.row)}::int[]) as given`,
  )
}

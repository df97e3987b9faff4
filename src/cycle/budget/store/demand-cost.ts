import { json, one, run, sql } from '#db'
import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import { z } from 'zod'
import type { DemandCost } from '../rules/index.ts'
import { demandRun, demandYears } from './json-shapes.ts'
import { yearText } from './versions.ts'

const shape = z.object({
  run: demandRun,
  price_book: z.string(),
  years: demandYears,
  made_at: z.string(),
  made_by_name: z.string(),
})

/** A costed forecast as it was brought in, and by whom. */
export type BroughtIn = DemandCost & { readonly broughtAt: string; readonly broughtBy: string }

/** The costed forecast that is planned with: the one brought in last. */
export async function latestDemand(tx: Tx): Promise<BroughtIn | undefined> {
  const found = await one(
    tx,
    shape,
    sql`select run, price_book, years, made_at, made_by_name from budget.demand order by made_at desc, id desc limit 1`,
  )
  if (found === undefined) return undefined
  return {
    run: found.run,
    priceBook: found.price_book,
    years: found.years.map((y) => ({ ...y, year: yearText.parse(y.year) })),
    broughtAt: found.made_at,
    broughtBy: found.made_by_name,
  }
}

export async function addDemand(tx: Tx, actor: Actor, id: string, cost: DemandCost): Promise<void> {
  await run(
    tx,
    sql`insert into budget.demand (council_id, id, run_id, run, price_book, years, made_at, made_by_name)
        values (${actor.council}, ${id}, ${cost.run.id}, ${json(cost.run)}, ${cost.priceBook}, ${json(cost.years)},
          ${actor.at.toString()}, ${actor.name})`,
  )
}

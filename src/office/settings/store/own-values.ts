import { one, rows, run, sql } from '#db'
import type { Tx } from '#db'
import { iso } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import type { Own } from '../rules/index.ts'
import { z } from 'zod'

const Row = z.object({
  setting: z.string(),
  from: z.string(),
  value: z.unknown(),
  source: z.string(),
  by: z.string(),
  at: z.string(),
})

const COLUMNS = sql`setting, from_date as "from", value, source, set_by_name as by, set_at as at`

/** The council's own values that hold on a day: of each setting the one that began last, and of those the newest. */
export function ownValuesOn(tx: Tx, ids: readonly string[], on: Day): Promise<Own[]> {
  return rows(
    tx,
    Row,
    sql`select distinct on (setting) ${COLUMNS} from settings.setting
      where setting = any(${ids}::text[]) and from_date <= ${iso(on)}::date
      order by setting, from_date desc, id desc`,
  )
}

/** Everything the council ever set for one setting, the newest first. */
export function ownHistory(tx: Tx, id: string): Promise<Own[]> {
  return rows(
    tx,
    Row,
    sql`select ${COLUMNS} from settings.setting where setting = ${id} order by id desc`,
  )
}

/** The council's own values whose first day is after a day, the nearest first; of each first day the newest. */
export function comingSettings(tx: Tx, on: Day): Promise<Own[]> {
  return rows(
    tx,
    Row,
    sql`select distinct on (from_date, setting) ${COLUMNS} from settings.setting
      where from_date > ${iso(on)}::date order by from_date, setting, id desc`,
  )
}

const Count = z.object({ count: z.number() })

/** How often a setting was set, held until the transaction ends: two who set the same take turns. */
export async function holdSetting(tx: Tx, council: string, id: string): Promise<number> {
  await run(
    tx,
    sql`select pg_advisory_xact_lock(hashtextextended(${`setting ${council} ${id}`}, 0))`,
  )
  const found = await one(
    tx,
    Count,
    sql`select count(*)::int as count from settings.setting where setting = ${id}`,
  )
  return found?.count ?? 0
}

import { rows, sql } from '#db'
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

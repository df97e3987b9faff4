import { json, newId, run, sql } from '#db'
import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import { iso } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'

export async function addValue(
  tx: Tx,
  actor: Actor,
  set: {
    readonly setting: string
    readonly from: Day
    readonly value: unknown
    readonly source: string
  },
): Promise<void> {
  await run(
    tx,
    sql`insert into settings.setting
        (council_id, id, setting, from_date, value, source, set_by, set_by_name, set_at)
      values (${actor.council}, ${newId<'setting'>()}, ${set.setting}, ${iso(set.from)}::date, ${json(set.value)},
        ${set.source}, ${actor.person}, ${actor.name}, ${actor.at.toString()})`,
  )
}

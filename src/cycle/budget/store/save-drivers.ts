import { run, sql } from '#db'
import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import { iso } from '#kernel/dates.ts'
import type { Budget } from '../rules/index.ts'
import { dayText, writeRows } from './write-rows.ts'
import type { Written } from './write-rows.ts'

const VOLUME: Written = {
  table: 'driver_volume',
  columns: {
    driver_id: 'text',
    month: 'text',
    unit: 'text',
    thousandths: 'bigint',
    source: 'text',
    import_id: 'uuid',
    file: 'integer',
    row: 'integer',
  },
}
const PRICE: Written = {
  table: 'price',
  columns: {
    driver_id: 'text',
    from_day: 'date',
    to_day: 'date',
    basis: 'text',
    pence: 'bigint',
    source: 'text',
    import_id: 'uuid',
    file: 'integer',
    row: 'integer',
  },
}

/** Volumes replace those of the same driver and month; prices replace all prices of their driver. */
export async function saveDrivers(
  tx: Tx,
  actor: Actor,
  importId: string,
  budget: Budget,
): Promise<void> {
  const own = { import_id: importId }
  const volumes = budget.volumes.map((v) => ({
    driver_id: v.driver,
    month: v.month,
    unit: v.unit,
    thousandths: v.thousandths,
    source: v.source,
    ...own,
    file: v.origin?.file ?? 0,
    row: v.origin?.row ?? 0,
  }))
  const keys = volumes.map((v) => `${v.driver_id}|${v.month}`)
  await run(
    tx,
    sql`delete from budget.driver_volume where driver_id || '|' || month = any(${keys}::text[])`,
  )
  await writeRows(tx, actor.council, VOLUME, volumes)
  const priced = [...new Set(budget.prices.map((p) => p.driver))]
  await run(tx, sql`delete from budget.price where driver_id = any(${priced}::text[])`)
  await writeRows(
    tx,
    actor.council,
    PRICE,
    budget.prices.map((p) => ({
      driver_id: p.driver,
      from_day: iso(p.from),
      to_day: dayText(p.to),
      basis: p.basis,
      pence: p.pence,
      source: p.source,
      ...own,
      file: p.origin?.file ?? 0,
      row: p.origin?.row ?? 0,
    })),
  )
}

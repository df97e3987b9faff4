import { run, sql } from '#db'
import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import { iso } from '#kernel/dates.ts'
import type { Service } from '../rules/index.ts'
import { dayText, writeRows } from './write-rows.ts'
import type { Written } from './write-rows.ts'

const SERVICE: Written = {
  table: 'service',
  columns: {
    id: 'text',
    name: 'text',
    service_group: 'text',
    parent: 'text',
    kind: 'text',
    same_as: 'text',
    owner: 'text',
    from_day: 'date',
    to_day: 'date',
    funding: 'jsonb',
    note: 'text',
    import_id: 'uuid',
  },
}
const STATUTORY: Written = {
  table: 'service_statutory',
  columns: {
    service_id: 'text',
    position: 'integer',
    kind: 'text',
    basis: 'text',
    from_day: 'date',
    to_day: 'date',
  },
}
const S251: Written = {
  table: 'service_s251',
  columns: { service_id: 'text', stable_id: 'text', from_day: 'date', share: 'integer' },
}

/** Services take the place of those of the same id, with all their dates. */
export async function saveServices(
  tx: Tx,
  actor: Actor,
  importId: string,
  services: readonly Service[],
): Promise<void> {
  const ids = services.map((s) => s.id)
  for (const table of ['service_statutory', 'service_s251'])
    await run(
      tx,
      sql`delete from ${sql.id('budget', table)} where service_id = any(${ids}::text[])`,
    )
  await run(tx, sql`delete from budget.service where id = any(${ids}::text[])`)
  await writeRows(
    tx,
    actor.council,
    SERVICE,
    services.map((s) => ({
      id: s.id,
      name: s.name,
      service_group: s.group,
      parent: s.parent ?? null,
      kind: s.kind,
      same_as: s.sameAs ?? null,
      owner: s.owner,
      from_day: iso(s.from),
      to_day: dayText(s.to),
      funding: s.funding,
      note: s.note ?? null,
      import_id: importId,
    })),
  )
  await saveDates(tx, actor, services)
}

async function saveDates(tx: Tx, actor: Actor, services: readonly Service[]): Promise<void> {
  await writeRows(
    tx,
    actor.council,
    STATUTORY,
    services.flatMap((s) =>
      s.statutory.map((each, position) => ({
        service_id: s.id,
        position,
        kind: each.kind,
        basis: each.basis,
        from_day: iso(each.from),
        to_day: dayText(each.to),
      })),
    ),
  )
  await writeRows(
    tx,
    actor.council,
    S251,
    services.flatMap((s) =>
      s.s251.map((each) => ({
        service_id: s.id,
        stable_id: each.stableId,
        from_day: iso(each.from),
        share: each.share,
      })),
    ),
  )
}

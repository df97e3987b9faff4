import { json, newId, run, sql } from '#db'
import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import { amountsOf, lineKey, versionsOf } from '../rules/index.ts'
import type { Amount, Budget, Movement, VersionKey } from '../rules/index.ts'
import { saveDrivers } from './save-drivers.ts'
import { saveServices } from './save-services.ts'
import { saveStreams } from './save-streams.ts'
import { addVersion, dropVersion, versionOf } from './versions.ts'
import type { VersionId } from './versions.ts'
import { writeRows } from './write-rows.ts'
import type { Written } from './write-rows.ts'

/** Writes what an import holds, whole: services, streams, drivers, prices, versions with their amounts, movements, pots. */
export async function saveBudget(
  tx: Tx,
  actor: Actor,
  importId: string,
  budget: Budget,
): Promise<void> {
  await saveServices(tx, actor, importId, budget.services)
  await saveStreams(tx, actor, importId, budget.streams)
  await saveDrivers(tx, actor, importId, budget)
  for (const version of versionsOf(budget.amounts))
    await saveVersion(tx, actor, importId, version, amountsOf(budget.amounts, version))
  await saveMovements(tx, actor, importId, budget.movements)
  await saveSums(tx, actor, importId, budget)
}

const AMOUNT: Written = {
  table: 'amount',
  columns: {
    version_id: 'uuid',
    position: 'integer',
    service_id: 'text',
    subjective_id: 'text',
    stream_id: 'text',
    area_id: 'text',
    cost_centre: 'text',
    month: 'integer',
    pence: 'bigint',
    one_off: 'boolean',
    stated: 'boolean',
    driver_id: 'text',
    override: 'text',
    note: 'text',
    file: 'integer',
    row: 'integer',
  },
}

async function saveVersion(
  tx: Tx,
  actor: Actor,
  importId: string,
  key: VersionKey,
  amounts: readonly Amount[],
): Promise<void> {
  const before = await versionOf(tx, key)
  if (before !== undefined) await dropVersion(tx, before.id)
  const id: VersionId = newId<'version'>()
  const resolution = key.kind === 'agreed' ? 'As imported' : undefined
  await addVersion(tx, actor, { id, key, resolution, decidedOn: undefined, importId })
  await writeRows(
    tx,
    actor.council,
    AMOUNT,
    amounts.map((a, position) => ({
      version_id: id,
      position,
      service_id: a.line.service,
      subjective_id: a.line.subjective,
      stream_id: a.line.stream,
      area_id: a.line.area,
      cost_centre: a.line.costCentre,
      month: a.month ?? 0,
      pence: a.pence,
      one_off: a.oneOff,
      stated: a.stated === true,
      driver_id: a.driver ?? '',
      override: a.override ?? '',
      note: a.note ?? '',
      file: a.origin?.file ?? 0,
      row: a.origin?.row ?? 0,
    })),
  )
}

async function saveMovements(
  tx: Tx,
  actor: Actor,
  importId: string,
  movements: readonly Movement[],
): Promise<void> {
  for (const m of movements) await addMovement(tx, actor, m, importId)
}

/** Adds a movement; nothing ever changes or takes away one. */
export async function addMovement(
  tx: Tx,
  actor: Actor,
  m: Movement,
  importId: string | undefined,
): Promise<string> {
  const id = newId<'movement'>()
  await run(
    tx,
    sql`insert into budget.movement (council_id, id, year, kind, from_line, to_line, pence, why, reference, after_agreement, made_at, made_by_name, import_id, file, row)
        values (${actor.council}, ${id}, ${m.year}, ${m.kind}, ${lineKey(m.from)}, ${m.to === undefined ? null : lineKey(m.to)}, ${m.pence},
          ${m.why}, ${m.reference}, ${m.afterAgreement === true}, ${actor.at.toString()}, ${actor.name}, ${importId ?? null},
          ${m.origin?.file ?? null}, ${m.origin?.row ?? null})`,
  )
  return id
}

async function saveSums(tx: Tx, actor: Actor, importId: string, budget: Budget): Promise<void> {
  for (const pot of budget.pots) {
    await run(tx, sql`delete from budget.pot where year = ${pot.year} and id = ${pot.id}`)
    await run(
      tx,
      sql`insert into budget.pot (council_id, id, year, stream_id, pence, uses, import_id)
          values (${actor.council}, ${pot.id}, ${pot.year}, ${pot.stream}, ${pot.pence}, ${json(pot.uses)}, ${importId})`,
    )
  }
  for (const p of budget.published) {
    await run(tx, sql`delete from budget.published where place = ${p.where}`)
    await run(
      tx,
      sql`insert into budget.published (council_id, place, source, pence, parts, import_id)
          values (${actor.council}, ${p.where}, ${p.source}, ${p.total}, ${json(p.parts)}, ${importId})`,
    )
  }
}

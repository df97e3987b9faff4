import { json, one, rows, run, sql } from '#db'
import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import { parseId } from '#kernel/id.ts'
import type { Id } from '#kernel/id.ts'
import { parseFinancialYear } from '#kernel/year.ts'
import { z } from 'zod'
import { VERSION_KINDS } from '../rules/index.ts'
import type { Check, VersionKey, VersionKind } from '../rules/index.ts'

export type VersionId = Id<'version'>

export const yearText = z.string().transform((text) => {
  const year = parseFinancialYear(text)
  if (year === undefined) throw new Error(`${text} is not a financial year`)
  return year
})

const versionId = z.string().transform((text): VersionId => {
  const id = parseId<'version'>(text)
  if (id === undefined) throw new Error(`${text} is not the id of a version`)
  return id
})

const shape = z.object({
  id: versionId,
  year: yearText,
  kind: z.enum(VERSION_KINDS),
  name: z.string(),
  resolution: z.string().nullable(),
  decided_on: z.string().nullable(),
  made_at: z.string(),
  made_by_name: z.string(),
  import_id: z.string().nullable(),
})
export type VersionRow = z.output<typeof shape>

const COLUMNS = sql`id, year, kind, name, resolution, decided_on, made_at, made_by_name, import_id`

export async function versions(tx: Tx): Promise<readonly VersionRow[]> {
  return rows(tx, shape, sql`select ${COLUMNS} from budget.version order by year, made_at, id`)
}

export async function versionOf(tx: Tx, key: VersionKey): Promise<VersionRow | undefined> {
  return one(
    tx,
    shape,
    sql`select ${COLUMNS} from budget.version where year = ${key.year} and kind = ${key.kind} and name = ${key.name}`,
  )
}

export type NewVersion = {
  readonly id: VersionId
  readonly key: VersionKey
  readonly resolution: string | undefined
  readonly decidedOn: string | undefined
  readonly importId: string
}

export async function addVersion(tx: Tx, actor: Actor, v: NewVersion): Promise<void> {
  await run(
    tx,
    sql`insert into budget.version (council_id, id, year, kind, name, resolution, decided_on, made_at, made_by_name, import_id)
        values (${actor.council}, ${v.id}, ${v.key.year}, ${v.key.kind}, ${v.key.name}, ${v.resolution ?? null}, ${v.decidedOn ?? null},
          ${actor.at.toString()}, ${actor.name}, ${v.importId})`,
  )
}

/** Takes a version and its amounts away: only a draft, a proposal or a scenario that a new import replaces. */
export async function dropVersion(tx: Tx, id: VersionId): Promise<void> {
  await run(tx, sql`delete from budget.amount where version_id = ${id}`)
  await run(
    tx,
    sql`delete from budget.version where id = ${id} and kind not in ('agreed', 'outturn')`,
  )
}

export type Promotion = {
  readonly kind: VersionKind
  readonly name: string
  readonly resolution?: string
  readonly decidedOn?: string
  readonly checks?: readonly Check[]
}

/** Gives a version its new standing. One that was agreed keeps it. */
export async function promoteVersion(tx: Tx, id: VersionId, to: Promotion): Promise<boolean> {
  const changed = await run(
    tx,
    sql`update budget.version set kind = ${to.kind}, name = ${to.name}, resolution = ${to.resolution ?? null},
          decided_on = ${to.decidedOn ?? null}, checks = ${to.checks === undefined ? null : json(to.checks)}
        where id = ${id} and kind not in ('agreed', 'outturn')`,
  )
  return changed === 1
}

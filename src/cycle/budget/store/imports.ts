import { json, one, rows, run, sql } from '#db'
import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import { parseId } from '#kernel/id.ts'
import type { Id } from '#kernel/id.ts'
import { z } from 'zod'

export type ImportId = Id<'import'>

const importId = z.string().transform((text): ImportId => {
  const id = parseId<'import'>(text)
  if (id === undefined) throw new Error(`${text} is not the id of an import`)
  return id
})

const place = {
  file: z.string(),
  sheet: z.exactOptional(z.string()),
  row: z.number(),
  column: z.string(),
  value: z.string(),
}

const checkShape = z.object({
  id: z.string(),
  severity: z.enum(['block', 'warn']),
  passed: z.boolean(),
  what: z.string(),
  unit: z.enum(['pence', 'ppm']),
  left: z.number(),
  right: z.number(),
  difference: z.number(),
  where: z.string(),
  fix: z.string(),
})

const totalShape = z.object({
  version: z.string(),
  lines: z.number(),
  gross: z.number(),
  income: z.number(),
  net: z.number(),
  /** Net of the version that it takes the place of; null when there is none. */
  before: z.number().nullable(),
})

export const foundShape = z.object({
  services: z.number(),
  streams: z.number(),
  figures: z.number(),
  volumes: z.number(),
  prices: z.number(),
  movements: z.number(),
  pots: z.number(),
  negatives: z.object({ spending: z.number(), income: z.number() }),
  totals: z.array(totalShape),
  setAside: z.array(z.object({ ...place, reason: z.string(), mend: z.string() })),
  residues: z.array(z.object({ ...place, pence: z.number() })),
  formulas: z.array(z.object({ ...place, formula: z.string() })),
  passedOver: z.array(z.string()),
  checks: z.array(checkShape),
})
export type Found = z.output<typeof foundShape>

const head = z.object({
  id: importId,
  state: z.enum(['read', 'stored', 'dropped']),
  fingerprint: z.string(),
  made_at: z.string(),
  made_by_name: z.string(),
  decided_at: z.string().nullable(),
  decided_by_name: z.string().nullable(),
  based_on: importId.nullable(),
  documents: z.array(z.object({ id: z.string(), name: z.string(), sha256: z.string() })),
  files: z.array(
    z.object({
      file: z.string(),
      sheet: z.exactOptional(z.string()),
      table: z.string(),
      rows: z.number(),
    }),
  ),
  found: foundShape,
})
/** An import of a budget as it stands. */
export type ImportRow = z.output<typeof head>

const COLUMNS = sql`id, state, fingerprint, made_at, made_by_name, decided_at, decided_by_name, based_on, documents, files, found`

export async function importById(tx: Tx, id: ImportId): Promise<ImportRow | undefined> {
  return one(tx, head, sql`select ${COLUMNS} from budget.import where id = ${id}`)
}

/** The latest imports, newest first. */
export async function imports(tx: Tx, limit: number): Promise<readonly ImportRow[]> {
  return rows(
    tx,
    head,
    sql`select ${COLUMNS} from budget.import order by made_at desc, id desc limit ${limit}`,
  )
}

/** The import stored last: what another import was read on top of. */
export async function lastStored(tx: Tx): Promise<ImportRow | undefined> {
  return one(
    tx,
    head,
    sql`select ${COLUMNS} from budget.import where state = 'stored' order by decided_at desc, id desc limit 1`,
  )
}

/** An import of the same files that is waiting or stored. */
export async function sameImport(tx: Tx, fingerprint: string): Promise<ImportRow | undefined> {
  return one(
    tx,
    head,
    sql`select ${COLUMNS} from budget.import where fingerprint = ${fingerprint} and state <> 'dropped'
        order by made_at desc, id desc limit 1`,
  )
}

export type NewImport = Pick<
  ImportRow,
  'id' | 'fingerprint' | 'based_on' | 'documents' | 'files' | 'found'
>

export async function addImport(tx: Tx, actor: Actor, given: NewImport): Promise<void> {
  await run(
    tx,
    sql`insert into budget.import (council_id, id, state, fingerprint, made_at, made_by, made_by_name, documents, files, found, based_on)
        values (${actor.council}, ${given.id}, 'read', ${given.fingerprint}, ${actor.at.toString()}, ${actor.person}, ${actor.name},
          ${json(given.documents)}, ${json(given.files)}, ${json(given.found)}, ${given.based_on})`,
  )
}

/** Ends the waiting of an import; false when it was decided in the meantime. */
export async function decideImport(
  tx: Tx,
  actor: Actor,
  id: ImportId,
  state: 'stored' | 'dropped',
): Promise<boolean> {
  const changed = await run(
    tx,
    sql`update budget.import set state = ${state}, decided_at = ${actor.at.toString()}, decided_by_name = ${actor.name}
        where id = ${id} and state = 'read'`,
  )
  return changed === 1
}

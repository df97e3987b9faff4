import { one, rows, sql } from '#db'
import type { Tx } from '#db'
import { parseId } from '#kernel/id.ts'
import type { Id } from '#kernel/id.ts'
import { z } from 'zod'

export type ImportId = Id<'import'>

const importId = z.string().transform((text): ImportId => {
  const id = parseId<'import'>(text)
  if (id === undefined) throw new Error(`${text} is not the id of an import`)
  return id
})

const found = z.object({
  read: z.object({ episodes: z.number(), header: z.number(), uasc: z.number() }),
  kept: z.number(),
  placements: z.number(),
  children: z.number(),
  latest: z.number(),
  setAside: z.number(),
  changes: z.number(),
  steps: z.array(
    z.object({ step: z.number(), title: z.string(), counted: z.number(), latest: z.number() }),
  ),
  returns: z.array(
    z.object({
      label: z.string(),
      rows: z.number(),
      from: z.string(),
      to: z.string(),
      end: z.string(),
    }),
  ),
  meaning: z.enum(['ending', 'starting']),
  repeated: z.array(z.object({ name: z.string(), same: z.string() })),
  /** By how much ending the vanished changes the count expected in three years; null when not worked out. */
  vanishedThreeYears: z.number().nullable(),
  /** What a bare year means, when the sender said so. */
  saidMeaning: z.enum(['ending', 'starting']).nullable(),
})
export type Found = z.output<typeof found>

const head = z.object({
  id: importId,
  state: z.enum(['parsed', 'stored', 'superseded', 'withdrawn']),
  based_on: importId.nullable(),
  fingerprint: z.string(),
  made_at: z.string(),
  made_by_name: z.string(),
  decided_at: z.string().nullable(),
  decided_by_name: z.string().nullable(),
  first_day: z.string(),
  end_day: z.string(),
  found,
  refusal: z
    .object({
      kind: z.string(),
      message: z.string(),
      mend: z.string(),
      value: z.string().optional(),
    })
    .nullable(),
})
/** An import as it stands. */
export type ImportRow = z.output<typeof head>

const COLUMNS = sql`id, state, based_on, fingerprint, made_at, made_by_name, decided_at, decided_by_name, first_day, end_day, found, refusal`

export async function importById(tx: Tx, id: ImportId): Promise<ImportRow | undefined> {
  return one(tx, head, sql`select ${COLUMNS} from demand.import where id = ${id}`)
}

/** The import in use: the one stored last and not withdrawn. */
export async function currentImport(tx: Tx): Promise<ImportRow | undefined> {
  return one(tx, head, sql`select ${COLUMNS} from demand.import where state = 'stored'`)
}

/** The latest imports, newest first. */
export async function imports(tx: Tx, limit: number): Promise<readonly ImportRow[]> {
  return rows(
    tx,
    head,
    sql`select ${COLUMNS} from demand.import order by made_at desc, id desc limit ${limit}`,
  )
}

/** An import of the same files that is waiting or in use. */
export async function sameImport(tx: Tx, fingerprint: string): Promise<ImportRow | undefined> {
  return one(
    tx,
    head,
    sql`select ${COLUMNS} from demand.import where fingerprint = ${fingerprint} and state in ('parsed', 'stored')
        order by made_at desc limit 1`,
  )
}

const file = z.object({
  position: z.number(),
  document_id: z.string(),
  name: z.string(),
  sha256: z.string(),
  table_name: z.string(),
  rank: z.number(),
  year: z.number().nullable(),
  said_year: z.number().nullable(),
  found: z.object({
    used: z.boolean(),
    rows: z.number(),
    setAside: z.number(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    returns: z.array(z.object({ label: z.string(), end: z.string() })),
    encoding: z.string(),
    separator: z.string(),
    otherColumns: z.array(z.string()),
    /** Absent from imports made before XML was read. */
    xml: z.boolean().default(false),
    earlier: z.boolean(),
    replaced: z.boolean(),
  }),
})
/** A file of an import, with what was found in it. */
export type ImportFile = z.output<typeof file>

export async function filesOfImport(tx: Tx, id: ImportId): Promise<readonly ImportFile[]> {
  return rows(
    tx,
    file,
    sql`select position, document_id, name, sha256, table_name, rank, year, said_year, found
        from demand.import_file where import_id = ${id} order by position`,
  )
}

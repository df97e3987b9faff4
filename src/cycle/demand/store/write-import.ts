import { json, run, sql } from '#db'
import type { Tx } from '#db'
import type { Actor } from '#kernel/access.ts'
import { iso } from '#kernel/dates.ts'
import type { Id } from '#kernel/id.ts'
import type { Cleaning } from '../rules/index.ts'
import { addBulk } from './bulk.ts'
import type { BulkColumn } from './bulk.ts'
import type { Found } from './imports.ts'

export type NewImport = {
  readonly id: Id<'import'>
  readonly basedOn: Id<'import'> | undefined
  readonly fingerprint: string
  readonly cleaning: Cleaning
  readonly saidMeaning: 'ending' | 'starting' | undefined
  /** Files sent now that were already in use, and the name they have there. */
  readonly alreadyLoaded: readonly { readonly name: string; readonly same: string }[]
  /** In the order of the cleaning's files. */
  readonly documents: readonly {
    readonly id: string
    readonly rank: number
    readonly saidYear: number | undefined
  }[]
}

/** Writes an import whole: what was found, every row set aside or changed, and the cleaned care. */
export async function writeImport(tx: Tx, actor: Actor, given: NewImport): Promise<void> {
  const { cleaning } = given
  const where = { council: actor.council, importId: given.id }
  await writeHead(tx, actor, given)
  for (const [position, document] of given.documents.entries())
    await writeFile(tx, where, position, given, document)
  await addBulk(tx, { ...where, table: 'set_aside' }, setAsideColumns(cleaning))
  await addBulk(tx, { ...where, table: 'change' }, changeColumns(cleaning))
  await addBulk(tx, { ...where, table: 'child' }, childColumns(cleaning))
  await addBulk(tx, { ...where, table: 'stay' }, stayColumns(cleaning))
}

async function writeHead(tx: Tx, actor: Actor, given: NewImport): Promise<void> {
  const { cleaning } = given
  await run(
    tx,
    sql`insert into demand.import (council_id, id, state, based_on, fingerprint, made_at, made_by, made_by_name, first_day, end_day, found, refusal)
        values (${actor.council}, ${given.id}, 'parsed', ${given.basedOn ?? null}, ${given.fingerprint}, ${actor.at.toString()},
          ${actor.person}, ${actor.name}, ${iso(cleaning.care.from)}, ${iso(cleaning.care.to)}, ${json(foundOf(given))},
          ${cleaning.refusal === undefined ? null : json(cleaning.refusal)})`,
  )
}

function foundOf(given: NewImport): Found {
  const c = given.cleaning
  return {
    read: c.read,
    kept: c.kept,
    placements: c.care.stays.length,
    children: c.care.children.length,
    latest: c.latest,
    setAside: c.setAside.length,
    changes: c.changes.length,
    steps: [...c.steps],
    returns: c.returns.map((r) => ({
      label: r.label,
      rows: r.rows,
      from: iso(r.from),
      to: iso(r.to),
      end: iso(r.end),
    })),
    meaning: c.meaning,
    repeated: [...c.repeated, ...given.alreadyLoaded],
    saidMeaning: given.saidMeaning ?? null,
  }
}

async function writeFile(
  tx: Tx,
  where: { readonly council: string; readonly importId: string },
  position: number,
  given: NewImport,
  document: NewImport['documents'][number],
): Promise<void> {
  const found = given.cleaning.files[position]
  const file = given.cleaning.care.files[position]
  if (found === undefined || file === undefined)
    throw new Error(`the import ${given.id} has no file ${position}`)
  const { name, sha256, table, ...rest } = found
  const kept = {
    ...rest,
    from: rest.from === undefined ? null : iso(rest.from),
    to: rest.to === undefined ? null : iso(rest.to),
    returns: rest.returns.map((r) => ({ label: r.label, end: iso(r.end) })),
  }
  await run(
    tx,
    sql`insert into demand.import_file (council_id, import_id, position, document_id, name, sha256, table_name, rank, year, said_year, found)
        values (${where.council}, ${where.importId}, ${position}, ${document.id}, ${name}, ${sha256}, ${table}, ${document.rank},
          ${file.year ?? null}, ${document.saidYear ?? null}, ${json(kept)})`,
  )
}

function setAsideColumns({ setAside }: Cleaning): readonly BulkColumn[] {
  return [
    { name: 'file', kind: 'text', values: setAside.map((s) => s.file) },
    { name: 'row', kind: 'whole', values: setAside.map((s) => s.row) },
    { name: 'column_name', kind: 'text', values: setAside.map((s) => s.column) },
    { name: 'value', kind: 'text', values: setAside.map((s) => s.value) },
    { name: 'kind', kind: 'text', values: setAside.map((s) => s.kind) },
    { name: 'reason', kind: 'text', values: setAside.map((s) => s.reason) },
    { name: 'mend', kind: 'text', values: setAside.map((s) => s.mend) },
  ]
}

function changeColumns({ changes }: Cleaning): readonly BulkColumn[] {
  return [
    { name: 'file', kind: 'whole', values: changes.map((c) => c.file) },
    { name: 'row', kind: 'whole', values: changes.map((c) => c.row) },
    { name: 'column_name', kind: 'text', values: changes.map((c) => c.column) },
    { name: 'kind', kind: 'text', values: changes.map((c) => c.kind) },
    { name: 'was', kind: 'text', values: changes.map((c) => c.was) },
    { name: 'now', kind: 'text', values: changes.map((c) => c.now) },
  ]
}

function childColumns({ care }: Cleaning): readonly BulkColumn[] {
  const { children } = care
  return [
    { name: 'pseudonym', kind: 'text', values: children.map((c) => c.child) },
    { name: 'born', kind: 'day', values: children.map((c) => c.born) },
    { name: 'sex', kind: 'text', values: children.map((c) => c.sex) },
    { name: 'uasc', kind: 'yes-no', values: children.map((c) => c.uasc) },
    { name: 'ethnicity', kind: 'text', values: children.map((c) => c.ethnicity) },
  ]
}

function stayColumns({ care }: Cleaning): readonly BulkColumn[] {
  const { stays } = care
  return [
    { name: 'child', kind: 'whole', values: stays.map((s) => s.child) },
    { name: 'from_day', kind: 'day', values: stays.map((s) => s.from) },
    { name: 'to_day', kind: 'day', values: stays.map((s) => s.to) },
    { name: 'sub_type', kind: 'text', values: stays.map((s) => s.subType) },
    { name: 'sub_group', kind: 'text', values: stays.map((s) => s.group) },
    { name: 'place', kind: 'text', values: stays.map((s) => s.place) },
    { name: 'provider', kind: 'text', values: stays.map((s) => s.provider) },
    { name: 'legal_status', kind: 'text', values: stays.map((s) => s.legalStatus) },
    { name: 'need', kind: 'text', values: stays.map((s) => s.need) },
    { name: 'rne', kind: 'text', values: stays.map((s) => s.rne) },
    { name: 'reason_ended', kind: 'text', values: stays.map((s) => s.reasonEnded) },
    { name: 'reason_place_change', kind: 'text', values: stays.map((s) => s.reasonPlaceChange) },
    { name: 'end_unknown', kind: 'yes-no', values: stays.map((s) => s.endUnknown) },
    { name: 'file', kind: 'whole', values: stays.map((s) => s.origin.file) },
    { name: 'row', kind: 'whole', values: stays.map((s) => s.origin.row) },
  ]
}

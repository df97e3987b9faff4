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
  readonly vanishedThreeYears: number | undefined
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
  await addBulk(
    tx,
    { ...where, table: 'set_aside' },
    cleaning.setAside.length,
    setAsideColumns(cleaning.setAside),
  )
  await addBulk(
    tx,
    { ...where, table: 'change' },
    cleaning.changes.length,
    changeColumns(cleaning.changes),
  )
  await addBulk(
    tx,
    { ...where, table: 'child' },
    cleaning.care.children.length,
    childColumns(cleaning.care.children),
  )
  await addBulk(
    tx,
    { ...where, table: 'stay' },
    cleaning.care.stays.length,
    stayColumns(cleaning.care.stays),
  )
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
    vanishedThreeYears: given.vanishedThreeYears ?? null,
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

function setAsideColumns(setAside: Cleaning['setAside']): readonly BulkColumn[] {
  return [
    { name: 'file', kind: 'text', of: (i) => setAside[i]?.file ?? '' },
    { name: 'row', kind: 'whole', of: (i) => setAside[i]?.row ?? 0 },
    { name: 'column_name', kind: 'text', of: (i) => setAside[i]?.column ?? '' },
    { name: 'value', kind: 'text', of: (i) => setAside[i]?.value ?? '' },
    { name: 'kind', kind: 'text', of: (i) => setAside[i]?.kind ?? '' },
    { name: 'reason', kind: 'text', of: (i) => setAside[i]?.reason ?? '' },
    { name: 'mend', kind: 'text', of: (i) => setAside[i]?.mend ?? '' },
  ]
}

function changeColumns(changes: Cleaning['changes']): readonly BulkColumn[] {
  return [
    { name: 'file', kind: 'whole', of: (i) => changes[i]?.file ?? 0 },
    { name: 'row', kind: 'whole', of: (i) => changes[i]?.row ?? 0 },
    { name: 'column_name', kind: 'text', of: (i) => changes[i]?.column ?? '' },
    { name: 'kind', kind: 'text', of: (i) => changes[i]?.kind ?? '' },
    { name: 'was', kind: 'text', of: (i) => changes[i]?.was ?? '' },
    { name: 'now', kind: 'text', of: (i) => changes[i]?.now ?? '' },
  ]
}

function childColumns(children: Cleaning['care']['children']): readonly BulkColumn[] {
  return [
    { name: 'pseudonym', kind: 'text', of: (i) => children[i]?.child ?? '' },
    { name: 'born', kind: 'day', of: (i) => children[i]?.born },
    { name: 'sex', kind: 'text', of: (i) => children[i]?.sex ?? '' },
    { name: 'uasc', kind: 'yes-no', of: (i) => children[i]?.uasc === true },
    { name: 'ethnicity', kind: 'text', of: (i) => children[i]?.ethnicity ?? '' },
  ]
}

function stayColumns(stays: Cleaning['care']['stays']): readonly BulkColumn[] {
  return [
    { name: 'child', kind: 'whole', of: (i) => stays[i]?.child ?? 0 },
    { name: 'from_day', kind: 'day', of: (i) => stays[i]?.from },
    { name: 'to_day', kind: 'day', of: (i) => stays[i]?.to },
    { name: 'sub_type', kind: 'text', of: (i) => stays[i]?.subType ?? '' },
    { name: 'sub_group', kind: 'text', of: (i) => stays[i]?.group ?? '' },
    { name: 'place', kind: 'text', of: (i) => stays[i]?.place ?? '' },
    { name: 'provider', kind: 'text', of: (i) => stays[i]?.provider ?? '' },
    { name: 'legal_status', kind: 'text', of: (i) => stays[i]?.legalStatus ?? '' },
    { name: 'need', kind: 'text', of: (i) => stays[i]?.need ?? '' },
    { name: 'rne', kind: 'text', of: (i) => stays[i]?.rne ?? '' },
    { name: 'reason_ended', kind: 'text', of: (i) => stays[i]?.reasonEnded ?? '' },
    { name: 'reason_place_change', kind: 'text', of: (i) => stays[i]?.reasonPlaceChange ?? '' },
    { name: 'end_unknown', kind: 'yes-no', of: (i) => stays[i]?.endUnknown === true },
    { name: 'file', kind: 'whole', of: (i) => stays[i]?.origin.file ?? 0 },
    { name: 'row', kind: 'whole', of: (i) => stays[i]?.origin.row ?? 0 },
  ]
}

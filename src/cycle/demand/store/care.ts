import { one, rows, sql } from '#db'
import type { Tx } from '#db'
import { day, isoDay } from '#kernel/dates.ts'
import { z } from 'zod'
import { GROUPS, isSubType } from '../rules/index.ts'
import type { CareFile, ChildRecord, CleanedCare, Stay } from '../rules/index.ts'
import { BETWEEN } from './bulk.ts'
import { currentImport, importById } from './imports.ts'
import type { ImportId, ImportRow } from './imports.ts'

/** The care history in use, for every forecast; undefined before the first import is stored. */
export async function currentCare(tx: Tx): Promise<CleanedCare | undefined> {
  const head = await currentImport(tx)
  return head === undefined ? undefined : careFrom(tx, head)
}

/** The care history of one import, whatever its state. */
export async function careOf(tx: Tx, id: ImportId): Promise<CleanedCare | undefined> {
  const head = await importById(tx, id)
  return head === undefined ? undefined : careFrom(tx, head)
}

async function careFrom(tx: Tx, head: ImportRow): Promise<CleanedCare> {
  return {
    children: await children(tx, head.id),
    stays: await stays(tx, head.id),
    files: await files(tx, head.id),
    from: isoDay(head.first_day),
    to: isoDay(head.end_day),
  }
}

const file = z.object({
  name: z.string(),
  sha256: z.string(),
  table: z.string(),
  year: z.number().nullable(),
})

async function files(tx: Tx, id: ImportId): Promise<readonly CareFile[]> {
  const found = await rows(
    tx,
    file,
    sql`select name, sha256, table_name as "table", year from demand.import_file
        where import_id = ${id} order by position`,
  )
  return found.map((f) => ({ ...f, year: f.year ?? undefined }))
}

/** Each column comes as one text: a hundred thousand rows are a dozen values, not a million. */
const joined = z.string().nullable()

async function children(tx: Tx, id: ImportId): Promise<readonly ChildRecord[]> {
  const found = await one(
    tx,
    z.object({ pseudonym: joined, born: joined, sex: joined, uasc: joined, ethnicity: joined }),
    sql`select ${texts('pseudonym')}, ${days('born')}, ${texts('sex')}, ${wholes('uasc')}, ${texts('ethnicity')}
        from demand.child where import_id = ${id}`,
  )
  if (found === undefined || found.pseudonym === null) return []
  const born = numbers(found.born)
  const sex = words(found.sex)
  const uasc = numbers(found.uasc)
  const ethnicity = words(found.ethnicity)
  return words(found.pseudonym).map((child, i) => ({
    child,
    born: day(born[i] ?? 0),
    sex: sexOf(sex[i]),
    uasc: uasc[i] === 1,
    ethnicity: ethnicity[i] ?? '',
  }))
}

function sexOf(text: string | undefined): ChildRecord['sex'] {
  return text === '1' || text === '2' ? text : ''
}

const stayShape = z.object({
  child: joined,
  from_day: joined,
  to_day: joined,
  sub_type: joined,
  sub_group: joined,
  place: joined,
  provider: joined,
  legal_status: joined,
  need: joined,
  rne: joined,
  reason_ended: joined,
  reason_place_change: joined,
  end_unknown: joined,
  file: joined,
  row: joined,
})

async function stays(tx: Tx, id: ImportId): Promise<readonly Stay[]> {
  const found = await one(
    tx,
    stayShape,
    sql`select ${wholes('child')}, ${days('from_day')}, ${days('to_day')}, ${texts('sub_type')}, ${texts('sub_group')},
          ${texts('place')}, ${texts('provider')}, ${texts('legal_status')}, ${texts('need')}, ${texts('rne')},
          ${texts('reason_ended')}, ${texts('reason_place_change')}, ${wholes('end_unknown')}, ${wholes('file')}, ${wholes('row')}
        from demand.stay where import_id = ${id}`,
  )
  if (found === undefined || found.child === null) return []
  const whole = {
    child: numbers(found.child),
    from: numbers(found.from_day),
    to: numbers(found.to_day),
    endUnknown: numbers(found.end_unknown),
    file: numbers(found.file),
    row: numbers(found.row),
  }
  const text = {
    subType: words(found.sub_type),
    group: words(found.sub_group),
    place: words(found.place),
    provider: words(found.provider),
    legalStatus: words(found.legal_status),
    need: words(found.need),
    rne: words(found.rne),
    reasonEnded: words(found.reason_ended),
    reasonPlaceChange: words(found.reason_place_change),
  }
  return whole.child.map((child, i) => stayAt(child, i, whole, text))
}

type Whole = Readonly<
  Record<'child' | 'from' | 'to' | 'endUnknown' | 'file' | 'row', readonly number[]>
>
type Text = Readonly<
  Record<
    | 'subType'
    | 'group'
    | 'place'
    | 'provider'
    | 'legalStatus'
    | 'need'
    | 'rne'
    | 'reasonEnded'
    | 'reasonPlaceChange',
    readonly string[]
  >
>

function stayAt(child: number, i: number, whole: Whole, text: Text): Stay {
  const word = (column: readonly string[]) => column[i] ?? ''
  const to = whole.to[i]
  return {
    child,
    from: day(whole.from[i] ?? 0),
    to: to === undefined || Number.isNaN(to) ? undefined : day(to),
    ...kindOf(word(text.subType), word(text.group)),
    place: word(text.place),
    provider: word(text.provider),
    legalStatus: word(text.legalStatus),
    need: word(text.need),
    rne: word(text.rne),
    reasonEnded: word(text.reasonEnded),
    reasonPlaceChange: word(text.reasonPlaceChange),
    endUnknown: whole.endUnknown[i] === 1,
    origin: { file: whole.file[i] ?? 0, row: whole.row[i] ?? 0 },
  }
}

function kindOf(subType: string, group: string): Pick<Stay, 'subType' | 'group'> {
  const known = GROUPS.find((g) => g === group)
  if (known === undefined || !isSubType(subType))
    throw new Error(`a stay is kept as ${subType} in ${group}, which are not words of the taxonomy`)
  return { subType, group: known }
}

function texts(name: string) {
  return sql`string_agg(${sql.id(name)}, ${BETWEEN}::text order by position) as ${sql.id(name)}`
}

function wholes(name: string) {
  return sql`string_agg(${sql.id(name)}::int::text, ',' order by position) as ${sql.id(name)}`
}

/** Days since 1970; empty where there is none. */
function days(name: string) {
  return sql`string_agg(coalesce((${sql.id(name)} - date '1970-01-01')::text, ''), ',' order by position) as ${sql.id(name)}`
}

function words(text: string | null): readonly string[] {
  return text === null ? [] : text.split(BETWEEN)
}

function numbers(text: string | null): readonly number[] {
  return text === null ? [] : text.split(',').map((t) => (t === '' ? Number.NaN : Number(t)))
}

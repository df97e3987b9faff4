import { TABLES } from '../import/tables.ts'
import type { TableName } from '../import/tables.ts'

/** The root of the return as XML. 10-demand, section 3B. */
export const ROOT = 'EXPSSDA903'

/** Tables whose fields stand in HEADER itself: their rows are numbered by CHILD. */
export const OF_HEADER = ['header', 'uasc', 'oc3', 'ad1'] as const

/** Elements that repeat, each a row of its table. Their rows are numbered by the element. */
const REPEATED: Readonly<Record<string, TableName>> = {
  EPISODE: 'episodes',
  AREVIEW: 'reviews',
  AMISSING: 'missing',
  PERMANENCE: 'previous permanence',
  OC2: 'oc2',
  AD_PLACED: 'placed for adoption',
}

/** Tables that came later, whose element is known by what stands in it. */
const BY_FIELD: Readonly<Record<string, TableName>> = {
  SW_ID: 'social worker episodes',
  SW_DECOM: 'social worker episodes',
  DOLO_START: 'deprivation of liberty',
}

/** Fields under another name in XML than in CSV. */
const NAMES: Readonly<Record<string, string>> = { CHILDID: 'CHILD', PL: 'PLACE' }

export function fieldName(tag: string): string {
  return NAMES[tag] ?? tag
}

/** `EPISODE`, also as `ns:episode`. */
export function tagName(name: string): string {
  return name.slice(name.indexOf(':') + 1).toUpperCase()
}

/** The table that an element with fields is a row of. */
export function tableOfElement(
  tag: string,
  fields: ReadonlyMap<string, string>,
): TableName | undefined {
  const named = REPEATED[tag]
  if (named !== undefined) return named
  for (const field of fields.keys()) {
    const table = BY_FIELD[field]
    if (table !== undefined) return table
  }
  return undefined
}

const COLUMNS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  TABLES.map((t) => [t.name, new Set<string>([...t.required, ...t.others])]),
)

/** Columns of a table, CHILD and DOB among them. */
export function columnsOf(table: TableName): ReadonlySet<string> {
  return COLUMNS.get(table) ?? new Set()
}

const IN_HEADER = new Set<string>(['UASC', ...OF_HEADER.flatMap((t) => [...columnsOf(t)])])

/** Whether a field of an element is one that is read. */
export function isKnownField(table: TableName | 'HEADER', field: string): boolean {
  return table === 'HEADER' ? IN_HEADER.has(field) : columnsOf(table).has(field)
}

/** Whether the header says that the child is or was unaccompanied: UASC of 1, or a date on which that ceased. */
export function isUnaccompanied(header: ReadonlyMap<string, string>): boolean {
  const said = (header.get('UASC') ?? '').trim().toLowerCase()
  if (['', '0', 'n', 'no', 'false'].includes(said)) return (header.get('DUC') ?? '').trim() !== ''
  return true
}

/** Whether the header has any of a table's own fields. */
export function hasAnyOf(table: TableName, header: ReadonlyMap<string, string>): boolean {
  for (const column of columnsOf(table))
    if (column !== 'CHILD' && column !== 'DOB' && (header.get(column) ?? '').trim() !== '')
      return true
  return false
}

/** How a person finds a row of XML, said wherever such rows are listed. */
export const XML_ROWS =
  'Rows of an XML file are its elements, counted from the top: row 12 of header, uasc, oc3 and ad1 is the 12th CHILD, row 12 of episodes the 12th EPISODE, of reviews the 12th AREVIEW. The page of a row says its line in the file.'

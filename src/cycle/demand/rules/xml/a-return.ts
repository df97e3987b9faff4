import { bytesOf } from '../import/a-return.ts'
import type { FileIn } from '../import/open.ts'
import { TABLES } from '../import/tables.ts'
import type { TableName } from '../import/tables.ts'
import { OF_HEADER } from './elements.ts'

/** Builds invented returns in both forms, for tests: the same rows as CSV tables and as one XML file. */

export type Row = Readonly<Record<string, string>>
export type Tables = Readonly<Partial<Record<TableName, readonly Row[]>>>

const ELEMENTS: Readonly<Partial<Record<TableName, string>>> = {
  episodes: 'EPISODE',
  reviews: 'AREVIEW',
  missing: 'AMISSING',
  'previous permanence': 'PERMANENCE',
  oc2: 'OC2',
  'placed for adoption': 'AD_PLACED',
  'social worker episodes': 'SWDETAILS',
  'deprivation of liberty': 'DOLO',
}

const TAGS: Readonly<Record<string, string>> = { CHILD: 'CHILDID', PLACE: 'PL' }

/** Rows of a CSV text without quotes. */
export function rowsOfCsv(text: string): readonly Row[] {
  const [heading = '', ...lines] = text.split(/\r?\n/).filter((l) => l.trim() !== '')
  const names = heading.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    return Object.fromEntries(names.map((n, i) => [n, cells[i] ?? '']))
  })
}

export function csvOf(name: TableName, rows: readonly Row[]): string {
  const table = TABLES.find((t) => t.name === name)
  const columns = table === undefined ? [] : [...table.required, ...table.others]
  return [columns, ...rows.map((r) => columns.map((c) => r[c] ?? ''))]
    .map((cells) => cells.join(','))
    .join('\n')
}

/** The XML of the tables; children in the order of the header table. */
export function xmlOf(tables: Tables): string {
  const children = (tables.header ?? []).map((row) => childXml(row, tables))
  return `<?xml version="1.0" encoding="UTF-8"?>\n<EXPSSDA903>\n${children.join('\n')}\n</EXPSSDA903>\n`
}

function childXml(header: Row, tables: Tables): string {
  const mine = (name: TableName) =>
    (tables[name] ?? []).filter((r) => r['CHILD'] === header['CHILD'])
  const inHeader = OF_HEADER.reduce<Row>((all, t) => ({ ...all, ...mine(t)[0] }), {})
  const uasc = mine('uasc').length > 0 ? '<UASC>1</UASC>' : '<UASC />'
  const groups = Object.entries(ELEMENTS).filter(([name]) => name !== 'episodes')
  const repeated = groups.flatMap(([name, tag]) =>
    TABLES.filter((t) => t.name === name).flatMap((t) => mine(t.name).map((r) => element(tag, r))),
  )
  const episodes = mine('episodes').map((r) => element('EPISODE', r))
  return `<CHILD><HEADER>${fields({ ...inHeader, ...header }, true)}${uasc}${repeated.join('')}</HEADER>${episodes.join('\n')}</CHILD>`
}

function element(tag: string, row: Row): string {
  return `<${tag}>${fields(row, false)}</${tag}>`
}

function fields(row: Row, ofHeader: boolean): string {
  return Object.entries(row)
    .filter(([name]) => ofHeader || (name !== 'CHILD' && name !== 'DOB'))
    .map(([name, value]) => {
      const tag = TAGS[name] ?? name
      return value === '' ? `<${tag} />` : `<${tag}>${escaped(value)}</${tag}>`
    })
    .join('')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

export function xmlFile(name: string, content: string | Uint8Array): FileIn {
  const bytes = typeof content === 'string' ? bytesOf(content) : content
  return { name, bytes, sha256: `${name} ${bytes.length}` }
}

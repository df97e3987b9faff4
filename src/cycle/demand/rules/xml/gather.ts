import type { Refusal } from '#kernel/result.ts'
import type { TableName } from '../import/tables.ts'
import {
  fieldName,
  hasAnyOf,
  isKnownField,
  isUnaccompanied,
  ROOT,
  tableOfElement,
  tagName,
} from './elements.ts'
import { badly, faultsOf } from './faults.ts'
import type { XmlFaults } from './faults.ts'
import { addRow, FOUND_AT, tableRows, upToRow } from './table-rows.ts'
import type { TableIn, TableRows } from './table-rows.ts'

/** Deeper than any return: EXPSSDA903, CHILD, HEADER, AREVIEW, REVIEW are five. */
const DEEPEST = 8
/** Characters of a field that are kept: a longer one is no code and no date, and is set aside as too long. */
const LONGEST_FIELD = 400
const LONGEST_CHILD = 65
/** Rows of one child: hundreds of reviews are possible, thousands are damage. */
const MOST_ROWS_OF_CHILD = 5000
const MOST_STRANGERS = 50

type Node = {
  readonly tag: string
  readonly line: number
  readonly fields: Map<string, string>
  hasElements: boolean
  text: string
}

type ChildRow = {
  readonly table: TableName
  readonly fields: Map<string, string>
  readonly line: number
}

/** An XML return being read: what stands open, and the rows so far. Mutable inside the reading alone. */
export type Gathering = {
  readonly faults: XmlFaults
  readonly open: Node[]
  readonly tables: Map<TableName, TableRows>
  readonly strangers: Set<string>
  /** Most bytes of rows in all. */
  readonly mostBytes: number
  children: number
  header: Node | undefined
  rows: ChildRow[]
  refusal: Refusal | undefined
}

export function gathering(file: string, mostBytes: number): Gathering {
  return {
    faults: faultsOf(file),
    open: [],
    tables: new Map(),
    strangers: new Set(),
    mostBytes,
    children: 0,
    header: undefined,
    rows: [],
    refusal: undefined,
  }
}

export function openElement(g: Gathering, name: string, line: number): void {
  const tag = tagName(name)
  const parent = g.open.at(-1)
  if (parent === undefined && tag !== ROOT) return badly(g, g.faults.wrongRoot(name, line))
  if (g.open.length >= DEEPEST) return badly(g, g.faults.tooDeep(line, DEEPEST))
  if (parent !== undefined) {
    parent.hasElements = true
    if (parent.text.trim() !== '') stranger(g, `text in ${parent.tag}`)
  }
  if (g.open.length === 1 && tag === 'CHILD') beginChild(g)
  g.open.push({ tag, line, fields: new Map(), hasElements: false, text: '' })
}

function beginChild(g: Gathering): void {
  g.children += 1
  g.header = undefined
  g.rows = []
}

export function addText(g: Gathering, text: string): void {
  const node = g.open.at(-1)
  if (node === undefined) return
  const room = LONGEST_FIELD - node.text.length
  if (room > 0) node.text += text.slice(0, room)
}

export function closeElement(g: Gathering): void {
  const node = g.open.pop()
  const parent = g.open.at(-1)
  if (node === undefined || parent === undefined) return
  if (g.open.length === 1) return endChild(g, node)
  if (parent.tag === ROOT || g.open[1]?.tag !== 'CHILD') return stranger(g, node.tag)
  if (node.hasElements || node.tag === 'HEADER' || node.tag === 'EPISODE') return endGroup(g, node)
  endField(g, node, parent)
}

/** A field with its text; an empty one is not there. */
function endField(g: Gathering, node: Node, parent: Node): void {
  const text = node.text.trim()
  if (text === '') return
  const name = fieldName(node.tag)
  const value = name === 'CHILD' ? text.slice(0, LONGEST_CHILD) : text
  const before = parent.fields.get(name)
  if (before !== undefined && before !== value)
    return badly(g, g.faults.twice(name, parent.tag, node.line, g.children))
  parent.fields.set(name, value)
}

function endGroup(g: Gathering, node: Node): void {
  if (node.tag === 'HEADER') {
    if (g.header !== undefined)
      return badly(g, g.faults.twice('HEADER', 'CHILD', node.line, g.children))
    g.header = node
    return noteStrangers(g, 'HEADER', node)
  }
  const table = tableOfElement(node.tag, node.fields)
  if (table === undefined) return stranger(g, node.tag)
  noteStrangers(g, table, node)
  if (node.fields.size === 0 && table !== 'episodes') return
  g.rows.push({ table, fields: node.fields, line: node.line })
  if (g.rows.length > MOST_ROWS_OF_CHILD)
    badly(g, g.faults.tooManyRows(node.line, g.children, MOST_ROWS_OF_CHILD))
}

function noteStrangers(g: Gathering, table: TableName | 'HEADER', node: Node): void {
  for (const field of node.fields.keys()) if (!isKnownField(table, field)) stranger(g, field)
}

function stranger(g: Gathering, name: string): void {
  if (g.strangers.size < MOST_STRANGERS) g.strangers.add(name.slice(0, 60))
}

/** The whole child has been read: its rows take its identifier and date of birth from the header. */
function endChild(g: Gathering, node: Node): void {
  if (node.tag !== 'CHILD') return stranger(g, node.tag)
  for (const field of node.fields.keys()) stranger(g, field)
  const header = ownHeader(g)
  const child = header.get('CHILD') ?? ''
  const dob = header.get('DOB') ?? ''
  for (const row of g.rows) {
    const said = [['CHILD', child] as const, ['DOB', dob] as const]
    const cells = new Map([...row.fields, ...said, [FOUND_AT, foundAt(g, row.line)] as const])
    addRow(tableIn(g, row.table), cells)
  }
  if (bytesHeld(g) > g.mostBytes) badly(g, g.faults.tooLong(node.line))
}

function bytesHeld(g: Gathering): number {
  return [...g.tables.values()].reduce((bytes, t) => bytes + t.used, 0)
}

/** The child's header, its rows added; empty when there is none. */
function ownHeader(g: Gathering): ReadonlyMap<string, string> {
  if (g.header === undefined) return new Map()
  headerRows(g, g.header.fields, g.header.line)
  return g.header.fields
}

function headerRows(g: Gathering, header: ReadonlyMap<string, string>, line: number): void {
  const cells = new Map([...header, [FOUND_AT, foundAt(g, line)]])
  const also: TableName[] = ['header']
  if (isUnaccompanied(header)) also.push('uasc')
  if (hasAnyOf('oc3', header)) also.push('oc3')
  if (hasAnyOf('ad1', header)) also.push('ad1')
  for (const name of also) {
    const table = tableIn(g, name)
    upToRow(table, g.children)
    addRow(table, cells)
  }
}

function foundAt(g: Gathering, line: number): string {
  return `CHILD ${g.children} on line ${line}`
}

function tableIn(g: Gathering, name: TableName): TableRows {
  const held = g.tables.get(name)
  if (held !== undefined) return held
  const fresh = tableRows(name)
  g.tables.set(name, fresh)
  return fresh
}

/** What the file held, once its root has closed; or why it cannot be used. */
export function gathered(
  g: Gathering,
  encoding: TableIn['encoding'],
): readonly TableIn[] | Refusal {
  if (g.refusal !== undefined) return g.refusal
  if (g.children === 0) return g.faults.noChild()
  return [...g.tables.values()].map(({ table, names, bytes, used }) => ({
    table,
    names,
    rows: bytes.slice(0, used),
    encoding,
    strangers: table.name === 'header' ? [...g.strangers] : [],
  }))
}

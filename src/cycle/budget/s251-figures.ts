import type { Figure, Origin, Rule } from '#kernel/working.ts'
import type { Published, PublishedYear } from './published.ts'
import { COLUMN_WORDS, COLUMNS, idPence, penceAt, rowAt } from './rules/index.ts'
import type { ColumnId } from './rules/index.ts'
import type { S251Form } from './s251-form.ts'
import { nameOfId } from './s251-form.ts'

const ENGLAND: Rule = {
  id: 'budget.s251-england',
  name: 'England, Section 251',
  sentence:
    'The sum of the returns of all councils in the file. A return that does not give the line adds nothing.',
  source: '30-budget, rule 28',
}

const ON_FORM: Rule = {
  id: 'budget.s251-form',
  name: 'A cell of the form of Section 251, in whole pounds',
  sentence:
    'The ledger lines that stand in this cell are added, then taken to the pound below or above so that every identity and every total of the form holds (controlled rounding).',
  source: '30-budget, rule 30',
}

const EXACT: Rule = {
  id: 'budget.s251-exact',
  name: 'The exact amount of a cell',
  sentence:
    'Ledger lines whose service and subjective stand on this line and in this column of the form.',
  source: '30-budget, rule 30',
}

/** Addresses of workings of Section 251. */
export function returnHref(year: string, council: string, line: string, column: ColumnId): string {
  return `/working/budget/s251/${[year, council, line, column].map(encodeURIComponent).join('/')}`
}
export function formHref(year: string, version: string, line: string, column: ColumnId): string {
  return `/working/budget/s251-form/${[year, version, line, column].map(encodeURIComponent).join('/')}`
}

function columnOf(text: string): ColumnId | undefined {
  return COLUMNS.find((c) => c === text)
}

/** A printed figure of a return, by year, council (or `england`), line and column. */
export function returnFigure(found: Published, path: readonly string[]): Figure | undefined {
  const [name, council = '', line = '', columnText = ''] = path
  const year = found.years.find((y) => y.read.year === name)
  const column = columnOf(columnText)
  if (year === undefined || column === undefined) return undefined
  return council === 'england'
    ? englandFigure(year, line, column)
    : councilFigure(year, council, line, column)
}

function councilFigure(
  year: PublishedYear,
  code: string,
  line: string,
  column: ColumnId,
): Figure | undefined {
  const { read } = year
  const place = read.layout.lines.findIndex((l) => l.line === line)
  const council = read.councils.findIndex((c) => c.code === code)
  const row = place < 0 || council < 0 ? undefined : rowAt(read, council, place)
  const amount = row === undefined ? undefined : penceAt(read, row, column)
  if (row === undefined || amount === undefined) return undefined
  return {
    label: `${read.councils[council]?.name ?? code}, ${read.year}, line ${line}: ${COLUMN_WORDS[column]}`,
    value: amount,
    unit: 'pence',
    href: returnHref(read.year, code, line, column),
    working: { kind: 'origin', origin: originOf(year, read.fileRow[row] ?? 0) },
  }
}

function originOf({ from, read }: PublishedYear, row: number): Origin {
  return {
    kind: 'import',
    importId: from.id,
    file: from.name,
    sha256: from.sha256,
    ...(read.sheet === undefined ? {} : { sheet: read.sheet }),
    rows: [row],
    by: from.kept_by_name,
    at: from.kept_at,
    href: `/budget/s251/${read.year}`,
  }
}

function englandFigure(year: PublishedYear, line: string, column: ColumnId): Figure | undefined {
  const { read } = year
  const lines = read.layout.lines.filter((l) => l.line === line)
  const parts = read.councils.flatMap((c) =>
    c.level === 'council' && idPence(read, c.code, lines, column) !== undefined
      ? (councilFigure(year, c.code, line, column) ?? [])
      : [],
  )
  if (parts.length === 0) return undefined
  return {
    label: `England, ${read.year}, line ${line}: ${COLUMN_WORDS[column]}`,
    value: parts.reduce((sum, p) => sum + p.value, 0),
    unit: 'pence',
    href: returnHref(read.year, 'england', line, column),
    working: { kind: 'rule', rule: ENGLAND, combine: 'sum', parts: () => parts },
  }
}

/** A cell of the council's own form: its whole pounds, from its exact amount, from its ledger lines. */
export function formFigure(
  form: S251Form,
  version: string,
  line: string,
  columnText: string,
): Figure | undefined {
  const column = columnOf(columnText)
  const found = form.lines.find((l) => l.line === line)
  const pounds = column === undefined ? undefined : found?.pounds[column]
  if (found === undefined || column === undefined || pounds === undefined) return undefined
  const label = `${nameOfId(form.layout, found.id)}, line ${line}: ${COLUMN_WORDS[column]}`
  const { year } = form.version
  return {
    label,
    value: pounds * 100,
    unit: 'pence',
    href: formHref(year, version, line, column),
    working: {
      kind: 'rule',
      rule: ON_FORM,
      combine: 'derived',
      parts: () => [
        exactFigure(form, version, found.line, column, found.exact[column] ?? 0, label),
      ],
    },
  }
}

function exactFigure(
  form: S251Form,
  version: string,
  line: string,
  column: ColumnId,
  value: number,
  label: string,
): Figure {
  const own = form.parts.filter((p) => p.line === line && p.column === column)
  const made = own.length > 0
  return {
    label: `${label}, exact`,
    value,
    unit: 'pence',
    working: {
      kind: 'rule',
      rule: EXACT,
      combine: made ? 'sum' : 'derived',
      parts: () =>
        made ? own.map((p) => ledgerFigure(form, p)) : partsOfMade(form, version, line, column),
    },
  }
}

function ledgerFigure(form: S251Form, p: S251Form['parts'][number]): Figure {
  return {
    label: p.ledger,
    value: p.pence,
    unit: 'pence',
    ...(p.estimate === undefined ? {} : { note: `Estimated: ${p.estimate}` }),
    working: {
      kind: 'origin',
      origin: {
        kind: 'catalogue',
        file: `ledger line ${p.ledger}`,
        source: `the budget of ${form.version.year}, ${form.version.kind}`,
      },
    },
  }
}

/** What a computed cell is made of: the lines of a total, or the columns of a line. */
function partsOfMade(
  form: S251Form,
  version: string,
  line: string,
  column: ColumnId,
): readonly Figure[] {
  const adds = form.layout.lines.find((l) => l.line === line)?.adds
  const cells =
    adds === undefined
      ? COLUMNS.filter((c) => !['k', 'm', 'q'].includes(c)).map((c) => [line, c] as const)
      : adds.map((part) => [part, column] as const)
  return cells.flatMap(([part, c]) => {
    const cell = form.lines.find((l) => l.line === part)
    const value = cell?.exact[c]
    return value === undefined || value === 0 ? [] : (formFigure(form, version, part, c) ?? [])
  })
}

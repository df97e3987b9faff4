import type { SheetOut } from '#office/sheets/index.ts'
import { parseFinancialYear } from '#kernel/year.ts'
import { CROSSWALK, LAYOUTS } from './data/s251/layouts.ts'
import {
  chosenVersion,
  COLUMNS,
  formParts,
  lineValue,
  roundedForm,
  versionsOf,
  versionText,
} from './rules/index.ts'
import type {
  Budget,
  ColumnId,
  FormLine,
  FormPart,
  Layout,
  NotMapped,
  VersionKey,
} from './rules/index.ts'

/** A version of a budget on the form of Section 251, with what stands behind each cell. */
export type S251Form = {
  readonly version: VersionKey
  readonly layout: Layout
  readonly lines: readonly FormLine[]
  readonly parts: readonly FormPart[]
  readonly notMapped: readonly NotMapped[]
}

export function s251Form(budget: Budget, version: VersionKey, layout: Layout): S251Form {
  const { parts, notMapped } = formParts(budget, version, layout)
  return { version, layout, lines: roundedForm(layout, parts), parts, notMapped }
}

/** The form that a budget is laid on unless another is named: the latest that is shipped. */
export function usualForm(): Layout {
  const layout = LAYOUTS.at(-1)
  if (layout === undefined) throw new Error('layouts of Section 251 are shipped')
  return layout
}

/** The council's own budget of a year on the usual form; undefined when there is no such version. */
export function ownForm(budget: Budget, yearText: string, version?: string): S251Form | undefined {
  const year = parseFinancialYear(yearText)
  if (year === undefined) return undefined
  const versions = versionsOf(budget.amounts).filter((v) => v.year === year)
  const chosen = chosenVersion(versions, year, version)
  return chosen === undefined ? undefined : s251Form(budget, chosen, usualForm())
}

export function nameOfId(layout: Layout, id: string): string {
  return CROSSWALK.get(id)?.name ?? layout.newIds.find((n) => n.id === id)?.name ?? id
}

/** Columns that the layout's file has, in its own order and under its own headings. */
export function formColumns(
  layout: Layout,
): readonly { readonly id: ColumnId; readonly head: string }[] {
  return COLUMNS.flatMap((id) => {
    const head = layout.columns[id]?.[0]
    return head === undefined ? [] : [{ id, head }]
  }).toSorted((a, b) => layout.header.indexOf(a.head) - layout.header.indexOf(b.head))
}

function inPence(values: FormLine['pounds'], times: number) {
  return Object.fromEntries(Object.entries(values).map(([c, v]) => [`${c}Pence`, v * times]))
}

/** The form as JSON gives it: money in pence, whole pounds in the form and exact beside it. */
export function formResult(form: S251Form) {
  return {
    version: versionText(form.version),
    layout: form.layout.layout,
    form: form.lines.map((l) => ({
      line: lineValue(l.line),
      id: l.id,
      name: nameOfId(form.layout, l.id),
      wholePounds: inPence(l.pounds, 100),
      exact: inPence(l.exact, 1),
    })),
    reconciliation: form.parts.map((p) => ({ ...p, line: lineValue(p.line) })),
    notMapped: form.notMapped,
    estimates: [...new Set(form.parts.flatMap((p) => p.estimate ?? []))],
  }
}

/** The form, its reconciliation to ledger lines, and what is not mapped, as sheets of a workbook. */
export function formSheets(form: S251Form): readonly SheetOut[] {
  const columns = formColumns(form.layout)
  return [
    {
      name: 'form',
      rows: [
        ['line', 'stable id', 'what it is', ...columns.map((c) => c.head)],
        ...form.lines.map((l) => [
          lineValue(l.line),
          l.id,
          nameOfId(form.layout, l.id),
          ...columns.map((c) => l.pounds[c.id]),
        ]),
      ],
    },
    { name: 'reconciliation', rows: reconciliationRows(form) },
    {
      name: 'not mapped',
      rows: [
        ['service', 'name', 'ledger line', 'pounds', 'income', 'why'],
        ...form.notMapped.map((n) => [
          n.service,
          n.name,
          n.ledger,
          n.pence / 100,
          n.income ? 'yes' : 'no',
          n.why,
        ]),
      ],
    },
  ]
}

/** From each cell to its ledger lines: they add to the exact amount; the form shows it in whole pounds. */
function reconciliationRows(form: S251Form): SheetOut['rows'] {
  const shown = new Map(form.lines.map((l) => [l.line, l]))
  return [
    [
      'line',
      'stable id',
      'column',
      'ledger line',
      'service',
      'pounds',
      'cell exact',
      'cell on the form',
      'estimate',
    ],
    ...form.parts
      .toSorted((a, b) => order(form, a) - order(form, b))
      .map((p) => [
        lineValue(p.line),
        p.id,
        p.column,
        p.ledger,
        p.service,
        p.pence / 100,
        (shown.get(p.line)?.exact[p.column] ?? 0) / 100,
        shown.get(p.line)?.pounds[p.column] ?? 0,
        p.estimate ?? '',
      ]),
  ]
}

function order(form: S251Form, p: FormPart): number {
  const line = form.layout.lines.findIndex((l) => l.line === p.line)
  return line * COLUMNS.length + COLUMNS.indexOf(p.column)
}

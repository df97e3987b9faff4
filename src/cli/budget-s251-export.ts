import {
  budgetFromFiles,
  formColumns,
  formResult,
  formSheets,
  planned,
  s251Form,
  S251_RULES,
  SEES_S251_FORM,
  shippedLayout,
} from '#cycle/budget/index.ts'
import type { S251Form, S251Layout } from '#cycle/budget/index.ts'
import { chosenVersion, versionsOf, versionText } from '#cycle/budget/rules/index.ts'
import type { Budget, VersionKey } from '#cycle/budget/rules/index.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { parseFinancialYear } from '#kernel/year.ts'
import { workbook } from '#office/sheets/index.ts'
import { refuse } from './command.ts'
import type { Command, Invocation, Options, Outcome } from './command.ts'
import { LAYOUT, layoutOption } from './budget-s251.ts'
import { givenFiles, inputsOf } from './files.ts'
import type { GivenFile } from './files.ts'
import { IN_COUNCIL, inCouncil } from './in-council.ts'
import { poundsOf, textTable, whole } from './text-table.ts'

export const BUDGET_S251_EXPORT: Command = {
  words: ['budget', 's251-export'],
  summary: 'Lay a budget on the form of Section 251 in whole pounds, with its reconciliation',
  usage:
    'budget s251-export DIR [--year 2026-27] [--version VERSION] [--layout FILE]\nbudget s251-export --as EMAIL [--year 2026-27] [--version VERSION] [--layout FILE]',
  options: [
    {
      ...LAYOUT,
      help: 'The form: a layout file, or the name of one that is shipped (default: the latest shipped).',
    },
    { name: 'year', type: 'string', value: 'YEAR', help: 'Financial year (default: the first).' },
    {
      name: 'version',
      type: 'string',
      value: 'VERSION',
      help: 'draft, proposed, agreed, ... (default: the one that is planned with).',
    },
    ...IN_COUNCIL,
  ],
  example: 'npm run -s headwater -- budget s251-export examples/budget --year 2026-27',
  run: async (invocation): Promise<Outcome> => {
    const layout = layoutOption(invocation.options)
    if (!layout.ok) return refuse(...layout.refusals)
    const form = layout.value.layout ?? shippedLayout('2015-16 on')
    if (form === undefined) throw new Error('the layout of 2015-16 on is shipped')
    return invocation.args.length === 0
      ? await fromCouncil(invocation, form)
      : fromFiles(invocation, form, layout.value.files)
  },
}

async function fromCouncil(invocation: Invocation, layout: S251Layout): Promise<Outcome> {
  return await inCouncil(invocation, SEES_S251_FORM, async ({ db, actor, council }) => {
    const { budget } = await db.inCouncil(actor.council, planned)
    return exported(budget, invocation.options, layout, { inputs: [], settings: { council } })
  })
}

function fromFiles(
  { args, options }: Invocation,
  layout: S251Layout,
  more: readonly GivenFile[],
): Outcome {
  const files = givenFiles(args)
  if (!files.ok) return refuse(...files.refusals)
  const budget = budgetFromFiles(files.value)
  if (!budget.ok) return refuse(...budget.refusals)
  const inputs = inputsOf([...files.value, ...more])
  return exported(budget.value, options, layout, { inputs, settings: {} })
}

type From = {
  readonly inputs: readonly { readonly file: string; readonly sha256: string }[]
  readonly settings: Readonly<Record<string, string>>
}

function exported(budget: Budget, options: Options, layout: S251Layout, from: From): Outcome {
  const version = versionOf(budget, options)
  if (!version.ok) return refuse(...version.refusals)
  const form = s251Form(budget, version.value, layout)
  const [first, ...others] = formSheets(form)
  const [head = [], ...rows] = first?.rows ?? []
  return {
    kind: 'done',
    json: { ...formResult(form), provenance: { ...from, rulesVersion: S251_RULES } },
    table: { head: head.map(String), rows: rows.map((row) => row.map((cell) => cell ?? '')) },
    book: () => workbook([...(first === undefined ? [] : [first]), ...others]),
    text: textOf(form),
  }
}

function versionOf(budget: Budget, options: Options): Result<VersionKey> {
  const versions = versionsOf(budget.amounts)
  const asked = typeof options['year'] === 'string' ? options['year'] : versions[0]?.year
  const year = asked === undefined ? undefined : parseFinancialYear(asked)
  const kind = typeof options['version'] === 'string' ? options['version'] : undefined
  const ofYear = versions.filter((v) => v.year === year)
  const found = year === undefined ? undefined : chosenVersion(ofYear, year, kind)
  if (found !== undefined) return ok(found)
  return refused({
    kind: 'no-such-budget',
    message: asked === undefined ? 'There is no budget' : `There is no such budget of ${asked}`,
    mend:
      versions.length === 0
        ? 'Give the folder of a budget, or load one: headwater budget import'
        : `Choose among ${versions.map(versionText).join(', ')}`,
  })
}

function textOf(form: S251Form): string {
  const columns = formColumns(form.layout)
  const filled = form.lines.filter((l) => Object.values(l.exact).some((v) => v !== 0))
  const outside = form.notMapped.reduce(
    (total, n) => (n.income ? total - n.pence : total + n.pence),
    0,
  )
  const estimates = [...new Set(form.parts.flatMap((p) => p.estimate ?? []))]
  return [
    `${versionText(form.version)} on the form of ${form.layout.layout}, in whole pounds by controlled rounding; lines with money:`,
    '',
    textTable(
      ['Line', 'Id', ...columns.map((c) => c.id)],
      filled.map((l) => [
        l.line,
        l.id,
        ...columns.map((c) => {
          const value = l.pounds[c.id]
          return value === undefined ? '' : whole(value)
        }),
      ]),
    ),
    '',
    `${whole(form.parts.length)} ledger lines stand on the form; ${whole(form.notMapped.length)} do not, ${poundsOf(outside)} net.`,
    ...estimates.map((e) => `Estimated: ${e}.`),
    '--out FILE.xlsx writes the form, its reconciliation to ledger lines and what is not mapped.',
  ].join('\n')
}

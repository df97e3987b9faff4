import {
  budgetImportById,
  confirmImport as confirmBudgetImport,
  importBudget,
  KEEPS_BUDGET,
} from '#cycle/budget/index.ts'
import type { Result } from '#kernel/result.ts'
import { refuse, usage } from './command.ts'
import type { Command, Done, Outcome } from './command.ts'
import { givenFiles, inputsOf } from './files.ts'
import type { GivenFile } from './files.ts'
import { IN_COUNCIL, inCouncil } from './in-council.ts'
import type { Inside } from './in-council.ts'
import { poundsOf, textTable, whole } from './text-table.ts'

export const BUDGET_IMPORT: Command = {
  words: ['budget', 'import'],
  summary: 'Read a budget into the council’s database; --confirm stores it',
  usage: 'budget import FILES... --as EMAIL [--confirm]',
  options: [
    ...IN_COUNCIL,
    { name: 'confirm', type: 'boolean', help: 'Store the budget, if nothing forbids it.' },
  ],
  example:
    'npm run -s headwater -- budget import examples/budget --as helen.ward@marlshire.example',
  run: (invocation): Promise<Outcome> => {
    const { args, options } = invocation
    if (args.length === 0)
      return Promise.resolve(usage('FILES: name the files, or the folder that holds them'))
    const files = givenFiles(args)
    if (!files.ok) return Promise.resolve(refuse(...files.refusals))
    return inCouncil(invocation, KEEPS_BUDGET, (inside) =>
      importInto(inside, files.value, options['confirm'] === true),
    )
  },
}

type Row = NonNullable<Awaited<ReturnType<typeof budgetImportById>>>

async function importInto(
  { db, actor, council }: Inside,
  files: readonly GivenFile[],
  confirm: boolean,
): Promise<Outcome> {
  const read = await db.inCouncil(actor.council, (tx) => importBudget(tx, actor, files))
  if (!read.ok) return refuse(...read.refusals)
  const { id, recognised } = read.value
  const shown = (): Promise<Row | undefined> =>
    db.inCouncil(actor.council, (tx) => budgetImportById(tx, id))
  const before = await shown()
  if (confirm && before?.state === 'read') {
    const stored: Result<unknown> = await db.inCouncil(actor.council, (tx) =>
      confirmBudgetImport(tx, actor, id),
    )
    if (!stored.ok) return refuse(...stored.refusals)
  }
  const row = confirm ? await shown() : before
  if (row === undefined) throw new Error(`the import ${id} that was just read is not there`)
  return done(row, council, recognised, files)
}

function done(row: Row, council: string, recognised: boolean, files: readonly GivenFile[]): Done {
  const { found } = row
  const failed = found.checks.filter((c) => !c.passed)
  const seen = recognised ? 'these files were read before; ' : ''
  const state =
    row.state === 'stored'
      ? 'stored.'
      : 'read, not stored. The same command with --confirm stores it.'
  return {
    kind: 'done',
    json: {
      import: row.id,
      state: row.state,
      recognised,
      found: { ...found, totals: found.totals.map(penceTotal) },
      provenance: { inputs: inputsOf(files), rulesVersion: 'budget-1', settings: {} },
    },
    table: {
      head: ['version', 'lines', 'grossPence', 'incomePence', 'netPence'],
      rows: found.totals.map((t) => [t.version, t.lines, t.gross, t.income, t.net]),
    },
    text: [
      `${council}, import ${row.id}: ${seen}${state}`,
      '',
      textTable(
        ['Budget', 'Lines', 'Gross', 'Income', 'Net', 'Net before'],
        found.totals.map((t) => [
          t.version,
          whole(t.lines),
          poundsOf(t.gross),
          poundsOf(t.income),
          poundsOf(t.net),
          t.before === null ? '' : poundsOf(t.before),
        ]),
      ),
      '',
      `${whole(found.checks.length - failed.length)} of ${whole(found.checks.length)} checks hold; ${whole(found.setAside.length)} cells set aside.`,
      ...failed.map(
        (c) =>
          `${c.severity === 'block' ? 'Blocks' : 'Warning'}: ${c.id} ${c.what} (${c.where}). ${c.fix}`,
      ),
    ].join('\n'),
  }
}

function penceTotal(t: Row['found']['totals'][number]) {
  const { gross, income, net, before, ...rest } = t
  return { ...rest, grossPence: gross, incomePence: income, netPence: net, netBeforePence: before }
}

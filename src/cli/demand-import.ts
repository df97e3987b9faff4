import {
  confirmImport,
  HANDLES_RETURNS,
  importById,
  importFiles,
  imports,
  SEES_IMPORTS,
  setAsideRows,
} from '#cycle/demand/index.ts'
import type { ImportId, ImportRow } from '#cycle/demand/index.ts'
import { CLEANING_RULES } from '#cycle/demand/rules/index.ts'
import { refuse, usage } from './command.ts'
import type { Command, Done, Options, Outcome } from './command.ts'
import { setAsideText } from './demand-clean.ts'
import type { SetAside } from './demand-clean.ts'
import { givenFiles, inputsOf } from './files.ts'
import type { GivenFile } from './files.ts'
import { IN_COUNCIL, inCouncil } from './in-council.ts'
import type { Inside } from './in-council.ts'
import { textTable, whole } from './text-table.ts'

const MEANINGS = ['ending', 'starting'] as const

export const DEMAND_IMPORT: Command = {
  words: ['demand', 'import'],
  summary: 'Read returns into the council’s database; --confirm puts them in use',
  usage:
    'demand import FILES... --as EMAIL [--confirm] [--alone] [--year N] [--years-mean ending|starting]',
  options: [
    ...IN_COUNCIL,
    { name: 'confirm', type: 'boolean', help: 'Put the import in use, if nothing forbids it.' },
    { name: 'alone', type: 'boolean', help: 'Without the returns loaded before.' },
    {
      name: 'year',
      type: 'string',
      value: 'N',
      help: 'The year ending 31 March of every file, when their names do not say.',
    },
    {
      name: 'years-mean',
      type: 'string',
      value: 'ending|starting',
      help: 'What a bare year means, when the dates do not settle it.',
    },
  ],
  example:
    'npm run -s headwater -- demand import examples/returns --as ravi.menon@marlshire.example --alone',
  run: (invocation): Promise<Outcome> => {
    const { args, options } = invocation
    const request = requestOf(args, options)
    if ('wrong' in request) return Promise.resolve(usage(request.wrong))
    const files = givenFiles(args)
    if (!files.ok) return Promise.resolve(refuse(...files.refusals))
    return inCouncil(invocation, HANDLES_RETURNS, (inside) =>
      importInto(inside, files.value, request, options['confirm'] === true),
    )
  },
}

type Asked = {
  readonly alone: boolean
  readonly year: number | undefined
  readonly meaning: (typeof MEANINGS)[number] | undefined
}

function requestOf(args: readonly string[], options: Options): Asked | { readonly wrong: string } {
  if (args.length === 0) return { wrong: 'FILES: name the files, or the folder that holds them' }
  const { year, 'years-mean': means } = options
  if (typeof year === 'string' && !/^(19|20)\d\d$/.test(year))
    return {
      wrong: `--year ${year} is not a year: write 2026 for the one that ended 31 March 2026`,
    }
  const meaning = MEANINGS.find((m) => m === means)
  if (means !== undefined && meaning === undefined)
    return { wrong: `--years-mean ${String(means)}: ending or starting` }
  return {
    alone: options['alone'] === true,
    year: typeof year === 'string' ? Number(year) : undefined,
    meaning,
  }
}

async function importInto(
  { db, actor, council }: Inside,
  files: readonly GivenFile[],
  asked: Asked,
  confirm: boolean,
): Promise<Outcome> {
  const read = await db.inCouncil(actor.council, (tx) =>
    importFiles(tx, actor, { files, ...asked }),
  )
  if (!read.ok) return refuse(...read.refusals)
  const { id, recognised } = read.value
  const before = await shown(db, actor.council, id)
  if (confirm && before.row.state !== 'stored') {
    const stored = await db.inCouncil(actor.council, (tx) => confirmImport(tx, actor, id))
    if (!stored.ok) return refuse(...stored.refusals)
  }
  const found = confirm ? await shown(db, actor.council, id) : before
  return done(found, { council, recognised, files })
}

type Shown = { readonly row: ImportRow; readonly setAside: readonly SetAside[] }

async function shown(
  db: Inside['db'],
  council: Inside['actor']['council'],
  id: ImportId,
): Promise<Shown> {
  return await db.inCouncil(council, async (tx) => {
    const row = await importById(tx, id)
    if (row === undefined) throw new Error(`the import ${id} that was just read is not there`)
    const search = {
      sort: 'file',
      descending: false,
      limit: row.found.setAside,
      offset: 0,
    } as const
    const rows = await setAsideRows(tx, id, search)
    return {
      row,
      setAside: rows.map(({ file, row: at, column_name: column, value, reason, mend }) => ({
        file,
        row: at,
        column,
        value,
        reason,
        mend,
      })),
    }
  })
}

function done(
  { row, setAside }: Shown,
  about: { council: string; recognised: boolean; files: readonly GivenFile[] },
): Done {
  const { found, refusal } = row
  const { read } = found
  return {
    kind: 'done',
    status: refusal === null ? 0 : 1,
    json: {
      import: row.id,
      state: row.state,
      recognised: about.recognised,
      read,
      kept: found.kept,
      children: found.children,
      from: row.first_day,
      endsBefore: row.end_day,
      steps: found.steps,
      returns: found.returns,
      setAside,
      ...(refusal === null ? {} : { refusals: [refusal] }),
      provenance: { inputs: inputsOf(about.files), rulesVersion: CLEANING_RULES, settings: {} },
    },
    table: {
      head: ['file', 'row', 'column', 'value', 'reason', 'mend'],
      rows: setAside.map((s) => [s.file, s.row, s.column, s.value, s.reason, s.mend]),
    },
    text: [
      `${about.council}, import ${row.id}: ${stateText(row, about.recognised)}`,
      `Read ${whole(read.episodes)} episodes, ${whole(read.header)} header rows and ${whole(read.uasc)} of unaccompanied children.`,
      `Kept ${whole(found.kept)}; set aside ${whole(found.setAside)}. ${whole(found.children)} children, ${whole(found.latest)} in care on the last day.`,
      '',
      textTable(
        ['Step', 'Rows'],
        found.steps.map((s) => [`${s.step}. ${s.title}`, whole(s.counted)]),
      ),
      ...(setAside.length === 0 ? [] : ['', setAsideText(setAside)]),
      ...(refusal === null ? [] : ['', `${refusal.message} ${refusal.mend}`]),
    ].join('\n'),
  }
}

function stateText(row: ImportRow, recognised: boolean): string {
  const seen = recognised ? 'these files were read before; ' : ''
  return row.state === 'stored'
    ? `${seen}in use.`
    : `${seen}read, not in use. The same command with --confirm puts it in use.`
}

export const DEMAND_IMPORTS: Command = {
  words: ['demand', 'imports'],
  summary: 'List the imports of returns',
  usage: 'demand imports --as EMAIL',
  options: IN_COUNCIL,
  example: 'npm run -s headwater -- demand imports --as ravi.menon@marlshire.example',
  run: (invocation) =>
    inCouncil(invocation, SEES_IMPORTS, async ({ db, actor }) => {
      const rows = await db.inCouncil(actor.council, (tx) => imports(tx, 100))
      const lines = rows.map((r) => ({
        import: r.id,
        state: r.state,
        at: r.made_at,
        by: r.made_by_name,
        from: r.first_day,
        endsBefore: r.end_day,
        children: r.found.children,
        kept: r.found.kept,
        setAside: r.found.setAside,
      }))
      const head = [
        'import',
        'state',
        'at',
        'by',
        'from',
        'endsBefore',
        'children',
        'kept',
        'setAside',
      ] as const
      const table = { head, rows: lines.map((l) => head.map((h) => l[h])) }
      return {
        kind: 'done',
        json: { imports: lines },
        table,
        text: lines.length === 0 ? 'Nothing was imported.' : textTable(table.head, table.rows),
      }
    }),
}

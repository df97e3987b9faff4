import {
  CHANGES,
  cleanAsPeer,
  cleanFiles,
  CLEANING_RULES,
  IMPORT_DEFAULTS,
  MATCHING_RULES,
  readPeerTables,
  XML_ROWS,
} from '#cycle/demand/rules/index.ts'
import { iso } from '#kernel/dates.ts'
import type { CleanReport } from '#cycle/demand/rules/index.ts'
import type { Result } from '#kernel/result.ts'
import { refuse, usage } from './command.ts'
import type { Command, Done, Options, Outcome } from './command.ts'
import { givenFiles, inputsOf } from './files.ts'
import type { GivenFile, Provenance } from './files.ts'
import { LA } from './forecast-kinds.ts'
import { readSettings, returnFiles } from './return-files.ts'
import { textTable, whole } from './text-table.ts'

export const DEMAND_CLEAN: Command = {
  words: ['demand', 'clean'],
  summary: 'Read and clean SSDA903 files; list every row that cannot be used',
  usage: 'demand clean FILES... [--la COUNCIL] [--matching]',
  options: [
    LA,
    {
      name: 'matching',
      type: 'boolean',
      help: 'Clean as the open peer does, step by step, instead of by our own rules.',
    },
  ],
  example: 'npm run -s headwater -- demand clean examples/returns',
  run: async ({ args, options }): Promise<Outcome> => {
    if (args.length === 0) return usage('FILES: name the files, or the folder that holds them')
    const files = givenFiles(args)
    if (!files.ok) return refuse(...files.refusals)
    if (options['matching'] === true && options['la'] !== undefined)
      return usage('--la does not go with --matching: the peer reads every council together')
    const report =
      options['matching'] === true
        ? matchingReport(files.value)
        : await ownReport(files.value, options)
    return report.ok ? done(report.value) : refuse(...report.refusals)
  },
}

export type SetAside = {
  readonly file: string
  readonly row: number
  readonly column: string
  readonly value: string
  readonly reason: string
  readonly mend: string
}

type Report = {
  readonly read: { readonly episodes: number; readonly header: number; readonly uasc: number }
  readonly kept: number
  readonly setAside: readonly SetAside[]
  readonly steps: readonly {
    readonly step: number | string
    readonly title?: string
    readonly counted: number
  }[]
  readonly children: number
  readonly from: string
  readonly to: string
  readonly provenance: Provenance
  /** Of our own cleaning alone: each council by itself where there are several, and every file with its table. */
  readonly councils?: CleanReport['councils']
  readonly files?: CleanReport['files']
  readonly changes?: CleanReport['changes']
  /** Of matching mode alone: rows after merging and splitting, those open at the end, those of no length. */
  readonly rows?: number
  readonly openAtEnd?: number
  readonly zeroLength?: number
}

async function ownReport(files: readonly GivenFile[], options: Options): Promise<Result<Report>> {
  const result = cleanFiles(await returnFiles(files), readSettings(options))
  if (!result.ok) return result
  return {
    ok: true,
    value: {
      ...result.value,
      provenance: {
        inputs: inputsOf(files),
        rulesVersion: CLEANING_RULES,
        settings: {
          mostSetAsidePercent: IMPORT_DEFAULTS.mostSetAsidePercent,
          largestFileBytes: IMPORT_DEFAULTS.largest,
          la: options['la'] ?? null,
        },
      },
    },
  }
}

function matchingReport(files: readonly GivenFile[]): Result<Report> {
  const tables = readPeerTables(files, IMPORT_DEFAULTS.largest)
  if (!tables.ok) return tables
  const care = cleanAsPeer(tables.value)
  if (!care.ok) return care
  const { episodes, headers, uasc } = tables.value
  const { rows, kept, setAside, steps, children, openAtEnd, dataStart, dataEnd } = care.value
  return {
    ok: true,
    value: {
      read: { episodes: episodes.length, header: headers.length, uasc: uasc.length },
      kept,
      rows: rows.length,
      openAtEnd,
      zeroLength: rows.filter((r) => r.dec === r.decom).length,
      setAside,
      steps,
      children,
      from: iso(dataStart),
      to: iso(dataEnd),
      provenance: {
        inputs: inputsOf(files),
        rulesVersion: MATCHING_RULES,
        settings: { matching: true },
      },
    },
  }
}

function done(report: Report): Done {
  const { read, setAside } = report
  const twins = leftOut(report.changes ?? [])
  return {
    kind: 'done',
    json: report,
    table: {
      head: ['file', 'row', 'column', 'value', 'reason', 'mend'],
      rows: [...setAside, ...twins].map((s) => [
        s.file,
        s.row,
        s.column,
        s.value,
        s.reason,
        s.mend,
      ]),
    },
    text: [
      `Read ${whole(read.episodes)} episodes, ${whole(read.header)} header rows and ${whole(read.uasc)} of unaccompanied children.`,
      `Kept ${whole(report.kept)}; set aside ${whole(setAside.length)}${twins.length === 0 ? '' : `; left out for a row that says the same ${whole(twins.length)} (listed by --json and --out)`}. ${whole(report.children)} children, ${report.from} to ${report.to}.`,
      '',
      textTable(
        ['Step', 'Rows'],
        report.steps.map((s) => [stepText(s), whole(s.counted)]),
      ),
      ...councilsText(report.councils ?? []),
      ...filesText(report.files ?? []),
      ...(setAside.length === 0 ? [] : ['', setAsideText(setAside)]),
    ].join('\n'),
  }
}

/** Rows left out because another has the same start or end: each with the row that is used in its place. */
function leftOut(changes: CleanReport['changes']): readonly SetAside[] {
  return changes
    .filter((c) => c.kind === 'same-start' || c.kind === 'same-end')
    .map(({ file, row, column, kind, was, now }) => ({
      file,
      row,
      column,
      value: was,
      reason: CHANGES[kind].title,
      mend: `Nothing to mend ${now}`,
    }))
}

function councilsText(councils: CleanReport['councils']): readonly string[] {
  if (councils.length === 0) return []
  const rows = councils.map((c) => [
    c.la,
    ...[c.read.episodes, c.kept, c.setAside, c.children, c.inCareOnLastDay].map(whole),
    c.to,
  ])
  const head = ['Council', 'Episodes', 'Kept', 'Set aside', 'Children', 'In care', 'on']
  return ['', 'Each council by itself (--la NAME reads one):', textTable(head, rows)]
}

/** Tables that are kept for the return, columns that are nobody's, and how rows of XML are counted. */
function filesText(files: CleanReport['files']): readonly string[] {
  const kept = files.filter((f) => !f.used).map((f) => `${f.name} (${f.table}, ${whole(f.rows)})`)
  const others = [...new Set(files.flatMap((f) => f.otherColumns))]
  return [
    ...(kept.length === 0
      ? []
      : ['', `Kept for the return, not used by the forecast: ${kept.join(', ')}.`]),
    ...(others.length === 0 ? [] : [`Columns not of the return, not read: ${others.join(', ')}.`]),
    ...(files.some((f) => f.xml) ? [XML_ROWS] : []),
  ]
}

function stepText(step: Report['steps'][number]): string {
  return step.title === undefined ? String(step.step) : `${step.step}. ${step.title}`
}

/** Rows set aside, those of one fault in one column of a file together. */
export function setAsideText(setAside: readonly SetAside[]): string {
  const groups = Map.groupBy(setAside, (s) => `${s.file}|${s.column}|${s.reason}`)
  const rows = [...groups.values()].map((group) => {
    const [first] = group
    const [reason = '', mend = ''] = [first?.reason, first?.mend]
    return [
      first?.file ?? '',
      first?.column ?? '',
      whole(group.length),
      firstRows(group),
      [reason, mend].map((s) => s.replace(/\.?$/, '.')).join(' '),
    ]
  })
  return [
    textTable(['File', 'Column', 'Set aside', 'Rows', 'Why, and what to do'], rows),
    '--json or --out FILE.csv lists every row.',
  ].join('\n')
}

function firstRows(group: readonly SetAside[]): string {
  const first = group.slice(0, 3).map((s) => String(s.row))
  return group.length > 3 ? `${first.join(' ')} ...` : first.join(' ')
}

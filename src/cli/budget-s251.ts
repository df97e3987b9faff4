import {
  layoutFromText,
  S251_RULES,
  s251Reading,
  s251Result,
  s251Years,
  shippedLayout,
  shippedLayouts,
} from '#cycle/budget/index.ts'
import type { S251Layout, S251Year } from '#cycle/budget/index.ts'
import { ok, refused } from '#kernel/result.ts'
import type { Result } from '#kernel/result.ts'
import { refuse, usage } from './command.ts'
import type { Command, Done, Option, Options, Outcome } from './command.ts'
import { givenFile, givenFiles, inputsOf } from './files.ts'
import type { GivenFile } from './files.ts'
import { s251Text } from './budget-s251-text.ts'

export const LAYOUT: Option = {
  name: 'layout',
  type: 'string',
  value: 'FILE',
  help: 'A layout of another year, as a JSON file (docs/s251-layouts.md), or the name of one that is shipped. Without it the layout is found by headings, lines and labels.',
}

export const BUDGET_S251: Command = {
  words: ['budget', 's251'],
  summary: 'Read Section 251 outturn; test every identity and total; list what does not follow',
  usage: 'budget s251 FILE... [--layout FILE]',
  options: [LAYOUT],
  example: [
    'npm run -s headwater -- budget s251 examples/s251/outturn-2013-14.csv',
    'npm run -s headwater -- budget s251 examples/s251/outturn-2031-32.csv --layout examples/s251/layout-2031-32.json',
  ].join('\n'),
  run: ({ args, options }): Promise<Outcome> => Promise.resolve(run(args, options)),
}

function run(args: readonly string[], options: Options): Outcome {
  if (args.length === 0) return usage('FILE: name a file of Section 251 outturn, or several')
  const files = givenFiles(args)
  if (!files.ok) return refuse(...files.refusals)
  const layout = layoutOption(options)
  if (!layout.ok) return refuse(...layout.refusals)
  const years = s251Years(files.value, layout.value.layout)
  if (!years.ok) return refuse(...years.refusals)
  return done(years.value, [...files.value, ...layout.value.files])
}

export type LayoutGiven = {
  readonly layout: S251Layout | undefined
  readonly files: readonly GivenFile[]
}

/** The layout of `--layout`: a shipped one by its name, or a file. */
export function layoutOption(options: Options): Result<LayoutGiven> {
  const named = options['layout']
  if (typeof named !== 'string') return ok({ layout: undefined, files: [] })
  const shipped = shippedLayout(named)
  if (shipped !== undefined) return ok({ layout: shipped, files: [] })
  const file = givenFile(named)
  if (!file.ok)
    return refused(
      ...file.refusals.map((r) => ({
        ...r,
        mend: `Name a JSON file, or one of ${shippedLayouts().join(', ')}`,
      })),
    )
  const layout = layoutFromText(new TextDecoder().decode(file.value.bytes), file.value.file)
  return layout.ok ? ok({ layout: layout.value, files: [file.value] }) : layout
}

function done(years: readonly S251Year[], files: readonly GivenFile[]): Done {
  const results = years.map(s251Result)
  const faults = years.flatMap((y, i) =>
    (results[i]?.faults ?? []).map((f) => ({ year: y.read.year, file: y.read.file, ...f })),
  )
  const [only, ...others] = results
  const provenance = {
    inputs: inputsOf(files),
    rulesVersion: S251_RULES,
    settings: {},
    readings: years.map(s251Reading),
  }
  return {
    kind: 'done',
    json: {
      ...(only !== undefined && others.length === 0 ? only : severalYears(years, faults)),
      provenance,
    },
    table: {
      head: [
        'year',
        'council',
        'name',
        'line',
        'id',
        'column',
        'printedPence',
        'computedPence',
        'kind',
        'file',
        'row',
        'why',
      ],
      rows: faults.map((f) => [
        f.year,
        f.council,
        f.name,
        f.line,
        f.id,
        f.column,
        f.printedPence ?? '',
        f.computedPence ?? '',
        f.kind,
        f.file,
        f.row,
        f.why,
      ]),
    },
    text: s251Text(years),
  }
}

/** Several years in the shape of one: counts are added, what belongs to a year says which, and each year stands under `years`. */
function severalYears(years: readonly S251Year[], faults: readonly unknown[]) {
  const results = years.map(s251Result)
  const sum = (of: (r: (typeof results)[number]) => number): number =>
    results.reduce((total, r) => total + of(r), 0)
  const ids = [...new Set(results.flatMap((r) => r.identities.map((i) => i.id)))]
  return {
    layout: 'several',
    year: 'several',
    councils: sum((r) => r.councils),
    rows: sum((r) => r.rows),
    identities: ids.map((id) => {
      const of = results.flatMap((r) => r.identities.filter((i) => i.id === id))
      return {
        id,
        tested: of.reduce((n, i) => n + i.tested, 0),
        failed: of.reduce((n, i) => n + i.failed, 0),
      }
    }),
    totals: results.flatMap((r) => r.totals.map((t) => ({ year: r.year, ...t }))),
    faults,
    england: { years: results.map((r) => ({ year: r.year, ...r.england })) },
    years: results,
  }
}

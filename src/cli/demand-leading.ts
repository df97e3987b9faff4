import { importPublished } from '#cycle/demand/index.ts'
import type { PublishedImported } from '#cycle/demand/index.ts'
import {
  LEADING_RULES,
  monthName,
  pressuresOf,
  publishedAt,
  publishedName,
  publishedRowsFor,
  readPublished,
} from '#cycle/demand/rules/index.ts'
import type { Pressures } from '#cycle/demand/rules/index.ts'
import type { Access } from '#kernel/access.ts'
import { refuse, usage } from './command.ts'
import type { Command, Done, Outcome } from './command.ts'
import { yearOption } from './demand-annual.ts'
import { givenFiles, inputsOf } from './files.ts'
import type { GivenFile } from './files.ts'
import { IN_COUNCIL, inCouncil } from './in-council.ts'
import { textTable, whole } from './text-table.ts'

/** As the page of pressures. */
const LOADS_PUBLISHED: Access = { roles: ['returns', 'analyst', 'administrator'] }
const NAME_FILES = 'FILES: name the published tables, or the folder that holds them'

export const PUBLISHED_IMPORT: Command = {
  words: ['demand', 'published', 'import'],
  summary: 'Load published tables of need, protection and population into the council’s database',
  usage: 'demand published import FILES... --as EMAIL',
  options: IN_COUNCIL,
  example:
    'npm run -s headwater -- demand published import examples/published --as ravi.menon@marlshire.example',
  run: (invocation): Promise<Outcome> => {
    if (invocation.args.length === 0) return Promise.resolve(usage(NAME_FILES))
    const files = givenFiles(invocation.args)
    if (!files.ok) return Promise.resolve(refuse(...files.refusals))
    return inCouncil(invocation, LOADS_PUBLISHED, async ({ db, actor, council }) => {
      const read = await db.inCouncil(actor.council, (tx) =>
        importPublished(tx, actor, files.value),
      )
      return read.ok ? loaded(read.value, council, files.value) : refuse(...read.refusals)
    })
  },
}

const LOADED_HEAD = ['file', 'table', 'name', 'release', 'own', 'england', 'recognised'] as const

function loaded(
  read: readonly PublishedImported[],
  council: string,
  files: readonly GivenFile[],
): Done {
  const rows = read.map((f) => LOADED_HEAD.map((h) => (h === 'recognised' ? String(f[h]) : f[h])))
  return {
    kind: 'done',
    json: {
      files: read,
      provenance: { inputs: inputsOf(files), rulesVersion: LEADING_RULES, settings: {} },
    },
    table: { head: LOADED_HEAD, rows },
    text: [
      `${council}: published figures are kept by release; a page takes the latest not after its day.`,
      '',
      textTable(
        ['File', 'Table', 'Release', 'Own', 'England', ''],
        read.map((f) => [
          f.file,
          `${f.table} ${f.name}`,
          String(f.release),
          whole(f.own),
          whole(f.england),
          f.recognised ? 'was there' : 'loaded',
        ]),
      ),
    ].join('\n'),
  }
}

export const DEMAND_PRESSURES: Command = {
  words: ['demand', 'pressures'],
  summary:
    'Where referrals, need and protection of a council are heading, from published tables alone',
  usage: 'demand pressures FILES... --la CODE [--release YEAR]',
  options: [
    {
      name: 'la',
      type: 'string',
      value: 'CODE',
      help: 'The council, by the code or the name that the tables give it.',
    },
    {
      name: 'release',
      type: 'string',
      value: 'YEAR',
      help: 'Figures as published up to this release (default the latest).',
    },
  ],
  example: 'npm run -s headwater -- demand pressures examples/published --la 999',
  run: ({ args, options }): Promise<Outcome> => {
    const { la } = options
    const release = yearOption(options, 'release')
    if (args.length === 0) return Promise.resolve(usage(NAME_FILES))
    if (typeof la !== 'string') return Promise.resolve(usage('--la names the council'))
    if ('wrong' in release) return Promise.resolve(usage(release.wrong))
    const files = givenFiles(args)
    if (!files.ok) return Promise.resolve(refuse(...files.refusals))
    return Promise.resolve(pressures(files.value, la, release.value))
  },
}

function pressures(
  files: readonly GivenFile[],
  la: string,
  release = Number.POSITIVE_INFINITY,
): Outcome {
  const read = readPublished(files)
  if (!read.ok) return refuse(...read.refusals)
  const rows = read.value.flatMap((f) => publishedRowsFor(f, { name: la, laCode: la }))
  const found = pressuresOf(publishedAt(rows, { release }))
  if (found.pressures.length === 0)
    return refuse({
      kind: 'not-in-file',
      value: la,
      message: `The files have no leading series of ${la}`,
      mend: 'Name the council by its code, such as 873, or its name as the tables write it; or add the tables c1, b1, c4 and d1',
    })
  return shown(found, files, { la, release: Number.isFinite(release) ? release : null })
}

const HEAD = ['series', 'year', 'noChange', 'middle', 'low80', 'high80', 'low95', 'high95'] as const

function shown(
  { pressures: lines, alerts }: Pressures,
  files: readonly GivenFile[],
  settings: Readonly<Record<string, unknown>>,
): Done {
  const ahead = lines.flatMap((p) =>
    (p.forecast?.ahead ?? []).map((a) => ({ series: p.series, name: p.name, ...a })),
  )
  const said = alerts.map((a) => ({
    series: a.series,
    by: a.by,
    current: a.current,
    outside: a.outside.map(({ at, ...o }) => ({
      when: a.by === 'month' ? monthName(at) : String(at),
      ...o,
    })),
  }))
  return {
    kind: 'done',
    json: {
      series: lines.map((p) => ({
        series: p.series,
        name: p.name,
        years: [...p.years].map(([year, value]) => ({ year, value })),
        ...p.forecast,
      })),
      alerts: said,
      provenance: { inputs: inputsOf(files), rulesVersion: LEADING_RULES, settings },
    },
    table: { head: HEAD, rows: ahead.map((a) => HEAD.map((h) => a[h])) },
    text: [
      textTable(
        ['Series', 'Year', 'No change', 'Trend', '8 in 10', '19 in 20'],
        ahead.map((a) => [
          a.name,
          String(a.year),
          whole(a.noChange),
          whole(a.middle),
          `${whole(a.low80)} to ${whole(a.high80)}`,
          `${whole(a.low95)} to ${whole(a.high95)}`,
        ]),
      ),
      '',
      'Over English councils no change has missed by less than the trend in every series.',
      ...said.map(
        (a) =>
          `${publishedName(a.series)}, outside the band expected${a.current ? ', now' : ''}: ${a.outside.map((o) => `${o.when} ${whole(o.value)} (${whole(o.low95)} to ${whole(o.high95)})`).join(', ')}.`,
      ),
    ].join('\n'),
  }
}

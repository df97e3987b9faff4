import { ANNUAL_RULES, annualFromFiles, MOST_YEARS } from '#cycle/demand/rules/index.ts'
import type { AnnualAnswer, AnnualArea, NationalFigure } from '#cycle/demand/rules/index.ts'
import { refuse, usage } from './command.ts'
import type { Done, Invocation, Options, Outcome } from './command.ts'
import { shareOption, wholeOption } from './days.ts'
import type { Typed } from './days.ts'
import { givenFiles, inputsOf } from './files.ts'
import type { Provenance } from './files.ts'
import { oneDecimal, textTable, whole } from './text-table.ts'

/** `demand forecast --kind annual`: councils that have only published counts, one to five years ahead. */
export function runAnnual(invocation: Invocation): Promise<Outcome> {
  return Promise.resolve(run(invocation))
}

function run({ args, options }: Invocation): Outcome {
  const asked = annualOptions(options)
  if ('wrong' in asked) return usage(asked.wrong)
  const files = givenFiles(args)
  if (!files.ok) return refuse(...files.refusals)
  const { origin, years, release, growth } = asked.value
  const answer = annualFromFiles(files.value, {
    origin,
    years,
    release,
    national: growth === undefined ? {} : { growth: Math.log1p(growth) },
  })
  if (!answer.ok) return refuse(...answer.refusals)
  return done(answer.value, {
    inputs: inputsOf(files.value),
    rulesVersion: ANNUAL_RULES,
    settings: {
      kind: 'annual',
      origin,
      horizon: years,
      release: release ?? null,
      englandGrowth: growth ?? null,
    },
  })
}

type Asked = {
  readonly origin: number
  readonly years: number
  readonly release: number | undefined
  /** England's growth in the last year, as a share. */
  readonly growth: number | undefined
}

function annualOptions(options: Options): Typed<Asked> {
  const origin = yearOption(options, 'origin')
  const most = MOST_YEARS
  const years = wholeOption(options, 'horizon', { least: 1, most, otherwise: most })
  const growth = shareOption(options, 'england-growth')
  const release = yearOption(options, 'release')
  if ('wrong' in origin) return origin
  if ('wrong' in years) return years
  if ('wrong' in growth) return growth
  if ('wrong' in release) return release
  if (origin.value === undefined)
    return { wrong: '--origin names the year of the 31 March to forecast from, such as 2022' }
  return {
    value: {
      origin: origin.value,
      years: years.value,
      growth: growth.value,
      release: release.value,
    },
  }
}

/** A year in four figures; undefined when it was not given. */
export function yearOption(options: Options, name: string): Typed<number | undefined> {
  const text = options[name]
  if (typeof text !== 'string') return { value: undefined }
  const year = Number(text)
  return /^\d{4}$/.test(text) && year >= 1948 && year <= 2100
    ? { value: year }
    : { wrong: `--${name} ${text} is not a year: write 2022 for 31 March 2022` }
}

function done(answer: AnnualAnswer, provenance: Provenance): Done {
  const { origin, areas, national, leftOut, older, notes } = answer
  return {
    kind: 'done',
    json: {
      origin,
      areas: areas.map((a) => ({ ...a, horizons: horizonsOf(a, origin) })),
      england: national,
      leftOut,
      older,
      notes,
      provenance,
    },
    table: {
      head: HEAD,
      rows: areas.flatMap((a) =>
        horizonsOf(a, origin).map((f) => [
          a.code,
          a.name,
          a.tier,
          ...HEAD.slice(3).map((k) => f[k as keyof typeof f]),
        ]),
      ),
    },
    text: textOf(answer),
  }
}

const HEAD = [
  'code',
  'name',
  'tier',
  'h',
  'year',
  'median',
  'low80',
  'high80',
  'low95',
  'high95',
  'noChange',
]

function horizonsOf(area: AnnualArea, origin: number) {
  return area.horizons.map(({ h, ...rest }) => ({ h, year: origin + h, ...rest }))
}

function textOf({ origin, areas, national, leftOut, older, notes }: AnnualAnswer): string {
  const last = areas[0]?.horizons.length ?? 0
  const years = [...new Set([1, last])]
  const head = [
    'Council',
    'Tier',
    `31 March ${origin}`,
    ...years.flatMap((h) => [`${origin + h}`, '8 in 10']),
  ]
  const rows = areas.map((a) => [
    `${a.code} ${a.name}`,
    a.tier,
    whole(a.horizons[0]?.noChange ?? 0),
    ...years.flatMap((h) => {
      const f = a.horizons[h - 1]
      if (f === undefined) return ['', '']
      return [oneDecimal(f.median), `${whole(f.low80)} to ${whole(f.high80)}`]
    }),
  ])
  return [
    textTable(head, rows),
    '',
    'No change is the count of the origin. Tiers: 11-annual-forecast, section 2.',
    ...national.map(englandLine),
    ...olderLines(older),
    ...(leftOut.length === 0 ? [] : [`Without a forecast: ${leftOut.length} councils.`]),
    ...notes.map((n) => `${n.file}: ${n.note}.`),
  ].join('\n')
}

const NAMES: Readonly<Record<NationalFigure['name'], string>> = {
  growth: 'growth in the last year (log)',
  logStartedCeased: 'ln(started / ceased)',
  meanShare16plus: 'mean share aged 16 and over',
}

const SOURCES: Readonly<Record<NationalFigure['source'], string>> = {
  set: 'as set',
  councils: 'from the councils of the files',
  published: 'from the England rows of the files',
  shipped: 'from the figures shipped for that year',
  default: 'a default: nothing is known of that year, and a stale figure biases every council',
}

function englandLine(figure: AnnualAnswer['national'][number]): string {
  return `England, ${NAMES[figure.name]}: ${figure.value.toFixed(4)}, ${SOURCES[figure.source]}.`
}

function olderLines(older: AnnualAnswer['older']): readonly string[] {
  const said: readonly [number, string][] = [
    [older.childPopulation, 'child population'],
    [older.share16plus, 'share aged 16 and over'],
  ]
  return said.flatMap(([n, what]) =>
    n === 0
      ? []
      : [
          `The ${what} of ${n} councils is of an earlier year, up to three years before the origin.`,
        ],
  )
}

import {
  judge,
  OWN_RULES,
  readAndClean,
  skillSentence,
  trialOrigins,
  trialsOf,
} from '#cycle/demand/rules/index.ts'
import type { Judgement, Trial } from '#cycle/demand/rules/index.ts'
import { iso } from '#kernel/dates.ts'
import { refuse, usage } from './command.ts'
import type { Done, Invocation, Outcome } from './command.ts'
import { spanOption, wholeOption } from './days.ts'
import { givenFiles, inputsOf } from './files.ts'
import type { Provenance } from './files.ts'
import { readSettings, returnFiles, together } from './return-files.ts'
import { percentOf, textTable } from './text-table.ts'

/** `demand back-test --kind own`: our model from past dates of the files, against what happened. */
export async function backTestOwnFromFiles({ args, options, say }: Invocation): Promise<Outcome> {
  const origins = spanOption(options, 'origins')
  const seed = wholeOption(options, 'seed', { least: 0, most: 2_147_483_647, otherwise: 1 })
  if ('wrong' in origins) return usage(origins.wrong)
  if ('wrong' in seed) return usage(seed.wrong)
  const files = givenFiles(args)
  if (!files.ok) return refuse(...files.refusals)
  const read = readAndClean(await returnFiles(files.value), readSettings(options))
  if (!read.ok) return refuse(...read.refusals)
  for (const line of together(read.value.councils, options)) say(line)
  const { care, refusal } = read.value
  if (refusal !== undefined) return refuse(refusal)
  const span = origins.value
  const dates = trialOrigins(care).filter(
    (d) => span === undefined || (d >= span.first && d <= span.last),
  )
  if (dates.length === 0) return refuse(noDates(iso(care.from), iso(care.to)))
  const settings = { months: 36, draws: 1, seed: seed.value }
  const trials = dates.flatMap((origin) => trialsOf(care, origin, settings))
  return done(trials, dates.map(iso), {
    inputs: inputsOf(files.value),
    rulesVersion: OWN_RULES,
    seed: seed.value,
    settings: { kind: 'own', origins: dates.map(iso) },
  })
}

function noDates(from: string, to: string) {
  return {
    kind: 'too-little-data',
    message: `No past date can be tested: the data run from ${from} to ${to}, and a date needs two years before it and one after`,
    mend: 'Add earlier returns, or name other origins',
  }
}

function done(trials: readonly Trial[], origins: readonly string[], provenance: Provenance): Done {
  const judgements = judge(trials)
  const rows = judgements.map((j) => row(j, trials))
  const horizons = rows.filter((r) => r.series === 'all')
  const bySize = rows.filter((r) => r.series !== 'all')
  return {
    kind: 'done',
    json: {
      horizons,
      bySize,
      origins,
      skillInWords: skillSentence(judgements),
      trials: trials.map((t) => ({ ...t, origin: iso(t.origin) })),
      provenance,
    },
    table: {
      head: HEAD,
      rows: rows.map((r) => HEAD.map((column) => r[column] ?? '')),
    },
    text: [
      skillSentence(judgements),
      '',
      rows.length === 0
        ? 'No group had the twenty children at a past date that a judgement needs.'
        : textTable(TITLES, rows.map(shown)),
    ].join('\n'),
  }
}

const HEAD = [
  'series',
  'h',
  'size',
  'n',
  'error',
  'errorNoChange',
  'skill',
  'bias',
  'cover80',
  'cover95',
  'halfWidth80',
] as const

type Row = {
  readonly series: string
  /** Months ahead. */
  readonly h: number
  /** Mean count of the series on the past dates. */
  readonly size: number
  readonly n: number
  readonly error: number
  readonly errorNoChange: number
  readonly skill: number | null
  readonly bias: number
  readonly cover80: number
  readonly cover95: number
  /** Half the width of the band of 8 in 10, as a share of its middle. */
  readonly halfWidth80: number
}

function row(j: Judgement, trials: readonly Trial[]): Row {
  const these = trials.filter((t) => t.series === j.series && t.horizon === j.horizon)
  const mean = (of: (t: Trial) => number) =>
    these.reduce((sum, t) => sum + of(t), 0) / Math.max(1, these.length)
  return {
    series: j.series,
    h: j.horizon,
    size: mean((t) => t.noChange),
    n: j.n,
    error: j.error,
    errorNoChange: j.errorNoChange,
    skill: j.skill ?? null,
    bias: j.bias,
    cover80: j.cover80,
    cover95: j.cover95,
    halfWidth80: mean((t) => (t.spread.p90 - t.spread.p10) / 2 / Math.max(1, t.spread.p50)),
  }
}

const TITLES = [
  'Series',
  'Months',
  'Dates',
  'Error',
  'No change',
  'Skill',
  'Bias',
  '8 in 10 held',
  '19 in 20 held',
  'Half width',
]

function shown(r: Row): readonly string[] {
  return [
    r.series,
    String(r.h),
    String(r.n),
    percentOf(r.error),
    percentOf(r.errorNoChange),
    r.skill === null ? '' : percentOf(r.skill),
    percentOf(r.bias),
    percentOf(r.cover80),
    percentOf(r.cover95),
    percentOf(r.halfWidth80),
  ]
}

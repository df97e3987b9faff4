import { ANNUAL_RULES, judgeFromFiles } from '#cycle/demand/rules/index.ts'
import type { AnnualJudgement, AnnualScore, MethodLine } from '#cycle/demand/rules/index.ts'
import { refuse, usage } from './command.ts'
import type { Done, Invocation, Options, Outcome } from './command.ts'
import type { Typed } from './days.ts'
import { yearOption } from './demand-annual.ts'
import { givenFiles, inputsOf } from './files.ts'
import type { Provenance } from './files.ts'
import { textTable } from './text-table.ts'

/** `demand back-test --kind annual`: the constants as shipped, from past years of the files, against what happened. */
export function runAnnualBackTest(invocation: Invocation): Promise<Outcome> {
  return Promise.resolve(run(invocation))
}

function run({ args, options }: Invocation): Outcome {
  const origins = yearsOption(options, 'origins')
  const release = yearOption(options, 'release')
  if ('wrong' in origins) return usage(origins.wrong)
  if ('wrong' in release) return usage(release.wrong)
  const files = givenFiles(args)
  if (!files.ok) return refuse(...files.refusals)
  const judged = judgeFromFiles(files.value, {
    refit: false,
    origins: origins.value,
    release: release.value,
  })
  if (!judged.ok) return refuse(...judged.refusals)
  return done(judged.value, {
    inputs: inputsOf(files.value),
    rulesVersion: ANNUAL_RULES,
    settings: { kind: 'annual', origins: judged.value.origins, release: release.value ?? null },
  })
}

/** `2013..2021`: every year from the first to the last, both counted. */
function yearsOption(options: Options, name: string): Typed<readonly number[] | undefined> {
  const text = options[name]
  if (typeof text !== 'string') return { value: undefined }
  const found = /^(\d{4})\.\.(\d{4})$/.exec(text)
  const [first, last] = [Number(found?.[1]), Number(found?.[2])]
  if (found === null || last < first || last - first > 100)
    return { wrong: `--${name} ${text} is not a span of years: write 2013..2021` }
  return { value: Array.from({ length: last - first + 1 }, (_, i) => first + i) }
}

function done(judged: AnnualJudgement, provenance: Provenance): Done {
  return {
    kind: 'done',
    json: { ...judged, units: 'per cent; skill is a share', provenance },
    table: {
      head: ['size', ...HEAD],
      rows: [
        ...judged.horizons.map((s) => ['all', ...HEAD.map((k) => s[k])]),
        ...judged.bySize.flatMap(({ size, horizons }) =>
          horizons.map((s) => [size, ...HEAD.map((k) => s[k])]),
        ),
      ],
    },
    text: [judgementText(judged), '', skillWords(judged.horizons)].join('\n'),
  }
}

const HEAD = [
  'h',
  'n',
  'error',
  'errorNoChange',
  'skill',
  'bias',
  'cover80',
  'cover95',
  'halfWidth80',
] as const

/** The table of 11-annual-forecast, section 4, and the bands by size of council. */
export function judgementText(judged: AnnualJudgement): string {
  const { origins, areas, horizons, bySize, methods } = judged
  const years = horizons.map((s) => `${s.h}y`)
  return [
    `${areas} areas; origins ${origins[0]} to ${origins.at(-1)}. Mean absolute error, %, unweighted over origins:`,
    '',
    textTable(
      ['Method', ...years],
      [
        ...methods.map((m) => [label(m), ...m.error.slice(0, years.length).map(two)]),
        ['best tier: 80% / 95% coverage', ...horizons.map(coverage)],
        ['best tier: 80% half-width, %', ...horizons.map((s) => s.halfWidth80.toFixed(1))],
        ['best tier: bias, %', ...horizons.map((s) => s.bias.toFixed(1))],
        ['best tier: error over no change', ...horizons.map((s) => (1 - s.skill).toFixed(2))],
      ],
    ),
    '',
    textTable(
      ['80% / 95% coverage by count at the origin', ...years],
      bySize.filter((s) => s.horizons.length > 0).map((s) => [s.size, ...s.horizons.map(coverage)]),
    ),
    '* as quoted in the specification, not made again',
  ].join('\n')
}

function label(line: MethodLine): string {
  return line.quoted ? `${line.method} *` : line.method
}

function two(value: number): string {
  return value.toFixed(2)
}

function coverage(score: AnnualScore): string {
  return `${score.cover80.toFixed(0)}/${score.cover95.toFixed(0)}`
}

function skillWords(horizons: readonly AnnualScore[]): string {
  const none = horizons.filter((s) => s.skill <= 0).map((s) => s.h)
  if (none.length === 0)
    return 'At every year ahead the forecast was better than assuming no change.'
  return `Over these origins the forecast was no better than assuming no change at ${none.join(', ')} years ahead.`
}

import { benchmark, benchmarkSources, S251_RULES } from '#cycle/budget/index.ts'
import type { Benchmark } from '#cycle/budget/index.ts'
import { refuse, usage } from './command.ts'
import type { Command, Done, Options, Outcome } from './command.ts'
import { givenFiles, inputsOf } from './files.ts'
import type { GivenFile } from './files.ts'
import { percentOf, poundsOf, textTable, whole } from './text-table.ts'

export const BUDGET_BENCHMARK: Command = {
  words: ['budget', 'benchmark'],
  summary:
    'Compare a council with its statistical neighbours: spending a child, unit costs, shares',
  usage: 'budget benchmark COUNCIL FILES... [--measure ID] [--year 2021-22]',
  options: [
    {
      name: 'measure',
      type: 'string',
      value: 'ID',
      help: 'What is compared (default: all spending, gross, a child); --json lists what the files can say.',
    },
    { name: 'year', type: 'string', value: 'YEAR', help: 'Financial year (default: the latest).' },
  ],
  example: 'npm run -s headwater -- budget benchmark Marlshire examples/benchmark',
  run: ({ args, options }): Promise<Outcome> => Promise.resolve(run(args, options)),
}

function run([council, ...paths]: readonly string[], options: Options): Outcome {
  if (council === undefined || paths.length === 0)
    return usage('COUNCIL FILES: name a council, and the published tables that hold its figures')
  const files = givenFiles(paths)
  if (!files.ok) return refuse(...files.refusals)
  const sources = benchmarkSources(files.value)
  if (!sources.ok) return refuse(...sources.refusals)
  const text = (name: string): string | undefined =>
    typeof options[name] === 'string' ? options[name] : undefined
  const found = benchmark(sources.value, { council, measure: text('measure'), year: text('year') })
  return found.ok ? done(found.value, files.value) : refuse(...found.refusals)
}

function done(b: Benchmark, files: readonly GivenFile[]): Done {
  const { comparison: c } = b
  const share = c.kind === 'share'
  const value = (n: number | null) =>
    n === null ? { value: null } : share ? { rate: n / 1_000_000 } : { pence: n }
  const rows = [c.own, ...c.neighbours]
  return {
    kind: 'done',
    json: {
      measure: c.measure,
      measureId: b.measure.id,
      kind: c.kind,
      basis: c.basis ?? null,
      year: c.year,
      council: {
        code: c.own.code,
        name: c.own.name,
        ...value(c.own.value),
        children: childrenOf(c, c.own.over),
      },
      neighbours: c.neighbours.map((n) => ({
        code: n.code,
        name: n.name,
        closeness: n.closeness,
        spendPence: n.pence,
        children: childrenOf(c, n.over),
        ...value(n.value),
      })),
      had: c.had,
      of: c.of,
      ...(share
        ? { medianRate: c.median / 1_000_000 }
        : { medianPence: c.median, differencePence: c.difference }),
      ...(c.gapPence === null ? {} : { gapPence: c.gapPence, gapWords: 'not adjusted for need' }),
      place: c.place,
      flags: b.flags,
      measures: b.measures,
      provenance: { inputs: inputsOf(files), rulesVersion: S251_RULES, settings: {} },
    },
    table: {
      head: ['code', 'council', 'closeness', 'pence', 'over', share ? 'ppm' : 'valuePence'],
      rows: rows.map((n) => [
        n.code,
        n.name,
        n.closeness,
        n.pence ?? '',
        n.over ?? '',
        n.value ?? '',
      ]),
    },
    text: textOf(b),
  }
}

function childrenOf(c: Benchmark['comparison'], over: number | null): number | null {
  return c.kind === 'per-child' ? over : null
}

function textOf({ comparison: c, flags }: Benchmark): string {
  const shown = (n: number | null): string =>
    n === null ? 'no figure' : c.kind === 'share' ? percentOf(n / 1_000_000) : poundsOf(n)
  const lines = [c.own, ...c.neighbours].toSorted((a, b) => (b.value ?? -1) - (a.value ?? -1))
  return [
    `${c.own.name}, ${c.year}: ${c.measure}.`,
    '',
    textTable(
      ['Council', 'Closeness', c.kind === 'per-child' ? 'Children' : 'Over', 'Value'],
      lines.map((n) => [
        n.code === c.own.code ? `> ${n.name}` : n.name,
        n.closeness,
        c.kind === 'per-child' && n.over !== null ? whole(n.over) : '',
        shown(n.value),
      ]),
    ),
    '',
    `Median of the ${c.had} of ${c.of} neighbours with a figure: ${shown(c.median)}; ${c.own.name}: ${shown(c.own.value)}.`,
    ...(c.gapPence === null
      ? []
      : [`To the median, for all its children: ${poundsOf(c.gapPence)} (not adjusted for need).`]),
    ...flags.map((f) => `- ${f.text}`),
  ].join('\n')
}

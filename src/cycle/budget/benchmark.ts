import { allOk, ok, refused } from '#kernel/result.ts'
import type { Refusal, Result } from '#kernel/result.ts'
import { readSheets } from '#office/sheets/index.ts'
import splitRows from './data/s251/splits.json' with { type: 'json' }
import {
  benchmarkTable,
  compareNeighbours,
  flagsOf,
  measured,
  measuresOf,
  readBenchmarkTables,
  readReturns,
} from './rules/index.ts'
import type { Comparison, Flag, Forms, Measure, Sources } from './rules/index.ts'
import { formsWith } from './s251-files.ts'

type Named = { readonly name: string; readonly bytes: Uint8Array }

/** Published tables and returns, each known by its heading. */
export function benchmarkSources(
  files: readonly Named[],
  forms: Forms = formsWith([]),
): Result<Sources> {
  const sheets = allOk(files.map((f) => readSheets(f.name, f.bytes)))
  if (!sheets.ok) return sheets
  const known = sheets.value.flat().map((sheet) => ({ sheet, table: benchmarkTable(sheet) }))
  const tables = readBenchmarkTables(known.flatMap((k) => k.table ?? []))
  if (!tables.ok) return tables
  const returns = readReturns(
    known.filter((k) => k.table === undefined).map((k) => k.sheet),
    forms,
  )
  if (!returns.ok) return returns
  const names = new Map(tables.value.names)
  for (const r of returns.value)
    for (const c of r.councils) if (!names.has(c.code)) names.set(c.code, c.name)
  return ok({
    returns: returns.value,
    tables: { ...tables.value, names },
    nameOf: (id) => forms.crosswalk.get(id)?.name ?? id,
  })
}

export type Asked = {
  readonly council: string
  readonly measure: string | undefined
  readonly year: string | undefined
}

export type Benchmark = {
  readonly comparison: Comparison
  readonly flags: readonly Flag[]
  readonly measure: Measure
  readonly measures: readonly Measure[]
}

/** A council beside its statistical neighbours on one measure and year: the ones asked for, or the widest and the latest. */
export function benchmark(sources: Sources, asked: Asked): Result<Benchmark> {
  const council = councilOf(sources, asked.council)
  if (council === undefined) return refused(noCouncil(sources, asked.council))
  const neighbours = sources.tables.neighbours.get(council.code)
  if (neighbours === undefined || neighbours.length === 0)
    return refused(noNeighbours(council.name))
  const measures = measuresOf(sources)
  const tries = triesOf(measures, asked)
  const found = firstThatCan(tries, (t) =>
    compareNeighbours(council, neighbours, measured(sources, t.measure, t.year)),
  )
  if (found === undefined) return refused(noMeasure(measures, asked.measure))
  const { measure, compared } = found
  if (!compared.ok) return compared
  const flags = flagsOf(sources, measure, compared.value, splitRows)
  return ok({ comparison: compared.value, flags, measure, measures })
}

/** The first try that can be compared; else the first, with why not. */
function firstThatCan(tries: readonly Try[], compare: (t: Try) => Result<Comparison>) {
  const refusedFirst: { measure: Measure; compared: Result<Comparison> }[] = []
  for (const t of tries) {
    const made = { measure: t.measure, compared: compare(t) }
    if (made.compared.ok) return made
    refusedFirst.push(made)
  }
  return refusedFirst[0]
}

type Try = { readonly measure: Measure; readonly year: string }

const FIRST: readonly string[] = ['C&YPExpenditure', 'grand.excl.gross']

/** What may be compared: what was asked for; of what was left open, all spending and the latest year first. */
function triesOf(measures: readonly Measure[], asked: Asked): readonly Try[] {
  const wanted =
    asked.measure === undefined
      ? [
          ...measures.filter((m) => FIRST.includes(m.id)),
          ...measures.filter((m) => !FIRST.includes(m.id)),
        ]
      : measures.filter((m) => m.id === asked.measure)
  const byYear = wanted.flatMap((measure) =>
    (asked.year === undefined ? measure.years : [asked.year]).map((year) => ({ measure, year })),
  )
  return byYear.toSorted(
    (a, b) =>
      Number(FIRST.includes(b.measure.id)) - Number(FIRST.includes(a.measure.id)) ||
      (a.year < b.year ? 1 : a.year > b.year ? -1 : 0),
  )
}

/** A council by its number or its name. */
export function councilOf(
  sources: Sources,
  asked: string,
): { readonly code: string; readonly name: string } | undefined {
  const wanted = asked.trim().toLowerCase()
  for (const [code, name] of sources.tables.names)
    if (code === wanted || name.toLowerCase() === wanted) return { code, name }
  return undefined
}

function noCouncil(sources: Sources, asked: string): Refusal {
  const near = [...sources.tables.names].filter(([, name]) =>
    name.toLowerCase().includes(asked.trim().toLowerCase()),
  )
  return {
    kind: 'no-such-council',
    value: asked,
    message: `No council of the tables is called "${asked}"`,
    mend:
      near.length === 0
        ? 'Name it by its three-digit number or as the tables write it'
        : `Did you mean ${near
            .slice(0, 5)
            .map(([code, name]) => `${name} (${code})`)
            .join(', ')}?`,
  }
}

function noNeighbours(name: string): Refusal {
  return {
    kind: 'no-neighbours',
    message: `The tables name no statistical neighbours of ${name}`,
    mend: 'Give the table of statistical neighbours too (a column LA num, then SN1 and its closeness, to SN10)',
  }
}

function noMeasure(measures: readonly Measure[], asked: string | undefined): Refusal {
  return {
    kind: 'no-measure',
    message:
      asked === undefined ? 'The tables hold no spending' : `The tables hold no measure "${asked}"`,
    mend:
      measures.length === 0
        ? 'Give Section 251 returns, or the published measures of finance, and the children 0 to 17 of each council'
        : `Choose among ${measures.map((m) => m.id).join(', ')}`,
  }
}

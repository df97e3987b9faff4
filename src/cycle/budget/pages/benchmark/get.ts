import type { House } from '#office/house.ts'
import type { Refusal } from '#kernel/result.ts'
import { ownCouncil } from '#office/access/index.ts'
import type { Reply, Visit } from '#web'
import type { Tx } from '#db'
import { benchmark } from '../../benchmark.ts'
import type { Benchmark } from '../../benchmark.ts'
import { published } from '../../published.ts'
import type { Published } from '../../published.ts'
import { measuresOf } from '../../rules/index.ts'
import type { Measure } from '../../rules/index.ts'
import { BUDGET_CRUMB } from '../who.ts'
import { benchmarkView } from './view.ts'

export type BenchmarkModel = {
  readonly council: string
  readonly found: Benchmark | undefined
  /** Why nothing is compared. */
  readonly refusals: readonly Refusal[]
  readonly measures: readonly Measure[]
  readonly councils: readonly { readonly code: string; readonly name: string }[]
}

/** `/budget/benchmark`: the council beside its statistical neighbours, on one measure and year. */
export function getBenchmark(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const model = await house.db.inCouncil(visit.actor.council, (tx) => modelOf(tx, visit))
    return {
      kind: 'sheet',
      model,
      sheet: {
        title: 'Benchmark',
        nav: '/budget',
        crumbs: [BUDGET_CRUMB, { text: 'Section 251', href: '/budget/s251' }],
        body: benchmarkView(model),
      },
    }
  }
}

async function modelOf(tx: Tx, visit: Visit): Promise<BenchmarkModel> {
  const { sources, ...found } = await published(tx)
  const asked = filled(visit.query.get('council'))
  const council = asked ?? (await ownIn(tx, { sources, ...found })) ?? ''
  const measures = measuresOf(sources)
  const measure = filled(visit.query.get('measure'))
  const year = yearIn(measures, measure, filled(visit.query.get('year')))
  const made = benchmark(sources, { council, measure, year })
  return {
    council,
    found: made.ok ? made.value : undefined,
    refusals: made.ok ? [] : made.refusals,
    measures,
    councils: [...sources.tables.neighbours.keys()]
      .map((code) => ({ code, name: sources.tables.names.get(code) ?? code }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  }
}

function filled(text: string | null): string | undefined {
  return text === null || text === '' ? undefined : text
}

/** The year that was asked for, if the measure has it: choosing another measure must not lead to nothing. */
function yearIn(
  measures: readonly Measure[],
  id: string | undefined,
  year: string | undefined,
): string | undefined {
  const measure = measures.find((m) => m.id === id)
  return measure === undefined || year === undefined || measure.years.includes(year)
    ? year
    : undefined
}

/** The reader's own council among those of the tables: by its number, or by its name. */
async function ownIn(tx: Tx, { sources }: Published): Promise<string | undefined> {
  const own = await ownCouncil(tx)
  if (own === undefined) return undefined
  const { names } = sources.tables
  if (own.laCode !== undefined && names.has(own.laCode)) return own.laCode
  const name = own.name.toLowerCase()
  return [...names].find(([, n]) => n !== '' && name.startsWith(n.toLowerCase()))?.[0]
}

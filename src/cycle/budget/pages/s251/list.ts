import type { House } from '#office/house.ts'
import { may } from '#kernel/access.ts'
import type { Refusal } from '#kernel/result.ts'
import type { Reply, Visit } from '#web'
import { LAYOUTS } from '../../data/s251/layouts.ts'
import { published } from '../../published.ts'
import type { Published } from '../../published.ts'
import { versionsOf } from '../../rules/index.ts'
import { seenBudget } from '../../seen.ts'
import { BUDGET_CRUMB, KEEPS_BUDGET } from '../who.ts'
import { listView } from './list-view.ts'

export const TABLES_FIELD = 'files'

export type PublishedLine = {
  readonly year: string
  readonly layout: string
  readonly councils: number
  readonly rows: number
  readonly totals: number
  readonly adding: number
  readonly faults: number
  readonly grossPence: number | null
  readonly grossLine: string
}

export type S251List = {
  readonly years: readonly PublishedLine[]
  /** Years of the council's own budget; none outside the service. */
  readonly own: readonly string[]
  readonly others: readonly {
    readonly name: string
    readonly kind: string
    readonly holds: string
    readonly by: string
  }[]
  readonly layouts: readonly {
    readonly name: string
    readonly lines: number
    readonly kept: boolean
  }[]
  readonly maySend: boolean
  readonly refusals: readonly Refusal[]
}

/** `/budget/s251`: published years, the council's own form, and the tables that stand beside the budget. */
export function getS251List(house: House) {
  return (visit: Visit): Promise<Reply> => s251Sheet(house, visit, [])
}

export async function s251Sheet(
  house: House,
  visit: Visit,
  refusals: readonly Refusal[],
): Promise<Reply> {
  const model = await house.db.inCouncil(visit.actor.council, async (tx): Promise<S251List> => {
    const found = await published(tx)
    const seen = await seenBudget(tx, { roles: visit.actor.roles, on: house.today() })
    const years = versionsOf(seen.budget.amounts).map((v) => v.year)
    return {
      years: found.years.map(publishedLine),
      own: seen.inside ? [...new Set(years)] : [],
      others: found.tables
        .filter((t) => t.kind !== 'returns')
        .map((t) => ({ name: t.name, kind: t.kind, holds: t.holds, by: t.kept_by_name })),
      layouts: layoutsOf(found),
      maySend: may(visit.actor.roles, KEEPS_BUDGET),
      refusals,
    }
  })
  return {
    kind: 'sheet',
    model,
    sheet: {
      title: 'Section 251',
      nav: '/budget',
      crumbs: [BUDGET_CRUMB],
      refusals,
      body: listView(model, visit.csrf),
    },
  }
}

function publishedLine({ read, checked }: Published['years'][number]): PublishedLine {
  const sum = (of: (t: (typeof checked.totals)[number]) => number): number =>
    checked.totals.reduce((n, t) => n + of(t), 0)
  return {
    year: read.year,
    layout: read.layout.layout,
    councils: read.councils.filter((c) => c.level === 'council').length,
    rows: read.council.length,
    totals: sum((t) => t.councils),
    adding: sum((t) => t.adding),
    faults: checked.faults.length,
    grossPence: checked.england.from === 'councils' ? checked.england.grossPence : null,
    grossLine: read.layout.lines.find((l) => l.id === 'grand.excl')?.line ?? '',
  }
}

function layoutsOf(found: Published): S251List['layouts'] {
  const shipped = new Set(LAYOUTS)
  return found.forms.layouts.map((l) => ({
    name: l.layout,
    lines: l.lines.length,
    kept: !shipped.has(l),
  }))
}

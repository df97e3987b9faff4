import type { House } from '#office/house.ts'
import { parseFinancialYear } from '#kernel/year.ts'
import type { Reply, Visit } from '#web'
import { workbook } from '#office/sheets/index.ts'
import { published } from '../../published.ts'
import type { PublishedYear } from '../../published.ts'
import { versionSlug, versionsOf } from '../../rules/index.ts'
import { s251Result } from '../../s251-files.ts'
import type { S251Result } from '../../s251-files.ts'
import { formResult, formSheets, ownForm } from '../../s251-form.ts'
import type { S251Form } from '../../s251-form.ts'
import { seenBudget } from '../../seen.ts'
import { BUDGET_CRUMB } from '../who.ts'
import { councilOf } from './council.ts'
import type { CouncilForm } from './council.ts'
import { yearView } from './view.ts'

export type S251YearModel = {
  readonly year: string
  /** The council's own budget on the form; undefined outside the service, or without a budget. */
  readonly own: S251Form | undefined
  /** There is a budget of the year, and its reader stands outside the service. */
  readonly ownHidden: boolean
  readonly published: PublishedYear | undefined
  readonly result: S251Result | undefined
  readonly council: CouncilForm | undefined
  /** Councils that can be chosen, by name. */
  readonly councils: readonly { readonly code: string; readonly name: string }[]
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** `/budget/s251/:year`: a published year with its identities, totals and faults; the council's own form. */
export function getS251Year(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const year = parseFinancialYear(visit.params['year'] ?? '')
    if (year === undefined) return { kind: 'not-found' }
    const model = await house.db.inCouncil(visit.actor.council, async (tx) => {
      const found = await published(tx)
      const seen = await seenBudget(tx, { roles: visit.actor.roles, on: house.today() })
      const asked = visit.query.get('version') ?? undefined
      const own = seen.inside ? ownForm(seen.budget, year, asked) : undefined
      const here = found.years.find((y) => y.read.year === year)
      const budgeted = versionsOf(seen.budget.amounts).some((v) => v.year === year)
      return { ...modelOf(year, own, here, visit), ownHidden: budgeted && !seen.inside }
    })
    const nothing = model.own === undefined && model.published === undefined
    if (nothing && !model.ownHidden) return { kind: 'not-found' }
    return {
      kind: 'sheet',
      model: jsonOf(model),
      sheet: {
        title: `Section 251, ${year}`,
        nav: '/budget',
        crumbs: [BUDGET_CRUMB, { text: 'Section 251', href: '/budget/s251' }],
        body: yearView(model),
      },
    }
  }
}

function modelOf(
  year: string,
  own: S251Form | undefined,
  here: PublishedYear | undefined,
  visit: Visit,
): Omit<S251YearModel, 'ownHidden'> {
  const councils = (here?.read.councils ?? [])
    .map(({ code, name }) => ({ code, name }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const asked = visit.query.get('council') ?? ownCode(councils, visit)
  return {
    year,
    own,
    published: here,
    result: here === undefined ? undefined : s251Result(here),
    council: here === undefined || asked === undefined ? undefined : councilOf(here, asked),
    councils,
  }
}

/** The reader's own council among those of the file, by its name. */
function ownCode(councils: S251YearModel['councils'], visit: Visit): string | undefined {
  const own = (visit.viewer?.councilName ?? '').toLowerCase()
  return councils.find((c) => own.startsWith(c.name.toLowerCase()))?.code
}

function jsonOf(model: S251YearModel) {
  const { published: _, own, result, council, year } = model
  return {
    year,
    own: own === undefined ? null : formResult(own),
    published: result ?? null,
    council: council ?? null,
  }
}

/** `/budget/s251/:year/form.xlsx`: the form, its reconciliation to ledger lines, and what is not mapped. */
export function getS251Workbook(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const form = await house.db.inCouncil(visit.actor.council, async (tx) => {
      const seen = await seenBudget(tx, { roles: visit.actor.roles, on: house.today() })
      const asked = visit.query.get('version') ?? undefined
      return seen.inside ? ownForm(seen.budget, visit.params['year'] ?? '', asked) : undefined
    })
    if (form === undefined) return { kind: 'not-found' }
    const version = versionSlug(form.version).replaceAll(' ', '-')
    return {
      kind: 'download',
      name: `section-251-${form.version.year}-${version}.xlsx`,
      type: XLSX,
      body: workbook(formSheets(form)),
    }
  }
}

import { namesOf } from '../../rules/index.ts'
import type { House } from '#office/house.ts'
import { may } from '#kernel/access.ts'
import { parseFinancialYear } from '#kernel/year.ts'
import type { FinancialYear } from '#kernel/year.ts'
import type { Refusal } from '#kernel/result.ts'
import type { Reply, Visit } from '#web'
import { seenBudget } from '../../seen.ts'
import { AGREES_BUDGET, BUDGET_CRUMB, KEEPS_BUDGET } from '../who.ts'
import { yearModel } from './model.ts'
import { yearView } from './view.ts'

/** `/budget/:year`: the whole of one year on one page. */
export function getYear(house: House) {
  return (visit: Visit): Promise<Reply> => yearSheet(house, visit, [])
}

export function yearOf(visit: Visit): FinancialYear | undefined {
  return parseFinancialYear(visit.params['year'] ?? '')
}

export async function yearSheet(
  house: House,
  visit: Visit,
  refusals: readonly Refusal[],
): Promise<Reply> {
  const year = yearOf(visit)
  if (year === undefined) return { kind: 'not-found' }
  const seen = await house.db.inCouncil(visit.actor.council, (tx) =>
    seenBudget(tx, { roles: visit.actor.roles, on: house.today() }),
  )
  const { budget } = seen
  const get = (name: string): string | undefined => visit.query.get(name) ?? undefined
  const model = yearModel(seen, year, {
    version: get('version'),
    by: get('by'),
    against: get('against'),
  })
  if (model === undefined) return { kind: 'not-found' }
  return {
    kind: 'sheet',
    model,
    sheet: {
      title: `Budget ${year}`,
      nav: '/budget',
      crumbs: [BUDGET_CRUMB],
      refusals,
      body: yearView(model, namesOf(budget.services, budget.streams), {
        csrf: visit.csrf,
        mayPropose: may(visit.actor.roles, KEEPS_BUDGET),
        mayAgree: may(visit.actor.roles, AGREES_BUDGET),
        typed: visit.form,
        refusals,
      }),
    },
  }
}

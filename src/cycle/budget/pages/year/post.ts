import type { House } from '#office/house.ts'
import type { Reply, Visit } from '#web'
import { civilDay } from '#kernel/dates.ts'
import type { Day } from '#kernel/dates.ts'
import { agreeBudget } from '../../commands/agree-budget.ts'
import type { Step } from '../../commands/agree-budget.ts'
import { yearOf, yearSheet } from './get.ts'

export function postPropose(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const year = yearOf(visit)
    return year === undefined
      ? { kind: 'not-found' }
      : take(house, visit, { to: 'proposed', year }, `The draft of ${year} is now the proposal.`)
  }
}

export function postAgree(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const year = yearOf(visit)
    if (year === undefined) return { kind: 'not-found' }
    const on = dayOf(visit.form.get('on') ?? '')
    if (on === undefined)
      return yearSheet(house, visit, [
        {
          kind: 'not-a-day',
          field: 'on',
          value: visit.form.get('on') ?? '',
          message: 'The day it was agreed is not a day',
          mend: 'Write it as 11/02/2027',
        },
      ])
    const resolution = visit.form.get('resolution') ?? ''
    return take(
      house,
      visit,
      { to: 'agreed', year, resolution, on },
      `The budget of ${year} is recorded as agreed.`,
    )
  }
}

function dayOf(text: string): Day | undefined {
  const match = /^\s*(\d{1,2})[/. ](\d{1,2})[/. ](\d{4})\s*$/.exec(text)
  return match === null ? undefined : civilDay(Number(match[3]), Number(match[2]), Number(match[1]))
}

async function take(house: House, visit: Visit, step: Step, flash: string): Promise<Reply> {
  const result = await house.db.inCouncil(visit.actor.council, (tx) =>
    agreeBudget(tx, visit.actor, step),
  )
  return result.ok
    ? { kind: 'redirect', to: `/budget/${step.year}`, flash }
    : yearSheet(house, visit, result.refusals)
}

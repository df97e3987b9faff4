import type { Eyes } from '#cycle/budget/index.ts'
import type { Tx } from '#db'
import { seesSmallNumbers } from '#office/disclosure/index.ts'
import type { House } from '#office/house.ts'
import type { Reply, Visit } from '#web'
import { keptUntilAct } from '#office/audit/index.ts'
import { budgetFinds } from './budget.ts'
import { demandFinds } from './demand.ts'
import { search } from './found.ts'
import type { Findable, Finds } from './found.ts'
import { findView } from './view.ts'

/** Every room whose figures can be found, in the order of the circle. */
const ROOMS: readonly Finds[] = [demandFinds, budgetFinds]

/** Figures shown at once; another word narrows them. */
const MOST = 50

export type FindModel = {
  readonly asked: string
  readonly inAll: number
  readonly found: number
  readonly shown: readonly Findable[]
}

/** Those inside the service see the same, and so do those outside. */
const everyFigure = keptUntilAct(
  figuresNow,
  ({ roles, on }: Eyes) => `${on} ${seesSmallNumbers(roles) ? 'inside' : 'outside'}`,
)

async function figuresNow(tx: Tx, eyes: Eyes): Promise<readonly Findable[]> {
  const figures: Findable[] = []
  for (const finds of ROOMS) figures.push(...(await finds(tx, eyes)))
  return figures
}

/** `/find`: figures by their words, each with its working. */
export function getFind(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const asked = (visit.query.get('q') ?? '').trim().slice(0, 200)
    const eyes = { roles: visit.actor.roles, on: house.today() }
    const all = await house.db.inCouncil(visit.actor.council, (tx) => everyFigure(tx, eyes))
    const found = search(all, asked)
    const model: FindModel = {
      asked,
      inAll: all.length,
      found: found.length,
      shown: found.slice(0, MOST),
    }
    return {
      kind: 'sheet',
      model,
      sheet: {
        title: asked === '' ? 'Find a figure' : `“${asked}”: find a figure`,
        body: findView(model),
      },
    }
  }
}

import { forecastOfRecord } from '#cycle/demand/index.ts'
import type { ForecastLine } from '#cycle/demand/index.ts'
import { may } from '#kernel/access.ts'
import { parseId } from '#kernel/id.ts'
import type { Refusal } from '#kernel/result.ts'
import { seesSmallNumbers } from '#office/disclosure/index.ts'
import type { House } from '#office/house.ts'
import { html, nothingYet } from '#web'
import type { Reply, Visit } from '#web'
import { costRun } from '../../commands/cost-run.ts'
import { costedRun } from '../costed.ts'
import { COSTS_RUNS, PLACEMENTS_CRUMB } from '../who.ts'
import { costModel } from './model.ts'
import { costView, uncostedView } from './view.ts'

export function runOf(visit: Visit): ForecastLine['run'] | undefined {
  return parseId<'run'>(visit.params['run'] ?? '')
}

const TITLE = 'What will placements cost?'
const SHEET = { title: TITLE, nav: '/placements', crumbs: [PLACEMENTS_CRUMB] }

/** `/placements/cost`: the cost of the forecast of record. */
export function getRecordCost(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const line = await house.db.inCouncil(visit.actor.council, forecastOfRecord)
    if (line !== undefined) return { kind: 'redirect', to: `/placements/cost/${line.run}` }
    return {
      kind: 'sheet',
      model: { forecast: null },
      sheet: {
        ...SHEET,
        body: html`<h1>${TITLE}</h1>${nothingYet(
          'No forecast has been made yet',
          'The cost ahead comes from a forecast of children in care.',
          html`<p><a class="btn" href="/demand/forecast">Make a forecast</a></p>`,
        )}`,
      },
    }
  }
}

/** `/placements/cost/:run`: what a forecast costs by year, kind and line, with its band and its causes. */
export function getCost(house: House) {
  return (visit: Visit): Promise<Reply> => costSheet(house, visit, [])
}

async function costSheet(house: House, visit: Visit, refusals: readonly Refusal[]): Promise<Reply> {
  const run = runOf(visit)
  const { council, roles } = visit.actor
  const costed =
    run === undefined ? undefined : await house.db.inCouncil(council, (tx) => costedRun(tx, run))
  if (costed === undefined) return { kind: 'not-found' }
  const model = costModel(costed, seesSmallNumbers(roles))
  const token = may(roles, COSTS_RUNS) ? visit.csrf : undefined
  return {
    kind: 'sheet',
    model: model ?? { run: costed.run, costed: false },
    sheet: {
      ...SHEET,
      refusals,
      body: model === undefined ? uncostedView(costed, token) : costView(model, token),
    },
  }
}

/** Works out the cost at the book in use, once. */
export function postCost(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const run = runOf(visit)
    if (run === undefined) return { kind: 'not-found' }
    const { council } = visit.actor
    const result = await house.db.inCouncil(council, (tx) => costRun(tx, visit.actor, run))
    return result.ok
      ? { kind: 'redirect', to: `/placements/cost/${run}` }
      : costSheet(house, visit, result.refusals)
  }
}

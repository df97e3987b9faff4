import { may } from '#kernel/access.ts'
import { parseId } from '#kernel/id.ts'
import { runById } from '#jobs'
import type { RunRow } from '#jobs'
import type { House } from '#office/house.ts'
import type { Reply, Visit } from '#web'
import { cancelForecast } from '../../commands/cancel-forecast.ts'
import { readerOf } from '../../reader.ts'
import { careOf } from '../../store/care.ts'
import { forecastById, forecastLine } from '../../store/forecasts.ts'
import type { RunId } from '../../store/forecasts.ts'
import { DEMAND_CRUMB, SEES_IMPORTS } from '../who.ts'
import { MAKES_FORECASTS } from './list.ts'
import { finishedModel, provenanceOf, showOf } from './model.ts'
import type { FinishedModel, Provenance } from './model.ts'
import { finishedView } from './view.ts'
import { progressWords, unfinishedView } from './unfinished-view.ts'

const FORECASTS_CRUMB = { text: 'Forecasts', href: '/demand/forecast' }
const LOOK_AGAIN_SECONDS = 3

export function runIdOf(visit: Visit): RunId | undefined {
  return parseId<'run'>(visit.params['run'] ?? '')
}

type Found =
  | { readonly kind: 'finished'; readonly model: FinishedModel }
  | { readonly kind: 'unfinished'; readonly provenance: Provenance; readonly run: RunRow }

/** `/demand/forecast/:run`: how far it is, or what it found. */
export function getForecast(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const found = await find(house, visit)
    if (found === undefined) return { kind: 'not-found' }
    const title = 'How many children will be in our care?'
    const sheet = { title, nav: '/demand', crumbs: [DEMAND_CRUMB, FORECASTS_CRUMB] }
    if (found.kind === 'finished')
      return {
        kind: 'sheet',
        model: found.model,
        sheet: { ...sheet, body: finishedView(found.model, may(visit.actor.roles, SEES_IMPORTS)) },
      }
    const { provenance, run } = found
    const going = run.state === 'queued' || run.state === 'running'
    const mayStop = going && may(visit.actor.roles, MAKES_FORECASTS)
    return {
      kind: 'sheet',
      model: { provenance, done: run.done, of: run.of, why: run.why },
      sheet: {
        ...sheet,
        body: unfinishedView(provenance, run, mayStop ? visit.csrf : undefined),
        ...(going ? { refresh: LOOK_AGAIN_SECONDS } : {}),
      },
    }
  }
}

async function find(house: House, visit: Visit): Promise<Found | undefined> {
  const id = runIdOf(visit)
  if (id === undefined) return undefined
  return house.db.inCouncil(visit.actor.council, async (tx) => {
    const line = await forecastLine(tx, id)
    const run = await runById(tx, id)
    if (line === undefined || run === undefined) return undefined
    const provenance = provenanceOf(line, run)
    const forecast = await forecastById(tx, id)
    const care = forecast === undefined ? undefined : await careOf(tx, line.importId)
    if (forecast === undefined || care === undefined) return { kind: 'unfinished', provenance, run }
    const reader = await readerOf(tx, visit.actor.roles, house.today())
    const model = finishedModel(provenance, forecast, care, showOf(visit.query), reader)
    return { kind: 'finished', model }
  })
}

/** `/demand/forecast/:run/events`: each step, as it happens. */
export function getForecastEvents(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const id = runIdOf(visit)
    const { council } = visit.actor
    const line =
      id === undefined ? undefined : await house.db.inCouncil(council, (tx) => forecastLine(tx, id))
    if (id === undefined || line === undefined) return { kind: 'not-found' }
    return { kind: 'events', events: steps(house.jobs.progress(council, id)) }
  }
}

async function* steps(progress: AsyncIterable<RunRow>): AsyncIterable<unknown> {
  for await (const run of progress) {
    yield { state: run.state, done: run.done, of: run.of, words: progressWords(run) }
  }
}

/** `/demand/forecast/:run/cancel` */
export function postCancel(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const id = runIdOf(visit)
    if (id === undefined) return { kind: 'not-found' }
    const stopped = await house.db.inCouncil(visit.actor.council, async (tx) => {
      const line = await forecastLine(tx, id)
      return line === undefined ? undefined : cancelForecast(tx, visit.actor, house.jobs, id)
    })
    if (stopped === undefined) return { kind: 'not-found' }
    const flash = stopped ? 'The forecast was cancelled.' : 'The forecast had already ended.'
    return { kind: 'redirect', to: `/demand/forecast/${id}`, flash }
  }
}

import { runById } from '#jobs'
import type { RunId, RunRow } from '#jobs'
import { parseId } from '#kernel/id.ts'
import type { House } from '#office/house.ts'
import type { Reply, Visit } from '#web'
import { isGoing, kindName, mayStop, progressWords } from './kinds.ts'
import { LOOK_AGAIN_SECONDS } from './list.ts'
import type { RunLine } from './list.ts'
import { runView } from './run-view.ts'

const JOBS_CRUMB = { text: 'Jobs', href: '/jobs' }

async function runOf(house: House, visit: Visit): Promise<RunRow | undefined> {
  const id: RunId | undefined = parseId<'run'>(visit.params['run'] ?? '')
  if (id === undefined) return undefined
  return house.db.inCouncil(visit.actor.council, (tx) => runById(tx, id))
}

/** `/jobs/:run`: how far it is, or how it ended, and what makes its result one that can be made again. */
export function getRun(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const run = await runOf(house, visit)
    if (run === undefined) return { kind: 'not-found' }
    const model: RunLine = { ...run, mayStop: mayStop(visit.actor, run) }
    return {
      kind: 'sheet',
      model,
      sheet: {
        title: kindName(run.kind),
        crumbs: [JOBS_CRUMB],
        body: runView(model, visit.csrf),
        ...(isGoing(run) ? { refresh: LOOK_AGAIN_SECONDS } : {}),
      },
    }
  }
}

/** `/jobs/:run/events`: each step, as it happens. */
export function getRunEvents(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const run = await runOf(house, visit)
    if (run === undefined) return { kind: 'not-found' }
    return { kind: 'events', events: steps(house.jobs.progress(visit.actor.council, run.id)) }
  }
}

async function* steps(progress: AsyncIterable<RunRow>): AsyncIterable<unknown> {
  for await (const run of progress)
    yield { state: run.state, done: run.done, of: run.of, words: progressWords(run) }
}

/** `/jobs/:run`: stops it. For whoever may not, there is nothing to stop here. */
export function postRun(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const run = await runOf(house, visit)
    if (run === undefined || visit.form.get('do') !== 'stop') return { kind: 'not-found' }
    const to = `/jobs/${run.id}`
    if (!isGoing(run)) return { kind: 'redirect', to, flash: ENDED_ALREADY }
    if (!mayStop(visit.actor, run)) return { kind: 'not-found' }
    const stopped = await house.db.inCouncil(visit.actor.council, (tx) =>
      house.jobs.cancel(tx, visit.actor, run.id),
    )
    return { kind: 'redirect', to, flash: stopped ? 'The run is stopped.' : ENDED_ALREADY }
  }
}

const ENDED_ALREADY = 'The run had already ended.'

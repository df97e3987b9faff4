import { countRuns, runs } from '#jobs'
import type { RunRow } from '#jobs'
import type { House } from '#office/house.ts'
import type { Reply, Visit } from '#web'
import { isGoing, mayStop } from './kinds.ts'
import { listView } from './list-view.ts'

const PAGE = 50
export const LOOK_AGAIN_SECONDS = 5

export type RunLine = RunRow & { readonly mayStop: boolean }

export type JobsModel = {
  /** Runs that have not ended, the newest first. */
  readonly going: readonly RunLine[]
  readonly ended: readonly RunRow[]
  readonly page: number
  readonly size: number
  /** How many have ended, on all pages. */
  readonly endedInAll: number
}

/** `/jobs`: every run of the council. */
export function getJobs(house: House) {
  return async (visit: Visit): Promise<Reply> => {
    const { actor } = visit
    const asked = Number.parseInt(visit.query.get('page') ?? '1', 10) || 1
    const model = await house.db.inCouncil(actor.council, async (tx): Promise<JobsModel> => {
      const { ended } = await countRuns(tx)
      const page = Math.min(Math.max(1, asked), Math.max(1, Math.ceil(ended / PAGE)))
      const going = await runs(tx, { going: true, limit: 200 })
      return {
        going: going.map((run) => ({ ...run, mayStop: mayStop(actor, run) })),
        ended: await runs(tx, { going: false, limit: PAGE, skip: (page - 1) * PAGE }),
        page,
        size: PAGE,
        endedInAll: ended,
      }
    })
    return {
      kind: 'sheet',
      model,
      sheet: {
        title: 'Jobs',
        body: listView(model, actor.roles, visit.csrf),
        ...(model.going.some(isGoing) ? { refresh: LOOK_AGAIN_SECONDS } : {}),
      },
    }
  }
}

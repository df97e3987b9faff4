import type { Tx } from '#db'
import { latestRuns } from '#jobs'
import type { RunRow } from '#jobs'
import { dayMiddle } from '#web'
import { dayIn } from './dates.ts'
import type { HomeTask, RoomAtHome, YearDates } from './port.ts'

/** A failure stays on the page for so many days, unless a later run of its kind has finished. */
const DAYS_SHOWN = 30

/** Long work that failed: whoever may ask for it again is told. */
export async function runsAtHome(tx: Tx, { today }: YearDates): Promise<RoomAtHome> {
  const runs = await latestRuns(tx, 50)
  const failed = runs.filter(
    (r) => r.state === 'failed' && today - dayIn(r.createdAt) <= DAYS_SHOWN && !mended(r, runs),
  )
  return { tasks: failed.map(toLookAt), lanes: [], dates: [], keys: [] }
}

function mended(run: RunRow, runs: readonly RunRow[]): boolean {
  return runs.some(
    (r) => r.kind === run.kind && r.state === 'finished' && r.createdAt > run.createdAt,
  )
}

function toLookAt(r: RunRow): HomeTask {
  return {
    title: `A run that ${r.createdBy} asked for on ${dayMiddle(dayIn(r.createdAt))} has failed`,
    href: `/demand/forecast/${r.id}`,
    why: r.why ?? 'Nothing was stored. It can be asked for again.',
    roles: ['analyst', 'returns', 'administrator'],
    state: { kind: 'stop', text: 'Failed' },
  }
}

export type RunAtHome = { readonly id: string; readonly done: number; readonly of: number }

/** Runs that have not ended. */
export async function underWay(tx: Tx): Promise<readonly RunAtHome[]> {
  const runs = await latestRuns(tx, 50)
  return runs
    .filter((r) => r.state === 'queued' || r.state === 'running')
    .map((r) => ({ id: r.id, done: r.done, of: r.of }))
}

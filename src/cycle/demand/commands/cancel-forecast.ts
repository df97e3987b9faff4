import type { Tx } from '#db'
import type { Jobs } from '#jobs'
import type { Actor } from '#kernel/access.ts'
import type { RunId } from '../store/forecasts.ts'

/** Stops a forecast that has not finished; says whether there was one to stop. What was finished before stays. */
export async function cancelForecast(
  tx: Tx,
  actor: Actor,
  jobs: Jobs,
  id: RunId,
): Promise<boolean> {
  return jobs.cancel(tx, actor, id)
}

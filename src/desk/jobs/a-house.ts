import type { Db } from '#db'
import { clock } from '#office/house.ts'
import type { House } from '#office/house.ts'
import { catalogue } from '#office/settings/index.ts'
import type { Setting } from '#office/settings/index.ts'

/** For tests of pages that ask for no long work: whoever does is told. */
export const noJobs: House['jobs'] = {
  submit: () => Promise.reject(new Error('no run is asked for here')),
  cancel: () => Promise.reject(new Error('no run is stopped here')),
  progress: () => {
    throw new Error('no run is followed here')
  },
  close: () => Promise.resolve(),
}

/** For tests: a house on a database, at a moment that the test moves. */
export function aHouse(
  db: Db,
  now: () => Temporal.Instant,
  settings: readonly Setting<unknown>[] = [],
): House {
  return { db, jobs: noJobs, settings: catalogue(settings), ...clock(now) }
}

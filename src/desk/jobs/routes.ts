import type { House } from '#office/house.ts'
import type { Route } from '#web'
import { getJobs } from './list.ts'
import { getRun, getRunEvents, postRun } from './run.ts'

/** Every long computation of the council. */
export function jobsRoutes(house: House): readonly Route[] {
  const access = 'signed-in'
  return [
    { method: 'GET', path: '/jobs', access, handle: getJobs(house) },
    { method: 'GET', path: '/jobs/:run', access, handle: getRun(house) },
    { method: 'POST', path: '/jobs/:run', access, handle: postRun(house) },
    { method: 'GET', path: '/jobs/:run/events', access, handle: getRunEvents(house) },
  ]
}

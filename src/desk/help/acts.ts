import type { Access } from '#kernel/access.ts'
import type { Route } from '#web'
import { accessOf } from '../doors.ts'
import { roleNames } from '../people/role-words.ts'

/** Something that somebody may do, and the address that does it: who may is read from the route, so that the page cannot be wrong. */
type Act = {
  readonly words: string
  readonly room: string
  readonly method: Route['method']
  readonly path: string
}

const ID = '018f0000-0000-7000-8000-000000000000'

const ACTS: readonly Act[] = [
  { room: 'Demand', words: 'See counts, history and forecasts', method: 'GET', path: '/demand' },
  {
    room: 'Demand',
    words: 'See imports and the rows set aside',
    method: 'GET',
    path: '/demand/import',
  },
  { room: 'Demand', words: 'Load the return', method: 'POST', path: '/demand/import' },
  {
    room: 'Demand',
    words: 'Put an import in use',
    method: 'POST',
    path: `/demand/import/${ID}/store`,
  },
  {
    room: 'Demand',
    words: 'See a whole row, for a purpose that is recorded',
    method: 'POST',
    path: `/demand/import/${ID}/rows/0/2`,
  },
  { room: 'Demand', words: 'Ask for a forecast', method: 'POST', path: '/demand/forecast' },
  {
    room: 'Budget',
    words: 'See the budget, its streams, its checks and the gap',
    method: 'GET',
    path: '/budget',
  },
  { room: 'Budget', words: 'Load a budget', method: 'POST', path: '/budget/import' },
  { room: 'Budget', words: 'Propose a budget', method: 'POST', path: '/budget/2026-27/propose' },
  {
    room: 'Budget',
    words: 'Record that members agreed a budget',
    method: 'POST',
    path: '/budget/2026-27/agree',
  },
  {
    room: 'Every room',
    words: 'See the working of a figure',
    method: 'GET',
    path: '/working/demand/stock',
  },
  { room: 'Office', words: 'See people and give roles', method: 'GET', path: '/people' },
  { room: 'Office', words: 'Read the audit', method: 'GET', path: '/audit' },
  { room: 'Office', words: 'See jobs', method: 'GET', path: '/jobs' },
  { room: 'Office', words: 'See settings', method: 'GET', path: '/settings' },
]

export type ActLine = { readonly room: string; readonly words: string; readonly access: Access }

/** What may be done and who may do it, as the routes have it. An address that no route has is left out. */
export function actLines(routes: readonly Route[]): readonly ActLine[] {
  return ACTS.flatMap(({ room, words, method, path }) => {
    const access = accessOf(routes, method, path)
    return access === undefined ? [] : [{ room, words, access }]
  })
}

/** Who passes, in words. */
export function whoMay(access: Access): string {
  if (access === 'public') return 'Everybody, without an account'
  if (access === 'signed-in') return 'Everybody with an account in the council'
  return roleNames(access.roles)
}

import { ROLES } from '#kernel/access.ts'
import type { Access, Role } from '#kernel/access.ts'
import type { Route } from '#web'
import { accessOf } from '../doors.ts'

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

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  reader: 'reads what the council holds, and changes nothing',
  analyst: 'makes forecasts and looks into imports',
  returns: 'looks after the statutory returns and their rows',
  finance: 'keeps the budget and proposes it',
  'chief-finance-officer': 'answers for the budget, and records that it was agreed',
  'monitoring-officer': 'answers for the lawfulness of decisions',
  'democratic-services': 'looks after meetings, agendas and minutes',
  member: 'is a councillor, who reads and decides',
  'service-manager': 'runs a service',
  worker: 'works with families',
  authoriser: 'allows spending above a limit',
  administrator: 'gives accounts and roles, and sees how the service runs',
}

/** Who passes, in words. */
export function whoMay(access: Access): string {
  if (access === 'public') return 'Everybody, without an account'
  if (access === 'signed-in') return 'Everybody with an account in the council'
  return ROLES.filter((r) => access.roles.includes(r))
    .map(roleName)
    .join(', ')
}

export function roleName(role: Role): string {
  const words = role.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

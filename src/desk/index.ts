import type { CouncilId, Role } from '#kernel/access.ts'
import type { Figure } from '#kernel/working.ts'
import type { House } from '#office/house.ts'
import type { Route } from '#web'
import { officeRoutes } from './office-routes.ts'
import type { AllRoutes } from './doors.ts'
import { readingRoutes } from './reading-routes.ts'

/**
 * Explains a figure by the path that follows `/working/ROOM/`; undefined when there is none, or it is another council's.
 * Whose eyes it is for stands last, for rooms that protect small numbers themselves.
 */
export type Explain = (
  council: CouncilId,
  path: readonly string[],
  roles: readonly Role[],
) => Promise<Figure | undefined>

/** Who explains the figures of each room, by the room's name. */
export type Workings = Readonly<Record<string, Explain>>

/** Pages that speak for every room. They ask for all routes when they are opened: a page links only to what its reader may open. */
export function deskRoutes(house: House, workings: Workings, routes: AllRoutes): readonly Route[] {
  return [...officeRoutes(house), ...readingRoutes(house, workings, routes)]
}

export { HOME_SETTINGS } from './home/data.ts'
export { SHELL } from './shell.ts'

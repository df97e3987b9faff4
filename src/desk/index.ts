import type { CouncilId } from '#kernel/access.ts'
import type { Figure } from '#kernel/working.ts'
import type { House } from '#office/house.ts'
import type { Route } from '#web'
import { officeRoutes } from './office-routes.ts'
import { readingRoutes } from './reading-routes.ts'

/** Explains a figure by the path that follows `/working/ROOM/`; undefined when there is none, or it is another council's. */
export type Explain = (council: CouncilId, path: readonly string[]) => Promise<Figure | undefined>

/** Who explains the figures of each room, by the room's name. */
export type Workings = Readonly<Record<string, Explain>>

/** Pages that speak for every room. */
export function deskRoutes(house: House, workings: Workings): readonly Route[] {
  return [...officeRoutes(house), ...readingRoutes(house, workings)]
}

export { SHELL } from './shell.ts'

import type { House } from '#office/house.ts'
import type { Route } from '#web'
import type { AllRoutes } from './doors.ts'
import { getFind } from './find/get.ts'
import { helpRoutes } from './help/routes.ts'
import { getHome } from './home/get.ts'
import type { Workings } from './index.ts'
import { workingRoutes } from './working/routes.ts'

/** Home, workings, the search for a figure, and what the program says of itself. */
export function readingRoutes(
  house: House,
  workings: Workings,
  routes: AllRoutes,
): readonly Route[] {
  return [
    { method: 'GET', path: '/', access: 'signed-in', handle: getHome(house, routes) },
    { method: 'GET', path: '/find', access: 'signed-in', handle: getFind(house) },
    ...workingRoutes(workings, routes),
    ...helpRoutes(routes),
  ]
}

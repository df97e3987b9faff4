import { budgetRoutes, budgetWorkings } from '#cycle/budget/index.ts'
import { demandRoutes, demandWorkings } from '#cycle/demand/index.ts'
import { placementsRoutes, placementsWorkings } from '#cycle/placements/index.ts'
import type { House } from '#office/house.ts'
import { galleryRoutes } from '#web'
import type { Route } from '#web'
import { deskRoutes } from './desk/index.ts'
import type { Workings } from './desk/index.ts'

/** Every address of the program. */
export function allRoutes(house: House): readonly Route[] {
  const all: readonly Route[] = [
    ...deskRoutes(house, workingsOf(house), () => all),
    ...demandRoutes(house),
    ...placementsRoutes(house),
    ...budgetRoutes(house),
    ...galleryRoutes(),
  ]
  return all
}

/** Who explains the figures below `/working/ROOM/`. */
export function workingsOf(house: House): Workings {
  return {
    demand: demandWorkings(house),
    placements: placementsWorkings(house),
    budget: budgetWorkings(house),
  }
}

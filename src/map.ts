/**
 * The rooms, from source to outcome. A room imports only rooms above it, and only through their doors. Read by
 * `test/map.test.ts`, the navigation and the docs. Rooms that later work adds stand here when they have code.
 */
export type Room = {
  /** Folder below `src/`. */
  readonly name: string
  /** Word in the navigation; absent when the room has no place there. */
  readonly nav?: string
  readonly href?: string
}

export const ROOMS: readonly Room[] = [
  { name: 'office/audit' },
  { name: 'office/settings' },
  { name: 'office/access' },
  { name: 'office/documents' },
  { name: 'office/sheets' },
  { name: 'office/disclosure' },
  { name: 'cycle/demand', nav: 'Demand', href: '/demand' },
  { name: 'cycle/placements', nav: 'Placements', href: '/placements' },
  { name: 'cycle/budget', nav: 'Budget', href: '/budget' },
]

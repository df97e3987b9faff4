import type { House } from '#office/house.ts'
import type { Route } from '#web'
import { signInRoutes } from './sign-in/routes.ts'

/** Sign-in, the account, people and roles, audit, jobs and settings. */
export function officeRoutes(house: House): readonly Route[] {
  return [...signInRoutes(house)]
}

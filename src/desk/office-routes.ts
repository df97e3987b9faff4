import type { House } from '#office/house.ts'
import type { Route } from '#web'
import { accountRoutes } from './account/routes.ts'
import { auditRoutes } from './audit/routes.ts'
import { jobsRoutes } from './jobs/routes.ts'
import { peopleRoutes } from './people/routes.ts'
import { settingsRoutes } from './settings/routes.ts'
import { signInRoutes } from './sign-in/routes.ts'

/** Sign-in, the account, people and roles, audit, jobs and settings. */
export function officeRoutes(house: House): readonly Route[] {
  return [
    ...signInRoutes(house),
    ...accountRoutes(house),
    ...peopleRoutes(house),
    ...auditRoutes(house),
    ...jobsRoutes(house),
    ...settingsRoutes(house),
  ]
}

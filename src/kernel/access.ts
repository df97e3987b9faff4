import type { Id } from './id.ts'

/** The roles of 90-platform, section 3. `public` is somebody without an account and never a row. */
export const ROLES = [
  'reader',
  'analyst',
  'returns',
  'finance',
  'chief-finance-officer',
  'monitoring-officer',
  'democratic-services',
  'member',
  'service-manager',
  'worker',
  'authoriser',
  'administrator',
] as const
export type Role = (typeof ROLES)[number]

/** Who may use a route: anybody, anybody signed in, or people who hold one of the roles. There is no default. */
export type Access = 'public' | 'signed-in' | { readonly roles: readonly [Role, ...Role[]] }

export type CouncilId = Id<'council'>
export type PersonId = Id<'person'>

/** Who acts, for which council, when. Commands take it; audit records it. */
export type Actor = {
  readonly council: CouncilId
  readonly person: PersonId
  readonly name: string
  readonly roles: readonly Role[]
  readonly at: Temporal.Instant
}

/** Whether a person with these roles may pass. Somebody without an account passes `public` only. */
export function may(roles: readonly Role[] | undefined, access: Access): boolean {
  if (access === 'public') return true
  if (roles === undefined) return false
  if (access === 'signed-in') return true
  return access.roles.some((role) => roles.includes(role))
}

import { may } from '#kernel/access.ts'
import type { Access, Role } from '#kernel/access.ts'

/**
 * Who works inside the service that holds the children, and so sees small numbers. Everybody else, with an account or
 * without, is outside and sees protected tables (decision 0012).
 */
export const INSIDE: Access = {
  roles: [
    'returns',
    'analyst',
    'finance',
    'chief-finance-officer',
    'service-manager',
    'administrator',
  ],
}

/** Whether somebody with these roles may see small numbers. Without roles, nobody may. */
export function seesSmallNumbers(roles: readonly Role[] | undefined): boolean {
  return may(roles, INSIDE)
}

import { may } from '#kernel/access.ts'
import type { Access, Role } from '#kernel/access.ts'
import { chips } from '#web'
import type { Html } from '#web'

/** Who keeps people and roles. */
export const KEEPS_PEOPLE: Access = { roles: ['administrator'] }

/** Who reads the audit. */
export const READS_AUDIT: Access = {
  roles: ['administrator', 'monitoring-officer', 'chief-finance-officer'],
}

/** Who changes a setting. */
export const CHANGES_SETTINGS: Access = { roles: ['administrator', 'chief-finance-officer'] }

const PAGES: readonly { readonly text: string; readonly href: string; readonly access: Access }[] =
  [
    { text: 'Your account', href: '/account', access: 'signed-in' },
    { text: 'People', href: '/people', access: KEEPS_PEOPLE },
    { text: 'Audit', href: '/audit', access: READS_AUDIT },
    { text: 'Jobs', href: '/jobs', access: 'signed-in' },
    { text: 'Settings', href: '/settings', access: 'signed-in' },
  ]

/** The pages of the office that somebody with these roles may see. */
export function officeNav(roles: readonly Role[], here: string): Html {
  return chips(
    PAGES.filter((page) => may(roles, page.access)).map(({ text, href }) => ({
      text,
      href,
      current: href === here,
    })),
    'The office',
  )
}

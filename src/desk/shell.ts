import type { Role } from '#kernel/access.ts'
import { ROOMS } from '#src/map.ts'
import type { NavItem, Shell } from '#web'

const AUDIT: NavItem = { text: 'Audit', href: '/audit' }
const FOR_ADMINISTRATORS: readonly NavItem[] = [
  { text: 'People and roles', href: '/people' },
  AUDIT,
  { text: 'Jobs', href: '/jobs' },
  { text: 'Settings', href: '/settings' },
]

function moreFor(roles: readonly Role[]): readonly NavItem[] {
  if (roles.includes('administrator')) return FOR_ADMINISTRATORS
  const audits = roles.includes('chief-finance-officer') || roles.includes('monitoring-officer')
  return audits ? [AUDIT] : []
}

/** What the frame of every page shows: the circle in order, the way to any figure, and what stands at the foot. */
export const SHELL: Shell = {
  nav: [
    { text: 'Home', href: '/' },
    ...ROOMS.flatMap((r) =>
      r.nav === undefined || r.href === undefined ? [] : [{ text: r.nav, href: r.href }],
    ),
  ],
  header: [{ text: 'Find a figure', href: '/find' }],
  footer: [
    { text: 'Help', href: '/help' },
    { text: 'How figures are made', href: '/help/methods' },
    { text: 'Words', href: '/help/words' },
    { text: 'Who may do what', href: '/help/roles' },
    { text: 'Privacy: no tracking', href: '/help/privacy' },
    { text: 'Accessibility statement', href: '/help/accessibility' },
  ],
  more: (frame) => moreFor(frame.viewer?.roles ?? []),
}

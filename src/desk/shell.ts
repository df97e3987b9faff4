import { ROOMS } from '#src/map.ts'
import type { Shell } from '#web'

/** What the frame of every page shows: the circle in order, and what stands at the foot. */
export const SHELL: Shell = {
  nav: [
    { text: 'Home', href: '/' },
    ...ROOMS.flatMap((r) =>
      r.nav === undefined || r.href === undefined ? [] : [{ text: r.nav, href: r.href }],
    ),
  ],
  footer: [
    { text: 'Accessibility statement', href: '/help/accessibility' },
    { text: 'Privacy', href: '/help/privacy' },
    { text: 'How figures are made', href: '/help/methods' },
  ],
}

import type { Role } from '#kernel/access.ts'
import { INSIDE, seesSmallNumbers } from '#office/disclosure/index.ts'
import { html, pageHead } from '#web'
import type { Sheet } from '#web'
import { whoMay } from '../help/acts.ts'
import type { Asked } from './asked.ts'

/**
 * Rooms whose figures tell of children and whose workings do not ask who reads: outside the service they are not shown
 * (decision 0012). The other rooms protect their figures themselves, and answer a hidden one as if it were not there.
 */
const INSIDE_ALONE = ['placements']

export function isHidden(asked: Asked, roles: readonly Role[]): boolean {
  return INSIDE_ALONE.includes(asked.room) && !seesSmallNumbers(roles)
}

/** The page in place of a figure that is shown inside alone. It is the same whatever the figure is. */
export function insideAlone(): { readonly sheet: Sheet; readonly model: unknown } {
  const title = 'This working is shown inside the service'
  return {
    model: { shown: false, why: title, to: INSIDE },
    sheet: {
      title,
      crumbs: [{ text: 'How figures are made', href: '/help/methods' }],
      body: html`${pageHead({
        kicker: 'Working of a figure',
        title,
        lede: 'It divides children into groups, some of them of few. What such a group holds could tell of one child.',
      })}<p>See <a href="/help/methods">how figures are made</a> for its rule. The parts and the rows are open to: ${whoMay(INSIDE).toLowerCase()}.</p>`,
    },
  }
}

import type { Role } from '#kernel/access.ts'
import { INSIDE, seesSmallNumbers } from '#office/disclosure/index.ts'
import { html, pageHead } from '#web'
import type { Sheet } from '#web'
import { whoMay } from '../help/acts.ts'
import type { Asked } from './asked.ts'

/** Rooms whose figures count children: their parts lead to few, and then to rows of one child. */
const COUNT_CHILDREN = ['demand', 'placements']

/** Figures of demand that are of all children. */
const WHOLE = [/^stock\/[^/]+(\/all)?$/, /^forecast\/[^/]+\/all\//]

function isWhole(asked: Asked): boolean {
  const path = asked.path.join('/')
  return asked.room === 'demand' && asked.part.length === 0 && WHOLE.some((w) => w.test(path))
}

/** Whether a figure is for those inside the service alone: a division of children, whatever its size (decision 0012). */
export function isHidden(asked: Asked, roles: readonly Role[]): boolean {
  return COUNT_CHILDREN.includes(asked.room) && !seesSmallNumbers(roles) && !isWhole(asked)
}

/** Whether a figure of all children comes without its divisions, for a reader outside the service. */
export function hidesParts(asked: Asked, roles: readonly Role[]): boolean {
  return COUNT_CHILDREN.includes(asked.room) && !seesSmallNumbers(roles)
}

/** The page in place of a figure that is shown inside alone. It is the same whatever the figure is. */
export function insideAlone(asked: Asked): { readonly sheet: Sheet; readonly model: unknown } {
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
      })}<p>The rule is the same as for all children: see <a href="/help/methods#${asked.path[0] === 'stock' ? 'counting' : 'forecast'}">how figures are made</a>. The parts and the rows are open to: ${whoMay(INSIDE).toLowerCase()}.</p>`,
    },
  }
}

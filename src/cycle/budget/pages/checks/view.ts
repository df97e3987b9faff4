import { exactPounds, html, more, percentOne, plural, simpleTable, tag } from '#web'
import type { Html } from '#web'
import { CHECK_NAMES } from '../../rules/index.ts'
import type { SeenCheck } from '../../rules/index.ts'
import { checkTag } from '../parts.ts'

/** Most failures shown at once; the rest are in the download of the year. */
const MOST = 50

/** What failed, with its mend; what held, on demand. */
export function checkSection(checks: readonly SeenCheck[]): Html {
  const failed = checks.filter((c) => !c.passed)
  const held = checks.filter((c) => c.passed)
  return html`${
    failed.length === 0
      ? html`<p>${tag('done', 'All hold')} ${plural(held.length, 'comparison was', 'comparisons were')} made and none failed.</p>`
      : checkTable('What does not hold', failed.slice(0, MOST))
  }${failed.length > MOST && html`<p>${plural(failed.length - MOST, 'more is', 'more are')} not shown.</p>`}
${held.length > 0 && more(plural(held.length, 'comparison that holds', 'comparisons that hold'), checkTable('What holds', held.slice(0, MOST)))}`
}

function checkTable(caption: string, checks: readonly SeenCheck[]): Html {
  return simpleTable({
    caption,
    stack: true,
    columns: [
      { head: 'Check' },
      { head: 'Result' },
      { head: 'Where' },
      { head: 'Found', kind: 'num' },
      { head: 'Against', kind: 'num' },
      { head: 'Difference', kind: 'num' },
    ],
    lines: checks.map((c) => ({
      cells: [
        html`<b>${c.id}</b> ${c.what}<span class="why">${CHECK_NAMES[c.id]}</span>`,
        checkTag(c),
        html`${c.where}${c.fix !== '' && html`<span class="why">${c.fix}</span>`}`,
        value(c, c.left),
        value(c, c.right),
        c.passed ? html`<span class="slate">–</span>` : value(c, c.difference),
      ],
    })),
  })
}

function value(c: SeenCheck, amount: number | null): string {
  if (amount === null) return 'c'
  return c.unit === 'pence' ? exactPounds(amount) : percentOne(amount / 1_000_000)
}

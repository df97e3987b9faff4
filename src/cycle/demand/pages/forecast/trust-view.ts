import { count, html, percent, percentOne, plural, simpleTable, tag } from '#web'
import type { Html } from '#web'
import type { FinishedModel } from './model.ts'

type Judged = FinishedModel['skill'][number]

/** Whether to trust it: the method run again from past dates, each time knowing only what was known then. */
export function trustSection(model: FinishedModel): Html {
  const whole = model.skill.filter((j) => j.series === 'all')
  const most = whole.reduce((n, j) => Math.max(n, j.n), 0)
  if (most === 0)
    return html`<h2>Can this forecast be trusted?</h2><p>${model.skillInWords} At least three years of returns are needed to look back from two of them.</p>`
  return html`<h2>Can this forecast be trusted?</h2>
<p>It was run again from ${plural(most, 'past date', 'past dates')}, each time knowing only what was known then. ${beaten(whole)} ${widened(whole)}</p>
${skillTable(whole)}`
}

function beaten(whole: readonly Judged[]): string {
  const better = whole.filter((j) => j.skill !== undefined && j.skill > 0)
  if (better.length === whole.length) return 'It beat “no change” at every distance.'
  if (better.length === 0)
    return 'It was no better than “no change” at any distance: use the band, not the line.'
  return `It beat “no change” at ${better.map((j) => count(j.horizon)).join(', ')} months, and not at ${whole
    .filter((j) => !better.includes(j))
    .map((j) => count(j.horizon))
    .join(', ')}.`
}

function widened(whole: readonly Judged[]): string {
  const wider = whole.filter((j) => j.width > 1.005)
  if (wider.length === 0) return ''
  const words = wider.map((j) => `${j.width.toFixed(2)} at ${count(j.horizon)} months`)
  return `The bands have been widened by a factor of ${words.join(', ')}.`
}

function skillTable(whole: readonly Judged[]): Html {
  return simpleTable({
    caption: 'Skill and coverage, tested on our own past',
    note: 'Error: mean distance from what happened, as a share of it. Skill: how much less it erred than “no change”.',
    columns: [
      { head: 'Distance' },
      { head: 'Our error', kind: 'num' },
      { head: 'No change', kind: 'num' },
      { head: 'Skill', kind: 'num' },
      { head: 'Bias', kind: 'num' },
      { head: 'Truth in 8 in 10 band', kind: 'num' },
      { head: 'Truth in 19 in 20 band', kind: 'num' },
      { head: 'Width used', kind: 'num' },
      { head: 'Tests', kind: 'num' },
    ],
    lines: whole.map((j) => ({
      cells: [
        `${count(j.horizon)} months`,
        percentOne(j.error),
        percentOne(j.errorNoChange),
        j.skill === undefined ? 'nothing changed' : percent(j.skill),
        percentOne(j.bias),
        percent(j.cover80),
        percent(j.cover95),
        html`× ${j.width.toFixed(2)}${j.width > 1.005 && html` ${tag('wait', 'widened')}`}`,
        count(j.n),
      ],
    })),
  })
}

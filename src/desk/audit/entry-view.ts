import type { Role } from '#kernel/access.ts'
import { count, definitions, html, moment, pageHead, simpleTable, tag } from '#web'
import type { Html } from '#web'
import type { EntryModel } from './entry.ts'
import { auditHref } from './search.ts'
import { sidesOf } from './sides.ts'
import { subjectHref } from './subject.ts'

export function entryView({ entry, last, subjectName }: EntryModel, roles: readonly Role[]): Html {
  const href = subjectHref(entry.subject, roles)
  const whole = html`<code>${entry.subject}</code>`
  return html`${pageHead({
    kicker: `Entry ${count(entry.seq)} of ${count(last)}`,
    title: `${entry.personName} ${entry.verb}`,
    lede: `${moment(entry.at)}${entry.why === undefined ? '.' : `. ${entry.why}`}`,
  })}
${sides(entry.before, entry.after)}
<h2>The entry itself</h2>
${definitions([
  {
    term: 'Who',
    value: html`<a href="${auditHref({ person: entry.person })}">${entry.personName}</a>`,
  },
  {
    term: 'To what',
    value: html`${subjectName !== undefined && `${subjectName}: `}${href === undefined ? whole : html`<a href="${href}">${whole}</a>`}`,
  },
  { term: 'Why', value: entry.why ?? tag('none', 'Not stated') },
  { term: 'At', value: html`<code>${entry.at}</code>` },
  { term: 'Seal before', value: html`<code>${entry.previousHash}</code>` },
  { term: 'Its own seal', value: html`<code>${entry.hash}</code>` },
])}
<p><a href="${auditHref({ subject: entry.subject })}">Everything done to the same</a></p>
${around(entry.seq, last)}`
}

function sides(before: unknown, after: unknown): Html {
  const found = sidesOf(before, after)
  if (found.length === 0)
    return html`<h2>Before and after</h2><p>This act changed no value: the entry says that it was done.</p>`
  return html`<h2>Before and after</h2>${simpleTable({
    caption: 'What was before and after',
    quietCaption: true,
    stack: true,
    columns: [{ head: 'What' }, { head: 'Before' }, { head: 'After' }, { head: 'Difference' }],
    lines: found.map((each) => ({
      here: each.changed,
      cells: [
        each.name === '' ? 'Value' : each.name,
        each.before ?? tag('none', 'Not there'),
        each.after ?? tag('none', 'Not there'),
        each.changed ? tag('open', 'Changed') : html`<span class="slate">the same</span>`,
      ],
    })),
  })}`
}

function around(seq: number, last: number): Html {
  return html`<nav class="leaves" aria-label="Entries before and after"><ul>${seq > 1 && html`<li><a href="/audit/${seq - 1}" rel="prev">Entry ${count(seq - 1)}</a></li>`}${seq < last && html`<li><a href="/audit/${seq + 1}" rel="next">Entry ${count(seq + 1)}</a></li>`}</ul></nav>`
}

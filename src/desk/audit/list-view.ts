import type { Role } from '#kernel/access.ts'
import type { Entry } from '#office/audit/index.ts'
import {
  button,
  count,
  downloads,
  fieldError,
  html,
  input,
  moment,
  nothingYet,
  pageHead,
  plural,
  select,
  simpleTable,
  tools,
} from '#web'
import type { Html } from '#web'
import { officeNav } from '../account/office-nav.ts'
import { chainNote } from './chain-view.ts'
import type { AuditModel } from './list.ts'
import { addressOf, isNarrowed, londonIso } from './search.ts'
import { subjectWords } from './subject.ts'

export function listView(model: AuditModel, roles: readonly Role[]): Html {
  return html`${officeNav(roles, '/audit')}
${pageHead({
  kicker: 'Nothing here is ever changed or taken away',
  title: 'Audit',
  lede: `Who did what, when and why: ${plural(model.all, 'entry', 'entries')}, the newest first.`,
})}
${chainNote(model.checked, model.all)}
${narrow(model)}
${tools([narrowedWords(model), downloads([{ text: 'these entries as CSV', href: addressOf('/audit/entries.csv', model.narrowed) }])])}
${model.entries.length === 0 ? none(model) : table(model)}
${pages(model)}`
}

function narrow(model: AuditModel): Html {
  const { narrowed, choices } = model
  const wrong = fieldError(model.refusals, 'day')
  const any = { value: '', text: 'Anybody' }
  return html`<form method="get" action="/audit" class="row ask">${[
    select({
      name: 'person',
      label: { text: 'Who' },
      value: narrowed.person,
      items: [any, ...choices.people.map((p) => ({ value: p.id, text: p.name }))],
    }),
    select({
      name: 'verb',
      label: { text: 'Did what' },
      value: narrowed.verb,
      items: [
        { value: '', text: 'Anything' },
        ...choices.verbs.map((verb) => ({ value: verb, text: verb })),
      ],
    }),
    input({
      name: 'subject',
      label: { text: 'To what' },
      value: narrowed.subject,
      classes: 'govuk-input--width-20',
      autocomplete: 'off',
      spellcheck: false,
    }),
    input({
      name: 'day',
      label: { text: 'On which day' },
      value: narrowed.day,
      classes: 'govuk-input--width-10',
      autocomplete: 'off',
      ...(wrong === undefined ? {} : { errorMessage: { text: wrong } }),
    }),
    button({ text: 'Show', classes: 'govuk-button--secondary' }),
  ]}</form>`
}

/** What the list is narrowed to, each with the way out of it. */
function narrowedWords(model: AuditModel): Html {
  const { narrowed, choices } = model
  if (!isNarrowed(narrowed)) return html`<p>Every entry is shown.</p>`
  const who = choices.people.find((p) => p.id === narrowed.person)?.name ?? narrowed.person
  const words: readonly (readonly ['person' | 'verb' | 'subject' | 'day', string])[] = [
    ['person', `by ${who}`],
    ['verb', `“${narrowed.verb}”`],
    ['subject', `to ${subjectWords(narrowed.subject, model.names)}`],
    ['day', `on ${narrowed.day}`],
  ]
  const held = words.filter(([name]) => narrowed[name] !== '')
  return html`<p>Only ${held.map(([name, text], i) => html`${i > 0 && ', '}${text} (<a href="${addressOf('/audit', narrowed, { [name]: '' })}">drop<span class="vh"> ${text}</span></a>)`)}. <a href="/audit">Show every entry</a></p>`
}

function none(model: AuditModel): Html {
  if (model.refusals.length > 0) return html``
  return isNarrowed(model.narrowed)
    ? nothingYet(
        'No entry is like this',
        'Nothing was done that fits all of what the list is narrowed to.',
        html`<p><a href="/audit">Show every entry</a></p>`,
      )
    : nothingYet('No entry yet', 'The first act in this council makes the first entry.')
}

function table(model: AuditModel): Html {
  return simpleTable({
    caption: 'Entries, the newest first',
    quietCaption: true,
    stack: true,
    columns: [
      { head: 'Entry' },
      { head: 'When' },
      { head: 'Who' },
      { head: 'Did what' },
      { head: 'To what' },
      { head: 'Why' },
    ],
    lines: model.entries.map((entry) => ({ cells: cells(entry, model) })),
  })
}

function cells(entry: Entry, model: AuditModel) {
  const { narrowed } = model
  const day = londonIso(entry.at)
  return [
    html`<a href="/audit/${entry.seq}">${count(entry.seq)}<span class="vh">: the whole entry</span></a>`,
    html`<a class="fig" href="${addressOf('/audit', narrowed, { day })}">${moment(entry.at)}</a>`,
    html`<a class="fig" href="${addressOf('/audit', narrowed, { person: entry.person })}">${entry.personName}</a>`,
    html`<a class="fig" href="${addressOf('/audit', narrowed, { verb: entry.verb })}">${entry.verb}</a>`,
    html`<a class="fig" href="${addressOf('/audit', narrowed, { subject: entry.subject })}">${subjectWords(entry.subject, model.names)}</a>`,
    entry.why ?? html`<span class="slate">not stated</span>`,
  ]
}

function pages(model: AuditModel): Html {
  const { older, before, narrowed } = model
  if (older === undefined && before === undefined) return html``
  return html`<nav class="leaves" aria-label="Pages of this list"><ul>${before !== undefined && html`<li><a href="${addressOf('/audit', narrowed)}">The newest</a></li>`}${older !== undefined && html`<li><a href="${addressOf('/audit', narrowed, { before: older })}" rel="next">Older than entry ${count(older)}</a></li>`}</ul></nav>`
}

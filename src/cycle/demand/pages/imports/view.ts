import { day, isoDay } from '#kernel/dates.ts'
import {
  button,
  checkboxes,
  count,
  dayMiddle,
  empty,
  fieldError,
  fileUpload,
  form,
  html,
  input,
  moment,
  more,
  nothingYet,
  pageHead,
  radios,
  simpleTable,
  tag,
} from '#web'
import type { Html, TagKind } from '#web'
import type { ImportLine, ImportsModel } from './model.ts'

export const FILES_FIELD = 'files'

export function importsView(model: ImportsModel, csrf: string): Html {
  return html`${pageHead({
    kicker: 'SSDA903 return, as CSV or XML',
    title: 'Import the return',
    lede: 'Send the episodes, header and uasc files of one year or several. They are read with the years already loaded, and shown to you before anything uses them.',
  })}
${model.maySend ? sendForm(model, csrf) : html`<p>Files are sent by people with the returns role.</p>`}
<h2>Imports so far</h2>
${model.imports.length === 0 ? none() : list(model.imports)}`
}

function sendForm(model: ImportsModel, csrf: string): Html {
  return form(
    { action: '/demand/import', csrf, files: true },
    fileUpload({
      id: FILES_FIELD,
      name: FILES_FIELD,
      label: { text: 'Files of the return' },
      hint: {
        text: 'One XML file for each year; or one CSV file for each table and year, or all years in one. Every table of the return is kept.',
      },
      multiple: true,
      javascript: true,
      errorMessage: messageFor(model, FILES_FIELD),
    }),
    more('When the names of the files do not say the year', undated(model)),
    button({ text: 'Read the files' }),
  )
}

function messageFor(model: ImportsModel, field: string) {
  const text = fieldError(model.refusals, field)
  return text === undefined ? undefined : { text }
}

function undated(model: ImportsModel): Html {
  return html`${input({
    id: 'year',
    name: 'year',
    label: { text: 'Year in which the return ends' },
    hint: {
      text: 'For example 2022 for the return of 1 April 2021 to 31 March 2022. It is taken for every file sent now.',
    },
    classes: 'govuk-input--width-4',
    inputmode: 'numeric',
    value: model.typed['year'],
    errorMessage: messageFor(model, 'year'),
  })}
${radios({
  name: 'meaning',
  idPrefix: 'meaning',
  fieldset: { legend: { text: 'A bare year, such as 2017-episodes.csv, means' } },
  value: model.typed['meaning'] ?? '',
  items: [
    { value: '', text: 'Let the dates in the files settle it' },
    { value: 'ending', text: 'the year the return ends' },
    { value: 'starting', text: 'the year the return begins' },
  ],
})}
${checkboxes({
  name: 'alone',
  idPrefix: 'alone',
  items: [
    {
      value: 'yes',
      text: 'Use these files alone, without the years loaded before',
      checked: model.typed['alone'] === 'yes',
    },
  ],
})}`
}

function none(): Html {
  return nothingYet(
    'No return has been loaded',
    'Every forecast starts from the children who are and were in care. Send the episodes and header files of at least two years; five show the trend.',
  )
}

const STATES: Readonly<Record<ImportLine['state'], { kind: TagKind; text: string }>> = {
  parsed: { kind: 'wait', text: 'Waiting for you' },
  stored: { kind: 'done', text: 'In use' },
  superseded: { kind: 'none', text: 'Superseded' },
  withdrawn: { kind: 'none', text: 'Withdrawn' },
}

export function stateTag(state: ImportLine['state'], refused: boolean): Html {
  if (state === 'parsed' && refused) return tag('stop', 'Refused')
  const { kind, text } = STATES[state]
  return tag(kind, text)
}

function list(lines: readonly ImportLine[]): Html {
  return simpleTable({
    caption: 'Imports, newest first',
    quietCaption: true,
    stack: true,
    columns: [
      { head: 'Read' },
      { head: 'State' },
      { head: 'Covers' },
      { head: 'Rows', kind: 'num' },
      { head: 'Set aside', kind: 'num' },
      { head: 'In care on the last day', kind: 'num' },
      { head: 'By' },
    ],
    lines: lines.map((l) => ({
      here: l.state === 'stored',
      cells: [
        html`<a href="/demand/import/${l.id}">${moment(l.madeAt)}</a>`,
        stateTag(l.state, l.refused),
        covers(l),
        count(l.rows),
        l.setAside === 0
          ? '0'
          : html`<a href="/demand/import/${l.id}#rows">${count(l.setAside)}</a>`,
        count(l.latest),
        l.madeBy === '' ? empty : l.madeBy,
      ],
    })),
  })
}

function covers(l: { readonly from: string; readonly to: string }): string {
  return `${dayMiddle(isoDay(l.from))} to ${dayMiddle(day(isoDay(l.to) - 1))}`
}

import { button } from '../../govuk/button.ts'
import { checkboxes } from '../../govuk/checkboxes.ts'
import { dateInput } from '../../govuk/date-input.ts'
import { details } from '../../govuk/details.ts'
import { fileUpload } from '../../govuk/file-upload.ts'
import { input } from '../../govuk/input.ts'
import { insetText } from '../../govuk/inset-text.ts'
import { notificationBanner } from '../../govuk/notification-banner.ts'
import { radios } from '../../govuk/radios.ts'
import { select } from '../../govuk/select.ts'
import { summaryList } from '../../govuk/summary-list.ts'
import { textarea } from '../../govuk/textarea.ts'
import { warningText } from '../../govuk/warning-text.ts'
import { html } from '../../html.ts'
import type { Html } from '../../html.ts'
import { actions, columns } from '../parts.ts'

/** The design system's form parts, in our colours. The form is sent nowhere. */
export function formsGallery(): Html {
  return html`<form action="/design/forms" method="get" novalidate>${columns([
    { span: 6, body: fields() },
    { span: 6, body: choices() },
  ])}${actions([
    button({ text: 'Work it out' }),
    button({ text: 'Save as a scenario', classes: 'govuk-button--secondary' }),
    button({ text: 'Remove this council', classes: 'govuk-button--warning' }),
    html`<a href="/design">Do not</a>`,
  ])}</form>${asides()}`
}

function fields(): Html {
  return html`${input({
    name: 'bases',
    label: 'Building costs of two shared bases',
    hint: 'In pounds. Left to allocate: £90,000.00',
    errorMessage: 'Enter £100,000, or move £90,000 to another use',
    value: '10,000.00',
    classes: 'govuk-input--width-10',
  })}${input({ name: 'places', label: 'Supported lodgings', suffix: 'places', value: 18, classes: 'govuk-input--width-3' })}${select(
    {
      name: 'placement',
      label: 'Kind of placement',
      items: [
        { text: 'In-house fostering', value: 'own' },
        { text: 'Independent fostering agency', value: 'ifa' },
      ],
    },
  )}${dateInput({
    id: 'from',
    fieldset: { legend: { text: 'In force from' } },
    hint: 'For example, 1 4 2027',
    values: { day: 1, month: 4, year: 2027 },
  })}${textarea({ name: 'why', label: 'Why it changes', hint: 'One or two sentences. Kept with the change.' })}`
}

function choices(): Html {
  return html`${radios({
    name: 'method',
    fieldset: { legend: { text: 'How to forecast' } },
    items: [
      { text: 'Our own model', value: 'own', hint: 'Known birthdays, damped drift, a band' },
      { text: 'The peer’s method', value: 'peer' },
      { divider: 'or' },
      { text: 'I do not know', value: 'unknown' },
    ],
    value: 'own',
  })}${checkboxes({
    name: 'show',
    fieldset: { legend: { text: 'Show' } },
    items: [
      { text: 'Unaccompanied children', value: 'uasc' },
      { text: 'Children with their parents', value: 'parents' },
    ],
    values: ['uasc'],
  })}${fileUpload({ name: 'files', label: 'SSDA903 files', hint: 'CSV. Several at once.', multiple: true, javascript: true })}`
}

function asides(): Html {
  return html`<h2>Notices</h2>${notificationBanner({ text: 'The forecast of record was replaced on 20 November.' })}${warningText({ text: 'A reserve pays for a recurring need. Name who accepts this.' })}${insetText({ text: 'Half our own change, half the pool’s, damped by 0.6 a year.' })}${details({ summaryText: 'What is a child-day?', text: 'One child in care for one day.' })}${summaryList(
    {
      rows: [
        { key: 'Council', value: 'Marlshire County Council' },
        {
          key: 'Forecast of record',
          value: '20 November 2026',
          actions: {
            items: [
              { href: '#change', text: 'Change', visuallyHiddenText: 'the forecast of record' },
            ],
          },
        },
      ],
    },
  )}`
}

import { attributes, heading, html, names, silent } from './parts.ts'
import type { Content, Extra, Html } from './parts.ts'

export type GovukPanelOptions = Extra & {
  readonly titleText: Content
  readonly text?: Content | undefined
  readonly headingLevel?: number | undefined
}

/** https://design-system.service.gov.uk/components/panel/ : the confirmation at the end of a public form. */
export function govukPanel(options: GovukPanelOptions): Html {
  const title = heading(
    options.headingLevel ?? 1,
    { class: 'govuk-panel__title' },
    options.titleText,
  )
  const body = !silent(options.text) && html`<div class="govuk-panel__body">${options.text}</div>`
  return html`<div class="${names('govuk-panel', 'govuk-panel--confirmation', options.classes)}"${attributes(options.attributes)}>${title}${body}</div>`
}

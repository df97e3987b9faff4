import { attributes, html, names } from './parts.ts'
import type { Content, Extra, Html } from './parts.ts'

export type DetailsOptions = Extra & {
  readonly summaryText: Content
  readonly text: Content
  readonly id?: string | undefined
  readonly open?: boolean | undefined
}

/** https://design-system.service.gov.uk/components/details/ */
export function details(options: DetailsOptions): Html {
  return html`<details${attributes({ id: options.id })} class="${names('govuk-details', options.classes)}"${attributes(options.attributes)}${attributes({ open: options.open })}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${options.summaryText}</span></summary><div class="govuk-details__text">${options.text}</div></details>`
}

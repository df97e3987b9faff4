import { attributes, html, names } from './parts.ts'
import type { Content, Extra, Html } from './parts.ts'

export type InsetTextOptions = Extra & {
  readonly text: Content
  readonly id?: string | undefined
}

/** https://design-system.service.gov.uk/components/inset-text/ */
export function insetText(options: InsetTextOptions): Html {
  return html`<div${attributes({ id: options.id })} class="${names('govuk-inset-text', options.classes)}"${attributes(options.attributes)}>${options.text}</div>`
}

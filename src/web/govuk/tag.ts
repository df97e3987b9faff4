import { attributes, html, names } from './parts.ts'
import type { Content, Extra, Html } from './parts.ts'

export type GovukTagOptions = Extra & { readonly text: Content }

/** https://design-system.service.gov.uk/components/tag/ */
export function govukTag(options: GovukTagOptions): Html {
  return html`<strong class="${names('govuk-tag', options.classes)}"${attributes(options.attributes)}>${options.text}</strong>`
}

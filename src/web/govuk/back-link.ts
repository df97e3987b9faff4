import { attributes, html, names } from './parts.ts'
import type { Content, Extra, Html } from './parts.ts'

export type BackLinkOptions = Extra & {
  readonly href?: string | undefined
  readonly text?: Content | undefined
}

/** https://design-system.service.gov.uk/components/back-link/ */
export function backLink(options: BackLinkOptions): Html {
  return html`<a href="${options.href ?? '#'}" class="${names('govuk-back-link', options.classes)}"${attributes(options.attributes)}>${options.text ?? 'Back'}</a>`
}

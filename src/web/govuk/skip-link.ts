import { attributes, html, names } from './parts.ts'
import type { Content, Extra, Html } from './parts.ts'

export type SkipLinkOptions = Extra & {
  readonly text: Content
  readonly href?: string | undefined
}

/** https://design-system.service.gov.uk/components/skip-link/ */
export function skipLink(options: SkipLinkOptions): Html {
  return html`<a href="${options.href ?? '#content'}" class="${names('govuk-skip-link', options.classes)}"${attributes(options.attributes)} data-module="govuk-skip-link">${options.text}</a>`
}

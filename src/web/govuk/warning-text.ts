import { attributes, html, names } from './parts.ts'
import type { Content, Extra, Html } from './parts.ts'

export type WarningTextOptions = Extra & {
  readonly text: Content
  readonly iconFallbackText?: string | undefined
}

/** https://design-system.service.gov.uk/components/warning-text/ */
export function warningText(options: WarningTextOptions): Html {
  return html`<div class="${names('govuk-warning-text', options.classes)}"${attributes(options.attributes)}><span class="govuk-warning-text__icon" aria-hidden="true">!</span> <strong class="govuk-warning-text__text"><span class="govuk-visually-hidden">${options.iconFallbackText ?? 'Warning'}</span> ${options.text}</strong></div>`
}

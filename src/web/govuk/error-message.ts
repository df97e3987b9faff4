import { attributes, html, names } from './parts.ts'
import type { Content, Extra, Html } from './parts.ts'

export type ErrorMessageOptions = Extra & {
  readonly text: Content
  readonly id?: string | undefined
  /** Said before the message to people who do not see the red line. Empty leaves it out. */
  readonly visuallyHiddenText?: string | undefined
}

/** What is wrong with a field and how to mend it. */
export function errorMessage(options: ErrorMessageOptions): Html {
  const hidden = options.visuallyHiddenText ?? 'Error'
  const before = hidden !== '' && html`<span class="govuk-visually-hidden">${hidden}:</span> `
  return html`<p${attributes({ id: options.id })} class="${names('govuk-error-message', options.classes)}"${attributes(options.attributes)}>${before}${options.text}</p>`
}

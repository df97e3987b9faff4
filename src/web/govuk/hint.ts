import { attributes, html, names } from './parts.ts'
import type { Content, Extra, Html } from './parts.ts'

export type HintOptions = Extra & {
  readonly text: Content
  readonly id?: string | undefined
}

/** Help that stays visible beside a field. */
export function hint(options: HintOptions): Html {
  return html`<div${attributes({ id: options.id })} class="${names('govuk-hint', options.classes)}"${attributes(options.attributes)}>${options.text}</div>`
}

import { attributes, empty, html, names, said, silent } from './parts.ts'
import type { Content, Extra, Html } from './parts.ts'

export type LabelOptions = Extra & {
  readonly text: Content
  readonly for?: string | undefined
  readonly isPageHeading?: boolean | undefined
}

/** A label as fields take it: words alone, or words with options. */
export type Label = Content | LabelOptions

/** https://design-system.service.gov.uk/components/text-input/ : every field has a visible label. */
export function label(options: LabelOptions): Html {
  if (silent(options.text)) return empty
  const inside = html`<label class="${names('govuk-label', options.classes)}"${attributes(options.attributes)}${attributes({ for: options.for })}>${options.text}</label>`
  if (options.isPageHeading !== true) return inside
  return html`<h1 class="govuk-label-wrapper">${inside}</h1>`
}

/** The label of a field whose id is known. */
export function labelFor(given: Label, id: string): Html {
  return label({ ...said<LabelOptions>(given), for: id })
}

import { attributes, html, names, silent } from './parts.ts'
import type { Content, Extra, Html } from './parts.ts'

export type LegendOptions = {
  readonly text: Content
  readonly classes?: string | undefined
  readonly isPageHeading?: boolean | undefined
}

export type FieldsetOptions = Extra & {
  readonly legend?: LegendOptions | undefined
  readonly content?: Html | undefined
  readonly describedBy?: string | undefined
  readonly role?: string | undefined
}

/** The question a group of fields answers. */
export function legend(options: LegendOptions): Html {
  const said =
    options.isPageHeading === true
      ? html`<h1 class="govuk-fieldset__heading">${options.text}</h1>`
      : options.text
  return html`<legend class="${names('govuk-fieldset__legend', options.classes)}">${said}</legend>`
}

/** A group of fields under one legend. */
export function fieldset(options: FieldsetOptions): Html {
  const inside = attributes({ role: options.role, 'aria-describedby': options.describedBy })
  const asked =
    options.legend !== undefined && !silent(options.legend.text) && legend(options.legend)
  return html`<fieldset class="${names('govuk-fieldset', options.classes)}"${inside}${attributes(options.attributes)}>${asked}${options.content}</fieldset>`
}

import { attributes, html, names, raw } from './parts.ts'
import type { Content, Extra, Html } from './parts.ts'

export type ButtonOptions = Extra & {
  readonly text: Content
  readonly id?: string | undefined
  /** With an address the button is a link. */
  readonly href?: string | undefined
  readonly name?: string | undefined
  readonly value?: string | undefined
  readonly type?: 'submit' | 'button' | 'reset' | undefined
  readonly disabled?: boolean | undefined
  readonly isStartButton?: boolean | undefined
  readonly preventDoubleClick?: boolean | undefined
}

const ARROW = raw(
  '<svg class="govuk-button__start-icon" xmlns="http://www.w3.org/2000/svg" width="17.5" height="19" viewBox="0 0 33 40" aria-hidden="true" focusable="false"><path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z"/></svg>',
)

/** https://design-system.service.gov.uk/components/button/ */
export function button(options: ButtonOptions): Html {
  const start = options.isStartButton === true
  const common = html` class="${names('govuk-button', options.classes, start && 'govuk-button--start')}" data-module="govuk-button"${attributes(options.attributes)}${attributes({ id: options.id })}`
  const isText = typeof options.text === 'string'
  const content = start && !isText ? html`<span>${options.text}</span>` : options.text
  const inside = html`${content}${start && ARROW}`
  if (options.href !== undefined)
    return html`<a href="${options.href}" role="button" draggable="false"${common}>${inside}</a>`
  const own = attributes({
    value: options.value,
    name: options.name,
    disabled: options.disabled,
    'aria-disabled': options.disabled === true && 'true',
    'data-prevent-double-click':
      options.preventDoubleClick === undefined ? undefined : String(options.preventDoubleClick),
  })
  return html`<button type="${options.type ?? 'submit'}"${own}${common}>${inside}</button>`
}

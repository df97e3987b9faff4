import { attributes, html, names, silent } from './parts.ts'
import type { Attributes, Content, Extra, Html } from './parts.ts'

export type ErrorItem = {
  readonly text: Content
  /** `#` and the id of the field. */
  readonly href?: string | undefined
  readonly attributes?: Attributes | undefined
}

export type ErrorSummaryOptions = Extra & {
  readonly titleText?: Content | undefined
  readonly descriptionText?: Content | undefined
  readonly errorList?: readonly ErrorItem[] | undefined
  readonly disableAutoFocus?: boolean | undefined
}

function listed(item: ErrorItem): Html {
  if (item.href === undefined) return html`<li>${item.text}</li>`
  return html`<li><a href="${item.href}"${attributes(item.attributes)}>${item.text}</a></li>`
}

/** https://design-system.service.gov.uk/components/error-summary/ : above the heading, each error a link to its field. */
export function errorSummary(options: ErrorSummaryOptions): Html {
  const focus = attributes({
    'data-disable-auto-focus':
      options.disableAutoFocus === undefined ? undefined : String(options.disableAutoFocus),
  })
  const items = options.errorList ?? []
  const described = !silent(options.descriptionText) && html`<p>${options.descriptionText}</p>`
  const list =
    items.length > 0 &&
    html`<ul class="govuk-list govuk-error-summary__list">${items.map(listed)}</ul>`
  return html`<div class="${names('govuk-error-summary', options.classes)}"${focus}${attributes(options.attributes)} data-module="govuk-error-summary"><div role="alert"><h2 class="govuk-error-summary__title">${options.titleText ?? 'There is a problem'}</h2><div class="govuk-error-summary__body">${described}${list}</div></div></div>`
}

import { attributes, html, names } from './parts.ts'
import type { Attributes, Content, Extra, Html } from './parts.ts'

export type Crumb = {
  readonly text: Content
  /** Without an address it is the page itself. */
  readonly href?: string | undefined
  readonly attributes?: Attributes | undefined
}

export type BreadcrumbsOptions = Extra & {
  readonly items: readonly Crumb[]
  readonly collapseOnMobile?: boolean | undefined
  readonly labelText?: string | undefined
}

function crumb(item: Crumb): Html {
  if (item.href === undefined)
    return html`<li class="govuk-breadcrumbs__list-item" aria-current="page">${item.text}</li>`
  return html`<li class="govuk-breadcrumbs__list-item"><a class="govuk-breadcrumbs__link" href="${item.href}"${attributes(item.attributes)}>${item.text}</a></li>`
}

/** https://design-system.service.gov.uk/components/breadcrumbs/ */
export function breadcrumbs(options: BreadcrumbsOptions): Html {
  const collapse = options.collapseOnMobile === true && 'govuk-breadcrumbs--collapse-on-mobile'
  return html`<nav class="${names('govuk-breadcrumbs', options.classes, collapse)}"${attributes(options.attributes)} aria-label="${options.labelText ?? 'Breadcrumb'}"><ol class="govuk-breadcrumbs__list">${options.items.map(crumb)}</ol></nav>`
}

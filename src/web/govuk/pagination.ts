import { attributes, html, names, raw } from './parts.ts'
import type { Attributes, Content, Extra, Html } from './parts.ts'

export type PageLink = {
  readonly href: string
  readonly text?: Content | undefined
  readonly labelText?: string | undefined
  readonly attributes?: Attributes | undefined
}

export type PageItem =
  | { readonly ellipsis: true }
  | {
      readonly number: string | number
      readonly href: string
      readonly current?: boolean | undefined
      readonly visuallyHiddenText?: string | undefined
      readonly attributes?: Attributes | undefined
    }

export type PaginationOptions = Extra & {
  readonly previous?: PageLink | undefined
  readonly next?: PageLink | undefined
  readonly items?: readonly (PageItem | undefined | false)[] | undefined
  readonly landmarkLabel?: string | undefined
}

const ARROWS = {
  prev: raw(
    '<svg class="govuk-pagination__icon govuk-pagination__icon--prev" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path d="m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z"></path></svg>',
  ),
  next: raw(
    '<svg class="govuk-pagination__icon govuk-pagination__icon--next" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path d="m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z"></path></svg>',
  ),
} as const

const WORDS = {
  prev: html`Previous<span class="govuk-visually-hidden"> page</span>`,
  next: html`Next<span class="govuk-visually-hidden"> page</span>`,
} as const

function arrowLink(link: PageLink, rel: 'prev' | 'next', block: boolean): Html {
  const plain = block && link.labelText === undefined
  const labelled =
    block &&
    link.labelText !== undefined &&
    html`<span class="govuk-visually-hidden">:</span> <span class="govuk-pagination__link-label">${link.labelText}</span>`
  const before = (block || rel === 'prev') && ARROWS[rel]
  const after = !block && rel === 'next' && ARROWS[rel]
  const title = html`<span class="${names('govuk-pagination__link-title', plain && 'govuk-pagination__link-title--decorated')}">${link.text ?? WORDS[rel]}</span>`
  return html`<div class="govuk-pagination__${rel}"><a class="govuk-link govuk-pagination__link" href="${link.href}" rel="${rel}"${attributes(link.attributes)}>${before} ${title} ${labelled}${after}</a></div>`
}

function pageItem(item: PageItem): Html {
  if ('ellipsis' in item)
    return html`<li class="govuk-pagination__item govuk-pagination__item--ellipsis">&ctdot;</li>`
  const current = item.current === true
  const own = attributes({
    'aria-label': item.visuallyHiddenText ?? `Page ${item.number}`,
    'aria-current': current && 'page',
  })
  return html`<li class="${names('govuk-pagination__item', current && 'govuk-pagination__item--current')}"><a class="govuk-link govuk-pagination__link" href="${item.href}"${own}${attributes(item.attributes)}>${item.number}</a></li>`
}

/** https://design-system.service.gov.uk/components/pagination/ */
export function pagination(options: PaginationOptions): Html {
  const { previous, next, items } = options
  const block = items === undefined && (previous !== undefined || next !== undefined)
  const list =
    items !== undefined &&
    html`<ul class="govuk-pagination__list">${items.map((item) => item !== undefined && item !== false && pageItem(item))}</ul>`
  const back = previous !== undefined && arrowLink(previous, 'prev', block)
  const on = next !== undefined && arrowLink(next, 'next', block)
  return html`<nav class="${names('govuk-pagination', block && 'govuk-pagination--block', options.classes)}" aria-label="${options.landmarkLabel ?? 'Pagination'}"${attributes(options.attributes)}>${back}${list}${on}</nav>`
}

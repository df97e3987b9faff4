import { attributes, heading, html, names, said } from './parts.ts'
import type { Attributes, Content, Extra, Html, Said } from './parts.ts'

export type Action = Extra & {
  readonly href: string
  readonly text: Content
  /** What the action is about, for people who hear the link alone. */
  readonly visuallyHiddenText?: string | undefined
}

export type Actions = {
  readonly items: readonly Action[]
  readonly classes?: string | undefined
}

export type SummaryRow = {
  readonly key: Said
  readonly value: Said
  readonly actions?: Actions | undefined
  readonly classes?: string | undefined
}

export type CardTitle = {
  readonly text: Content
  readonly headingLevel?: number | undefined
  readonly classes?: string | undefined
}

export type SummaryCard = Extra & {
  readonly title?: CardTitle | undefined
  readonly actions?: Actions | undefined
}

export type SummaryListOptions = Extra & {
  readonly rows: readonly (SummaryRow | undefined | false)[]
  readonly card?: SummaryCard | undefined
}

function actionLink(action: Action, title: CardTitle | undefined): Html {
  const about = action.visuallyHiddenText || undefined
  const hidden =
    (about !== undefined || title !== undefined) &&
    html`<span class="govuk-visually-hidden">${about !== undefined && html` ${about}`}${title !== undefined && html` (${title.text})`}</span>`
  return html`<a class="${names('govuk-link', action.classes)}" href="${action.href}"${attributes(action.attributes)}>${action.text}${hidden}</a>`
}

function rowActions(actions: Actions | undefined, title: CardTitle | undefined): Html | undefined {
  if (actions === undefined || actions.items.length === 0) return undefined
  const links = actions.items.map((action) => actionLink(action, title))
  const inside =
    links.length === 1
      ? links
      : html`<ul class="govuk-summary-list__actions-list">${links.map((link) => html`<li class="govuk-summary-list__actions-list-item">${link}</li>`)}</ul>`
  return html`<dd class="${names('govuk-summary-list__actions', actions.classes)}">${inside}</dd>`
}

function term(tag: 'dt' | 'dd', given: Said, base: string): Html {
  const { text, classes } = said(given)
  const own: Attributes = { class: names(base, classes) }
  if (tag === 'dt') return html`<dt${attributes(own)}>${text}</dt>`
  return html`<dd${attributes(own)}>${text}</dd>`
}

function row(given: SummaryRow, anyActions: boolean, title: CardTitle | undefined): Html {
  const none = anyActions && given.actions === undefined && 'govuk-summary-list__row--no-actions'
  return html`<div class="${names('govuk-summary-list__row', none, given.classes)}">${term('dt', given.key, 'govuk-summary-list__key')}${term('dd', given.value, 'govuk-summary-list__value')}${rowActions(given.actions, title)}</div>`
}

function cardActions(card: SummaryCard): Html | undefined {
  const { actions } = card
  if (actions === undefined || actions.items.length === 0) return undefined
  const links = actions.items.map((action) => actionLink(action, card.title))
  const own = names('govuk-summary-card__actions', actions.classes)
  if (links.length === 1) return html`<div class="${own}">${links}</div>`
  return html`<ul class="${own}">${links.map((link) => html`<li class="govuk-summary-card__action">${link}</li>`)}</ul>`
}

function carded(card: SummaryCard, list: Html): Html {
  const title =
    card.title !== undefined &&
    heading(
      card.title.headingLevel ?? 2,
      { class: names('govuk-summary-card__title', card.title.classes) },
      card.title.text,
    )
  return html`<div class="${names('govuk-summary-card', card.classes)}"${attributes(card.attributes)}><div class="govuk-summary-card__title-wrapper">${title}${cardActions(card)}</div><div class="govuk-summary-card__content">${list}</div></div>`
}

/** https://design-system.service.gov.uk/components/summary-list/ */
export function summaryList(options: SummaryListOptions): Html {
  const rows = options.rows.flatMap((each) => (each === undefined || each === false ? [] : [each]))
  const any = rows.some((each) => (each.actions?.items.length ?? 0) > 0)
  const title = options.card?.title
  const list = html`<dl class="${names('govuk-summary-list', options.classes)}"${attributes(options.attributes)}>${rows.map((each) => row(each, any, title))}</dl>`
  return options.card === undefined ? list : carded(options.card, list)
}

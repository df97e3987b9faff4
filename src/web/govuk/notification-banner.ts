import { attributes, heading, html, names } from './parts.ts'
import type { Content, Extra, Html } from './parts.ts'

export type NotificationBannerOptions = Extra & {
  /** A text becomes the banner's heading; HTML stands as it is. */
  readonly text: Content
  readonly type?: 'success' | undefined
  readonly titleText?: Content | undefined
  readonly titleHeadingLevel?: number | undefined
  readonly titleId?: string | undefined
  readonly role?: string | undefined
  readonly disableAutoFocus?: boolean | undefined
}

/** https://design-system.service.gov.uk/components/notification-banner/ */
export function notificationBanner(options: NotificationBannerOptions): Html {
  const success = options.type === 'success'
  const titleId = options.titleId ?? 'govuk-notification-banner-title'
  const title = heading(
    options.titleHeadingLevel ?? 2,
    { class: 'govuk-notification-banner__title', id: titleId },
    options.titleText ?? (success ? 'Success' : 'Important'),
  )
  const content =
    typeof options.text === 'string'
      ? html`<p class="govuk-notification-banner__heading">${options.text}</p>`
      : options.text
  const own = attributes({
    role: options.role ?? (success ? 'alert' : 'region'),
    'aria-labelledby': titleId,
    'data-module': 'govuk-notification-banner',
    'data-disable-auto-focus':
      options.disableAutoFocus === undefined ? undefined : String(options.disableAutoFocus),
  })
  return html`<div class="${names('govuk-notification-banner', success && 'govuk-notification-banner--success', options.classes)}"${own}${attributes(options.attributes)}><div class="govuk-notification-banner__header">${title}</div><div class="govuk-notification-banner__content">${content}</div></div>`
}

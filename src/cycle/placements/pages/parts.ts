import { count, exactPounds, fig, html, pounds, year as yearText } from '#web'
import type { Html } from '#web'

/** Money as a quiet link to its working; without an address (a reader outside the service) as text. Nought leads nowhere. */
export function money(amount: number, href: string | undefined): Html {
  if (amount === 0) return html`<span class="slate">0</span>`
  if (href === undefined) return html`${pounds(amount)}`
  return fig(pounds(amount), href, exactPounds(amount))
}

/** To the penny. */
export function exactly(amount: number, href: string | undefined): Html {
  return href === undefined ? html`${exactPounds(amount)}` : fig(exactPounds(amount), href)
}

/** Child-weeks: child-days over seven, never rounded before. */
export function childWeeks(childDays: number): string {
  return count(childDays / 7)
}

export function yearWords(year: string, months: number): Html {
  return html`<span class="nowrap">${yearText(year)}</span>${months < 12 && html` <span class="slate">(${count(months)} months)</span>`}`
}

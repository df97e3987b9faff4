import { html, tools } from '#web'
import type { Chip, Html, Part } from '#web'

const PAGES = [
  { text: 'Overview', href: '/demand' },
  { text: 'History', href: '/demand/history' },
  { text: 'Forecasts', href: '/demand/forecast' },
  { text: 'Back-test', href: '/demand/back-test' },
  { text: 'Pressures', href: '/demand/pressures' },
  { text: 'Forecast against actual', href: '/demand/explain' },
] as const
const IMPORTS = { text: 'Imports', href: '/demand/import' } as const

export type DemandPage = (typeof PAGES)[number]['href'] | undefined

/** The line under the head of every page of demand: what to show, where else to look, what to take away. */
export function demandTools(
  here: DemandPage,
  options: { readonly traced?: boolean; readonly show?: readonly Part[]; readonly take?: Part },
): Html {
  const pages = options.traced === true ? [...PAGES, IMPORTS] : PAGES
  const others = pages.map((p): Chip => ({ ...p, current: p.href === here }))
  return tools([
    ...(options.show ?? []),
    linkList(others),
    ...(options.take === undefined ? [] : [options.take]),
  ])
}

/** "Show: all children, without unaccompanied children": the current one marked. */
export function showLinks(label: string, items: readonly Chip[]): Html {
  return html`<p><strong>${label}:</strong> ${linkList(items)}</p>`
}

function linkList(items: readonly Chip[]): Html {
  return html`${items.map(
    (c, i) =>
      html`${i > 0 && ', '}<a href="${c.href}"${c.current === true && html` aria-current="true"`}>${c.text}</a>`,
  )}`
}

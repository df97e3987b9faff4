import { valueOrMark } from '#office/disclosure/index.ts'
import { count, countChange, fig, html, plural } from '#web'
import type { Html } from '#web'
import type { Count } from '../rules/index.ts'

/** How a page prints what its reader may see. */
export type Marked = { readonly inside: boolean; readonly mark: string; readonly markNote: string }

/** A count, or the mark of a hidden one. */
export function counted(value: Count, marked: Marked): string {
  return valueOrMark(value, count, marked)
}

/** A count that leads to its working; a hidden one leads nowhere. */
export function figured(value: Count, href: string, marked: Marked): Html | string {
  return value === null ? marked.mark : fig(count(value), href)
}

/** A difference; what is compared with a hidden count is not said. */
export function changed(value: Count, marked: Marked): string {
  return valueOrMark(value, countChange, marked)
}

/** "12 children", or that it is not shown. */
export function childrenOf(value: Count, marked: Marked): string {
  return value === null
    ? `Children (number not shown: ${marked.mark})`
    : plural(value, 'child', 'children')
}

/** What the mark means, where the page may have used it. */
export function markLine(marked: Marked): Html {
  return html`${!marked.inside && html`<p class="small slate">${marked.markNote}</p>`}`
}

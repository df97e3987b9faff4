import { html, pageHead } from '#web'
import type { Html } from '#web'
import { METHODS } from './methods.ts'
import type { Method } from './methods.ts'

/** Every note on one page, each with its own address. */
export function methodsView(opens: (href: string) => boolean): Html {
  return html`${pageHead({
    title: 'How figures are made',
    lede: 'What each kind of figure says, how it comes about, what it assumes and where it stops.',
  })}
<nav aria-label="On this page"><ul>${METHODS.map((m) => html`<li><a href="#${m.id}">${m.title}</a></li>`)}</ul></nav>
${METHODS.map((m) => note(m, opens))}`
}

function note(m: Method, opens: (href: string) => boolean): Html {
  const links = m.links.filter((l) => opens(l.href))
  return html`<section aria-labelledby="${m.id}"><h2 id="${m.id}">${m.title}</h2><p><strong>${m.short}</strong></p>
${m.how.map((p) => html`<p>${p}</p>`)}
<h3>What it assumes</h3><ul>${m.assumes.map((a) => html`<li>${a}</li>`)}</ul>
<h3>Where it stops</h3><ul>${m.limits.map((l) => html`<li>${l}</li>`)}</ul>
<p class="small slate">Source: ${m.source}.${links.length > 0 && html` In your council: ${links.map((l, i) => html`${i > 0 && ', '}<a href="${l.href}">${l.text}</a>`)}.`}</p></section>`
}

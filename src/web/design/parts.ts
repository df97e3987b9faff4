import { empty, html, raw } from '../html.ts'
import type { Html, Part } from '../html.ts'

/** The mark: three streams that become one thread. */
export function mark(): Html {
  return raw(
    '<svg width="34" height="26" viewBox="0 0 34 26" aria-hidden="true" focusable="false"><g fill="none" stroke="#0b5a73" stroke-linecap="round"><path d="M2 4C12 4 13 13 22 13" stroke-width="2.6"/><path d="M2 13H22" stroke-width="2.6"/><path d="M2 22C12 22 13 13 22 13" stroke-width="2.6"/><path d="M21 13H32" stroke-width="6"/></g></svg>',
  )
}

/** The head of a page: the small line above, what is asked or found, and the sentence that answers it with its range. */
export function pageHead(head: {
  readonly kicker?: Part
  readonly title: Part
  readonly lede?: Part
}): Html {
  return html`${head.kicker !== undefined && html`<p class="kicker">${head.kicker}</p>`}
<h1>${head.title}</h1>${head.lede !== undefined && html`<p class="lede">${head.lede}</p>`}`
}

/** A figure as a quiet link to its working. `exact` stands beside it, shown by the switch of `exactSwitch`. */
export function fig(text: string, href: string, exact?: string): Html {
  if (exact === undefined || exact === text) return html`<a class="fig" href="${href}">${text}</a>`
  return html`<a class="fig" href="${href}"><span class="r">${text}</span><span class="x">${exact}</span></a>`
}

/** The switch that shows every amount of the page to the penny (without a script, by the style sheet). */
export function exactSwitch(): Html {
  return html`<p class="exact"><input type="checkbox" id="exact"><label for="exact">Show exact pounds and pence</label></p>`
}

export type Key = { readonly term: Part; readonly value: Part; readonly note?: Part }

/** Key figures in a row. */
export function keys(items: readonly Key[]): Html {
  return html`<dl class="keys">${items.map((k) => html`<div><dt>${k.term}</dt><dd><span class="big">${k.value}</span>${k.note !== undefined && html`<span class="small slate">${k.note}</span>`}</dd></div>`)}</dl>`
}

export type TagKind = 'done' | 'wait' | 'stop' | 'open' | 'none'

const SYMBOLS: Readonly<Record<TagKind, string>> = {
  done: '✓',
  wait: '!',
  stop: '×',
  open: '',
  none: '',
}

/** A state in words; shape and symbol differ as well as colour. */
export function tag(kind: TagKind, text: string): Html {
  const symbol = SYMBOLS[kind]
  return html`<span class="tag tag-${kind}">${symbol !== '' && html`<span class="sym" aria-hidden="true">${symbol}</span>`}${text}</span>`
}

export type Tone = 'water' | 'clay' | 'berry' | 'slate'

/** A note beside the work, with a coloured edge. */
export function side(body: Part, tone: Tone = 'water'): Html {
  return html`<div class="side side-${tone}">${typeof body === 'string' ? html`<p>${body}</p>` : body}</div>`
}

export function panel(body: Part): Html {
  return html`<div class="aside">${body}</div>`
}

/** What is refused: the fact as a title, the rule, and the lawful ways forward. */
export function refusal(title: Part, body: Part): Html {
  return html`<section class="refuse"><h2>${title}</h2>${body}</section>`
}

/** A line of ways to look at the page: filters, comparisons, downloads. */
export function tools(groups: readonly Part[]): Html {
  return html`<div class="tools">${groups.map((g) => (isParagraph(g) ? g : html`<p>${g}</p>`))}</div>`
}

function isParagraph(part: Part): boolean {
  return typeof part === 'object' && String(part).startsWith('<p')
}

export type Download = { readonly text: string; readonly href: string }

export function downloads(items: readonly Download[]): Html {
  return html`Download ${items.map((d, i) => html`${i > 0 && ', '}<a href="${d.href}">${d.text}</a>`)}`
}

export type Chip = { readonly text: string; readonly href: string; readonly current?: boolean }

/** Filters as links; the current one is marked. */
export function chips(items: readonly Chip[], label: string): Html {
  return html`<nav aria-label="${label}"><ul class="chips">${items.map((c) => html`<li><a href="${c.href}"${c.current === true && html` aria-current="true"`}>${c.text}</a></li>`)}</ul></nav>`
}

export function definitions(items: readonly { readonly term: Part; readonly value: Part }[]): Html {
  return html`<dl class="defs">${items.map((d) => html`<dt>${d.term}</dt><dd>${d.value}</dd>`)}</dl>`
}

export type Task = {
  readonly title: string
  readonly href: string
  readonly why: Part
  readonly state?: Html
}

/** What needs somebody, each with its one step. */
export function tasks(items: readonly Task[]): Html {
  return html`<ul class="tasks">${items.map((t) => html`<li><span class="t"><a href="${t.href}">${t.title}</a></span>${t.state ?? empty}<p class="d">${t.why}</p></li>`)}</ul>`
}

export function dateList(items: readonly { readonly when: Part; readonly what: Part }[]): Html {
  return html`<ul class="dates">${items.map((d) => html`<li><span class="when">${d.when}</span><span>${d.what}</span></li>`)}</ul>`
}

export type Stop = {
  readonly title: Part
  readonly note?: Part
  readonly href?: string
  readonly here?: boolean
  readonly todo?: boolean
}

/** The thread: where a figure came from and where it goes. */
export function way(stops: readonly Stop[]): Html {
  return html`<ol class="way">${stops.map((s) => html`<li${s.here === true && html` aria-current="step"`}${s.todo === true && html` class="todo"`}><b>${s.href === undefined ? s.title : html`<a href="${s.href}">${s.title}</a>`}</b>${s.note !== undefined && html`<span>${s.note}</span>`}</li>`)}</ol>`
}

export type Branch = {
  readonly label: Part
  readonly value?: Part
  readonly note?: Part
  readonly branches?: readonly Branch[]
}

/** The check of a working: its parts were added again when the page was made. */
export function readAdds(words: Part): Html {
  return side(
    html`<p><span class="ok"><span class="sym" aria-hidden="true">✓</span>It re-adds.</span> ${words}</p>`,
  )
}

/** The parts of a working do not make its figure: said at once, with the difference. */
export function doesNotReAdd(words: Part): Html {
  return side(
    html`<p><b class="bad"><span class="sym" aria-hidden="true">×</span>It does not re-add.</b> ${words}</p>`,
    'berry',
  )
}

/** A working opened to its ends. */
export function tree(branches: readonly Branch[]): Html {
  return html`<ul class="tree">${branches.map(branch)}</ul>`
}

function branch(b: Branch): Html {
  const inner = b.branches ?? []
  return html`<li><div class="sumline"><span>${b.label}</span>${b.value !== undefined && html`<span class="num">${b.value}</span>`}</div>${b.note !== undefined && html`<p class="small slate">${b.note}</p>`}${inner.length > 0 && html`<ul>${inner.map(branch)}</ul>`}</li>`
}

/** Columns from 60 rem on: each part takes so many of twelve. */
export function columns(
  parts: readonly { readonly span: 3 | 4 | 5 | 6 | 7 | 8 | 9; readonly body: Part }[],
): Html {
  return html`<div class="grid">${parts.map((p) => html`<div class="c${p.span}">${p.body}</div>`)}</div>`
}

export type Running = {
  readonly id: string
  readonly done: number
  readonly of: number
  readonly words: Part
  readonly refreshHref: string
  /** Server-sent events of the same run; the page follows them where scripts run. */
  readonly eventsHref?: string
  /** The form that cancels. */
  readonly cancel?: Html
}

/** A run under way: words, bar, how to leave, how to stop. No spinner. */
export function running(r: Running): Html {
  return html`<section class="run" aria-labelledby="${r.id}-words"${r.eventsHref !== undefined && html` data-events="${r.eventsHref}"`}>
<p id="${r.id}-words" data-words>${r.words}</p>
<progress class="prog" max="${r.of}" value="${r.done}" aria-labelledby="${r.id}-words">${r.done} of ${r.of}</progress>
<p class="small slate">You may leave this page: the run goes on and nothing is lost. <a href="${r.refreshHref}">Look again now</a></p>${r.cancel ?? empty}</section>`
}

/** Nothing here yet: what is missing, why it matters, the one step. */
export function nothingYet(title: Part, why: Part, step?: Html): Html {
  return html`<section class="aside nothing"><h2>${title}</h2><p>${why}</p>${step ?? empty}</section>`
}

/** More than reads at once, opened on demand; open in print. */
export function more(summary: Part, body: Part, open = false): Html {
  return html`<details class="data"${open && html` open`}><summary>${summary}</summary>${body}</details>`
}

export type Leaf = {
  readonly from: number
  readonly to: number
  readonly of: number
  readonly href: (page: number) => string
  readonly page: number
  readonly size: number
}

/** Pages of a long list, as words. */
export function leaves(l: Leaf): Html {
  const pages = Math.ceil(l.of / l.size)
  if (pages <= 1) return empty
  const shown = [...new Set([1, l.page - 1, l.page, l.page + 1, pages])].filter(
    (p) => p >= 1 && p <= pages,
  )
  const text = (p: number): string =>
    `${((p - 1) * l.size + 1).toLocaleString('en-GB')} to ${Math.min(p * l.size, l.of).toLocaleString('en-GB')}`
  return html`<nav class="leaves" aria-label="Pages of this list"><ul>${shown.map((p) => html`<li>${p === l.page ? html`<span aria-current="page">${text(p)}</span>` : html`<a href="${l.href(p)}">${text(p)}</a>`}</li>`)}</ul></nav>`
}

/** A form's button as a link-like action or the one filled button of a page; the hidden token stands inside the form. */
export function actionForm(options: {
  readonly action: string
  readonly csrf: string
  readonly body: Part
}): Html {
  return html`<form method="post" action="${options.action}"><input type="hidden" name="_csrf" value="${options.csrf}">${options.body}</form>`
}

/** A row of actions. */
export function actions(items: readonly Part[]): Html {
  return html`<div class="row">${items}</div>`
}

import { dataTable, html, pageHead, simpleTable } from '#web'
import type { Html, Reply, Route, Sheet } from '#web'
import { ROLES } from '#kernel/access.ts'
import { opensFor } from '../doors.ts'
import type { AllRoutes } from '../doors.ts'
import { accessibility } from './accessibility.ts'
import { ROLE_WORDS } from '../people/role-words.ts'
import { actLines, whoMay } from './acts.ts'
import { methodsView } from './methods-view.ts'
import { METHODS } from './methods.ts'
import { privacy } from './privacy.ts'
import { WORDS } from './words.ts'

const CRUMBS = [{ text: 'Help', href: '/help' }]

const PAGES = [
  {
    href: '/help/methods',
    title: 'How figures are made',
    why: 'Counting, forecasting, costing and the gap: what each assumes and how far to trust it.',
  },
  {
    href: '/help/words',
    title: 'Words',
    why: 'What we mean by a stay, a band, a gap or a working.',
  },
  { href: '/help/roles', title: 'Who may do what', why: 'Each role, and what it opens.' },
  {
    href: '/help/privacy',
    title: 'Privacy',
    why: 'What is stored, for how long, and who sees it. Nobody is tracked.',
  },
  {
    href: '/help/accessibility',
    title: 'Accessibility statement',
    why: 'What works, what we have not tested, and how to tell us.',
  },
] as const

/** What the program says of itself. Nobody needs an account to read it. */
export function helpRoutes(routes: AllRoutes): readonly Route[] {
  return [
    page('/help', { title: 'Help', body: index() }, PAGES),
    {
      method: 'GET',
      path: '/help/methods',
      access: 'public',
      handle: (visit) => Promise.resolve(methods(opensFor(routes, visit.viewer?.roles))),
    },
    page('/help/words', { title: 'Words', crumbs: CRUMBS, body: words() }, WORDS),
    page(
      '/help/accessibility',
      { title: 'Accessibility statement', crumbs: CRUMBS, body: accessibility() },
      { reviewed: '2026-11-25' },
    ),
    page('/help/privacy', { title: 'Privacy', crumbs: CRUMBS, body: privacy() }, {}),
    {
      method: 'GET',
      path: '/help/roles',
      access: 'public',
      handle: () => Promise.resolve(roles(routes)),
    },
  ]
}

function page(path: string, sheet: Sheet, model: unknown): Route {
  const reply: Reply = { kind: 'sheet', model, sheet: { layout: 'public', ...sheet } }
  return { method: 'GET', path, access: 'public', handle: () => Promise.resolve(reply) }
}

/** For somebody without an account, without links that would only ask them to sign in. */
function methods(opens: (href: string) => boolean): Reply {
  const body = methodsView(opens)
  const sheet: Sheet = { title: 'How figures are made', layout: 'public', crumbs: CRUMBS, body }
  return { kind: 'sheet', model: METHODS, sheet }
}

function index(): Html {
  return html`${pageHead({
    title: 'Help',
    lede: 'Every figure is a link. Follow it to the rule that made it, its parts, and the file and row that they came from.',
  })}
${PAGES.map((p) => html`<h2 class="h3"><a href="${p.href}">${p.title}</a></h2><p>${p.why}</p>`)}
<h2>When something is wrong</h2>
<p>A refusal says what was found, why it cannot stand, and what to do. If a page says that there is a problem with the service, note its reference and tell the person who runs the service in your council. If a figure looks wrong, follow it to its working: its rows show where to look.</p>`
}

function words(): Html {
  return html`${pageHead({
    title: 'Words',
    lede: 'The council’s own words, and ours. Each means one thing everywhere.',
  })}
${simpleTable({
  caption: 'Words and what they mean here',
  quietCaption: true,
  columns: [{ head: 'Word' }, { head: 'What it means here' }],
  lines: WORDS.map((w) => ({ cells: [html`<strong>${w.word}</strong>`, w.meaning] })),
  stack: true,
})}`
}

function roles(routes: AllRoutes): Reply {
  const lines = actLines(routes())
  return {
    kind: 'sheet',
    model: lines,
    sheet: {
      title: 'Who may do what',
      layout: 'public',
      crumbs: CRUMBS,
      body: html`${pageHead({
        title: 'Who may do what',
        lede: 'A person may hold several roles. An administrator of the council gives them; each change is recorded.',
      })}
${dataTable({
  caption: 'What may be done, and by whom',
  note: 'Read from the program itself. What a role does not open looks to it as if it were not there.',
  columns: [{ head: 'What' }, { head: 'Who may' }],
  groups: [...Map.groupBy(lines, (l) => l.room)].map(([room, own]) => ({
    head: room,
    lines: own.map((l) => ({ cells: [l.words, whoMay(l.access)] })),
  })),
})}
${simpleTable({
  caption: 'The roles',
  columns: [{ head: 'Role' }, { head: 'What it is for' }],
  lines: ROLES.map((r) => ({ cells: [ROLE_WORDS[r].name, ROLE_WORDS[r].may] })),
})}
<p>Nothing of one council is seen from another, whatever the role.</p>`,
    },
  }
}
